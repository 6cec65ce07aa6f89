"""Where signing keys come from: a secret that was set, or one made once and kept in the data folder."""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jobwise.domain.shared.errors import MissingHere
from jobwise.infrastructure.security.tokens import KeyRing

FILE_NAME = "keys.json"
_KEY_BYTES = 32


def derived(root: bytes, label: str) -> bytes:
    """A key of its own for each use (HKDF of RFC 5869, SHA-256, 32 bytes): none of them tells another."""
    salted = hmac.new(b"jobwise", root, hashlib.sha256).digest()
    return hmac.new(salted, label.encode() + b"\x01", hashlib.sha256).digest()


class Keys:
    """The secrets of this installation, read when first asked for. `secret` set: nothing is kept in a file."""

    def __init__(self, home: Path, secret: str = "") -> None:
        self._home = home
        self._secret = secret
        self._roots: Mapping[str, bytes] | None = None

    def ring(self) -> KeyRing:
        """The keys that sign access tokens."""
        roots = self._all()
        return KeyRing({kid: derived(root, "access-token") for kid, root in roots.items()}, next(reversed(roots)))

    def of(self, label: str) -> bytes:
        """The key for another use than tokens; it stays when token keys are rotated."""
        return derived(next(iter(self._all().values())), label)

    def _all(self) -> dict[str, bytes]:
        if self._roots is None:
            self._roots = {"set": self._secret.encode()} if self._secret else self._read_or_make()
        return dict(self._roots)

    def _read_or_make(self) -> Mapping[str, bytes]:
        file = self._home / FILE_NAME
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            _make(file)
            kept: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["keys"]
            return {str(one["kid"]): bytes.fromhex(one["key"]) for one in kept}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise MissingHere(
                f"The keys in {file} cannot be read or made; check the folder's rights, or set JOBWISE_SECRET_KEY."
            ) from error


def _make(file: Path) -> None:
    """Makes the file with one key unless it is there; of two processes at once, one makes it."""
    key = {"kid": secrets.token_hex(8), "key": secrets.token_hex(_KEY_BYTES)}
    fresh = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    if file.exists():
        return
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, json.dumps({"keys": [key]}).encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        # A link fails where the name is taken, so the first maker's file stays.
        os.link(fresh, file)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
