"""What draws documents here, as the environment says it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jobwise.domain.shared.errors import InvalidInput

if TYPE_CHECKING:
    from jobwise.application.ports.press import Printing
    from jobwise.domain.exports.layout import Engine


def pdf_engine() -> "Engine | None":
    """The engine of JOBWISE_PDF_ENGINE. InvalidInput when it is none of ours."""
    from jobwise.domain.exports.layout import Engine

    name = os.environ.get("JOBWISE_PDF_ENGINE", "").strip().lower()
    if name and name not in list(Engine):
        raise InvalidInput(f"JOBWISE_PDF_ENGINE is {name!r}; set it to {' or '.join(Engine)}, or not at all.")
    return Engine(name) if name else None


def font_dirs() -> tuple[Path, ...]:
    """The folders of JOBWISE_FONT_DIR."""
    folders = os.environ.get("JOBWISE_FONT_DIR", "")
    return tuple(Path(folder) for folder in folders.split(os.pathsep) if folder)


def printing() -> "Printing":
    """The press of a process, which reads templates and fonts when the first order comes."""
    from jobwise.application.ports.press import Printing
    from jobwise.infrastructure.archives.bundle import bundle
    from jobwise.infrastructure.rendering.press import ThreadPress, preparing
    from jobwise.infrastructure.templates import ShippedTemplates

    return Printing(ThreadPress(preparing(pdf_engine(), font_dirs())), bundle, ShippedTemplates())
