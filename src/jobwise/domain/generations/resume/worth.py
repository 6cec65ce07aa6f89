"""How much a unit is worth to whoever reads for this posting."""

import math
from collections.abc import Mapping, Sequence

from jobwise.domain.generations.resume.short_lists import asked_for
from jobwise.domain.generations.resume.units import GOES_ON, Unit
from jobwise.domain.generations.resume.words import SectionKind
from jobwise.domain.rankings.ranking import Ranking

# How much an entry of a section is worth by itself, beside bullets that are worth 0..1 by ranking; a section's best
# entry gains up to 1 more by its own rank. Read: positions of the recent timeline, the highest degree and the skills
# asked for stand before any bullet; everything else competes with the bullets.
_BASE = {
    SectionKind.SUMMARY: 1.2,
    SectionKind.EXPERIENCE: 2.4,
    SectionKind.PROJECTS: 0.0,
    SectionKind.SKILLS: 0.5,
    SectionKind.EDUCATION: 1.6,
    SectionKind.CERTIFICATIONS: 0.3,
    SectionKind.LANGUAGES: 0.55,
    SectionKind.VOLUNTEERING: 0.1,
    SectionKind.AWARDS: 0.2,
    SectionKind.PUBLICATIONS: 0.15,
    SectionKind.INTERESTS: 0.05,
}
_GAIN = {SectionKind.SKILLS: 1.0, SectionKind.CERTIFICATIONS: 0.6, SectionKind.EDUCATION: 0.2}
_TIMELINE_MONTHS = 100
"""So far back positions belong to the timeline that readers check for holes, the less the longer ago they ended."""

_OLD = 0.2
"""What an older position is worth of a recent one: it must earn its place by what was done there."""

_FIRST_BULLET = 0.5
"""A position of the timeline shows what was done there, even where other bullets answer the posting better."""

_CROWDED_AFTER = 6
"""Bullets of one entry that readers take in; further ones count less."""


def worth_of(units: Sequence[Unit], ranking: Ranking, *, tailor: bool) -> dict[str, float]:
    """By path; `tailor=False` leaves the ranking out, and so the profile's own order and weight."""
    scores = {item.path: item.score for item in ranking.items} if tailor else {}
    best: dict[object, float] = {}
    for unit in units:
        key = "bullet" if unit.bullet else unit.section
        best[key] = max(best.get(key, 0.0), scores.get(unit.path, 0.0))
    recent = _recency(units)
    worth: dict[str, float] = {}
    for unit in units:
        age = recent.get(unit.parent or unit.path, 1.0)
        top = best["bullet" if unit.bullet else unit.section]
        share = scores.get(unit.path, 0.0) / top if top else 0.0
        if unit.bullet:
            worth[unit.path] = _bullet_worth(math.sqrt(share), age, unit.section)
        elif unit.parent:
            worth[unit.path] = 0.25 * age
        else:
            worth[unit.path] = _BASE[unit.section] * age + _GAIN.get(unit.section, 0.1) * share
    _balance(units, worth, recent)
    if tailor:
        # A language level and a licence cost a line at most, and without one that is asked for nobody reads on.
        for path, least in asked_for(ranking).items():
            if path in worth:
                worth[path] = max(worth[path], least)
    return worth


def _bullet_worth(share: float, age: float, section: SectionKind) -> float:
    """Relevance rules; among bullets that say nothing to the posting the recent job's come first."""
    quiet = 0.3 if section is SectionKind.EXPERIENCE else 0.15
    return share + quiet * age * (1.0 - share)


def _recency(units: Sequence[Unit]) -> dict[str, float]:
    """0..1 for every dated entry: 1 for the latest of its section, less for older ones."""
    out: dict[str, float] = {}
    for section in SectionKind:
        dated = [unit for unit in units if unit.section is section and not unit.parent and unit.ended != (0, 0)]
        ordered = sorted(dated, key=lambda unit: (*(-month for month in unit.ended), unit.order))
        latest = _latest(ordered)
        for place, unit in enumerate(ordered):
            if section is SectionKind.EXPERIENCE:
                behind = latest - min(unit.ended[0], latest)
                out[unit.path] = max(1.0 - behind / _TIMELINE_MONTHS, _OLD * 0.8**place)
            else:
                out[unit.path] = 0.35**place
    return out


def _latest(ordered: Sequence[Unit]) -> int:
    """The newest month that any entry names; what goes on counts from its start."""
    return max((month for unit in ordered for month in unit.ended if month != GOES_ON), default=0)


def _balance(units: Sequence[Unit], worth: dict[str, float], recent: Mapping[str, float]) -> None:
    """The first bullet of a timeline position counts for more, the seventh and later ones of an entry for less."""
    entries: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.bullet:
            entries.setdefault(unit.parent, []).append(unit)
    for parent, bullets in entries.items():
        ordered = sorted(bullets, key=lambda unit: (-worth[unit.path], unit.order))
        for unit in ordered[_CROWDED_AFTER:]:
            worth[unit.path] *= 0.7
        first = ordered[0]
        if first.section is SectionKind.EXPERIENCE:
            worth[first.path] = max(worth[first.path], _FIRST_BULLET * recent.get(parent, 1.0))
