"""Access tokens that are not ours, or are ours for something else, let nobody in."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest

from jobwise.application.ports.tokens import Claims
from jobwise.domain.shared.errors import Unauthenticated
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.security.tokens import JwtTokens, KeyRing

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
KEY, OTHER = b"k" * 32, b"o" * 32
USER, SESSION = UUID(int=1), UUID(int=2)
GOOD: dict[str, Any] = {
    "iss": "jobwise", "aud": "jobwise-api", "sub": str(USER), "sid": str(SESSION), "jti": "x", "typ": "access",
    "iat": int(NOW.timestamp()), "exp": int(NOW.timestamp()) + 900, "epoch": 0, "tier": "free",
}  # fmt: skip


def reader(**keys: bytes) -> JwtTokens:
    return JwtTokens(lambda: KeyRing(keys or {"one": KEY}, next(iter(keys or {"one": KEY}))))


def signed(payload: dict[str, Any] | None = None, key: Any = KEY, algorithm: str = "HS256", **headers: Any) -> str:
    return jwt.encode({**GOOD, **(payload or {})}, key, algorithm=algorithm, headers={"kid": "one", **headers})


def raw(header: dict[str, Any], payload: dict[str, Any], signature: bytes = b"") -> str:
    parts = (json.dumps(header).encode(), json.dumps(payload).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def without(name: str) -> str:
    payload = {key: value for key, value in GOOD.items() if key != name}
    return jwt.encode(payload, KEY, algorithm="HS256", headers={"kid": "one"})


PEM = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n"
FORGED = {
    "alg none": raw({"alg": "none", "kid": "one", "typ": "JWT"}, GOOD),
    "alg NoNe": raw({"alg": "NoNe", "kid": "one"}, GOOD),
    "empty signature": signed().rsplit(".", 1)[0] + ".",
    "another key": signed(key=OTHER),
    "another algorithm": signed(algorithm="HS512", key=b"k" * 64),
    "no kid": jwt.encode(GOOD, KEY, algorithm="HS256"),
    "unknown kid": signed(kid="two"),
    "kid that is a path": signed(kid="../../etc/passwd"),
    "kid that is a number": raw({"alg": "HS256", "kid": 1}, GOOD, b"x" * 32),
    "key in the header": signed(key=OTHER, jwk={"kty": "oct", "k": base64.urlsafe_b64encode(OTHER).decode()}),
    "key at an address": signed(key=OTHER, jku="https://evil.example/keys"),
    "public key as secret": raw({"alg": "HS256", "kid": "one"}, GOOD, PEM.encode()),
    "unknown crit": raw({"alg": "HS256", "kid": "one", "crit": ["x"]}, GOOD, b"x" * 32),
    "changed after signing": signed().replace(signed().split(".")[1], raw({}, {**GOOD, "epoch": 1}).split(".")[1]),
    **{f"without {name}": without(name) for name in ("exp", "iat", "sub", "jti", "typ", "iss", "aud", "sid", "epoch")},
    "exp as text": signed({"exp": "9999999999"}),
    "exp beyond every calendar": raw({"alg": "HS256", "kid": "one"}, {**GOOD, "exp": 10**400}, b"x" * 32),
    "signed exp beyond every calendar": signed({"exp": 10**18}),
    "exp as truth": signed({"exp": True}),
    "empty sub": signed({"sub": ""}),
    "sub that is no id": signed({"sub": "\ud800".encode("utf-16", "surrogatepass").hex()}),
    "several audiences": signed({"aud": ["jobwise-api", "other"]}),
    "another audience": signed({"aud": "jobwise-reset"}),
    "another issuer": signed({"iss": "evil"}),
    "another type": signed({"typ": "refresh"}),
    "unknown tier": signed({"tier": "gold"}),
    "epoch as text": signed({"epoch": "0"}),
    "too long": signed({"pad": "x" * 9_000}),
    "not a token": "a.b.c",
    "nothing": "",
}  # fmt: skip


def test_the_good_one_is_read() -> None:
    assert reader().read(signed(), now=NOW) == Claims(USER, SESSION, 0, Tier.FREE, NOW + timedelta(seconds=900))


@pytest.mark.parametrize("name", list(FORGED))
def test_t3_a_forged_token_lets_nobody_in(name: str) -> None:
    """F3: also what the library takes unless it is told not to."""
    with pytest.raises(Unauthenticated) as caught:
        reader().read(FORGED[name], now=NOW)
    assert "evil" not in caught.value.message


def test_a_token_ends_half_a_minute_after_its_time() -> None:
    tokens = reader()
    end = NOW + timedelta(seconds=900)
    assert tokens.read(signed(), now=end + timedelta(seconds=29))
    with pytest.raises(Unauthenticated):
        tokens.read(signed(), now=end + timedelta(seconds=30))


def test_keys_are_turned_over_without_signing_anybody_out() -> None:
    old = reader(one=KEY)
    token = old.issue(Claims(USER, SESSION, 0, Tier.PRO, NOW + timedelta(minutes=15)), now=NOW)
    assert reader(two=OTHER, one=KEY).read(token, now=NOW).tier is Tier.PRO
    with pytest.raises(Unauthenticated):
        reader(two=OTHER).read(token, now=NOW)


@pytest.mark.parametrize("key", [b"", b"secret", b"x" * 31])
def test_t4_a_short_key_signs_nothing(key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyRing({"one": key}, "one")
