"""State machines of accounts: long random lives, held against a small model after every step.

The same classes run over memory (unit), SQLite and PostgreSQL (integration).
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jobwise.application.access import Actor
from jobwise.application.ports.secrets import sha256
from jobwise.application.ports.store import Store
from jobwise.application.quotas import refund, spend
from jobwise.application.use_cases import UseCases
from jobwise.application.users.sign_in import Granted, Place
from jobwise.domain.shared.errors import QuotaExceeded, RefreshReused, Unauthenticated
from jobwise.domain.users.sessions import Carrier
from jobwise.domain.users.tiers import PLANS, QuotaKind, window_start
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.ids import Uuid7Ids
from tests.support.accounts import all_acts
from tests.support.http import HandClock

T = TypeVar("T")
PASSWORDS = ("four wandering herons", "seven sleeping otters")
GRACE_S = 10


class StoredMachine(RuleBasedStateMachine):
    """A machine with a store, an event loop and a clock of its own."""

    async def open_store(self) -> Store:
        raise NotImplementedError

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = HandClock(datetime(2026, 11, 20, 9, tzinfo=UTC))
        self.store: Store = self.run(self.open_store())
        self.cases: UseCases = all_acts(self.store, self.clock, Uuid7Ids())

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(act)

    def teardown(self) -> None:
        self.run(self.store.close())
        self.loop.close()


@dataclass
class Family:
    """What ought to be known of one sign-in."""

    session_id: UUID
    epoch: int
    tokens: list[str]
    access: str
    access_epoch: int
    access_until: datetime
    last_used: datetime
    began: datetime
    ended: bool = False
    used_at: list[datetime] = field(default_factory=list)


class RefreshMachine(StoredMachine):
    """Sign-ins of one account: at most one token of a family lives, and whatever is used twice too late ends it."""

    @initialize()
    def register(self) -> None:
        self.email = f"{uuid4().hex}@example.org"
        made = self.run(self.cases.users.register(email=self.email, password=PASSWORDS[0]))
        assert made is not None
        self.user_id = made.id
        self.epoch, self.password, self.active = 0, 0, True
        self.families: list[Family] = []

    def is_live(self, family: Family) -> bool:
        now = self.clock.now()
        idle = now >= family.last_used + timedelta(days=14)
        old = now >= family.began + timedelta(days=90)
        return self.active and not (family.ended or family.epoch != self.epoch or idle or old)

    def granted(self, family: Family, done: Granted) -> None:
        family.access, family.access_epoch = done.access_token, self.epoch
        family.access_until = self.clock.now() + timedelta(seconds=900)

    @rule()
    def sign_in(self) -> None:
        call = self.cases.users.sign_in(
            email=self.email, password=PASSWORDS[self.password], carrier=Carrier.WEB, place=Place()
        )
        try:
            done = self.run(call)
        except Unauthenticated:
            assert not self.active
            return
        assert self.active
        now = self.clock.now()
        family = Family(done.session_id, self.epoch, [done.refresh_token], "", 0, now, now, now)
        self.granted(family, done)
        self.families.append(family)

    @rule()
    def sign_in_with_the_other_password(self) -> None:
        wrong = PASSWORDS[1 - self.password]
        try:
            self.run(self.cases.users.sign_in(email=self.email, password=wrong, carrier=Carrier.WEB, place=Place()))
        except Unauthenticated:
            return
        raise AssertionError("the wrong password let somebody in")

    @precondition(lambda self: self.families)
    @rule(pick=st.integers(0, 99), back=st.integers(0, 3), at_once=st.integers(1, 3))
    def refresh(self, pick: int, back: int, at_once: int) -> None:
        family = self.families[pick % len(self.families)]
        place = max(0, len(family.tokens) - 1 - back)
        token, now = family.tokens[place], self.clock.now()
        live, newest = self.is_live(family), place == len(family.tokens) - 1
        in_grace = (
            not newest and place == len(family.tokens) - 2 and now < family.used_at[place] + timedelta(seconds=GRACE_S)
        )
        outcomes = self.run(self.many(token, at_once))
        if not live:
            assert all(type(one) is Unauthenticated for one in outcomes), outcomes
        elif newest or in_grace:
            given = {one.refresh_token if isinstance(one, Granted) else repr(one) for one in outcomes}
            assert len(given) == 1, outcomes
            last = outcomes[-1]
            assert isinstance(last, Granted), outcomes
            if newest:
                family.used_at.append(now)
                family.tokens.append(last.refresh_token)
                family.last_used = now
            assert last.refresh_token == family.tokens[-1]
            self.granted(family, last)
        else:
            assert sum(isinstance(one, RefreshReused) for one in outcomes) == 1, outcomes
            assert all(isinstance(one, Unauthenticated) for one in outcomes), outcomes
            family.ended = True

    async def many(self, token: str, at_once: int) -> list[Any]:
        calls = (self.cases.users.refresh(token=token) for _ in range(at_once))
        return list(await asyncio.gather(*calls, return_exceptions=True))

    @precondition(lambda self: self.families)
    @rule(pick=st.integers(0, 99))
    def sign_out(self, pick: int) -> None:
        family = self.families[pick % len(self.families)]
        assert self.run(self.cases.users.sign_out(owner=self.user_id, session_id=family.session_id))
        family.ended = True

    @rule()
    def sign_out_everywhere(self) -> None:
        self.run(self.cases.users.sign_out_everywhere(owner=self.user_id))
        self.epoch += 1

    @precondition(lambda self: self.families)
    @rule(pick=st.integers(0, 99), keep=st.booleans())
    def change_password(self, pick: int, keep: bool) -> None:
        family = self.families[pick % len(self.families)]
        if not self.is_live(family):
            return
        actor = Actor(self.user_id, family.session_id)
        old, self.password = self.password, 1 - self.password
        _, access = self.run(
            self.cases.users.change_password(
                actor=actor, current=PASSWORDS[old], new=PASSWORDS[self.password], keep_current=keep
            )
        )
        self.epoch += 1
        if keep:
            family.epoch, family.access, family.access_epoch = self.epoch, access, self.epoch
            family.access_until = self.clock.now() + timedelta(seconds=900)

    @rule()
    def switch_off_or_on(self) -> None:
        user = self.run(self.cases.users.show(id=self.user_id))
        self.active = not self.active
        self.epoch += 0 if self.active else 1
        self.run(self.cases.users.administer(by=uuid4(), id=self.user_id, version=user.version, active=self.active))

    @rule(seconds=st.sampled_from((1, 4, 9, 11, 300, 1_000, 86_400, 9 * 86_400)))
    def wait(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)

    @invariant()
    def one_token_of_a_family_lives(self) -> None:
        for family in getattr(self, "families", []):
            unused = self.run(self.unused(family))
            assert unused == family.tokens[-1:], family

    async def unused(self, family: Family) -> list[str]:
        found = []
        async with self.store.read() as work:
            for token in family.tokens[-3:]:
                stored = await work.refresh_tokens.find(sha256(token))
                assert stored is not None
                if stored.token.used_at is None:
                    found.append(token)
        return found

    @invariant()
    def access_ends_with_its_sign_in(self) -> None:
        for family in getattr(self, "families", []):
            now = self.clock.now()
            good = self.is_live(family) and family.access_epoch == self.epoch
            if family.access_until <= now < family.access_until + timedelta(seconds=30):
                # Clocks of others may be half a minute off; both answers are right here.
                continue
            try:
                self.run(self.cases.users.authenticate(family.access))
                let_in = True
            except Unauthenticated:
                let_in = False
            assert let_in is (good and now < family.access_until), family

    @invariant()
    def the_list_shows_what_lives(self) -> None:
        if hasattr(self, "families"):
            listed = {session.id for session in self.run(self.cases.users.sessions(owner=self.user_id))}
            assert listed == {one.session_id for one in self.families if self.is_live(one) or self.lives_unseen(one)}

    def lives_unseen(self, family: Family) -> bool:
        """A session of a switched-off account; switching off raises the epoch, so there is none."""
        return not self.active and family.epoch == self.epoch


class QuotaMachine(StoredMachine):
    """What is spent never passes the limit, whoever spends at once, and nothing is lost or given twice."""

    KINDS: ClassVar = (QuotaKind.EXPORTS, QuotaKind.DATA_EXPORTS, QuotaKind.SAVED_JOBS)

    @initialize()
    def register(self) -> None:
        email = f"{uuid4().hex}@example.org"
        made = self.run(self.cases.users.register(email=email, password=PASSWORDS[0]))
        assert made is not None
        self.user_id, self.tier = made.id, Tier.FREE
        self.used: dict[tuple[QuotaKind, datetime], int] = {}
        self.spent: list[tuple[QuotaKind, datetime, int]] = []

    def key(self, kind: QuotaKind, at: datetime) -> tuple[QuotaKind, datetime]:
        return kind, window_start(kind, at)

    async def spend(self, kind: QuotaKind, amount: int, *, commit: bool = True) -> bool:
        async with self.store.write() as work:
            tier = (await work.users.get(self.user_id)).tier
            try:
                await spend(work, self.user_id, tier, kind, self.clock.now(), amount=amount)
            except QuotaExceeded as refused:
                assert refused.retry_after_s >= 1
                return False
            if commit:
                await work.commit()
            return True

    def room(self, kind: QuotaKind) -> float:
        limit = PLANS[self.tier].limits[kind]
        return float("inf") if limit is None else limit - self.used.get(self.key(kind, self.clock.now()), 0)

    def note(self, kind: QuotaKind, amount: int) -> None:
        key = self.key(kind, self.clock.now())
        self.used[key] = self.used.get(key, 0) + amount
        self.spent.append((kind, self.clock.now(), amount))

    @rule(kind=st.sampled_from(KINDS), amount=st.sampled_from((1, 7, 40, 49, 100)))
    def spend_some(self, kind: QuotaKind, amount: int) -> None:
        fits = amount <= self.room(kind)
        assert self.run(self.spend(kind, amount)) is fits
        if fits:
            self.note(kind, amount)

    @rule(kind=st.sampled_from(KINDS), at_once=st.integers(2, 6))
    def spend_at_once(self, kind: QuotaKind, at_once: int) -> None:
        async def race() -> list[bool]:
            return list(await asyncio.gather(*(self.spend(kind, 1) for _ in range(at_once))))

        room = self.room(kind)
        won = sum(self.run(race()))
        assert won == max(0, min(at_once, room))
        for _ in range(won):
            self.note(kind, 1)

    @rule(kind=st.sampled_from(KINDS))
    def crash_before_the_end(self, kind: QuotaKind) -> None:
        assert self.run(self.spend(kind, 1, commit=False)) is (self.room(kind) >= 1)

    @precondition(lambda self: self.spent)
    @rule(pick=st.integers(0, 99))
    def give_back(self, pick: int) -> None:
        kind, at, amount = self.spent.pop(pick % len(self.spent))

        async def act() -> None:
            async with self.store.write() as work:
                await refund(work, self.user_id, kind, at, amount=amount)
                await work.commit()

        self.run(act())
        self.used[self.key(kind, at)] -= amount

    @rule(tier=st.sampled_from(Tier))
    def change_tier(self, tier: Tier) -> None:
        user = self.run(self.cases.users.show(id=self.user_id))
        self.run(self.cases.users.administer(by=uuid4(), id=self.user_id, version=user.version, tier=tier))
        self.tier = tier

    @rule(minutes=st.sampled_from((1, 20, 61, 24 * 60)))
    def wait(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)

    @invariant()
    def what_is_shown_is_what_was_spent(self) -> None:
        if not hasattr(self, "used"):
            return
        tier, quotas = self.run(self.cases.usage(owner=self.user_id))
        assert tier is self.tier
        for one in quotas:
            assert one.used == self.used.get(self.key(one.kind, self.clock.now()), 0)
            assert one.remaining is None or one.remaining >= 0
