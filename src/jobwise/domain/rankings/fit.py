"""How well a whole profile fits a whole posting, as one number that compares postings for the same person."""

import math
from collections.abc import Iterable, Mapping

from jobwise.domain.rankings.demand import Demand
from jobwise.domain.rankings.reading import Reader, Reading

RELATED_SHARE = 0.5
"""What a relative of an asked skill counts."""

ENOUGH_MENTIONS = 2.0
"""A kind of work counts in full when the profile shows it this often."""

DOUBT = 1.0
"""A posting that asks hardly anything is fitted by everybody; this much unknown demand is added to each posting."""


def fit_of(demand: Demand, readings: Iterable[Reading], reader: Reader) -> float:
    """0..1: the mean of asked skills shown, asked kinds of work shown, and likeness of the fields of work."""
    skills: dict[str, None] = {}
    families: dict[str, None] = {}
    shown: dict[str, float] = {}
    for reading in readings:
        for said in reading.skills:
            if said.key not in skills:
                skills[said.key] = None
                families.update(dict.fromkeys(reader.vocabulary.terms[said.key].families))
        for said in reading.concepts:
            shown[said.key] = shown.get(said.key, 0.0) + said.weight
    parts = (_skills(demand, skills, families, reader), _work(demand, shown), _fields(demand, shown, reader))
    return round(sum(parts) / len(parts), 4)


def _skills(demand: Demand, skills: Mapping[str, None], families: Mapping[str, None], reader: Reader) -> float:
    met = 0.0
    for name, weight in demand.skills.items():
        if name in skills:
            met += weight
        elif _related(name, skills, families, reader):
            met += RELATED_SHARE * weight
    return met / (sum(demand.skills.values()) + DOUBT)


def _related(name: str, skills: Mapping[str, None], families: Mapping[str, None], reader: Reader) -> bool:
    term = reader.vocabulary.terms.get(name)
    own = term.families if term is not None else ()
    return name in families or any(family in families or family in skills for family in own)


def _work(demand: Demand, shown: Mapping[str, float]) -> float:
    met = sum(weight * min(1.0, shown.get(name, 0.0) / ENOUGH_MENTIONS) for name, weight in demand.concepts.items())
    return met / (sum(demand.concepts.values()) + DOUBT)


def _fields(demand: Demand, shown: Mapping[str, float], reader: Reader) -> float:
    own: dict[str, float] = {}
    for name, weight in shown.items():
        fields = reader.lexicon.concepts[name].fields
        for field in fields:
            if field != "general":
                own[field] = own.get(field, 0.0) + weight / len(fields)
    length = math.sqrt(sum(weight * weight for weight in own.values()))
    asked = math.sqrt(sum(weight * weight for weight in demand.fields.values()))
    if not length or not asked:
        return 0.0
    return sum(demand.fields.get(field, 0.0) * weight for field, weight in own.items()) / (length * asked)
