"""What a process does that draws files: it has a printer, and answers with bytes."""

import os
from collections.abc import Mapping
from typing import Any

from jobwise.application.ports.press import Order
from jobwise.domain.exports.layout import Engine
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.infrastructure.pools.child import Job
from jobwise.infrastructure.pools.frames import Frame
from jobwise.infrastructure.pools.press import ENGINE, FONT_DIRS
from jobwise.infrastructure.rendering.press import Printer, shipped


def jobs() -> Mapping[str, Job]:
    preferred, folders = os.environ.get(ENGINE, ""), os.environ.get(FONT_DIRS, "")
    font_dirs = tuple(folder for folder in folders.split(os.pathsep) if folder)
    return jobs_of(shipped(Engine(preferred) if preferred else None, font_dirs))


def jobs_of(printer: Printer) -> Mapping[str, Job]:
    """All that can be asked for."""
    return {"print": lambda given, _: _printed(printer, given)}


def _printed(printer: Printer, given: Any) -> Frame:
    printed = printer.print(from_data(Order, given))
    return Frame({"value": to_data(printed.look)}, printed.data)
