"""What draws documents here: for a command that must start in a blink as the environment says it, else as the
settings do."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jobwise.domain.shared.errors import InvalidInput

if TYPE_CHECKING:
    from jobwise.application.ports.press import Printing
    from jobwise.bootstrap.print_settings import PrintSettings
    from jobwise.domain.exports.layout import Engine
    from jobwise.infrastructure.pools.pool import Pool


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


def printing(pool: "Pool", settings: "PrintSettings", *, pooled: bool) -> "Printing":
    """What draws the files of a process: others, when it lasts, else itself; templates and fonts are read for the
    first order."""
    from jobwise.application.ports.press import Press, Printing
    from jobwise.infrastructure.archives.bundle import bundle
    from jobwise.infrastructure.pools.press import PooledPress
    from jobwise.infrastructure.rendering.press import ThreadPress, preparing
    from jobwise.infrastructure.templates import ShippedTemplates

    prepare = preparing(settings.engine, _folders(settings))
    press: Press = PooledPress(pool, prepare) if pooled else ThreadPress(prepare)
    return Printing(press, bundle, ShippedTemplates())


def printing_pool(settings: "PrintSettings") -> "Pool":
    """The processes that draw; none is started before the first order."""
    from jobwise.infrastructure.pools.press import printing as pool

    return pool(settings.engine, _folders(settings))


def _folders(settings: "PrintSettings") -> tuple[str, ...]:
    return tuple(str(folder) for folder in settings.font_dirs)
