"""The words of checking: which say the same, which claim nothing, which limit a claim and which raise it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jobwise.domain.generations.resume_reading.words import bare

_CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_LETTER = rf"[^\W\d_{_CJK}]"
_SIGN = (
    r"[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0962\u0963\u0e31\u0e34-\u0e3a"
    r"\u0e47-\u0e4e]"
)
_WORD = re.compile(
    r"(?P<number>\d+(?:[.,'’\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?)(?P<unit>[kKmM](?![^\W\d_]))?"
    rf"|(?P<cjk>[{_CJK}])"
    rf"|(?P<word>\.?{_LETTER}(?:{_LETTER}|{_SIGN})*(?:\.{_LETTER}+)*(?:\+\+|#)?\d*)"
    r"|(?P<sign>[%‰€$£¥₽₴₹₩₪&])"
)
_GROUPED = re.compile(r"\d{1,3}([.,'’\u00a0\u202f])\d{3}(?:\1\d{3})*")
_ENDINGS = (
    "ing ed es s e ierten ierte iert ieren eten ete ten te en et n t em ees ee er ait ant ons ent ando iendo endo indo "
    "ados adas idos idas ado ada ido ida aron ieron aram eram iram ar ir ou eu iu ei aba ava ia os as o a i "
    "ая ый ой ые ого ами ах ов ал ала ил ила ать ить а ы и у е о ю я ь"
)
_SPELLINGS = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("our", "or"),
    ("ogramme", "ogram"),
    ("entre", "enter"),
)
_SHORT = ("s", "d", "ed", "es", "ing")
_SUFFIXES = tuple(sorted(_ENDINGS.split(), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Tok:
    """A word, number or sign of a text at `start`..`end`.

    `norm` is the bare word; `stems` what it may be without its ending; `groups` are the synonyms it belongs to and
    `exact` the abbreviations; `value` is a number's value as text, empty for words.
    """

    norm: str
    stems: frozenset[str]
    start: int
    end: int
    groups: frozenset[int] = frozenset()
    exact: frozenset[int] = frozenset()
    value: str = ""

    def same(self, other: "Tok") -> bool:
        """Whether two words say the same in running text: inflection and synonyms do not matter."""
        if self.value or other.value:
            return self.value == other.value
        return not self.stems.isdisjoint(other.stems) or bool(self.groups & other.groups) or self.alike(other)

    def alike(self, other: "Tok") -> bool:
        """Whether two words are one name: only abbreviations may differ."""
        if self.value or other.value:
            return self.value == other.value
        return self.norm == other.norm or bool(self.exact & other.exact)


@lru_cache(maxsize=16384)
def stems(norm: str) -> frozenset[str]:
    """A bare word and what may be left without an ending: four letters at least, three before English endings."""
    found = {norm}
    for british, american in _SPELLINGS:
        if british in norm[2:]:
            found |= stems(norm[:2] + norm[2:].replace(british, american))
    for suffix in _SHORT:
        if norm.endswith(suffix) and len(norm) - len(suffix) >= 3:
            found.add(norm[: -len(suffix)])
    for suffix in _SUFFIXES:
        if norm.endswith(suffix) and len(norm) - len(suffix) >= 4:
            cut = norm[: -len(suffix)]
            found.add(cut)
            if cut[-1] == cut[-2] and len(cut) > 4 and cut[-1] not in "sl":
                found.add(cut[:-1])
    return frozenset(found)


def _value(number: str, unit: str) -> str:
    plain = re.sub(r"[.,'’\u00a0\u202f]", "", number) if _GROUPED.fullmatch(number) else _decimal(number)
    if unit and "." not in plain:
        plain += "000" if unit in "kK" else "000000"
    return plain


def _decimal(number: str) -> str:
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return number.lstrip("0") or "0"
    whole = re.sub(r"\D", "", number[:last])
    return f"{whole}.{number[last + 1 :]}"


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All languages' words in one table; phrases are found before words."""

    groups: Mapping[tuple[str, ...], frozenset[int]]
    bases: Mapping[str, frozenset[int]]
    exact: Mapping[tuple[str, ...], frozenset[int]]
    longest: int
    function: frozenset[str]
    limiters: frozenset[str]
    raising: frozenset[str]
    numbers: Mapping[str, str]

    @classmethod
    def of(cls, languages: Iterable[Mapping[str, Any]]) -> "Lexicon":
        """From the parsed files of `data/resumes/synonyms.<lang>.json`."""
        groups: dict[tuple[str, ...], set[int]] = {}
        exact: dict[tuple[str, ...], set[int]] = {}
        bases: dict[str, set[int]] = {}
        function: set[str] = set()
        limiters: set[str] = set()
        raising: set[str] = set()
        numbers: dict[str, str] = {}
        number = 0
        for language in languages:
            for table, rows in ((groups, language["equal"]), (exact, language["abbreviations"])):
                for row in rows:
                    number += 1
                    for spelling in row:
                        key = _norms(spelling)
                        table.setdefault(key, set()).add(number)
                        if len(key) == 1 and table is groups:
                            for base in stems(key[0]):
                                bases.setdefault(base, set()).add(number)
            function.update(bare(word) for word in language["function"])
            for word in language["limiters"]:
                number += 1
                limiters.add(" ".join(_norms(word)))
                if " " in word:
                    exact.setdefault(_norms(word), set()).add(number)
            raising.update(bare(word) for word in (*language["lead"], *language["extremes"]))
            numbers.update({bare(word): str(value) for word, value in language["numbers"].items() if value > 1})
        return cls(
            {key: frozenset(value) for key, value in groups.items()},
            {key: frozenset(value) for key, value in bases.items()},
            {key: frozenset(value) for key, value in exact.items()},
            max((len(key) for key in (*groups, *exact)), default=1),
            frozenset(function),
            frozenset(limiters),
            frozenset(raising),
            numbers,
        )

    def read(self, text: str) -> tuple[Tok, ...]:
        """The words of a text in order; known phrases are one word."""
        return _read(self, text)

    def phrases(self, run: tuple[Tok, ...]) -> tuple[Tok, ...]:
        """The words with known phrases as one word each."""
        out: list[Tok] = []
        place = 0
        while place < len(run):
            width = next(
                (w for w in range(min(self.longest, len(run) - place), 1, -1) if self._known(run, place, w)), 1
            )
            out.append(self._grouped(run[place : place + width]))
            place += width
        return tuple(out)

    def _known(self, run: tuple[Tok, ...], place: int, width: int) -> bool:
        key = tuple(tok.norm for tok in run[place : place + width])
        return key in self.groups or key in self.exact

    def _grouped(self, run: tuple[Tok, ...]) -> Tok:
        key = tuple(tok.norm for tok in run)
        first, last = run[0], run[-1]
        if len(run) == 1:
            groups = self.groups.get(key, frozenset()).union(
                *(self.bases.get(base, frozenset()) for base in first.stems)
            )
            return Tok(
                first.norm, first.stems, first.start, first.end, groups, self.exact.get(key, frozenset()), first.value
            )
        joined = " ".join(key)
        groups, exact = self.groups.get(key, frozenset()), self.exact.get(key, frozenset())
        return Tok(joined, frozenset({joined}), first.start, last.end, groups, exact)

    def is_function(self, tok: Tok) -> bool:
        """Whether the word claims nothing by itself."""
        return not tok.value and tok.norm in self.function

    def is_limiter(self, tok: Tok) -> bool:
        """Whether leaving the word out claims more than was said."""
        return not tok.stems.isdisjoint(self.limiters)

    def is_raising(self, tok: Tok) -> bool:
        """Whether the word speaks of leading, or of all, alone, first, best."""
        return tok.norm in self.raising


@lru_cache(maxsize=2048)
def _read(lexicon: Lexicon, text: str) -> tuple[Tok, ...]:
    return lexicon.phrases(tuple(_plain(text, lexicon.numbers)))


def _plain(text: str, numbers: Mapping[str, str]) -> Iterable[Tok]:
    for match in _WORD.finditer(text):
        said = match.group("word") or match.group("cjk") or match.group("sign")
        if said is None:
            value = _value(match.group("number"), match.group("unit") or "")
            yield Tok(value, frozenset({value}), match.start(), match.end(), value=value)
            continue
        norm = _folded(said)
        yield Tok(norm, stems(norm), match.start(), match.end(), value=numbers.get(norm, ""))


def _folded(word: str) -> str:
    low = bare(word).strip(".").replace("ß", "ss")
    return low if low.isascii() else unicodedata.normalize("NFC", low)


def _norms(text: str) -> tuple[str, ...]:
    return tuple(tok.norm for tok in _plain(text, {}))
