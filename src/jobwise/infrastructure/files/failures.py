"""Keeping the trace of a failure nobody foresaw, so that it can be reported and mended."""

import os
from pathlib import Path


def record_failure(folder: Path, name: str, text: str) -> str | None:
    """Writes `NAME.log` for its owner's eyes alone and returns its path; None where nothing can be written."""
    path = folder / f"{name}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return None
    return str(path)
