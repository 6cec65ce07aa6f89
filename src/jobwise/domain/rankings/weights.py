"""The numbers of the ranking formula, in one place; `FORMULA_VERSION` rises with any of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Points that one full match of each kind gives, and how further matches, length and place count."""

    required_skill: float = 1.4
    preferred_skill: float = 1.0
    mentioned_skill: float = 0.85
    related_skill: float = 1.0
    implied: float = 0.8
    concept: float = 1.8
    loose: float = 0.6
    same_word: float = 0.2
    occupation: float = 4.0
    field: float = 0.3
    field_floor: float = 0.2
    title_word: float = 0.6
    word: float = 1.8
    further: float = 0.8
    shortest: float = 3.0
    parent: float = 0.08
    parent_cap: float = 0.3
    bullets: float = 0.5
    bullets_counted: int = 3
    recency: float = 0.2
    recency_years: float = 10.0
    answers_from: float = 1.0
    relevant_from: float = 1.5


WEIGHTS = Weights()
