"""How well a whole profile fits a whole posting, as one number that compares postings for the same person."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.demand import Wants, wants_of
from jobwise.domain.rankings.items import items_of, newest_month
from jobwise.domain.rankings.lexicon import Lexicon
from jobwise.domain.rankings.reading import Reader, reader_of

RELATED_SHARE = 0.5
"""What a relative of an asked skill counts."""

ENOUGH_MENTIONS = 2.0
"""A kind of work counts in full when the profile shows it this often."""

DOUBT = 1.0
"""A posting that asks hardly anything is fitted by everybody; this much unknown demand is added to each posting."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a whole profile shows: skills and their families (as ordered sets), kinds of work, fields of work."""

    skills: dict[str, None]
    families: dict[str, None]
    work: dict[str, float]
    fields: dict[str, float]


def fits_of(profile: Profile, jobs: Iterable[Job], vocabulary: Vocabulary, lexicon: Lexicon) -> tuple[float, ...]:
    """The `fit` of one profile's ranking for each posting, without the rankings: what puts many postings in order."""
    reader = reader_of(vocabulary, lexicon)
    texts = tuple(item.text for item in items_of(profile, newest_month(profile)))
    return tuple(fit_of(wants_of(job, reader), texts, job.language, reader) for job in jobs)


def fit_of(demand: Wants, texts: tuple[str, ...], language: str, reader: Reader) -> float:
    """0..1: the mean of asked skills shown, asked kinds of work shown, and likeness of the fields of work."""
    shown = _shown(texts, language, reader)
    parts = (_skills(demand, shown, reader), _work(demand, shown.work), _likeness(demand.fields, shown.fields))
    return round(sum(parts) / len(parts), 4)


@lru_cache(maxsize=16)
def _shown(texts: tuple[str, ...], language: str, reader: Reader) -> _Shown:
    """Kept, because one profile is ranked against many postings."""
    shown = _Shown({}, {}, {}, {})
    for text in texts:
        reading = reader.read(text, language)
        for said in reading.skills:
            if said.key not in shown.skills:
                shown.skills[said.key] = None
                shown.families.update(dict.fromkeys(reader.vocabulary.terms[said.key].families))
        for said in reading.concepts:
            shown.work[said.key] = shown.work.get(said.key, 0.0) + said.weight
    for name, weight in shown.work.items():
        fields = reader.lexicon.concepts[name].fields
        for field in fields:
            if field != "general":
                shown.fields[field] = shown.fields.get(field, 0.0) + weight / len(fields)
    return shown


def _skills(demand: Wants, shown: _Shown, reader: Reader) -> float:
    met = 0.0
    for name, weight in demand.skills.items():
        if name in shown.skills:
            met += weight
        elif _related(name, shown, reader):
            met += RELATED_SHARE * weight
    return met / (sum(demand.skills.values()) + DOUBT)


def _related(name: str, shown: _Shown, reader: Reader) -> bool:
    term = reader.vocabulary.terms.get(name)
    own = term.families if term is not None else ()
    return name in shown.families or any(family in shown.families or family in shown.skills for family in own)


def _work(demand: Wants, shown: Mapping[str, float]) -> float:
    met = sum(weight * min(1.0, shown.get(name, 0.0) / ENOUGH_MENTIONS) for name, weight in demand.concepts.items())
    return met / (sum(demand.concepts.values()) + DOUBT)


def _likeness(asked: Mapping[str, float], own: Mapping[str, float]) -> float:
    lengths = math.hypot(*asked.values()) * math.hypot(*own.values())
    if not lengths:
        return 0.0
    return sum(asked.get(field, 0.0) * weight for field, weight in own.items()) / lengths
