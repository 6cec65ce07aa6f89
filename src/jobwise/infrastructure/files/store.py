"""Files below one folder, readable by this program's user alone. Everything that waits for a disk runs in a thread."""

import asyncio
import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from jobwise.domain.shared.errors import MissingHere, NotFound
from jobwise.infrastructure.files.keys import check_key, is_key

_PIECE = 64 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT}


class LocalFiles:
    """`root` is made when the first file is put."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"

    async def put(self, key: str, source: BinaryIO) -> None:
        path = self._path(key)
        try:
            await asyncio.to_thread(self._put, path, source)
        except OSError as error:
            raise _cannot(error) from error

    async def get(self, key: str) -> AsyncIterator[bytes]:
        path = self._path(key)
        try:
            file = await asyncio.to_thread(path.open, "rb")
        except FileNotFoundError:
            raise NotFound("There is no such file.") from None
        except OSError as error:
            raise _cannot(error) from error
        return _pieces(file)

    async def delete(self, key: str) -> None:
        path = self._path(key)
        try:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        except OSError as error:
            raise _cannot(error) from error

    async def older_than(self, moment: datetime, *, limit: int) -> Sequence[str]:
        try:
            return await asyncio.to_thread(self._older_than, moment, limit)
        except OSError as error:
            raise _cannot(error) from error

    async def close(self) -> None:
        """Nothing is held open."""

    async def try_out(self) -> None:
        """Writes an empty file and takes it away; MissingHere when that fails."""
        try:
            await asyncio.to_thread(self._try_out)
        except OSError as error:
            raise _cannot(error) from error

    def _try_out(self) -> None:
        for folder in (self._root, self._incoming):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self._incoming):
            pass

    def _path(self, key: str) -> Path:
        check_key(key)
        return self._root / key

    def _put(self, path: Path, source: BinaryIO) -> None:
        for folder in (self._root, self._incoming, self._root / "users", path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The temporary file has mode 0600 from the start, and the name that counts only when it is whole and on disk.
        handle, name = tempfile.mkstemp(dir=self._incoming)
        try:
            with os.fdopen(handle, "wb") as file:
                source.seek(0)
                shutil.copyfileobj(source, file, _PIECE)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
        _sync_folder(path.parent)

    def _older_than(self, moment: datetime, limit: int) -> Sequence[str]:
        for left in _files(self._incoming):
            if _age(left) < moment:
                left.unlink(missing_ok=True)
        found: list[str] = []
        for path in _files(self._root / "users"):
            if len(found) >= limit:
                break
            key = path.relative_to(self._root).as_posix()
            if is_key(key) and _age(path) < moment:
                found.append(key)
        return found


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    try:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
    finally:
        file.close()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file()) if folder.is_dir() else iter(())


def _age(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _sync_folder(folder: Path) -> None:
    """Makes the name itself last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot(error: OSError) -> MissingHere:
    if error.errno in _FULL:
        return MissingHere("The disk is full, so the file was not kept; try again later.")
    return MissingHere("The folder of the files cannot be used; check its rights.")
