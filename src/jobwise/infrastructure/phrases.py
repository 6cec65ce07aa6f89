"""The words of letters per language (`data/letters`) and of the ATS rules (`data/ats`)."""

import hashlib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jobwise import resources
from jobwise.domain.generations.ats.facts import AtsWords
from jobwise.domain.generations.letter.phrases import BulletWords, LetterPhrases
from jobwise.domain.shared.text import fold
from jobwise.infrastructure.document_words import function_words

LETTER_LANGUAGES = ("en", "de", "fr", "es", "pt")
FALLBACK = "en"


def letter_language(tag: str) -> str:
    """The language a letter is written in when a posting is in `tag` (BCP 47): the same, or English."""
    base = tag.split("-", maxsplit=1)[0].lower()
    return base if base in LETTER_LANGUAGES else FALLBACK


@lru_cache(maxsize=8)
def letter_phrases(language: str) -> LetterPhrases:
    """The phrases for a posting's language, English where there are none; read once."""
    code = letter_language(language)
    raw = resources.parsed(f"data/letters/{code}.json")
    names = _names()
    return LetterPhrases(
        language=code,
        version=hashlib.sha256(resources.text(f"data/letters/{code}.json").encode()).hexdigest()[:12],
        months=tuple(raw["months"]),
        templates={key: tuple(wordings) for key, wordings in raw["templates"].items()},
        at=raw["at"],
        places=raw["places"],
        tongues=names[code],
        spellings=_spellings(names),
        function_words=function_words(),
        names_in_english=names["en"],
        bullets=_bullets(raw["bullets"]),
        trades=tuple(fold(mark) for mark in raw["trades"]),
    )


def _names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = resources.parsed("data/letters/tongues.json")
    return names


def _spellings(names: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Codes by name in any of the languages, with and without accents."""
    found: dict[str, str] = {}
    for tongue in names.values():
        for code, name in tongue.items():
            bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
            found.setdefault(fold(name), code)
            found.setdefault(fold(bare), code)
    return found


def _bullets(raw: Mapping[str, Any]) -> BulletWords:
    return BulletWords(
        verbs=raw["verbs"],
        forms=frozenset(raw["verbs"].values()),
        thirds=raw["thirds"],
        firsts=frozenset(raw["thirds"].values()),
        nouns=raw["nouns"],
        suffixes=raw["suffixes"],
        links=frozenset(raw["links"]),
        determiners=frozenset(raw["determiners"]),
        responsible=frozenset(raw["responsible"]),
        not_deeds=frozenset(raw.get("not_deeds", ())),
    )


@lru_cache(maxsize=1)
def ats_words() -> AtsWords:
    """The phrases that a resume should not spend a line on."""
    raw = resources.parsed("data/ats/unwanted.json")
    return AtsWords({kind: tuple(fold(phrase) for phrase in run) for kind, run in raw.items()})
