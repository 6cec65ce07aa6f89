"""Access tokens as JWT. One algorithm, our own keys, every claim required and its type checked."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import jwt

from jobwise.application.ports.tokens import Claims
from jobwise.domain.shared.errors import Unauthenticated
from jobwise.domain.users.user import Tier

ALGORITHM = "HS256"
ISSUER = "jobwise"
AUDIENCE = "jobwise-api"
MAX_TOKEN_CHARS = 8_192
LEEWAY_S = 30
_REQUIRED = ["exp", "iat", "sub", "jti", "iss", "aud"]
_CACHED = 4_096
_REFUSED = "The access token is not valid, or no longer; refresh it or sign in again."


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Signing keys by their id (each 32 bytes or more). New tokens are signed with `newest`, all are still read."""

    keys: dict[str, bytes]
    newest: str

    def __post_init__(self) -> None:
        if self.newest not in self.keys:
            raise ValueError("the newest key is not in the ring")
        if any(len(key) < 32 for key in self.keys.values()):
            raise ValueError("a signing key has at least 32 bytes")


class JwtTokens:
    """Remembers the claims of tokens it has checked, so that a signature is computed once per token and process.

    `ring` is asked for each token and is quick; it gives another object once the keys are others. `look_again` is for a
    key that is not in it: another process may have made it just now.
    """

    def __init__(self, ring: Callable[[], KeyRing], look_again: Callable[[], KeyRing] | None = None) -> None:
        self._find_ring = ring
        self._look_again = look_again or ring
        self._used: KeyRing | None = None
        self._seen: OrderedDict[str, Claims] = OrderedDict()
        self._jwt = jwt.PyJWT(options={"require": _REQUIRED, "enforce_minimum_key_length": True})

    def _ring(self) -> KeyRing:
        """The present keys. With others, everything that was checked is checked again."""
        ring = self._find_ring()
        if ring is not self._used:
            self._used = ring
            self._seen.clear()
        return ring

    def issue(self, claims: Claims, *, now: datetime) -> str:
        payload = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(claims.user_id),
            "sid": str(claims.session_id),
            "jti": uuid4().hex,
            "typ": "access",
            "iat": int(now.timestamp()),
            "exp": int(claims.expires_at.timestamp()),
            "epoch": claims.epoch,
            "tier": claims.tier.value,
        }
        ring = self._ring()
        return self._jwt.encode(payload, ring.keys[ring.newest], algorithm=ALGORITHM, headers={"kid": ring.newest})

    def read(self, token: str, *, now: datetime) -> Claims:
        ring = self._ring()
        claims = self._seen.get(token)
        if claims is None:
            claims = self._checked(token, ring)
            self._seen[token] = claims
            if len(self._seen) > _CACHED:
                self._seen.popitem(last=False)
        if claims.expires_at.timestamp() + LEEWAY_S <= now.timestamp():
            self._seen.pop(token, None)
            raise Unauthenticated(_REFUSED)
        return claims

    def _checked(self, token: str, ring: KeyRing) -> Claims:
        if len(token) > MAX_TOKEN_CHARS:
            raise Unauthenticated(_REFUSED)
        try:
            kid = _key_id(token)
            key = (ring if kid in ring.keys else self._look_again()).keys[kid]
            payload = self._jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                leeway=LEEWAY_S,
                # The clock is ours to read, not the library's: `read` compares it with `exp`.
                options={"verify_exp": False, "verify_iat": False},
            )
            return _claims(payload)
        except (jwt.PyJWTError, KeyError, ValueError, TypeError, OSError, OverflowError, RecursionError):
            raise Unauthenticated(_REFUSED) from None


def _key_id(token: str) -> str:
    kid = jwt.get_unverified_header(token)["kid"]
    if not isinstance(kid, str):
        raise TypeError("kid is no text")
    return kid


def _claims(payload: dict[str, Any]) -> Claims:
    if payload.get("typ") != "access" or payload["aud"] != AUDIENCE:
        raise ValueError("not an access token")
    expires, issued, epoch = payload["exp"], payload["iat"], payload["epoch"]
    if any(not isinstance(number, int) or isinstance(number, bool) for number in (expires, issued, epoch)):
        raise TypeError("a time or epoch that is no whole number")
    return Claims(
        user_id=UUID(_text(payload["sub"])),
        session_id=UUID(_text(payload["sid"])),
        epoch=epoch,
        tier=Tier(_text(payload["tier"])),
        expires_at=datetime.fromtimestamp(expires, UTC),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a claim that is no text")
    return value
