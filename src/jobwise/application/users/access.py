"""Letting people in: what a token says, checked against what the account is now."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from jobwise.application.access import Actor
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store
from jobwise.application.ports.tokens import Claims, Tokens
from jobwise.domain.limits import STANDING_CACHE_S
from jobwise.domain.shared.errors import NotFound, Unauthenticated
from jobwise.domain.users.user import User

_REMEMBERED = 10_000
_GONE = "This account cannot be used any more, or you have signed out; sign in again."


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account is, as it was read at most `STANDING_CACHE_S` seconds ago."""

    actor: Actor
    epoch: int
    until: datetime


@dataclass(slots=True)
class Standings:
    """What this process remembers of accounts and sessions. `forget` makes its own changes count at once."""

    known: OrderedDict[tuple[UUID, UUID], Standing] = field(default_factory=OrderedDict)

    def find(self, claims: Claims, now: datetime) -> Standing | None:
        standing = self.known.get((claims.user_id, claims.session_id))
        return standing if standing is not None and standing.until > now else None

    def keep(self, claims: Claims, standing: Standing) -> None:
        self.known[claims.user_id, claims.session_id] = standing
        if len(self.known) > _REMEMBERED:
            self.known.popitem(last=False)

    def forget(self, user_id: UUID) -> None:
        for key in [key for key in self.known if key[0] == user_id]:
            del self.known[key]


@dataclass(frozen=True, slots=True)
class Authenticate:
    """Who an access token stands for. Raises Unauthenticated when it is not ours, too old, or no longer wanted."""

    store: Store
    tokens: Tokens
    clock: Clock
    standings: Standings

    async def __call__(self, token: str) -> Actor:
        now = self.clock.now()
        claims = self.tokens.read(token, now=now)
        standing = self.standings.find(claims, now) or await self._read(claims, now)
        if standing.epoch != claims.epoch:
            raise Unauthenticated(_GONE)
        return standing.actor

    async def _read(self, claims: Claims, now: datetime) -> Standing:
        try:
            async with self.store.read(single=True) as work:
                user = await work.users.get(claims.user_id)
        except NotFound:
            raise Unauthenticated(_GONE) from None
        if not user.can_sign_in:
            raise Unauthenticated(_GONE)
        standing = Standing(_actor(user, claims.session_id), 0, now + timedelta(seconds=STANDING_CACHE_S))
        self.standings.keep(claims, standing)
        return standing


def _actor(user: User, session_id: UUID) -> Actor:
    return Actor(user.id, session_id, user.role, user.tier, user.verified)
