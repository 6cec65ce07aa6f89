"""Finds fonts on this machine for the characters that no shipped font draws, before anything is written."""

import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from jobwise.domain.exports.glyphs import Missing, missing_glyphs, unheld
from jobwise.domain.exports.layout import Layout
from jobwise.domain.shared.errors import Detail, MissingHere
from jobwise.infrastructure.rendering.sfnt import Face, faces

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_MAX_FILES = 5000
_REGULAR, _BOLD = 400, 700
_SYSTEM = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
}
# One Chinese character has other shapes in Japan, Korea and Taiwan: the family's last word says for whom it is drawn.
_REGIONS = {"ja": "JP", "ko": "KR", "zh-tw": "TC", "zh-hk": "HK", "zh-hant": "TC", "zh": "SC"}


def needed_faces(layout: Layout, font_dirs: Sequence[Path] = ()) -> tuple[Face, ...]:
    """The faces beyond the shipped fonts that the layout needs, regular before bold.

    Folders of the caller come before those of the system. Raises MissingHere that names every character no font
    draws and the package that brings one.
    """
    wanted = unheld(layout)
    if not wanted:
        return ()
    chosen = _choose(wanted, layout.document.language.lower(), tuple(font_dirs))
    missing = missing_glyphs(layout, lambda char: any(face.holds(char) for face in chosen))
    if missing:
        raise _missing_here(missing)
    return chosen


def faces_for(text: str, language: str, font_dirs: Sequence[Path] = ()) -> tuple[Face, ...]:
    """The faces of this machine that draw all of the text, none when some character has no font."""
    chosen = _choose(text, language, tuple(font_dirs))
    return chosen if all(any(face.holds(char) for face in chosen) for char in text) else ()


def region_of(language: str) -> str:
    """The last word of the name of the font that has a language's shapes of Chinese characters."""
    primary = language.split("-", maxsplit=1)[0]
    return next((_REGIONS[key] for key in (language, language[:7], primary) if key in _REGIONS), "SC")


def _missing_here(missing: Sequence[Missing]) -> MissingHere:
    packages = sorted({each.package for each in missing})
    signs = ", ".join(f"{each.char} ({each.name})" for each in missing[:4])
    more = f" and {len(missing) - 4} more" if len(missing) > 4 else ""
    return MissingHere(
        f"No font on this machine draws {signs}{more}, which the PDF needs; install {' and '.join(packages)}, name a "
        "folder with such a font in JOBWISE_FONT_DIR, or do without the PDF: `--formats docx,md,txt` works.",
        [Detail(f"U+{ord(each.char):04X}", f"{each.name}: {each.package}") for each in missing],
    )


@lru_cache(maxsize=32)
def _choose(wanted: str, language: str, font_dirs: tuple[Path, ...]) -> tuple[Face, ...]:
    """The fewest faces: first among the caller's and the large East Asian fonts, only then among all of the machine."""
    files = list(_files(font_dirs))
    likely = [
        path for path in files if "cjk" in path.name.lower() or any(path.is_relative_to(own) for own in font_dirs)
    ]
    chosen = _cover(wanted, language, likely)
    if all(any(face.holds(char) for face in chosen) for char in wanted):
        return chosen
    return _cover(wanted, language, files)


def _cover(wanted: str, language: str, files: Sequence[Path]) -> tuple[Face, ...]:
    """Families one after the other, the one that draws most first, until all is drawn or nothing more is won."""
    chosen: list[Face] = []
    left = set(wanted)
    candidates = [face for path in files for face in faces(path) if face.family]
    regulars = [face for face in candidates if face.weight == _REGULAR]
    while left:
        best = max(regulars, key=lambda face: _merit(face, left, language), default=None)
        if best is None or not any(best.holds(char) for char in left):
            break
        chosen.append(best)
        chosen += [face for face in candidates if face.family == best.family and face.weight == _BOLD][:1]
        left = {char for char in left if not best.holds(char)}
    return tuple(chosen)


def _merit(face: Face, wanted: set[str], language: str) -> tuple[int, bool, bool, str]:
    """More characters, then the shapes of the language, then a face without serifs; the name settles a draw."""
    region = region_of(language)
    sans = "Serif" not in face.family and "Mono" not in face.family
    return sum(face.holds(char) for char in wanted), face.family.endswith(f" {region}"), sans, face.family


def _files(font_dirs: tuple[Path, ...]) -> Iterator[Path]:
    system = [Path(folder).expanduser() for folder in _SYSTEM.get(sys.platform, _SYSTEM["linux"])]
    count = 0
    for folder in (*font_dirs, *system):
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES and path.is_file():
                count += 1
                if count > _MAX_FILES:
                    return
                yield path
