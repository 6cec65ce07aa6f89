"""The words, numbers and signs of a text, and when two of them say the same."""

import re
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.generations.checking.figures import NUMBER
from jobwise.domain.generations.checking.spelling import canonical

_CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_LETTER = rf"[^\W\d_{_CJK}]"
_SIGN = (
    r"[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0962\u0963\u0e31\u0e34-\u0e3a"
    r"\u0e47-\u0e4e]"
)
WORD = re.compile(
    NUMBER + rf"|(?P<cjk>[{_CJK}])"
    rf"|(?P<word>\.?{_LETTER}(?:{_LETTER}|{_SIGN})*(?:\.{_LETTER}+)*(?:\+\+|#)?\d*)"
    r"|(?P<sign>[%‰€$£¥₽₴₹₩₪&])"
)
_ENDINGS = (
    "ing ed es s e ierten ierte iert ieren eten ete ten te en et n t em ees ee er ait ant ons ent ando iendo endo indo "
    "ados adas idos idas ado ada ido ida aron ieron aram eram iram ar ir ou eu iu ei aba ava ia os as o a i "
    "ая ый ой ые ого ами ах ов ал ала ил ила ать ить а ы и у е о ю я ь"
)
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_SHORT = ("s", "d", "ed", "es", "ing")
_SUFFIXES = tuple(sorted(_ENDINGS.split(), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Tok:
    """A word, number or sign of a text at `start`..`end`.

    `norm` is the bare word; `stems` what it may be without its ending; `groups` are the synonyms it belongs to and
    `exact` the abbreviations; `value` is a number's value as text, empty for words; `verbs` are families of verbs.
    """

    norm: str
    stems: frozenset[str]
    start: int
    end: int
    groups: frozenset[int] = frozenset()
    exact: frozenset[int] = frozenset()
    value: str = ""
    verbs: frozenset[int] = frozenset()

    def same(self, other: "Tok") -> bool:
        """Whether two words say the same in running text: inflection and synonyms do not matter."""
        if self.value or other.value:
            return self.value == other.value
        if not self.stems.isdisjoint(other.stems):
            return True
        return bool(self.groups & other.groups) or bool(self.verbs & other.verbs) or self.alike(other)

    def alike(self, other: "Tok") -> bool:
        """Whether two words are one name: only abbreviations may differ."""
        if self.value or other.value:
            return self.value == other.value
        return self.norm == other.norm or bool(self.exact & other.exact)


@lru_cache(maxsize=16384)
def stems(norm: str) -> frozenset[str]:
    """A bare word and what may be left without an ending: four letters at least, three before English endings."""
    found = {norm}
    american = canonical(norm)
    if american != norm:
        found |= stems(american)
    for digraph, letter in _DIGRAPHS:
        if digraph in norm:
            found.add(norm.replace(digraph, letter))
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
