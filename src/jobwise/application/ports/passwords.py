from typing import Protocol


class PasswordHasher(Protocol):
    """Slow on purpose, and never on the event loop. Unavailable when too many passwords wait already."""

    async def hash(self, password: str) -> str:
        """What is stored of a password."""
        ...

    async def matches(self, password: str, stored: str | None) -> bool:
        """Whether it is the password that was stored. None takes as long as any, and is False."""
        ...

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made in an older way, and is to be made anew at the next sign-in."""
        ...
