"""Writing the archive of an account as a ZIP. The same data makes the same bytes; what is written lies on a disk."""

import asyncio
import hashlib
import json
import tempfile
import zipfile
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO
from uuid import UUID

from jobwise import resources
from jobwise.application.ports.archives import Finished
from jobwise.application.ports.personal import KeptFile, Row
from jobwise.infrastructure.archives.form import (
    FORMAT,
    MANIFEST,
    README,
    VERSION,
    file_member,
    table_member,
)

_PIECE = 64 * 1024
_PACKED = frozenset({"pdf", "docx", "png", "jpg", "zip"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
_COMMA, _OPEN, _CLOSE = b",\n", b"[\n", b"\n]\n"


class ZipDraft:
    """Rows are put down raw first, so that whoever reads them from a database is soon done; packing comes after."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._stack = stack
        self._folder = folder
        self._raw: BinaryIO = stack.enter_context(_temporary(folder))
        self._out: BinaryIO | None = None
        self._zip: zipfile.ZipFile | None = None
        self._tables: dict[str, tuple[int, int, int]] = {}
        self._members: list[dict[str, Any]] = []
        self._missing: list[dict[str, str]] = []

    async def rows(self, table: str, rows: Sequence[Row]) -> None:
        await asyncio.to_thread(self._put_rows, table, rows)

    async def file(self, file: KeptFile, pieces: AsyncIterator[bytes]) -> None:
        archive = await self._packing()
        name = file_member(file.table, file.id, file.ending)
        member = _Member(name, stored=file.ending in _PACKED, about={"table": file.table, "id": str(file.id)})
        with archive.open(member.info, "w") as target:
            async for piece in pieces:
                await asyncio.to_thread(member.write, target, piece)
        self._members.append(member.told())

    def missing(self, file: KeptFile) -> None:
        self._missing.append({"table": file.table, "id": str(file.id)})

    async def finish(self, *, owner: UUID, now: datetime) -> Finished:
        archive = await self._packing()
        return await asyncio.to_thread(self._finish, archive, owner, now)

    def _put_rows(self, table: str, rows: Sequence[Row]) -> None:
        start, length, count = self._tables.get(table, (self._raw.tell(), 0, 0))
        for row in rows:
            data = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
            length += self._raw.write(_COMMA if count else b"") + self._raw.write(data)
            count += 1
        self._tables[table] = (start, length, count)

    async def _packing(self) -> zipfile.ZipFile:
        if self._zip is None:
            self._zip = await asyncio.to_thread(self._pack_tables)
        return self._zip

    def _pack_tables(self) -> zipfile.ZipFile:
        self._out = self._stack.enter_context(_temporary(self._folder))
        archive = self._stack.enter_context(zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED))
        for table, (start, length, count) in self._tables.items():
            member = _Member(table_member(table), about={"table": table, "rows": count})
            with archive.open(member.info, "w") as target:
                member.write(target, _OPEN)
                self._raw.seek(start)
                for begin in range(0, length, _PIECE):
                    member.write(target, self._raw.read(min(_PIECE, length - begin)))
                member.write(target, _CLOSE)
            self._members.append(member.told())
        return archive

    def _finish(self, archive: zipfile.ZipFile, owner: UUID, now: datetime) -> Finished:
        counts = {table: count for table, (_, _, count) in self._tables.items()}
        self._add(archive, README, _readme(counts, owner, now).encode())
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": now.isoformat(),
            "account": str(owner),
            "members": self._members,
            "missing": self._missing,
        }
        self._add(archive, MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
        archive.close()
        out = self._out
        assert out is not None  # noqa: S101 - made with the archive
        return _measured(out)

    def _add(self, archive: zipfile.ZipFile, name: str, data: bytes) -> None:
        member = _Member(name)
        with archive.open(member.info, "w") as target:
            member.write(target, data)
        self._members.append(member.told())


class _Member:
    """One member on its way into the archive, measured as it is written."""

    def __init__(self, name: str, *, stored: bool = False, about: dict[str, Any] | None = None) -> None:
        self.info = zipfile.ZipInfo(name, _EPOCH)
        self.info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        self.info.external_attr = 0o600 << 16
        self.info.create_system = 3
        self._about = about or {}
        self._digest, self._size = hashlib.sha256(), 0

    def write(self, target: IO[bytes], data: bytes) -> None:
        target.write(data)
        self._digest.update(data)
        self._size += len(data)

    def told(self) -> dict[str, Any]:
        return {
            "name": self.info.filename,
            **self._about,
            "size_bytes": self._size,
            "sha256": self._digest.hexdigest(),
        }


def _temporary(folder: Path) -> Any:
    """A file without a name: it is gone with the process, whatever happens."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder)


def _measured(out: BinaryIO) -> Finished:
    digest, size = hashlib.sha256(), 0
    out.seek(0)
    while piece := out.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    out.seek(0)
    return Finished(out, size, digest.hexdigest())


def _readme(counts: dict[str, int], owner: UUID, now: datetime) -> str:
    words = resources.parsed("data/data_exports/readme.json")
    made = words["made"].replace("{made_at}", now.isoformat()).replace("{account}", str(owner))
    width = max(map(len, counts), default=0)
    lines = [
        f"  {table_member(table):<{width + 10}}  {count:>6}  {words['about'].get(table, words['other'])}"
        for table, count in counts.items()
    ]
    parts = [words["title"], made, *words["body"], "\n".join([words["tables"], *lines]), words["files"]]
    return "\n\n".join(parts) + "\n"
