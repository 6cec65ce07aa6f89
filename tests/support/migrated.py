"""Databases that are at the newest revision already: copies of one that was migrated once in this test run."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from jobwise.infrastructure.persistence.sql import migrate


@cache
def _pattern() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="jwsq"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    migrate.upgrade(f"sqlite:///{folder / 'jobwise.db'}")
    return folder / "jobwise.db"


def migrated_file(file: Path) -> Path:
    """Puts a migrated, empty SQLite database there, unless there is one."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(_pattern(), file)
    return file
