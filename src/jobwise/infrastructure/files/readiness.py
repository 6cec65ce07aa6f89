"""Whether files can be kept."""

from dataclasses import dataclass
from typing import Protocol


class TriedOut(Protocol):
    async def try_out(self) -> None:
        """Raises MissingHere or Unavailable when files cannot be kept."""
        ...


@dataclass(frozen=True, slots=True)
class StorageCheck:
    """`kind` is what is shown: `local` or `s3`."""

    files: TriedOut
    kind: str
    setting: str
    name: str = "storage"
    essential: bool = True

    async def __call__(self) -> str:
        await self.files.try_out()
        return self.kind
