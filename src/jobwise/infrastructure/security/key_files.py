"""The file that keeps the keys of an installation, readable by its owner alone."""

import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from jobwise.domain.shared.errors import MissingHere

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key of the ring. `key` is 32 bytes in hex, or empty where it is derived from a secret that was set."""

    kid: str
    key: str = ""
    created: datetime | None = None
    retire_at: datetime | None = None

    def __repr__(self) -> str:
        return f"KeptKey({self.kid!r})"

    def retiring(self, at: datetime) -> Self:
        return replace(self, retire_at=at)


class KeyFile:
    """Keys as JSON: `{"root": ..., "keys": [{"kid", "key", "created", "retire_at"}, ...]}`, the newest key last.

    `root` is what every other secret is derived from. It is the first key that there ever was, and stays.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def mark(self) -> object:
        """Something that is another one once the file was written again; None where there is no file."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def read_or(self, first: KeptKey) -> list[KeptKey]:
        """The keys of the file; `first` alone where there is none."""
        with self._told():
            return _keys(self._content()) if self._path.exists() else [first]

    def read_or_make(self, now: datetime) -> list[KeptKey]:
        """The keys of the file, which is made with one key where there is none."""
        with self._told():
            self._make(now)
            return _keys(self._content())

    def root(self, now: datetime) -> bytes:
        with self._told():
            self._make(now)
            return _root(self._content())

    def write(self, keys: Sequence[KeptKey]) -> None:
        """Puts these keys in place of those that are there, in one step."""
        with self._told():
            content: dict[str, Any] = {"keys": [_plain(one) for one in keys]}
            if self._path.exists() and (root := _root(self._content())):
                content["root"] = root.hex()
            self._fresh(content).replace(self._path)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else changes the file within the block."""
        with self._told():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path.with_name(f"{self._path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _wait_for(handle)
            yield
        finally:
            os.close(handle)

    def _make(self, now: datetime) -> None:
        """Makes the file with one key unless it is there; of two processes at once, one makes it."""
        if self._path.exists():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        first = KeptKey(secrets.token_hex(8), secrets.token_hex(_KEY_BYTES), now)
        fresh = self._fresh({"root": first.key, "keys": [_plain(first)]})
        try:
            # A link fails where the name is taken, so the first maker's file stays.
            os.link(fresh, self._path)
        except FileExistsError:
            return
        finally:
            fresh.unlink()

    def _fresh(self, content: Mapping[str, Any]) -> Path:
        """The content in a file of its own beside the real one."""
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(json.dumps(content).encode())
            file.flush()
            os.fsync(file.fileno())
        return fresh

    def _content(self) -> Mapping[str, Any]:
        found = json.loads(self._path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise TypeError("a ring is an object")
        return found

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise MissingHere(
                f"The keys in {self._path} cannot be read or made; check the folder's rights, or set "
                "JOBWISE_SECRET_KEY."
            ) from error


def _keys(content: Mapping[str, Any]) -> list[KeptKey]:
    found = [
        KeptKey(str(one["kid"]), _hex(one.get("key", "")), _time(one.get("created")), _time(one.get("retire_at")))
        for one in content["keys"]
    ]
    if not found:
        raise ValueError("a ring has a key")
    return found


def _root(content: Mapping[str, Any]) -> bytes:
    return bytes.fromhex(_hex(content.get("root") or content["keys"][0].get("key", "")))


def _hex(text: str) -> str:
    if text and len(bytes.fromhex(text)) < _KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return text


def _plain(one: KeptKey) -> dict[str, str]:
    times = {"created": one.created, "retire_at": one.retire_at}
    key = {"key": one.key} if one.key else {}
    return {"kid": one.kid, **key, **{name: at.isoformat() for name, at in times.items() if at is not None}}


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _wait_for(handle: int) -> None:
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        # Windows has no such lock. There, of two rotations at the very same time, one is undone.
        return
    flock(handle, LOCK_EX)
