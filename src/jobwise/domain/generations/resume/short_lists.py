"""Languages, certificates and other sections of a line or less: what of them is asked for, and what they take."""

from collections.abc import Mapping, Sequence

from jobwise.domain.generations.document import Line, Role
from jobwise.domain.generations.resume.units import Unit
from jobwise.domain.generations.resume.words import SectionKind
from jobwise.domain.jobs.job import Necessity
from jobwise.domain.rankings.ranking import GapGrade, Ranking

RUN_ON = frozenset({SectionKind.LANGUAGES, SectionKind.INTERESTS})
"""Sections whose entries are a word or two each: they share one line."""

_TONGUES, _PAPERS = "languages/", "certifications/"
_WORTH = {Necessity.MUST: 2.5, Necessity.NICE: 1.3}
"""A language or paper that is required stands before any bullet, as a degree does; a welcome one before most."""


def run_on(units: Sequence[Unit]) -> Line:
    """The entries of a run-on section as the one line they are drawn as."""
    lines = [line for unit in units for line in unit.lines]
    sources = tuple(path for line in lines for path in line.sources)
    return Line(Role.TEXT, " | ".join(line.text for line in lines), sources)


def asked_for(ranking: Ranking) -> Mapping[str, float]:
    """The worth of every language and certificate that the posting asks for, by path, the first asked first.

    A certificate is asked for when nothing else of the profile shows what is asked: a skill that work shows too needs
    no paper.
    """
    out: dict[str, float] = {}
    for gap in ranking.gaps:
        if gap.grade is not GapGrade.HAS:
            continue
        alone = all(path.startswith(_PAPERS) for path in gap.evidence)
        for path in gap.evidence:
            if path.startswith(_TONGUES) or (alone and path.startswith(_PAPERS)):
                out[path] = max(out.get(path, 0.0), _WORTH[gap.necessity])
    return out


def asked_first(entries: Sequence[Unit], ranking: Ranking) -> list[Unit]:
    """The entries with those that the posting names before the others, each kind in its own order."""
    places = {path: place for place, path in enumerate(asked_for(ranking))}
    return sorted(entries, key=lambda unit: places.get(unit.path, len(places)))
