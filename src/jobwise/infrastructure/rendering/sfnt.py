"""Reads of a font file just what finding it needs: family, weight, and which characters it draws."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_MAX_FACES = 64
_MAX_TABLES = 128


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file. `ranges` are inclusive runs of code points in ascending order."""

    path: Path
    index: int
    family: str
    weight: int
    ranges: tuple[tuple[int, int], ...] = field(repr=False)

    def holds(self, char: str) -> bool:
        place = bisect_right(self.ranges, (ord(char), 0x110000)) - 1
        return place >= 0 and self.ranges[place][1] >= ord(char)


def faces(path: Path) -> list[Face]:
    """The faces of a font file or collection; empty for a file that is none or cannot be read."""
    try:
        with path.open("rb") as file:
            reader = _Reader(file)
            return [face for index, offset in reader.starts() if (face := reader.face(path, index, offset))]
    except (OSError, struct.error, UnicodeDecodeError, OverflowError):
        return []


class _Reader:
    def __init__(self, file: object) -> None:
        self._file = file

    def _bytes(self, offset: int, length: int) -> bytes:
        self._file.seek(offset)  # type: ignore[attr-defined]
        data: bytes = self._file.read(length)  # type: ignore[attr-defined]
        return data

    def starts(self) -> Iterator[tuple[int, int]]:
        if self._bytes(0, 4) != b"ttcf":
            yield 0, 0
            return
        (count,) = struct.unpack(">I", self._bytes(8, 4))
        count = min(count, _MAX_FACES)
        yield from enumerate(struct.unpack(f">{count}I", self._bytes(12, 4 * count)))

    def face(self, path: Path, index: int, start: int) -> Face | None:
        tables = self._tables(start)
        if not {b"cmap", b"name", b"OS/2"} <= tables.keys():
            return None
        (weight,) = struct.unpack(">H", self._bytes(tables[b"OS/2"][0] + 4, 2))
        ranges = _ranges(self._bytes(*tables[b"cmap"]))
        return Face(path, index, _family(self._bytes(*tables[b"name"])), weight, ranges)

    def _tables(self, start: int) -> dict[bytes, tuple[int, int]]:
        kind, count = struct.unpack(">4sH", self._bytes(start, 6))
        if kind not in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
            return {}
        count = min(count, _MAX_TABLES)
        rows = struct.iter_unpack(">4sIII", self._bytes(start + 12, 16 * count))
        return {tag: (offset, length) for tag, _, offset, length in rows}


def _family(name: bytes) -> str:
    """The typographic family if there is one, else the family, as Windows names it."""
    count, storage = struct.unpack_from(">HH", name, 2)
    found: dict[int, str] = {}
    for place in range(min(count, 4096)):
        platform, _, language, kind, length, offset = struct.unpack_from(">6H", name, 6 + 12 * place)
        if platform == 3 and kind in (1, 16) and language == 0x409:
            found[kind] = name[storage + offset : storage + offset + length].decode("utf-16-be")
    return found.get(16) or found.get(1, "")


def _ranges(cmap: bytes) -> tuple[tuple[int, int], ...]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    best: dict[int, int] = {}
    for place in range(min(count, _MAX_TABLES)):
        _, _, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * place)
        (shape,) = struct.unpack_from(">H", cmap, offset)
        best.setdefault(shape, offset)
    if 12 in best:
        return _groups(cmap, best[12])
    return _segments(cmap, best[4]) if 4 in best else ()


def _groups(cmap: bytes, offset: int) -> tuple[tuple[int, int], ...]:
    (count,) = struct.unpack_from(">I", cmap, offset + 12)
    rows = cmap[offset + 16 : offset + 16 + 12 * count]
    return tuple((first, last) for first, last, _ in struct.iter_unpack(">III", rows[: len(rows) // 12 * 12]))


def _segments(cmap: bytes, offset: int) -> tuple[tuple[int, int], ...]:
    (double,) = struct.unpack_from(">H", cmap, offset + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", cmap, offset + 14)
    starts = struct.unpack_from(f">{count}H", cmap, offset + 16 + double)
    return tuple((first, last) for first, last in zip(starts, ends, strict=True) if first <= last < 0xFFFF)
