"""A text cut up for measuring: words, sentences, the first and last lines of a letter."""

import re
from collections.abc import Iterator

# Quotation marks and dashes are set by programs as often as by people, so that all of a kind count as one.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "—": "–"})
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]['\")\]]?\s+(?=[\w\"'(¿¡])")
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


def lines(text: str) -> list[str]:
    """The lines of a plain text that hold anything."""
    return [line.strip() for line in text.split("\n") if line.strip()]


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
        yield block[start : match.end()]
        start = match.end()
    yield block[start:]


def masked(text: str, kept: frozenset[str]) -> str:
    """The text with `*` in the place of every word but those `kept`, `#` for numbers, single spaces.

    What somebody writes about is gone; how they join, order and point their words is left.
    """
    said = _WORD.sub(lambda match: match.group() if match.group() in kept else "*", text.lower())
    return _SPACES.sub(" ", _NUMBER.sub("#", said)).strip()
