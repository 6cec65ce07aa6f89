"""Choosing what goes in: must-keep first, then the most useful unit that still fits, until the pages are full."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Protocol

from jobwise.domain.generations.document import Dropped, Line, Role
from jobwise.domain.generations.resume.short_lists import RUN_ON, run_on
from jobwise.domain.generations.resume.units import Unit
from jobwise.domain.generations.resume.words import DocumentWords, SectionKind
from jobwise.domain.generations.resume.worth import worth_of
from jobwise.domain.limits import MAX_BULLETS
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.shared.errors import Detail, Impossible, InvalidInput


class Gauge(Protocol):
    """Measures lines in the chosen template and paper, the same on every machine."""

    def height(self, line: Line) -> float:
        """Points of page height the line takes, its own space before and after included."""

    def capacity(self) -> float:
        """Points of usable height of one page."""

    def used(self, lines: Sequence[Line]) -> float:
        """Pages that the lines really take, page breaks included: 1.4 is one page and two fifths of the next."""


DEFAULT_ORDER = tuple(SectionKind)


@dataclass(frozen=True, slots=True)
class ResumeOptions:
    """What the person asked for. `keep` are profile paths; `tailor=False` keeps the profile's own order and weight.

    `max_bullets` of one entry, must-keeps not counted against it; 0 is no limit.
    """

    pages: int = 1
    keep: tuple[str, ...] = ()
    sections: tuple[SectionKind, ...] = DEFAULT_ORDER
    tailor: bool = True
    max_bullets: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """The header and the units taken, in profile order."""

    header: tuple[Line, ...]
    taken: tuple[Unit, ...]


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
        total = self.own(unit)
        if unit.parent and unit.parent not in self.taken:
            total += self.own(self.units[unit.parent])
        if unit.section not in self.sections:
            total += self.gauge.height(Line(Role.HEADING, self.words.headings[unit.section]))
        return total

    def own(self, unit: Unit) -> float:
        """Height that the unit's own lines add; in a run-on section that of the longer line over the present one."""
        if unit.section in RUN_ON:
            there = [other for other in self.taken.values() if other.section is unit.section]
            before = self.gauge.height(run_on(there)) if there else 0.0
            return self.gauge.height(run_on([*there, unit])) - before
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

    def leave(self, unit: Unit) -> None:
        del self.taken[unit.path]
        if not any(other.section is unit.section for other in self.taken.values()):
            self.sections.discard(unit.section)

    def fits(self, unit: Unit) -> bool:
        return self.used + self.cost(unit) <= self.limit


class Filling:
    """Fills the asked pages: must-keep items first, then the most useful unit that still fits, again and again.

    Heights of single lines are sums that may be a little off: `settle` corrects them, `refuse` takes back what was
    too much.
    Raises Impossible when the must-keep items alone are too much.
    """

    def __init__(
        self,
        header: tuple[Line, ...],
        units: Sequence[Unit],
        ranking: Ranking,
        options: ResumeOptions,
        gauge: Gauge,
        words: DocumentWords,
    ) -> None:
        self._header, self._units, self._options = header, units, options
        shown = [unit for unit in units if unit.section in options.sections]
        self._worth = worth_of(shown, ranking, tailor=options.tailor)
        self._order = sorted(shown, key=lambda unit: (-self._worth[unit.path], unit.order))
        by_path = {unit.path: unit for unit in units}
        used = sum(gauge.height(line) for line in header)
        self._page = _Page(gauge, words, by_path, gauge.capacity() * options.pages, used)
        self._kept = frozenset(options.keep)
        self._refused: set[str] = set()
        self._keep(_kept(options.keep, by_path))
        self._fill()

    def settle(self, used: float) -> None:
        """Takes `used` points as what the lines really take, and fills on with what is free."""
        self._page.used = used
        self._fill()

    def refuse(self) -> bool:
        """Takes out the least useful unit that nothing depends on, for good; False when only must-keeps are left."""
        page = self._page
        held = self._kept | {unit.parent for unit in page.taken.values() if unit.parent}
        free = [unit for path, unit in page.taken.items() if path not in held]
        if not free:
            return False
        least = min(free, key=lambda unit: (self._worth[unit.path], -unit.order))
        page.leave(least)
        self._refused.add(least.path)
        return True

    def selection(self) -> Selection:
        """What is in now, in profile order."""
        return Selection(self._header, tuple(unit for unit in self._units if unit.path in self._page.taken))

    def left_out(self, selection: Selection) -> tuple[Dropped, ...]:
        """What is not in the selection, with the reasons."""
        taken = {unit.path for unit in selection.taken}
        full = frozenset(
            unit.parent
            for unit in selection.taken
            if unit.bullet and 0 < self._options.max_bullets <= _bullets_of(unit.parent, selection.taken)
        )
        return _left_out(self._units, taken, full, self._worth)

    def _keep(self, kept: Sequence[Unit]) -> None:
        for unit in kept:
            self._page.take(unit)
        if self._page.used > self._page.limit:
            raise _too_much(kept, self._options.pages)

    def _fill(self) -> None:
        page = self._page
        for unit in self._order:
            if unit.path in page.taken or unit.path in self._refused or self._is_one_too_many(unit):
                continue
            if page.fits(unit):
                page.take(unit)

    def _is_one_too_many(self, unit: Unit) -> bool:
        most = self._options.max_bullets
        return unit.bullet and 0 < most <= _bullets_of(unit.parent, self._page.taken.values())


_NO_ROOM = "No room on the pages asked for; other items answer the posting better."
_SECTION_OFF = "Its section was not asked for."
_ENTRY_OUT = "Its entry did not get in."
_ENOUGH = "Its entry has as many bullets as were asked for; these answer the posting better."


def _bullets_of(parent: str, units: Iterable[Unit]) -> int:
    return sum(unit.bullet and unit.parent == parent for unit in units)


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
    units: Sequence[Unit], taken: Set[str], full: Set[str], worth: Mapping[str, float]
) -> tuple[Dropped, ...]:
    out = []
    for unit in units:
        if unit.path in taken:
            continue
        if unit.path not in worth:
            reason = _SECTION_OFF
        elif unit.parent and unit.parent not in taken:
            reason = _ENTRY_OUT
        elif unit.bullet and unit.parent in full:
            reason = _ENOUGH
        else:
            reason = _NO_ROOM
        out.append(Dropped(unit.path, unit.text, reason))
    return tuple(out)


def options_checked(options: ResumeOptions) -> ResumeOptions:
    """The same options, or InvalidInput: one or two pages, every section at most once."""
    if options.pages not in (1, 2):
        raise InvalidInput(
            "A resume has one or two pages; ask for --pages 1 or 2.", [Detail("pages", str(options.pages))]
        )
    if not 0 <= options.max_bullets <= MAX_BULLETS:
        raise InvalidInput(
            f"An entry shows 1 to {MAX_BULLETS} bullets.", [Detail("max_bullets", str(options.max_bullets))]
        )
    if len(set(options.sections)) != len(options.sections):
        raise InvalidInput("A section is named twice.", [Detail("sections", ", ".join(options.sections))])
    return options
