"""Advance widths as data: how wide a text is, and which shipped font file draws each of its characters."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

UNIT = 1000
"""Widths are whole thousandths of the type size, rounded up."""

FALLBACKS = (
    "NotoSansArabic",
    "NotoSansHebrew",
    "NotoSansDevanagari",
    "NotoSansThai",
    "NotoSansMath",
    "NotoSansSymbols2",
)
"""The fonts asked, in this order, for what the family itself does not hold."""


class Advances(dict[str, int]):
    """Character to advance width; a character no shipped font holds counts as a full square, a mark as nothing."""

    def __missing__(self, char: str) -> int:
        return 0 if unicodedata.category(char) in {"Mn", "Me", "Cf"} else UNIT


@dataclass(frozen=True, eq=False)
class Typeface:
    """A family with its fallbacks. Compared and hashed by identity, so that measures can be kept per typeface."""

    family: str
    stem: str
    regular: Advances
    bold: Advances
    holders: Mapping[str, str]
    """Character to the stem of the file that draws it, for what the family itself does not hold."""
    ascent: int
    descent: int
    """Of the family, in thousandths of the type size; the descent is positive."""

    def advances(self, bold: bool) -> Advances:
        return self.bold if bold else self.regular

    def holds(self, char: str) -> bool:
        """Whether a shipped font draws the character; characters without a picture of their own always pass."""
        return dict.__contains__(self.regular, char) or unicodedata.category(char) in {"Cf", "Zs", "Cc"}

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems of the files that draw the text: the family first, then fallbacks in their fixed order."""
        if text.isascii():
            return (self.stem,)
        used = {self.holders[char] for char in set(text) if char in self.holders}
        return (self.stem, *(stem for stem in FALLBACKS if stem in used))


def typefaces(families: Sequence[str], metrics: Mapping[str, Any]) -> dict[str, Typeface]:
    """The typefaces from the parsed `data/fonts/metrics.json`. Raises KeyError for a family that is not shipped."""
    regular, bold, holders = dict[str, int](), dict[str, int](), dict[str, str]()
    for stem in reversed(FALLBACKS):
        widths = _widths(metrics[f"{stem}-Regular"]["runs"])
        regular.update(widths)
        bold.update(_widths(metrics[f"{stem}-Bold"]["runs"]) if f"{stem}-Bold" in metrics else widths)
        holders.update(dict.fromkeys(widths, stem))
    made = {}
    for family in families:
        stem = family.replace(" ", "")
        face = metrics[f"{stem}-Regular"]
        own = _widths(face["runs"])
        light, heavy = Advances(regular), Advances(bold)
        light.update(own)
        heavy.update(_widths(metrics[f"{stem}-Bold"]["runs"]))
        held = {char: holder for char, holder in holders.items() if char not in own}
        made[family] = Typeface(family, stem, light, heavy, held, face["ascent"], -face["descent"])
    return made


def _widths(runs: Sequence[Any]) -> dict[str, int]:
    widths: dict[str, int] = {}
    for first, run in runs:
        widths.update(zip(map(chr, range(first, first + len(run))), run, strict=True))
    return widths
