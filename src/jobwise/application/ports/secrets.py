"""Secrets that are handed out. None of them is stored: the database keeps their SHA-256, or can do without."""

import hashlib
from typing import Protocol
from uuid import UUID


class Secrets(Protocol):
    """Every secret has 256 bits and is written in letters, digits, `-` and `_`."""

    def fresh(self) -> str:
        """A secret that nobody has seen before."""
        ...

    def successor(self, token: str) -> str:
        """The refresh token that follows this one: the same each time, and unknown to whoever has not both keys."""
        ...

    def mailed(self, id: UUID) -> str:
        """The token that is mailed under this id."""
        ...

    def csrf(self, session_id: UUID) -> str:
        """What a browser has to repeat to act in this session."""
        ...

    def device(self, device_id: UUID, email: str) -> str:
        """The mark of a device on which this account was signed in to."""
        ...

    def fingerprint(self, sent: bytes) -> str:
        """By what something sent is known again (hex); keyed, as it may hold a password that a plain sum betrays."""
        ...

    def read_device(self, mark: str, email: str) -> UUID | None:
        """The device that such a mark names for this account; None when it is not a mark of ours for it."""
        ...


def sha256(secret: str) -> str:
    """What is stored of a secret (hex). A secret has so much chance in it that a fast hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
