"""The ranking's lexicon, read from the files that ship with JobWise."""

import hashlib
from functools import lru_cache
from typing import Any

from jobwise import resources
from jobwise.domain.rankings.lexicon import LANGUAGES, Concept, Lexicon, Sections, Words

_FILES = (
    "data/rankings/words.json",
    "data/rankings/concepts.json",
    "data/rankings/sections.json",
    "data/rankings/implied.json",
    "data/rankings/occupations.json",
)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Word weights, concepts and sections of postings, read once."""
    digest = hashlib.sha256("\x00".join(resources.text(name) for name in _FILES).encode()).hexdigest()
    words, concepts, sections, implied, occupations = (resources.parsed(name) for name in _FILES)
    return Lexicon(
        version=digest[:16],
        words={language: _words(words[language]) for language in LANGUAGES},
        concepts={entry["name"]: _concept(entry) for entry in concepts["concepts"]},
        sections=Sections(
            headings={heading: part for part, headings in sections["headings"].items() for heading in headings},
            cues=tuple(sections["cues"]),
        ),
        implied=_turned(implied["implied"]),
        occupations={
            entry["name"]: Concept(entry["name"], (entry["group"],), 1.0, entry) for entry in occupations["occupations"]
        },
    )


def _words(entry: dict[str, str]) -> Words:
    stop, filler, common = (frozenset(entry[tier].split()) for tier in ("stop", "filler", "common"))
    return Words(stop, filler, common, frozenset(entry["suffixes"].split()))


def _concept(entry: dict[str, Any]) -> Concept:
    return Concept(
        name=entry["name"],
        fields=tuple(entry["fields"].split()),
        weight=float(entry["weight"]),
        spellings=entry,
    )


def _turned(shown_by: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    implied: dict[str, list[str]] = {}
    for skill, others in shown_by.items():
        for other in others:
            implied.setdefault(other, []).append(skill)
    return {skill: tuple(needed) for skill, needed in implied.items()}
