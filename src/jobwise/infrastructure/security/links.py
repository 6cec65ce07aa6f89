"""Signatures of links to files."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from functools import cached_property

from jobwise.application.ports.links import Grant


class HmacLinks:
    """`key` gives the 32 bytes that sign."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._find_key = key

    @cached_property
    def _key(self) -> bytes:
        return self._find_key()

    def sign(self, grant: Grant) -> str:
        # No part can hold a line end (a key has a fixed form), so no two grants read the same.
        said = "\n".join(("link-1", grant.method, grant.key, str(grant.user_id), str(grant.expires)))
        digest = hmac.new(self._key, said.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def holds(self, grant: Grant, signature: str) -> bool:
        return hmac.compare_digest(self.sign(grant).encode(), signature.encode("utf-8", "replace"))
