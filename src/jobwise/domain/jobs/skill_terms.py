"""Skills by their spellings: what a skill is called, and the index that finds it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Hyphens part words here ("full-stack", "Excel-Kenntnisse"); dots, apostrophes and ampersands do so only if the whole
# is unknown, and marks that make another skill of a word (C++, C#, .NET, Security+) stay with it.
WORD = re.compile(r"\.?[^\W_]+(?:[.'’&][^\W_]+)*(?:\+\+?|#)?")


@dataclass(frozen=True, slots=True)
class SkillTerm:
    """One skill. `aliases` are other spellings of the same thing; `families` name what it is a kind of.

    `context` marks a name that is also an everyday word ("Excel", "React"), `wary` aliases of that sort: they count in
    their exact case inside a sentence, or next to another skill. With `strict` ("Go", "C", "Word") the exact case is
    not enough: a list of skills or a word such as "developer" must stand by. `broad` marks a whole field of work
    ("Marketing", "Software engineering"), which says little beside a skill of its own sentence.
    """

    name: str
    aliases: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    context: bool = False
    soft: bool = False
    wary: tuple[str, ...] = ()
    strict: bool = False
    broad: bool = False


@dataclass(frozen=True, slots=True)
class SpellingIndex:
    """Normal forms of all spellings, ready to look up; made by `index_of`, so that it can be stored and read back.

    `names` maps a spelling to the skill's name; for an everyday word to name, tab, exact spelling, and "!" if strict.
    `widths` maps a first word to the number of words of the longest spelling that begins with it; `seconds` are the
    words that follow a first word in any of them.
    """

    names: Mapping[str, str]
    widths: Mapping[str, int]
    seconds: frozenset[str] = frozenset()


def is_plural(key: str) -> bool:
    """Whether a spelling may be the plural of another: "apis", but neither "css" nor "go"."""
    return len(key) > 3 and key[-1] == "s" and key[-2] != "s"


def key_of(spelling: str) -> str:
    """The normal form by which a spelling is looked up."""
    if spelling.isascii() and spelling.isalnum():
        return spelling.lower()
    return " ".join(WORD.findall(spelling.lower()))


def index_of(terms: Iterable[SkillTerm]) -> SpellingIndex:
    """The index of these terms' names, then of their aliases; the first to claim a spelling keeps it."""
    listed = list(terms)
    names: dict[str, str] = {}
    for term in listed:
        _claim(names, term, term.name, term.context)
    for term in listed:
        for alias in term.aliases:
            _claim(names, term, alias, alias in term.wary)
    widths: dict[str, int] = {}
    seconds: dict[str, None] = {}
    for key in names:
        first, *others = key.split(" ")
        widths[first] = max(widths.get(first, 0), len(others) + 1)
        seconds.update(dict.fromkeys(others[:1]))
    return SpellingIndex(names, widths, frozenset(seconds))


def _claim(names: dict[str, str], term: SkillTerm, spelling: str, everyday: bool) -> None:
    key = key_of(spelling)
    if key:
        names.setdefault(key, f"{term.name}\t{spelling}{'!' * term.strict}" if everyday else term.name)


def family_sizes_of(terms: Iterable[SkillTerm]) -> dict[str, int]:
    """How many of these terms are of each family."""
    return dict(Counter(family for term in terms for family in term.families))
