"""Writing results: everything is prepared under temporary names and renamed last, so no half file has a final name."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jobwise.domain.shared.errors import MissingHere

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_files(folder: str, files: Mapping[str, bytes]) -> list[Path]:
    """Writes all files into the folder (made when missing) and returns their paths; on any failure none is left behind.

    Raises MissingHere when the folder cannot be made or written, or the disk is full.
    """
    root = Path(folder)
    staged: list[tuple[Path, Path]] = []
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            staged.append((_stage(root, data), root / name))
        for temporary, final in staged:
            temporary.replace(final)
    except OSError as error:
        raise MissingHere(_sentence(folder, error)) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return [final for _, final in staged]


def _stage(root: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".jobwise-", suffix=".part", dir=root)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o644 & ~_umask())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    # There is no call that only reads the mask; it is set and put back at once.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sentence(folder: str, error: OSError) -> str:
    shown = folder if folder.isprintable() else repr(folder)
    if error.errno in _FULL:
        return f"The disk is full, so nothing was written to {shown}; free some space and run the command again."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{shown} is a file, not a folder; choose another folder with --out."
    return f"{shown} cannot be written ({error.strerror or error}); choose another folder with --out."
