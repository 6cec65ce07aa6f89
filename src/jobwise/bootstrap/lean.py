"""Importing a library without what it would import beside itself if it found it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """These packages are not to be found within the block, unless they have been imported before."""
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        # What the import system itself takes for "not to be found".
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
