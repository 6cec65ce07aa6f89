"""What a pool and its processes say to each other: a note in JSON, and bytes beside it, each with its length before.

| bytes | meaning |
| --- | --- |
| 4 | length of the note, big-endian |
| 4 | length of the bytes beside it |
| ... | the note: a JSON object |
| ... | the bytes beside it, as they are |
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

if TYPE_CHECKING:
    from asyncio import StreamReader

_HEAD = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Frame:
    """A note, and the bytes that travel beside it."""

    note: Mapping[str, Any] = field(default_factory=dict)
    blob: bytes = b""


class OutOfStep(ValueError):
    """What came is no frame, or a larger one than may come."""


def packed(frame: Frame) -> bytes:
    note = orjson.dumps(frame.note)
    return b"".join((_HEAD.pack(len(note), len(frame.blob)), note, frame.blob))


def read(source: BinaryIO) -> Frame | None:
    """The next frame; None when there will be no more."""
    head = source.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    note, blob = _HEAD.unpack(head)
    return _frame(source.read(note), source.read(blob))


async def receive(source: "StreamReader", most_bytes: int) -> Frame:
    """The next frame. IncompleteReadError when the other side is gone, OutOfStep for more than `most_bytes`."""
    note, blob = _HEAD.unpack(await source.readexactly(_HEAD.size))
    if note + blob > most_bytes:
        raise OutOfStep(f"a frame of {note + blob} bytes came; at most {most_bytes} are taken")
    return _frame(await source.readexactly(note), await source.readexactly(blob))


def _frame(note: bytes, blob: bytes) -> Frame:
    said = orjson.loads(note)
    if not isinstance(said, dict):
        raise OutOfStep("a note is no JSON object")
    return Frame(said, blob)
