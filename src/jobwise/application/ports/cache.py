"""What was found out once and may be said again for a while."""

from typing import Protocol


class Cache(Protocol):
    """It may forget anything at any time, and never fails. Nothing of one person is kept for another: whoever keeps
    something about somebody puts that person into the key."""

    async def get(self, key: str) -> bytes | None:
        """What was kept under the key, if it is remembered."""
        ...

    async def put(self, key: str, value: bytes, *, seconds: int) -> None:
        """Keeps this for so long, at most."""
        ...

    async def drop(self, key: str) -> None:
        """Forgets what was kept under the key."""
        ...


class NoCache:
    """Remembers nothing."""

    async def get(self, key: str) -> bytes | None:
        return None

    async def put(self, key: str, value: bytes, *, seconds: int) -> None:
        """Forgotten at once."""

    async def drop(self, key: str) -> None:
        """There is nothing to forget."""
