"""A LinkedIn archive -> its tables. The directory is judged first; members are read one by one and never written."""

import csv
import io
import zipfile
import zlib
from typing import BinaryIO

from jobwise.domain.limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_MEMBERS, MAX_ARCHIVE_RATIO, MAX_TABLE_BYTES
from jobwise.domain.profiles.linkedin import LeftOut, Table
from jobwise.domain.shared.errors import TooLarge, UnreadableInput

MAGIC = b"PK\x03\x04"
_EMPTY = b"PK\x05\x06"
_BROKEN = "The archive is damaged and cannot be opened; download it again."


def is_archive(source: BinaryIO) -> bool:
    """Told by its first bytes; the file then stands at its start."""
    source.seek(0)
    start = source.read(len(MAGIC))
    source.seek(0)
    return start in (MAGIC, _EMPTY)


def read_archive(source: BinaryIO) -> tuple[tuple[Table, ...], tuple[LeftOut, ...]]:
    """The CSV tables of an archive by the order of their names, and the other files in it, which are not read.

    UnreadableInput for a damaged or protected archive and one whose names point out of it; TooLarge for one that
    unpacks to far more than it is.
    """
    try:
        size_bytes = source.seek(0, io.SEEK_END)
        with zipfile.ZipFile(source) as archive:
            infos = _checked(archive, size_bytes)
            tables = [_table(archive, info) for info in infos if _is_table(info)]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableInput(_BROKEN) from error
    others = [LeftOut(_shown(info), 0, "This is no table.") for info in infos if not _is_table(info)]
    return tuple(tables), tuple(others)


def _checked(archive: zipfile.ZipFile, size_bytes: int) -> list[zipfile.ZipInfo]:
    """The files of the archive by name, once its directory gives nothing bad away."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(archive.infolist()) > MAX_ARCHIVE_MEMBERS:
        raise TooLarge(f"The archive holds more than {MAX_ARCHIVE_MEMBERS} files; this is no LinkedIn export.")
    total = sum(info.file_size for info in infos)
    if total > MAX_ARCHIVE_BYTES or total > MAX_ARCHIVE_RATIO * size_bytes:
        raise TooLarge("The archive unpacks to far more than its size; ask LinkedIn for a new one.")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise UnreadableInput("The archive names one file twice; download it again.")
    if any(name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/") for name in names):
        raise UnreadableInput("The archive names files outside of itself; this is no LinkedIn export.")
    if any(info.flag_bits & 0x1 for info in infos):
        raise UnreadableInput("The archive is protected by a password; send it without one.")
    return sorted(infos, key=lambda info: info.filename)


def _is_table(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith(".csv")


def _shown(info: zipfile.ZipInfo) -> str:
    return info.filename[:200]


def _table(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Table:
    with archive.open(info) as member:
        data = member.read(MAX_TABLE_BYTES + 1)
    if len(data) > MAX_TABLE_BYTES:
        raise TooLarge(f"{_shown(info)} is larger than {MAX_TABLE_BYTES / 1_000_000:g} MB, the most that is read.")
    try:
        rows = tuple(tuple(row) for row in csv.reader(io.StringIO(_text(data), newline="")))
    except csv.Error as error:
        raise UnreadableInput(f"{_shown(info)} is no table that can be read: {error}.") from error
    return Table(_shown(info), rows)


def _text(data: bytes) -> str:
    """UTF-8, with or without a mark at its front; an older file is taken as Windows wrote it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    # A NUL is no text, and the reader of tables stops at it.
    return text.replace("\x00", "")
