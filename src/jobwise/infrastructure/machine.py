"""Looks at this machine: Python, engines, readers, fonts, programs, the shipped data."""

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

from jobwise import resources
from jobwise.application.ports.machine import Finding
from jobwise.domain.shared.errors import MissingHere

_LIBRARIES = (
    ("typst", "typst", "PDF engine"),
    ("docx", "python-docx", "DOCX"),
    ("pypdfium2", "pypdfium2", "reads PDF"),
    ("selectolax", "selectolax", "reads HTML"),
    ("phonenumbers", "phonenumbers", "reads phone numbers"),
    ("sqlalchemy", "sqlalchemy", "storage"),
    ("rich", "rich", "tables"),
)
_INSTALL = "make setup"


@dataclass(frozen=True, slots=True)
class ThisMachine:
    """The machine this process runs on: `font_dirs` come before the system's fonts, `home` keeps stored data."""

    font_dirs: tuple[Path, ...] = ()
    home: Path | None = None

    def look(self) -> tuple[Finding, ...]:
        return (
            _python(),
            _weasyprint(),
            *(_library(*row) for row in _LIBRARIES),
            _data(),
            *([_home(self.home)] if self.home else []),
            _cjk(self.font_dirs),
            *_programs(),
        )


def _python() -> Finding:
    fine = sys.version_info >= (3, 11)
    return Finding("Python", fine, platform.python_version(), "install Python 3.11 or newer")


def _weasyprint() -> Finding:
    try:
        import_module("weasyprint")
    except (ImportError, OSError) as error:
        words = str(error).splitlines()[0][:80]
        mend = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        return Finding("weasyprint", False, f"PDF engine: {words}; typst is used instead", mend, needed=False)
    return Finding("weasyprint", True, f"PDF engine {metadata.version('weasyprint')}", needed=False)


def _home(folder: Path) -> Finding:
    """Whether the folder for stored profiles can be written, or made; the one-shot commands do without it."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    fine = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    words = str(folder) if there == folder else f"{folder} (made when first needed)"
    return Finding("data folder", fine, words, "make it writable, or name another folder in JOBWISE_HOME", needed=False)


def _library(module: str, package: str, use: str) -> Finding:
    try:
        import_module(module)
    except (ImportError, OSError) as error:
        return Finding(package, False, f"{use}: {error}", _INSTALL)
    return Finding(package, True, f"{use} {metadata.version(package)}")


def _data() -> Finding:
    try:
        folder = resources.path("data/fonts")
    except MissingHere as error:
        return Finding("fonts and data", False, error.message, "install JobWise again")
    count = len(list(folder.glob("*.ttf")))
    return Finding("fonts and data", count > 0, f"{count} font files shipped", "install JobWise again")


def _cjk(font_dirs: tuple[Path, ...]) -> Finding:
    from jobwise.infrastructure.rendering.fonts import faces_for

    found = faces_for("中文かな한글", "zh", font_dirs)
    words = found[0].family if found else "nothing draws Chinese, Japanese and Korean"
    mend = "apt-get install fonts-noto-cjk, or set JOBWISE_FONT_DIR"
    return Finding("CJK font", bool(found), words, mend, needed=False)


def _programs() -> tuple[Finding, ...]:
    rows = (
        ("pdflatex", "compiles resume.tex", "texlive-latex-recommended"),
        ("pdftoppm", "pictures of PDFs", "poppler-utils"),
    )
    found = []
    for program, use, package in rows:
        where = shutil.which(program)
        found.append(Finding(program, where is not None, where or use, f"apt-get install {package}", needed=False))
    return tuple(found)
