"""The words by which a resume is read: headings, months, labels, degrees, titles; many languages in one table."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any


class Section(StrEnum):
    """What a part of a resume is about."""

    HEADER = "header"
    SUMMARY = "summary"
    WORK = "work"
    EDUCATION = "education"
    PROJECTS = "projects"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATIONS = "certifications"
    VOLUNTEERING = "volunteering"
    AWARDS = "awards"
    PUBLICATIONS = "publications"
    INTERESTS = "interests"
    REFERENCES = "references"
    CONTACT = "contact"
    OTHER = "other"


@lru_cache(maxsize=8192)
def _bare_char(char: str) -> str:
    wide = unicodedata.normalize("NFKC", char)
    single = wide if len(wide) == 1 else char
    if "\uac00" <= single <= "\ud7a3":
        return single
    base = unicodedata.normalize("NFD", single)[0]
    folded = base.casefold()
    return folded if len(folded) == 1 else base


def bare(text: str) -> str:
    """Text without case, width and Latin, Greek or Cyrillic accents; as long as the text, so places stay true."""
    if text.isascii():
        return text.lower()
    return "".join(char.lower() if char < "\x80" else _bare_char(char) for char in text)


def is_wordless_script(char: str) -> bool:
    """Scripts that write no spaces between words: there a word may stand inside a longer run."""
    return "\u0e00" <= char <= "\u0eff" or "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af"


@dataclass(frozen=True, eq=False)
class Phrases:
    """A set of words and phrases, found as whole words (inside a run where the script writes no spaces)."""

    words: frozenset[str]
    longest: int

    @classmethod
    def of(cls, spellings: Iterable[str]) -> "Phrases":
        words = frozenset(bare(word).rstrip(".") for word in spellings)
        return cls(words, max((len(word) for word in words), default=0))

    def __contains__(self, text: str) -> bool:
        return bare(text).strip().rstrip(".") in self.words

    def count_in(self, text: str) -> int:
        """How many of the phrases the text says."""
        return _count(self, bare(text))

    def ends_in(self, text: str) -> bool:
        """Whether some word of the text ends in one of the longer phrases ("Winfriedschule")."""
        said = bare(text).replace(",", " ").split()
        return any(len(word) > 5 and one.endswith(word) for one in said for word in self.words)

    def at_start(self, low: str, place: int = 0) -> int:
        """The length of the longest phrase at `place` of a bare text, 0 for none."""
        for width in range(min(self.longest, len(low) - place), 0, -1):
            word = low[place : place + width]
            if word in self.words and not _letter_pair(low, place + width):
                return width
        return 0

    def at_end(self, low: str) -> int:
        """The length of the longest phrase that a bare text ends with, 0 for none."""
        for width in range(min(self.longest, len(low)), 0, -1):
            if low[-width:] in self.words and not _letter_pair(low, len(low) - width):
                return width
        return 0


@lru_cache(maxsize=4096)
def _count(phrases: Phrases, low: str) -> int:
    return sum(1 for word in phrases.words if word in low and _whole(low, word))


def _whole(low: str, word: str) -> bool:
    place = low.find(word)
    while place >= 0:
        if not _letter_pair(low, place) and not _letter_pair(low, place + len(word)):
            return True
        place = low.find(word, place + 1)
    return False


def _letter_pair(low: str, place: int) -> bool:
    """Whether a word goes on across `place`."""
    if place <= 0 or place >= len(low):
        return False
    one, two = low[place - 1], low[place]
    if is_wordless_script(one) or is_wordless_script(two):
        return False
    return (one.isalpha() or _is_sign(one)) and (two.isalpha() or _is_sign(two))


def _is_sign(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) in ("Mn", "Mc")


_LISTS = (
    "present", "since", "until", "to", "labels", "degrees", "schools", "companies", "titles", "salutations",
    "closings", "joiners", "furniture", "dated", "applying",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class ReadingWords:
    """All words of all languages. `headings` maps a bare heading to its section, `months` a bare name to 1..12."""

    headings: Mapping[str, Section]
    months: Mapping[str, int]
    month_names: Phrases
    present: Phrases
    since: Phrases
    until: Phrases
    to: Phrases
    labels: Phrases
    degrees: Phrases
    schools: Phrases
    companies: Phrases
    titles: Phrases
    salutations: Phrases
    closings: Phrases
    joiners: Phrases
    furniture: Phrases
    dated: Phrases
    applying: Phrases
    """Words before the job a document is for."""

    @classmethod
    def of(cls, languages: Iterable[Mapping[str, Any]]) -> "ReadingWords":
        """From the parsed files of `data/resumes/reading.<lang>.json`; the first language wins a shared heading."""
        headings: dict[str, Section] = {}
        months: dict[str, int] = {}
        lists: dict[str, list[str]] = {name: [] for name in _LISTS}
        for language in languages:
            for section, aliases in language["headings"].items():
                for alias in aliases:
                    headings.setdefault(heading_key(alias), Section(section))
            for number, names in enumerate(language["months"], start=1):
                for name in names:
                    months.setdefault(bare(name).rstrip("."), number)
            for name in _LISTS:
                lists[name].extend(language[name])
        return cls(headings, months, Phrases.of(months), *(Phrases.of(lists[name]) for name in _LISTS))


def heading_key(text: str) -> str:
    """A heading as it is looked up: bare, without marks around it and with single spaces."""
    low = bare(text).replace("’", "'").replace("/", " & ")
    return " ".join(_COUNT.sub("", low).strip(" :.-–—|•*#_·=~").split())


_COUNT = re.compile(r"\s?\(\d{1,3}\)\s*$")
