"""The resume compiler: Profile + Ranking -> Selection -> Document. No model, no clock: same input, same lines."""

from collections.abc import Iterable, Sequence

from jobwise.domain.generations.document import Document, Dropped, GenerationKind, Line, Role
from jobwise.domain.generations.resume.selection import (
    Filling,
    Gauge,
    ResumeOptions,
    Selection,
    options_checked,
)
from jobwise.domain.generations.resume.short_lists import RUN_ON, asked_first, run_on
from jobwise.domain.generations.resume.units import Unit, header, units
from jobwise.domain.generations.resume.words import DocumentWords, SectionKind
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.shared.errors import Impossible, InvalidInput
from jobwise.domain.shared.text import one_line

_DATED = {
    SectionKind.EXPERIENCE,
    SectionKind.PROJECTS,
    SectionKind.EDUCATION,
    SectionKind.CERTIFICATIONS,
    SectionKind.VOLUNTEERING,
    SectionKind.AWARDS,
    SectionKind.PUBLICATIONS,
}
_ASKED_FIRST = {SectionKind.LANGUAGES, SectionKind.CERTIFICATIONS}


def compile_resume(
    profile: Profile, ranking: Ranking, options: ResumeOptions, gauge: Gauge, words: DocumentWords
) -> Document:
    """A resume that fills the asked pages with what answers the job best; every line names the items it came from.

    Titles, employers, schools and dates are copied, never written. Must-keep items are in, or Impossible is raised.
    What is left out is listed in `dropped` with the reason.
    """
    options = options_checked(options)
    top = header(profile.personal)
    if not any(line.role is Role.NAME for line in top):
        raise InvalidInput("The profile has no name; add basics.name, a resume needs one.")
    filling = Filling(top, units(profile, words), ranking, options, gauge, words)
    best: tuple[tuple[Line, ...], Selection] | None = None
    # Heights nearly add up, but page breaks waste space: what counts is the real paging. What it has no room for is
    # refused for good, and the next best is tried in its place until nothing more fits.
    while True:
        selection = filling.selection()
        lines = assemble(selection, ranking, options, words)
        used = gauge.used(lines)
        if used > options.pages:
            if not filling.refuse():
                break
            continue
        if best is not None and len(lines) <= len(best[0]):
            break
        best = lines, selection
        filling.settle(used * gauge.capacity())
    if best is None:
        raise Impossible("The items that must be kept do not fit on the pages asked for; keep fewer or ask for more.")
    return _document(profile, best[0], filling.left_out(best[1]), words)


def assemble(selection: Selection, ranking: Ranking, options: ResumeOptions, words: DocumentWords) -> tuple[Line, ...]:
    """The lines of a selection in reading order: sections as asked, latest entry first, best bullet first."""
    scores = {item.path: item.score for item in ranking.items} if options.tailor else {}
    lines = list(selection.header)
    for section in options.sections:
        chosen = [unit for unit in selection.taken if unit.section is section]
        if not chosen:
            continue
        lines.append(Line(Role.HEADING, words.headings[section]))
        entries = _entries(chosen, section, scores)
        if options.tailor and section in _ASKED_FIRST:
            entries = asked_first(entries, ranking)
        if section in RUN_ON:
            lines.append(run_on(entries))
            continue
        for unit in entries:
            lines.extend(unit.lines)
            lines.extend(_beneath(unit, chosen, scores))
    return tuple(lines)


def _entries(chosen: Sequence[Unit], section: SectionKind, scores: dict[str, float]) -> list[Unit]:
    entries = [unit for unit in chosen if not unit.parent]
    if section in _DATED:
        return sorted(entries, key=lambda unit: (*(-part for part in unit.ended), unit.order))
    if section is SectionKind.SKILLS:
        return sorted(entries, key=lambda unit: (-scores.get(unit.path, 0.0), unit.order))
    return sorted(entries, key=lambda unit: unit.order)


def _beneath(entry: Unit, chosen: Sequence[Unit], scores: dict[str, float]) -> Iterable[Line]:
    under = [unit for unit in chosen if unit.parent == entry.path]
    for unit in sorted(
        under, key=lambda unit: (unit.bullet, -scores.get(unit.path, 0.0) if unit.bullet else 0, unit.order)
    ):
        yield from unit.lines


def _document(
    profile: Profile, lines: tuple[Line, ...], dropped: tuple[Dropped, ...], words: DocumentWords
) -> Document:
    name = one_line(profile.personal.name)
    references = tuple(
        Dropped(f"references/{item.id}", one_line(item.name), "References are given on request, not in a resume.")
        for item in profile.references
    )
    return Document(
        GenerationKind.RESUME,
        words.language,
        f"{name} - {words.resume_title}",
        name,
        lines,
        (*dropped, *references),
    )
