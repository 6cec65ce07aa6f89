"""PDF by pdflatex, where it is installed: the LaTeX source compiled in a folder and a process of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from jobwise.domain.exports.layout import Engine, Format, Layout
from jobwise.domain.limits import PRINTING_WALL_S
from jobwise.domain.shared.errors import CheckFailed, Detail, InvalidInput, MissingHere, TooLarge
from jobwise.infrastructure.rendering.latex import Latex, beyond_pdflatex

_COMMAND = ("-no-shell-escape", "-halt-on-error", "-interaction=batchmode", "document.tex")
_FIXED_TIME = "315532800"
"""1980-01-01 UTC, so that the same document gives the same bytes at any time."""


class PdfLatex:
    """PDF without tags. Nothing outside the folder of the document is read but TeX's own files."""

    format = Format.PDF
    engine = Engine.LATEX

    def render(self, layout: Layout) -> bytes:
        must_compile(layout)
        # The number of the file would else be made of its folder's name.
        source = b"\\ifdefined\\pdftrailerid\\pdftrailerid{}\\fi\n" + Latex().render(layout)
        with tempfile.TemporaryDirectory(prefix="jobwise-") as name:
            folder = Path(name)
            (folder / "document.tex").write_bytes(source)
            _compile(folder)
            made = folder / "document.pdf"
            if not made.is_file():
                raise CheckFailed("pdflatex cannot set this document; choose another engine.")
            return made.read_bytes()


def must_compile(layout: Layout) -> None:
    """Raises MissingHere unless this machine has pdflatex, InvalidInput for text that it cannot print."""
    if shutil.which("pdflatex") is None:
        raise MissingHere("pdflatex is missing here; install texlive-latex-recommended, or leave the engine out.")
    odd = beyond_pdflatex(layout)
    if odd:
        signs = " ".join(odd[:10])
        raise InvalidInput(
            "pdflatex prints Latin text only; leave the engine out.", [Detail("engine", f"cannot print {signs}")]
        )


def _compile(folder: Path) -> None:
    program = shutil.which("pdflatex") or "pdflatex"
    child = subprocess.Popen(  # noqa: S603 - our own command, found on the PATH
        (program, *_COMMAND),
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        child.wait(PRINTING_WALL_S)
    except subprocess.TimeoutExpired as error:
        raise TooLarge("The document takes pdflatex too long; choose another engine.") from error
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but where programs are; `p` keeps TeX from reading and writing elsewhere."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TEXMFVAR": str(folder / "var"),
        "LANG": "C.UTF-8",
        "openin_any": "p",
        "openout_any": "p",
        "SOURCE_DATE_EPOCH": _FIXED_TIME,
        "FORCE_SOURCE_DATE": "1",
    }
