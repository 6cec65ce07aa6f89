"""Files in memory, for tests."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from jobwise.domain.shared.errors import NotFound
from jobwise.infrastructure.files.keys import check_key


@dataclass
class MemoryFiles:
    now: Callable[[], datetime]
    kept: dict[str, tuple[datetime, bytes]] = field(default_factory=dict)

    async def put(self, key: str, source: BinaryIO) -> None:
        check_key(key)
        source.seek(0)
        self.kept[key] = (self.now(), source.read())

    async def get(self, key: str) -> AsyncIterator[bytes]:
        check_key(key)
        if key not in self.kept:
            raise NotFound("There is no such file.")
        return _one(self.kept[key][1])

    async def delete(self, key: str) -> None:
        check_key(key)
        self.kept.pop(key, None)

    async def older_than(self, moment: datetime, *, limit: int) -> Sequence[str]:
        return [key for key, (at, _) in sorted(self.kept.items()) if at < moment][:limit]


async def _one(data: bytes) -> AsyncIterator[bytes]:
    yield data
