"""A text cut up for measuring: words, sentences, the first and last lines of a letter."""

import re
from collections.abc import Iterator

# Quotation marks and dashes are set by programs as often as by people, so that all of a kind count as one.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "—": "–"})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]['\")\]]?\s+(?=[\w\"'(¿¡])")
# What ends with a point and no sentence: initials, titles, and the commonest short forms of the five languages.
_SHORT_FORM = re.compile(
    r"(?:^|[\s(\"'.])(?:[^\W\d_]|dr|mr|mrs|ms|prof|st|jr|sr|sra|srta|dra|nr|ca|approx|inc|ltd|co|bzw|usw|etc|vs|dipl|ing"
    r"|mme|mlle|exm[oa]s?|z\.\s?b|d\.\s?h|u\.\s?a|e\.g|i\.e|p\.\s?ex|a\.m|p\.m|ph\.d|b\.sc|m\.sc)\.$",
    re.IGNORECASE,
)
_LONGEST_SHORT_FORM = 8
_NUMBER = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_ENDS = (".", "!", "?", "…", ":", ";")
_SHORT_LINE = 60
_FEWEST_WORDS = 3


def plain(text: str) -> str:
    """The text with one kind of apostrophe, quotation mark and dash."""
    return text.translate(_PLAIN)


def words(text: str) -> list[str]:
    """The words of a plain text in lower case, contractions whole, numbers left out."""
    return _WORD.findall(text.lower())


def sentences(text: str) -> list[str]:
    """The sentences of a plain text in order. What has fewer than three words is a heading or a greeting."""
    found = (part.strip() for block in _paragraphs(text) for part in _split(block))
    return [part for part in found if len(words(part)) >= _FEWEST_WORDS]


def lines(text: str) -> Iterator[str]:
    """The lines of a plain text that begin anything: none that goes on, in small letters, from the one above it."""
    before = ""
    for line in map(str.strip, text.split("\n")):
        if line and not (line[0].islower() and before and not before.endswith((*_ENDS, ","))):
            yield line
        before = line


def _paragraphs(text: str) -> Iterator[str]:
    """Lines joined where the first is long and ends no sentence: it was wrapped."""
    held: list[str] = []
    for line in [*text.split("\n"), ""]:
        said = line.strip()
        if said:
            held.append(said)
        if held and (not said or said.endswith(_ENDS) or len(said) < _SHORT_LINE):
            yield " ".join(held)
            held = []


def _split(block: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE_END.finditer(block):
        if _SHORT_FORM.search(block[max(start, match.start() - _LONGEST_SHORT_FORM) : match.start() + 1]):
            continue
        yield block[start : match.end()]
        start = match.end()
    yield block[start:]


def masked(text: str, kept: frozenset[str]) -> str:
    """The text with `*` in the place of every word but those `kept`, `#` for numbers, single spaces.

    What somebody writes about is gone; how they join, order and point their words is left.
    """
    said = _WORD.sub(lambda match: match.group() if match.group() in kept else "*", text.lower())
    return _SPACES.sub(" ", _NUMBER.sub("#", said)).strip()
