"""Which asked skills a text names, by any of their spellings, and how often."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.shared.text import fold, words

MAX_USES = 6
MAX_DENSITY = 0.04
DENSITY_FROM_WORDS = 75

_BOTH = re.compile(r"^(?P<long>[^()]{3,80}?)\s*\((?P<short>[^()]{1,40})\)$")
_GAP = re.compile(r"[\s\-]+")
_CASED = 3


@dataclass(frozen=True, slots=True)
class Keyword:
    """An asked skill: how often the text names it, in which spelling first, and how the posting writes it.

    `asked_as` is empty when the text has the posting's own spelling, and when it does not name the skill.
    """

    skill: str
    uses: int
    found_as: str = ""
    asked_as: str = ""


def spellings(skill: str) -> tuple[str, ...]:
    """`Search Engine Optimization (SEO)` is asked in three ways; other skills in one."""
    match = _BOTH.match(skill.strip())
    return (skill, match["long"].strip(), match["short"].strip()) if match else (skill,)


def keywords(
    skills: Sequence[str], text: str, listed: Sequence[str], vocabulary: Vocabulary, posting: str = ""
) -> tuple[Keyword, ...]:
    """Each asked skill once, in posting order. `listed` are the skills that the resume names as skills.

    `posting` is the text that asks; a skill may be listed under a name that the posting spells in another way.
    """
    mentions, asked = _mentions(text, vocabulary), _mentions(posting, vocabulary)
    seen: set[str] = set()
    out: list[Keyword] = []
    names = {fold(item) for item in listed}
    for skill in skills:
        known = next((name for one in spellings(skill) if (name := vocabulary.name_of(one))), None)
        key = known or fold(skill)
        if key in seen or not words(skill):
            continue
        seen.add(key)
        one = _counted(skill, known, text, names, mentions, vocabulary)
        written = asked.get(known, []) if known else []
        out.append(replace(one, asked_as=_asked_as(skill, written, text) if one.uses else ""))
    return tuple(out)


def _mentions(text: str, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """The words of a text for each skill it names."""
    found: dict[str, list[str]] = {}
    for mention in vocabulary.find(text):
        found.setdefault(mention.name, []).append(text[mention.span.start : mention.span.end])
    return found


def _asked_as(skill: str, written: Sequence[str], text: str) -> str:
    """The posting's spelling of a skill when the text has none of those it uses."""
    options = written or spellings(skill)
    return "" if any(_literal(option).search(text) for option in options) else options[0]


def stuffed(keyword: Keyword, words_in_text: int) -> bool:
    """Whether a skill is repeated beyond what a person would write."""
    dense = words_in_text >= DENSITY_FROM_WORDS and keyword.uses > 2 and keyword.uses > MAX_DENSITY * words_in_text
    return keyword.uses > MAX_USES or dense


def _counted(
    skill: str,
    known: str | None,
    text: str,
    listed: set[str],
    mentions: dict[str, list[str]],
    vocabulary: Vocabulary,
) -> Keyword:
    forms = spellings(skill)
    everyday = known is not None and (term := vocabulary.terms.get(known)) is not None and term.context
    said = [hit for form in forms for hit in _literal(form).findall(text)] if not everyday else []
    if everyday and any(fold(form) in listed for form in forms):
        said = [skill]
    aliases = mentions.get(known, []) if known else []
    # "SQL Server" answers a search for SQL, yet it is no repetition of SQL: of a known skill only mentions are counted.
    uses = max(len(aliases), 1 if said else 0, 0 if known else len(_literal(skill).findall(text)))
    first = next(iter((*said, *aliases)), "")
    return Keyword(skill, uses, first)


@lru_cache(maxsize=1024)
def _literal(form: str) -> re.Pattern[str]:
    """The words of a spelling as a whole; short ones (R, C, Go) in their own case only."""
    parts = [re.escape(part) for part in _GAP.split(form) if part]
    flags = re.IGNORECASE if len(form) >= _CASED else 0
    return re.compile(r"(?<![^\W_])" + r"[\s\-]+".join(parts) + r"(?![^\W_]|\+\+|#)", flags)
