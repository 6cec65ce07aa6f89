"""Names the characters that no font at hand draws, and the package that brings a font for them."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from jobwise.domain.exports.layout import Layout

# First word or words of a character's Unicode name -> the Debian package whose font draws it.
_PACKAGES = (
    (("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC"), "fonts-noto-cjk"),
    (("EMOJI", "REGIONAL"), "fonts-noto-color-emoji"),
)
_EMOJI_BLOCKS = ((0x1F000, 0x1FAFF), (0x2600, 0x27BF))
_OTHER = "fonts-noto-core"


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that cannot be drawn: its Unicode name, and the package to install."""

    char: str
    name: str
    package: str


def unheld(layout: Layout) -> str:
    """The characters that no shipped font draws, each once, in code point order."""
    font = layout.template.font
    text = "".join(block.text for block in layout.blocks if not block.text.isascii())
    return "".join(sorted(char for char in set(text) if not font.holds(char)))


def missing_glyphs(layout: Layout, drawn: Callable[[str], bool]) -> tuple[Missing, ...]:
    """The characters drawn neither by a shipped font nor, as `drawn` says, by one of this machine."""
    return tuple(_missing(char) for char in unheld(layout) if not drawn(char))


def is_east_asian(char: str) -> bool:
    """Whether it takes one of the large fonts for Chinese, Japanese and Korean, none of which is shipped."""
    starts, _ = _PACKAGES[0]
    return unicodedata.name(char, "").startswith(starts)


def _missing(char: str) -> Missing:
    name = unicodedata.name(char, f"U+{ord(char):04X}")
    for starts, package in _PACKAGES:
        if name.startswith(starts):
            return Missing(char, name, package)
    emoji = any(first <= ord(char) <= last for first, last in _EMOJI_BLOCKS)
    return Missing(char, name, "fonts-noto-color-emoji" if emoji else _OTHER)
