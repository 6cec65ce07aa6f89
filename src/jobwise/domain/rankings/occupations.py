"""Which occupations a posting is about, and what of an occupation's daily work a text shows."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from jobwise.domain.rankings.lexicon import Lexicon

TITLE_SHARE = 3.0
"""What the title's own naming of an occupation counts, beside 1 for the posting that speaks most of its work."""
SHORTER_TITLE = 0.5
"""What a shorter name counts that stands beside a longer one in the title (the retail of a retail accountant)."""
LONGER = 0.5
"""How much more telling each further word of a phrase makes it."""
KEPT_FROM = 0.5
"""Occupations with less than this share of the surest one are left out."""
MOST_KEPT = 3
_GENDERS = "m w d f h x o a e n ne in innen trice rice euse ere ra er re l le la de des du en"
"""Endings and letters beside a title that call all genders, and small words that part it."""


@dataclass(frozen=True, slots=True)
class Work:
    """One word or phrase of daily work, the occupations it belongs to, and how telling it is (0..1)."""

    words: str
    weight: float
    occupations: frozenset[str]


def work_in(run: list[tuple[str, str]], words: list[str], language: str, lexicon: Lexicon) -> tuple[Work, ...]:
    """The daily work that a text shows; every word once, less telling the more fields of work share it."""
    known = lexicon.words.get(language)
    small = known.stop if known is not None else frozenset()
    places: dict[int, dict[str, int]] = {}
    for code in (language,) if language == "en" else (language, "en"):
        for name, start, end in lexicon.occupation_index(f"work {code}").find(words):
            if words[start] not in small:
                named = places.setdefault(start, {})
                if end > named.get(name, 0):
                    named[name] = end
    found: dict[str, Work] = {}
    for start, named in sorted(places.items()) if len(places) > 1 else places.items():
        if words[start] not in found:
            end = max(named.values())
            occupations, fields = lexicon.told_by(tuple(named))
            weight = min(1.0, (1.0 + LONGER * (end - start - 1)) / math.sqrt(fields))
            said = run[start][1] if end == start + 1 else " ".join([written for _, written in run[start:end]])
            found[words[start]] = Work(said, weight, occupations)
    return tuple(found.values())


def occupations_of(title: list[str], works: Iterable[tuple[float, Work]], lexicon: Lexicon) -> dict[str, float]:
    """Occupations of a posting with their shares (the surest has 1).

    Told by its title first of all, then by the daily work the posting tells.
    """
    index = lexicon.occupation_index("titles")
    genders = _GENDERS.split()
    spans = list(index.find([word for word in title if word not in genders]))
    lengths: dict[str, int] = {}
    for name, start, end in spans:
        # An architect named within a solutions architect is not meant.
        if not any(first <= start and end <= last and end - start < last - first for _, first, last in spans):
            lengths[name] = max(lengths.get(name, 0), end - start)
    longest = max(lengths.values(), default=0)
    scores = {name: TITLE_SHARE * (1.0 if size == longest else SHORTER_TITLE) for name, size in lengths.items()}
    told: dict[str, float] = {}
    for weight, work in works:
        # Each has a sum of its own, and the sums are put in order below.
        for name in work.occupations:
            told[name] = told.get(name, 0.0) + weight * work.weight
    top = max(told.values(), default=0.0)
    for name, weight in told.items():
        scores[name] = scores.get(name, 0.0) + weight / top
    best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_KEPT]
    return {name: score / best[0][1] for name, score in best if score >= KEPT_FROM * best[0][1]}
