"""Writing results: everything is prepared under temporary names and renamed last, so no half file has a final name."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jobwise.domain.shared.errors import InvalidInput, MissingHere

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(slots=True)
class _Staged:
    """One file on its way: where its bytes wait, its final name, and the file that had this name before."""

    waiting: Path
    final: Path
    before: Path | None = None
    is_new: bool = True
    renamed: bool = False


def write_files(folder: str, files: Mapping[str, bytes], *, advice: str = "choose another folder") -> list[Path]:
    """Writes all files into the folder (made when missing) and returns their paths, or leaves it as it was.

    All bytes are on the disk under temporary names in the same folder before the first file gets its name. When a
    write or a renaming fails, the names given so far are taken back: a new file goes, a replaced one returns. Every
    single renaming is atomic, the set is not: a process killed among the renamings leaves whole files, old and new
    side by side, and on a file system without hard links a replaced file does not return.

    Raises MissingHere, with `advice`, when the folder cannot be made or written, or the disk is full.
    """
    root = Path(folder)
    staged: list[_Staged] = []
    done = False
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            staged.append(_Staged(_temporary(root), root / name))
            _fill(staged[-1].waiting, data)
        for one in staged:
            one.is_new = not os.path.lexists(one.final)
            one.before = None if one.is_new else _kept(one.final)
        for one in staged:
            one.waiting.replace(one.final)
            one.renamed = True
        _settle(root)
        done = True
    except OSError as error:
        raise MissingHere(_sentence(folder, error, advice)) from error
    finally:
        _clear(staged, take_back=not done)
    return [one.final for one in staged]


def write_file(target: str, data: bytes) -> Path:
    """Writes one file under the name a person gave. Raises InvalidInput for a folder, MissingHere as `write_files`."""
    path = Path(target)
    if path.is_dir() or not path.name:
        raise InvalidInput(f"{_shown(target)} is a folder; name the file that is to be written.")
    return write_files(str(path.parent), {path.name: data}, advice="choose another place")[0]


def _temporary(root: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=".jobwise-", suffix=".part", dir=root)
    os.close(handle)
    return Path(name)


def _fill(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644 & ~_umask())


def _kept(final: Path) -> Path | None:
    """A second name for the file that is about to be replaced; None when it can have no other."""
    if final.is_symlink() or not final.is_file():
        return None
    second = _temporary(final.parent)
    second.unlink()
    try:
        second.hardlink_to(final)
    except OSError:
        return None
    return second


def _clear(staged: list[_Staged], *, take_back: bool) -> None:
    for one in staged:
        with contextlib.suppress(OSError):
            if take_back and one.renamed:
                if one.before is not None:
                    one.before.replace(one.final)
                elif one.is_new:
                    one.final.unlink()
        for leftover in (one.waiting, one.before):
            if leftover is not None:
                with contextlib.suppress(OSError):
                    leftover.unlink(missing_ok=True)


def _settle(root: Path) -> None:
    """Has the new names themselves on the disk, where the system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(root, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    # There is no call that only reads the mask; it is set and put back at once.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _shown(name: str) -> str:
    return name if name.isprintable() and name else repr(name)


def _sentence(folder: str, error: OSError, advice: str) -> str:
    shown = _shown(folder)
    if error.errno in _FULL:
        return f"The disk is full, so nothing was written to {shown}; free some space and run the command again."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{shown} is a file, not a folder; {advice}."
    return f"{shown} cannot be written ({error.strerror or error}); {advice}."
