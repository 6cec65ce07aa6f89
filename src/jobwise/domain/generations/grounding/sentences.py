"""A text as sentences and clauses with exact places, and the vote on its language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jobwise.domain.generations.grounding.lexicon import Word, split

# A sentence ends at its mark when white space and something other than a small letter follow, or at a line's end.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|\n+")
_NO_END = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|dr|mr|mrs|ms|prof|st|sr|sra|srta|dra|no|nr|ca|approx|bzw|inc|ltd|co|e\.g|i\.e|z\.\s?b|mme|mlle|exmos?|exmas?|ing"
    r"|mio|mrd|tsd|abt|usw|etc|dipl|b\.sc|m\.sc|ph\.d|hon|v\.h|vs|p\.?ex|av|núm)\.$",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:^|\s)(?:jan|feb|févr|janv|sept|oct|nov|dez|dec|dic)\.$", re.IGNORECASE)
_SAYS_NO = re.compile(r"(?:^|\W)no\.$", re.IGNORECASE)
_BREAK = re.compile(r"[;:()–—]|(?<=\s)-(?=\s)")
# A word or two in brackets only name what stands before: our head of IT (CTO), English (C1).
_ASIDE = re.compile(r"\([^()\s]{1,16}(?: [^()\s]{1,16})?\)")
# A figure with a point is an ordinal (am 1. März, die 2. Klasse) behind the small words that come before one.
_ORDINAL = re.compile(
    r"(?:^|\s)(?:am|ab|an|bis|vom|von|zum|zur|im|in|seit|nach|vor|der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines"
    r"|und|ihr|ihre|ihren|ihrem|ihrer|unser|unsere|unseren|unserem|unserer|mein|meine|meinen|meinem|meiner|jede[mnrs]?)\s+\d{1,2}\.$",
    re.IGNORECASE,
)
_NAMED_MONTH = re.compile(
    r"\s{1,4}(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|janv|févr|mars|avril|mai|juin|juil|août)", re.IGNORECASE
)
_COMMA = re.compile(r"(?<!\d),|,(?!\d)|[،、]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `start`..`end` (half-open) of the sentence that one verb frame can govern."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its exact text, its place, its words (offsets into the whole text)."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    line_start: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; together they hold every character that is not white space."""
    found: list[Sentence] = []
    start = 0
    fresh = True
    for match in _END.finditer(text):
        newline = match.group().startswith("\n")
        if not newline and _goes_on(text, start, match):
            continue
        _add(found, text, start, match.start() if newline else match.end(), fresh)
        fresh = newline
        start = match.end()
    _add(found, text, start, len(text), fresh)
    return found


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    if not match.group().startswith("."):
        return False
    rest = text[match.end() :].lstrip(" \t\u00a0")[:1]
    if rest and rest.islower():
        return True
    before = text[max(start, match.start() - 8) : match.start() + 1]
    if _SAYS_NO.search(before) or _MONTH.search(before):
        # A number and a month have a figure behind them; any other "no." says no, and sept is seven in French.
        return rest.isdigit()
    if _NO_END.search(before):
        return not (rest and rest == "\n") and rest != ""
    before = text[max(start, match.start() - 14) : match.start() + 1]
    numbered = bool(re.search(r"(?:^|\s)\d{1,2}\.$", before)) and rest not in ("\n", "")
    listed = not text[start : match.start()].strip().rstrip("0123456789")
    return numbered and (listed or bool(_ORDINAL.search(before) or _NAMED_MONTH.match(text, match.end())))


def _add(found: list[Sentence], text: str, start: int, end: int, fresh: bool) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    body = piece.strip()
    if not body:
        return
    begin = start + left
    words = tuple(Word(w.text, w.norm, w.start + begin, w.end + begin) for w in split(body))
    found.append(Sentence(body, begin, begin + len(body), words, fresh))


def breaks(sentence: Sentence) -> frozenset[int]:
    """The word numbers before which a semicolon, colon, dash or bracket parts the sentence."""
    asides = [(m.start(), m.end()) for m in _ASIDE.finditer(sentence.text)]
    marks = [
        m.start() + sentence.start
        for m in _BREAK.finditer(sentence.text)
        if not any(first <= m.start() < end for first, end in asides)
    ]
    return _before(sentence, marks)


def commas(sentence: Sentence) -> frozenset[int]:
    """The word numbers before which a comma stands; one inside a figure parts nothing."""
    marks = [match.start() + sentence.start for match in _COMMA.finditer(sentence.text)]
    return _before(sentence, marks)


def _before(sentence: Sentence, marks: list[int]) -> frozenset[int]:
    found = set()
    for mark in marks:
        for place, word in enumerate(sentence.words):
            if word.start > mark:
                found.add(place)
                break
    return frozenset(found)


def vote(words: tuple[str, ...], stopwords: Mapping[str, frozenset[str]]) -> str:
    """The language whose stop-words stand most often among the words; empty when none clearly does."""
    letters = [word for word in words if _LETTER.search(word)]
    if not letters:
        return ""
    counts = {language: sum(word in known for word in letters) for language, known in stopwords.items()}
    best = max(counts, key=lambda language: (counts[language], language))
    return best if counts[best] >= max(1, 0.18 * len(letters)) else ""
