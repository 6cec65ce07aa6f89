"""Secrets that are handed out, made from the keys of this installation."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from functools import lru_cache
from uuid import UUID

_BYTES = 32
_MAX_MARK = 200


class KeyedSecrets:
    """`key` gives one key for each use. What is derived is as unknown as random bytes to whoever lacks the key."""

    def __init__(self, key: Callable[[str], bytes]) -> None:
        self._key = lru_cache(maxsize=8)(key)

    def fresh(self) -> str:
        return _text(secrets.token_bytes(_BYTES))

    def successor(self, token: str) -> str:
        return self._signed("refresh-token", token.encode("utf-8", "surrogatepass"))

    def mailed(self, id: UUID) -> str:
        return self._signed("mailed-token", id.bytes)

    def csrf(self, session_id: UUID) -> str:
        return self._signed("csrf", session_id.bytes)

    def device(self, device_id: UUID, email: str) -> str:
        return f"{device_id.hex}.{self._signed('device', device_id.bytes + email.encode())}"

    def fingerprint(self, sent: bytes) -> str:
        return hmac.new(self._key("fingerprint"), sent, hashlib.sha256).hexdigest()

    def read_device(self, mark: str, email: str) -> UUID | None:
        named, _, _ = mark.partition(".")
        if len(mark) > _MAX_MARK or len(named) != 32 or not mark.isascii():
            return None
        try:
            device_id = UUID(hex=named)
        except ValueError:
            return None
        return device_id if hmac.compare_digest(mark, self.device(device_id, email)) else None

    def _signed(self, use: str, what: bytes) -> str:
        return _text(hmac.new(self._key(use), what, hashlib.sha256).digest())


def _text(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
