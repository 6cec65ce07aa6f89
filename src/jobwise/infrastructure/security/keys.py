"""Where signing keys come from: a secret that was set, or one made once and kept in the data folder.

Access tokens are signed with a ring of keys of their own, which can be rotated. With a secret that was set, the file of
the ring holds names and times alone: each key is derived from the secret and its name.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from jobwise.application.ports.keys import KeyState
from jobwise.domain.limits import ACCESS_TOKEN_S, KEY_DAYS, RING_LOOK_S
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.infrastructure.security.key_files import KeptKey, KeyFile
from jobwise.infrastructure.security.tokens import KeyRing

FILE_NAME = "keys.json"
RING_NAME = "ring.json"
SET_KID = "set"
_AGE = timedelta(days=KEY_DAYS)
_LONGEST_TOKEN = timedelta(seconds=ACCESS_TOKEN_S)


def derived(root: bytes, label: str) -> bytes:
    """A key of its own for each use (HKDF of RFC 5869, SHA-256, 32 bytes): none of them tells another."""
    salted = hmac.new(b"jobwise", root, hashlib.sha256).digest()
    return hmac.new(salted, label.encode() + b"\x01", hashlib.sha256).digest()


def _now() -> datetime:
    return datetime.now(UTC)


class Keys:
    """The secrets of this installation, read when first asked for.

    A running process looks at the file again after `RING_LOOK_S`, so a rotation needs no restart.
    """

    def __init__(self, home: Path, secret: str = "", now: Callable[[], datetime] = _now) -> None:
        self._secret = secret.encode()
        self._file = KeyFile(home / (RING_NAME if secret else FILE_NAME))
        self._now = now
        self._root = b""
        self._ring: KeyRing | None = None
        self._read_from: object = None
        self._look_at = 0.0
        self._retiring: datetime | None = None

    def ring(self) -> KeyRing:
        """The keys that sign access tokens; the same object as long as nothing has changed."""
        if self._ring is None or monotonic() >= self._look_at:
            return self.look_again()
        return self._ring

    def look_again(self) -> KeyRing:
        """The same, with the file looked at now."""
        self._look_at = monotonic() + RING_LOOK_S
        mark = self._file.mark()
        # A file that is gone while we run is no reason to forget its keys, and none to make others.
        changed = mark != self._read_from and mark is not None
        if self._ring is None or changed or self._is_past():
            self._read_from = mark
            living = self._living()
            keys = {one.kid: derived(self._root_of(one), _label(one)) for one in living}
            self._ring = KeyRing(keys, living[-1].kid)
            self._retiring = min((one.retire_at for one in living if one.retire_at is not None), default=None)
        return self._ring

    def of(self, label: str) -> bytes:
        """The key for another use than tokens; it stays when token keys are rotated."""
        if not self._root:
            self._root = self._secret or self._file.root(self._now())
        return derived(self._root, label)

    def listed(self) -> Sequence[KeyState]:
        living = self._living()
        return tuple(KeyState(one.kid, one.created, one.retire_at, one is living[-1]) for one in living)

    def rotate(self) -> Sequence[KeyState]:
        with self._file.alone():
            now = self._now()
            before = [one.retiring(_end(one, now)) for one in self._living()]
            key = "" if self._secret else secrets.token_hex(32)
            self._file.write([*before, KeptKey(secrets.token_hex(8), key, now)])
        return self.listed()

    def remove(self, kid: str) -> Sequence[KeyState]:
        with self._file.alone():
            living = self._living()
            if kid not in [one.kid for one in living]:
                raise NotFound("There is no such key; `jobwise keys list` names them.")
            if living[-1].kid == kid:
                raise Conflict("This key signs; rotate the keys first.")
            self._file.write([one for one in living if one.kid != kid])
        return self.listed()

    def _living(self) -> list[KeptKey]:
        """The keys that are not past their time; the newest never is."""
        kept = self._file.read_or(KeptKey(SET_KID)) if self._secret else self._file.read_or_make(self._now())
        now = self._now()
        return [one for one in kept[:-1] if one.retire_at is None or one.retire_at > now] + kept[-1:]

    def _is_past(self) -> bool:
        return self._retiring is not None and self._retiring <= self._now()

    def _root_of(self, one: KeptKey) -> bytes:
        return self._secret or bytes.fromhex(one.key)


def _label(one: KeptKey) -> str:
    # Keys of a set secret differ by their name alone; the first of them is the one of before there was a ring.
    return "access-token" if one.key or one.kid == SET_KID else f"access-token/{one.kid}"


def _end(one: KeptKey, now: datetime) -> datetime:
    """When a key is removed that signs no more: 90 days after it was made, and never before its tokens are over."""
    if one.retire_at is not None:
        return one.retire_at
    return max((one.created or now) + _AGE, now) + _LONGEST_TOKEN
