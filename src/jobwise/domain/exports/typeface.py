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


def typeface(family: str, metrics: Mapping[str, Any]) -> Typeface:
    """The typeface from the parsed `data/fonts/metrics.json`. Raises KeyError for a family that is not shipped."""
    stem = family.replace(" ", "")
    regular, bold, holders = Advances(), Advances(), dict[str, str]()
    for name in reversed(FALLBACKS):
        widths = _widths(metrics[f"{name}-Regular"]["runs"])
        regular.update(widths)
        bold.update(_widths(metrics[f"{name}-Bold"]["runs"]) if f"{name}-Bold" in metrics else widths)
        holders.update(dict.fromkeys(widths, name))
    own = _widths(metrics[f"{stem}-Regular"]["runs"])
    regular.update(own)
    bold.update(_widths(metrics[f"{stem}-Bold"]["runs"]))
    for char in own:
        holders.pop(char, None)
    face = metrics[f"{stem}-Regular"]
    return Typeface(family, stem, regular, bold, holders, face["ascent"], -face["descent"])


def _widths(runs: Sequence[Any]) -> dict[str, int]:
    return {chr(first + place): width for first, widths in runs for place, width in enumerate(widths)}
