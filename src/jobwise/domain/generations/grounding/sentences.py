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
# Small words that open a sentence in one of the five languages: behind a figure and a point they begin a new one.
_BEGINS = re.compile(
    r"[ \t\u00a0]+(?:I|My|At|In|On|The|This|That|These|Those|There|It|We|Our|You|Your|Before|Since|As|A|An|For|From|And|But|Also"
    r"|When|While|What|With|To|Not|Ich|Mein|Meine|Bei|Seit|Die|Der|Das|Dort|Dabei|Davor|Danach|Vorher|Zuvor|Auch|Als|Wir"
    r"|Sie|Ihre?|Es|Mit|Von|Vom|Zu|Zum|Zur|Nach|Für|Am|An|Auf|Aus|Ein|Eine|Heute|Und|Je|J|Mon|Ma|Mes|Au|Aux|Chez|Dans"
    r"|Depuis|Le|La|Les|L|Un|Une|En|À|Avant|Auparavant|Ce|Cette|C|Nous|Vous|Votre|Vos|Et|Mais|Pour|Avec|Il|Elle|Sur|Entre"
    r"|Mi|Mis|El|Los|Las|Una|Desde|Antes|También|Además|Allí|Con|Por|Para|Y|Pero|De|Del|O|Os|As|Um|Uma|Meu|Minha|Na|No"
    r"|Nos|Nas|Ao|Aí|Também|Anteriormente|E|Mas|Com|Já|Hoy|Hoje|Así|Assim)\b"
)
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
    # An ordinal figure (1. März) goes on with a word; a small word written large begins the next sentence.
    ordinal = bool(re.search(r"(?:^|\s)\d{1,2}\.$", before)) and rest not in ("\n", "")
    return ordinal and not _BEGINS.match(text[match.end() :])


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
    """The word numbers before which a comma stands."""
    marks = [place + sentence.start for place, char in enumerate(sentence.text) if char in ",،、"]
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
