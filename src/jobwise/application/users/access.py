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
from jobwise.domain.shared.errors import Unauthenticated

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
    changes: int = 0

    def find(self, claims: Claims, now: datetime) -> Standing | None:
        standing = self.known.get((claims.user_id, claims.session_id))
        return standing if standing is not None and standing.until > now else None

    def keep(self, claims: Claims, standing: Standing) -> None:
        self.known[claims.user_id, claims.session_id] = standing
        if len(self.known) > _REMEMBERED:
            self.known.popitem(last=False)

    def forget(self, user_id: UUID) -> None:
        self.changes += 1
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

    async def again(self, token: str) -> Actor:
        """The same, read anew: for whoever did not find what an account that is there would have found."""
        self.standings.forget(self.tokens.read(token, now=self.clock.now()).user_id)
        return await self(token)

    async def _read(self, claims: Claims, now: datetime) -> Standing:
        # Whoever forgets the account while we read makes what we read outdated: it is used once, and not kept.
        changes = self.standings.changes
        async with self.store.read(single=True) as work:
            found = await work.users.standing(claims.user_id, session_id=claims.session_id, now=now)
        if found is None:
            raise Unauthenticated(_GONE)
        actor = Actor(claims.user_id, claims.session_id, found.role, found.tier, found.verified)
        standing = Standing(actor, found.epoch, now + timedelta(seconds=STANDING_CACHE_S))
        if changes == self.standings.changes:
            self.standings.keep(claims, standing)
        return standing
