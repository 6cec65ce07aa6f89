"""Choosing what goes in: must-keep first, then the most useful unit that still fits, until the pages are full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jobwise.domain.generations.document import Dropped, Line, Role
from jobwise.domain.generations.resume.units import Unit
from jobwise.domain.generations.resume.words import DocumentWords, SectionKind
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.shared.errors import Detail, Impossible, InvalidInput


class Gauge(Protocol):
    """Measures lines in the chosen template and paper, the same on every machine."""

    def height(self, line: Line) -> float:
        """Points of page height the line takes, its own space before and after included."""

    def capacity(self) -> float:
        """Points of usable height of one page."""

    def pages(self, lines: Sequence[Line]) -> int:
        """Pages that the lines really need, page breaks included."""


DEFAULT_ORDER = tuple(SectionKind)


@dataclass(frozen=True, slots=True)
class ResumeOptions:
    """What the person asked for. `keep` are profile paths; `tailor=False` keeps the profile's own order and weight."""

    pages: int = 1
    keep: tuple[str, ...] = ()
    sections: tuple[SectionKind, ...] = DEFAULT_ORDER
    tailor: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """The units taken, the ones left out with the reason, and how useful each was thought to be."""

    header: tuple[Line, ...]
    taken: tuple[Unit, ...]
    dropped: tuple[Dropped, ...]
    worth: Mapping[str, float]


# How much a section is worth beside the bullets, whose worth is 0..1 by ranking. Read: a resume without its schools
# or with a hole in its timeline is weaker than one that lacks its third best bullet.
_BASE = {
    SectionKind.SUMMARY: 0.62,
    SectionKind.EXPERIENCE: 1.0,
    SectionKind.PROJECTS: 0.02,
    SectionKind.SKILLS: 0.45,
    SectionKind.EDUCATION: 0.7,
    SectionKind.CERTIFICATIONS: 0.3,
    SectionKind.LANGUAGES: 0.4,
    SectionKind.VOLUNTEERING: 0.08,
    SectionKind.AWARDS: 0.16,
    SectionKind.PUBLICATIONS: 0.12,
    SectionKind.INTERESTS: 0.03,
}
_CROWDED_AFTER = 6
"""Bullets of one entry that readers take in; further ones count less."""


@dataclass
class _Page:
    """The state of one filling: what is in, what it costs, and what every section and entry costs when first used."""

    gauge: Gauge
    words: DocumentWords
    units: Mapping[str, Unit]
    limit: float
    used: float
    taken: dict[str, Unit] = field(default_factory=dict)
    sections: set[SectionKind] = field(default_factory=set)
    costs: dict[str, float] = field(default_factory=dict)

    def cost(self, unit: Unit) -> float:
        """Height that taking the unit adds, its entry's lines and its section's heading included when they are new."""
        total = self._own(unit)
        if unit.parent and unit.parent not in self.taken:
            total += self._own(self.units[unit.parent])
        if unit.section not in self.sections:
            total += self.gauge.height(Line(Role.HEADING, self.words.headings[unit.section]))
        return total

    def _own(self, unit: Unit) -> float:
        known = self.costs.get(unit.path)
        if known is None:
            known = self.costs[unit.path] = sum(self.gauge.height(line) for line in unit.lines)
        return known

    def take(self, unit: Unit) -> None:
        self.used += self.cost(unit)
        self.sections.add(unit.section)
        if unit.parent:
            self.taken.setdefault(unit.parent, self.units[unit.parent])
        self.taken[unit.path] = unit

    def fits(self, unit: Unit) -> bool:
        return self.used + self.cost(unit) <= self.limit


def select(
    header: tuple[Line, ...],
    units: Sequence[Unit],
    ranking: Ranking,
    options: ResumeOptions,
    gauge: Gauge,
    words: DocumentWords,
) -> Selection:
    """The best filling of the asked pages. Raises Impossible when the must-keep items alone are too much."""
    by_path = {unit.path: unit for unit in units}
    shown = [unit for unit in units if unit.section in options.sections]
    worth = _worth(shown, ranking, tailor=options.tailor)
    page = _Page(gauge, words, by_path, gauge.capacity() * options.pages, sum(gauge.height(line) for line in header))
    kept = _kept(options.keep, by_path)
    for unit in kept:
        page.take(unit)
    if page.used > page.limit:
        raise _too_much(kept, options.pages)
    for unit in sorted(shown, key=lambda unit: (-worth[unit.path], unit.order)):
        if unit.path not in page.taken and page.fits(unit):
            page.take(unit)
    taken = tuple(unit for unit in units if unit.path in page.taken)
    return Selection(header, taken, _left_out(units, page.taken, options, worth), worth)


