"""Reading the archive of an account that was sent in. Its directory is judged first; nothing is ever unpacked to a
name that it gives, and nothing of it is used before every member is what the manifest says."""

import asyncio
import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, cast
from uuid import UUID

from jobwise.domain.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_MEMBERS,
    MAX_ARCHIVE_RATIO,
    MAX_IMPORT_BYTES,
    MAX_IMPORT_LINE_BYTES,
    MAX_IMPORT_ROWS,
    MAX_IMPORT_TABLE_BYTES,
    MAX_IMPORT_UNPACKED_BYTES,
    MAX_IMPORT_VALUES,
)
from jobwise.domain.shared.codec import from_data
from jobwise.domain.shared.errors import NotFound, TooLarge, UnreadableInput
from jobwise.domain.shared.jsontext import load
from jobwise.infrastructure.archives.form import FORMAT, MANIFEST, VERSION

_PIECE = 64 * 1024
_SPOOL = 1024 * 1024
_FOREIGN = "This is no archive of a JobWise account; send the ZIP as it was downloaded."
_CHANGED = "The archive was changed since it was made; download it again and send it as it is."
_TOO_MUCH = "The archive unpacks to more than is read."
_SIGNS = (b"{", b"[", b":", b",")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class _Member:
    """What the manifest says of one member."""

    name: str
    size_bytes: int
    sha256: str
    table: str = ""
    rows: int | None = None
    id: UUID | None = None


class SentInZip:
    def __init__(self, archive: zipfile.ZipFile, members: Sequence[_Member]) -> None:
        self._archive = archive
        self._tables = {one.table: one for one in members if one.table and one.id is None}
        self._values = 0
        self._files = {(one.table, one.id): one for one in members if one.id is not None}

    async def rows(self, table: str) -> Sequence[Mapping[str, Any]]:
        member = self._tables.get(table)
        return () if member is None else await asyncio.to_thread(self._read, member)

    def _read(self, member: _Member) -> Sequence[Mapping[str, Any]]:
        if member.size_bytes > MAX_IMPORT_TABLE_BYTES:
            raise TooLarge(f"{member.name} is larger than {MAX_IMPORT_TABLE_BYTES // (1024 * 1024)} MiB.")
        found: list[Mapping[str, Any]] = []
        for line in _lines(self._archive, member):
            # Counted before anything is made of it; a text that looks like values counts as they do.
            self._values += sum(map(line.count, _SIGNS))
            if self._values > MAX_IMPORT_VALUES or len(found) >= MAX_IMPORT_ROWS:
                raise TooLarge(
                    f"The archive holds more than can be read in: {MAX_IMPORT_ROWS} rows of a table and "
                    f"{MAX_IMPORT_VALUES} values at most."
                )
            row = load(line, what=f"A row of {member.name}", most_bytes=MAX_IMPORT_LINE_BYTES)
            if not isinstance(row, dict):
                raise UnreadableInput(_CHANGED)
            found.append(row)
        return found

    @asynccontextmanager
    async def file(self, table: str, id: UUID) -> AsyncIterator[BinaryIO]:
        member = self._files.get((table, id))
        if member is None:
            raise NotFound("The archive has no such file.")
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as target:
            await asyncio.to_thread(_copy, self._archive, member, target)
            yield cast(BinaryIO, target)


@asynccontextmanager
async def opened(source: BinaryIO) -> AsyncIterator[SentInZip]:
    archive, members = await asyncio.to_thread(_opened, source)
    try:
        yield SentInZip(archive, members)
    finally:
        archive.close()


def _opened(source: BinaryIO) -> tuple[zipfile.ZipFile, Sequence[_Member]]:
    size_bytes = source.seek(0, 2)
    if size_bytes > MAX_IMPORT_BYTES:
        raise TooLarge(f"An archive has at most {MAX_IMPORT_BYTES // (1024 * 1024)} MiB.")
    with _readable():
        archive = zipfile.ZipFile(source)
        _check_directory(archive.infolist(), size_bytes)
        members = _manifest(archive)
        _check_members(archive, members)
    return archive, members


def _check_directory(infos: Sequence[zipfile.ZipInfo], size_bytes: int) -> None:
    if len(infos) > MAX_ARCHIVE_MEMBERS:
        raise TooLarge(f"An archive holds at most {MAX_ARCHIVE_MEMBERS} files.")
    total = sum(info.file_size for info in infos)
    if total > MAX_IMPORT_UNPACKED_BYTES or total > max(MAX_ARCHIVE_BYTES, MAX_ARCHIVE_RATIO * size_bytes):
        raise TooLarge(_TOO_MUCH)
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or any(_points_out(name) for name in names):
        raise UnreadableInput(_FOREIGN)
    if any(info.flag_bits & 0x1 for info in infos):
        raise UnreadableInput("The archive is protected by a password; send it without one.")


def _points_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _manifest(archive: zipfile.ZipFile) -> Sequence[_Member]:
    if MANIFEST not in archive.namelist():
        raise UnreadableInput(_FOREIGN)
    with archive.open(MANIFEST) as file:
        data = file.read(MAX_IMPORT_LINE_BYTES + 1)
    if len(data) > MAX_IMPORT_LINE_BYTES:
        raise TooLarge(_TOO_MUCH)
    said = load(data, what="The manifest of the archive")
    if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("version"), int):
        raise UnreadableInput(_FOREIGN)
    if said["version"] != VERSION:
        raise UnreadableInput("The archive was made by a newer JobWise; read it in with that one.")
    return from_data(tuple[_Member, ...], said.get("members"))


def _check_members(archive: zipfile.ZipFile, members: Sequence[_Member]) -> None:
    infos = {info.filename: info for info in archive.infolist() if info.filename != MANIFEST}
    if {one.name for one in members} != set(infos) or len(members) != len(infos):
        raise UnreadableInput(_CHANGED)
    for one in members:
        if infos[one.name].file_size != one.size_bytes:
            raise UnreadableInput(_CHANGED)
        digest = hashlib.sha256()
        for piece in _pieces(archive, one):
            digest.update(piece)
        if digest.hexdigest() != one.sha256:
            raise UnreadableInput(_CHANGED)


def _pieces(archive: zipfile.ZipFile, member: _Member) -> Iterator[bytes]:
    """The bytes of a member, which never are more than its directory entry says."""
    with archive.open(member.name) as file:
        yield from iter(partial(file.read, _PIECE), b"")


def _lines(archive: zipfile.ZipFile, member: _Member) -> Iterator[bytes]:
    """The rows of a table as they stand, one to a line."""
    with _readable(), archive.open(member.name) as file:
        while line := file.readline(MAX_IMPORT_LINE_BYTES + 1):
            if len(line) > MAX_IMPORT_LINE_BYTES:
                raise TooLarge(f"A row of {member.name} has more than {MAX_IMPORT_LINE_BYTES:,} bytes.")
            if line.strip() not in (b"[", b"]", b""):
                yield line.strip().removesuffix(b",")


def _copy(archive: zipfile.ZipFile, member: _Member, target: Any) -> None:
    with _readable():
        for piece in _pieces(archive, member):
            target.write(piece)
    target.seek(0)


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever a damaged archive makes its reader raise is one sentence."""
    try:
        yield
    except _BROKEN as error:
        raise UnreadableInput(_FOREIGN) from error
