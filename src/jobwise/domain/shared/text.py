"""The one tokeniser, and the cleaning that every text passes at the door."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.limits import MAX_COMBINING_RUN

# A word keeps the marks that make a different skill of it: C++, C#, F#, .NET, Node.js, CI/CD stays two words.
_WORD = re.compile(r"\.?[^\W_]+(?:[.'’\-&][^\W_]+)*(?:\+\+|#)?|[^\W_]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: `norm` is its casefolded NFKC form; `start`/`end` are offsets into the text."""

    norm: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text in order, with their places."""
    return [Token(_norm(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The normalised words of a text in order."""
    return tuple(_norm(m.group()) for m in _WORD.finditer(text))


def _norm(word: str) -> str:
    return word.casefold() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()


def fold(text: str) -> str:
    """Casefolded NFKC text with single spaces: for comparing two spellings of one name."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def clean(text: str) -> str:
    """Text that every format can carry: NFC, no control characters, lone surrogates or invisible marks.

    Line ends become \\n, runs of combining marks are cut at `MAX_COMBINING_RUN`. Zero-width joiner and non-joiner
    stay: Arabic, Persian and Indic spelling needs them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n").replace("\u2028", "\n")
    )
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", text))
    text = unicodedata.normalize("NFC", text)
    return _limit_marks(text)


def _limit_marks(text: str) -> str:
    if not any(map(unicodedata.combining, set(text))):
        return text
    out: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MAX_COMBINING_RUN:
            out.append(char)
    return "".join(out)


def one_line(text: str) -> str:
    """`clean` text with every run of white space as one space."""
    return " ".join(clean(text).split())


def squeeze(text: str) -> str:
    """`clean` text whose lines are kept but trimmed, with at most one empty line in a row."""
    lines = [_SPACES.sub(" ", line).strip() for line in clean(text).split("\n")]
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    return "\n".join(out).strip()
