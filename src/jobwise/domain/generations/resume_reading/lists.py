"""Skills, languages and other lists of a resume."""

import re
from collections.abc import Iterable
from itertools import zip_longest

from jobwise.domain.generations.resume_reading.sections import Block, unmarked
from jobwise.domain.generations.resume_reading.words import ReadingWords

_SEPARATORS = frozenset(",;|•·\t、，；●▪")
_LABEL = re.compile(r"^([^:：()]{2,40})[:：]\s*")
# `(?<!\s)` keeps a run of blanks from being tried from each of them.
_LEVEL = re.compile(r"(?<!\s)\s*[(（\[][^()（）\[\]]{0,60}[)）\]]\s*$")
_DOTS = re.compile(r"[●○★☆■□▪▫◆◇]{2,}|\b\d{1,3}\s?%|\b\d\s?/\s?\d{1,2}\b")


def read_skills(blocks: Iterable[Block], words: ReadingWords) -> tuple[str, ...]:
    """Every skill once, in order; "Group: one, two" gives its members, levels are left out."""
    found: dict[str, None] = {}
    for block in blocks:
        for part, following in zip_longest(block.parts, block.parts[1:]):
            if part.bold and following is not None and not following.bold and len(split_list(part.text)) == 1:
                # A bold line over plain ones names their group.
                continue
            text = _DOTS.sub(" ", unmarked(part.text))
            label = _LABEL.match(text)
            rest = text[label.end() :] if label else text
            for item in split_list(rest or text):
                if _is_skill(item, words):
                    found.setdefault(item, None)
    return tuple(found)


def split_list(text: str) -> list[str]:
    """The members of a written list; separators inside brackets belong to a member."""
    out: list[str] = []
    depth = start = 0
    for place, char in enumerate(text):
        if char in "([（":
            depth += 1
        elif char in ")]）":
            depth = max(0, depth - 1)
        elif char in _SEPARATORS and not depth and not _in_number(text, place):
            out.append(text[start:place])
            start = place + 1
    out.append(text[start:])
    return [item.strip(" .\u00a0") for item in out if item.strip(" .\u00a0")]


def _in_number(text: str, place: int) -> bool:
    return text[place] == "," and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def _is_skill(item: str, words: ReadingWords) -> bool:
    if item in words.furniture or len(item) > 60 or not any(char.isalnum() for char in item):
        return False
    return len(item.split()) <= 7


def read_named(blocks: Iterable[Block], words: ReadingWords) -> tuple[str, ...]:
    """The names of a languages section, without the levels beside them."""
    found: dict[str, None] = {}
    for block in blocks:
        for part in block.parts:
            for item in split_list(_DOTS.sub(" ", unmarked(part.text))):
                name = re.split(r"(?<!\s)(?:\s*[:：]\s*|\s+[-–—]\s+)", _LEVEL.sub("", item))[0].strip()
                if name and name not in words.furniture and len(name) <= 40:
                    found.setdefault(name, None)
    return tuple(found)


def read_items(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Every paragraph of the sections as it stands, without its bullet."""
    return tuple(unmarked(part.text) for block in blocks for part in block.parts)