def without(selection: Selection, keep: Sequence[str]) -> Selection | None:
    """The selection less its least useful unit that nothing depends on, or None when only must-keep items are left."""
    held = set(keep) | {unit.parent for unit in selection.taken if unit.parent}
    free = [unit for unit in selection.taken if unit.path not in held]
    if not free:
        return None
    least = min(free, key=lambda unit: (selection.worth.get(unit.path, 0.0), -unit.order))
    taken = tuple(unit for unit in selection.taken if unit.path != least.path)
    dropped = (*selection.dropped, Dropped(least.path, least.text, _NO_ROOM))
    return Selection(selection.header, taken, dropped, selection.worth)


_NO_ROOM = "No room on the pages asked for; other items answer the posting better."
_SECTION_OFF = "Its section was not asked for."
_ENTRY_OUT = "Its entry did not get in."


def _worth(units: Sequence[Unit], ranking: Ranking, *, tailor: bool) -> dict[str, float]:
    scores = {item.path: item.score for item in ranking.items} if tailor else {}
    best = max((scores.get(unit.path, 0.0) for unit in units if unit.bullet), default=0.0)
    best_entry = max((scores.get(unit.path, 0.0) for unit in units if not unit.bullet), default=0.0)
    recent = _recency(units)
    worth: dict[str, float] = {}
    for unit in units:
        age = recent.get(unit.parent or unit.path, 1.0)
        score = scores.get(unit.path, 0.0)
        if unit.bullet:
            worth[unit.path] = _bullet_worth(score / best if best else 0.0, age, unit.section)
        elif unit.parent:
            worth[unit.path] = 0.28 * age + (0.3 * score / best_entry if best_entry else 0.0)
        else:
            share = score / best_entry if best_entry else 0.0
            worth[unit.path] = _BASE[unit.section] * (0.35 + 0.65 * age) + 0.45 * share
    _crowd(units, worth)
    return worth


def _bullet_worth(share: float, age: float, section: SectionKind) -> float:
    """Relevance rules; among bullets that say nothing to the posting the recent job's come first."""
    quiet = 0.2 if section is SectionKind.EXPERIENCE else 0.1
    return share + quiet * age * (1.0 - share)


def _recency(units: Sequence[Unit]) -> dict[str, float]:
    """1.0 for the latest entry of a section, falling by a fifth with every older one."""
    out: dict[str, float] = {}
    for section in SectionKind:
        entries = [unit for unit in units if unit.section is section and not unit.parent]
        if section in (SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.INTERESTS, SectionKind.SUMMARY):
            out.update({unit.path: 1.0 for unit in entries})
            continue
        for place, unit in enumerate(sorted(entries, key=lambda unit: (*(-x for x in unit.ended), unit.order))):
            out[unit.path] = 0.8**place
    return out


def _crowd(units: Sequence[Unit], worth: dict[str, float]) -> None:
    entries: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.bullet:
            entries.setdefault(unit.parent, []).append(unit)
    for bullets in entries.values():
        ordered = sorted(bullets, key=lambda unit: (-worth[unit.path], unit.order))
        for unit in ordered[_CROWDED_AFTER:]:
            worth[unit.path] *= 0.7


def _kept(keep: Sequence[str], by_path: Mapping[str, Unit]) -> list[Unit]:
    unknown = [path for path in keep if path not in by_path]
    if unknown:
        raise InvalidInput(
            f"There is no item {unknown[0]!r} in this profile; `jobwise rank` lists the paths that can be kept.",
            [Detail("keep", path) for path in unknown],
        )
    return [by_path[path] for path in dict.fromkeys(keep)]


def _too_much(kept: Sequence[Unit], pages: int) -> Impossible:
    count = "one page" if pages == 1 else f"{pages} pages"
    return Impossible(
        f"The {len(kept)} items that must be kept do not fit on {count} together; keep fewer or ask for more pages.",
        [Detail("keep", unit.path) for unit in kept],
    )


def _left_out(
    units: Sequence[Unit], taken: Mapping[str, Unit], options: ResumeOptions, worth: Mapping[str, float]
) -> tuple[Dropped, ...]:
    out = []
    for unit in units:
        if unit.path in taken:
            continue
        if unit.path not in worth:
            reason = _SECTION_OFF
        elif unit.parent and unit.parent not in taken:
            reason = _ENTRY_OUT
        else:
            reason = _NO_ROOM
        out.append(Dropped(unit.path, unit.text, reason))
    return tuple(out)


__all__ = ["DEFAULT_ORDER", "Gauge", "ResumeOptions", "Selection", "options_checked", "select", "without"]


def options_checked(options: ResumeOptions) -> ResumeOptions:
    """The same options, or InvalidInput: one or two pages, every section at most once."""
    if options.pages not in (1, 2):
        raise InvalidInput(
            "A resume has one or two pages; ask for --pages 1 or 2.", [Detail("pages", str(options.pages))]
        )
    if len(set(options.sections)) != len(options.sections):
        raise InvalidInput("A section is named twice.", [Detail("sections", ", ".join(options.sections))])
    return options
