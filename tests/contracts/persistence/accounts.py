"""What the rooms of accounts do in every store: sign-ins, tokens, mails, quotas, switches, and finding people."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.contracts.persistence.owned import NOWHERE, OWNER, STRANGER, OwnedRoomContract, put, shown, with_users
from tests.support.filled import START, filled

from jobwise.application.ports.mail import Mail, MailState, MailTemplate
from jobwise.application.ports.outbox import EventFilter
from jobwise.application.ports.store import Store
from jobwise.application.ports.users import Entitlement, UserFilter
from jobwise.domain.shared.errors import Conflict, InvalidInput, NotFound
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.flags import Feature, Flag
from jobwise.domain.users.mailed import MailedToken, Purpose
from jobwise.domain.users.sessions import Carrier, Ending, RefreshToken, Session
from jobwise.domain.users.tiers import QuotaKind, window_start
from jobwise.domain.users.user import Tier, User, UserRole

LATER = START + timedelta(hours=1)
FAMILY = UUID(int=300)


def session(number: int = 300, owner: UUID = OWNER, now: datetime = START, epoch: int = 0) -> Session:
    return Session.start(
        id=UUID(int=number), owner_id=owner, label="Zoë's 📱", carrier=Carrier.WEB, epoch=epoch, now=now
    )


def token(sha256: str = "a1" * 32, session_id: UUID = FAMILY) -> RefreshToken:
    return RefreshToken(sha256, session_id, "f0" * 32, START, LATER)


def mailed(number: int = 400, purpose: Purpose = Purpose.RESET, owner: UUID = OWNER) -> MailedToken:
    sha256 = f"{number:064x}"
    return MailedToken(UUID(int=number), sha256, owner, purpose, "zoë@example.org", START, LATER)


def mail(number: int = 500, at: datetime = START, owner: UUID = OWNER) -> Mail:
    return Mail(
        id=UUID(int=number),
        owner_id=owner,
        recipient="mara@example.org",
        template=MailTemplate.RESET_PASSWORD,
        language="pt",
        created_at=at,
        token_id=UUID(int=400),
        facts={"zebra": "Łódź", "ant": "x"},
    )


class FindingPeopleContract:
    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)

    async def test_an_account_is_found_by_its_address_until_it_is_deleted(self, store: Store) -> None:
        async with store.write() as work:
            found = await work.users.find_email("user1@example.org")
            assert found is not None
            assert found.id == OWNER
            assert await work.users.find_email("USER1@example.org") is None
            found.request_deletion(LATER)
            await work.users.save(found)
            await work.commit()
        async with store.read() as work:
            assert await work.users.find_email("user1@example.org") is None

    async def test_an_entitlement_is_the_accounts_own_until_it_is_deleted(self, store: Store) -> None:
        async with store.write() as work:
            user = await work.users.get(OWNER)
            user.administer(LATER, by=STRANGER, role=None, tier=Tier.PRO, active=None)
            await work.users.save(user)
            await work.commit()
        async with store.read(single=True) as work:
            assert await work.users.entitlement(OWNER) == Entitlement(Tier.PRO, verified=False)
            assert await work.users.entitlement(STRANGER) == Entitlement(Tier.FREE, verified=False)
        async with store.write() as work:
            user = await work.users.get(OWNER)
            user.request_deletion(LATER)
            await work.users.save(user)
            with pytest.raises(NotFound):
                await work.users.entitlement(OWNER)
            with pytest.raises(NotFound):
                await work.users.entitlement(NOWHERE)

    async def test_a_standing_needs_account_and_session_alike(self, store: Store) -> None:
        await put(store, "sessions", session(), session(301, STRANGER))

        async def standing(user: UUID = OWNER, number: int = 300, now: datetime = START) -> object:
            async with store.read(single=True) as work:
                return await work.users.standing(user, session_id=UUID(int=number), now=now)

        assert await standing() is not None
        assert await standing(number=301) is None
        assert await standing(number=999) is None
        assert await standing(user=NOWHERE) is None
        assert await standing(now=START + timedelta(days=15)) is None
        async with store.write() as work:
            user = await work.users.get(OWNER)
            user.administer(LATER, by=STRANGER, role=UserRole.ADMIN, tier=Tier.PRO, active=None)
            await work.users.save(user)
            await work.commit()
        async with store.read(single=True) as work:
            found = await work.users.standing(OWNER, session_id=UUID(int=300), now=START)
        assert found is not None
        assert (found.role, found.tier, found.verified, found.epoch) == (UserRole.ADMIN, Tier.PRO, False, 0)

    @pytest.mark.parametrize("how", ["epoch", "inactive", "deleted", "ended"])
    async def test_a_standing_ends(self, store: Store, how: str) -> None:
        await put(store, "sessions", session())
        async with store.write() as work:
            user = await work.users.get(OWNER)
            family = await work.sessions.get(UUID(int=300), owner=OWNER)
            match how:
                case "epoch":
                    user.sign_out_everywhere(LATER)
                case "inactive":
                    user.administer(LATER, by=STRANGER, role=None, tier=None, active=False)
                case "deleted":
                    user.request_deletion(LATER)
                case _:
                    family.end(Ending.SIGNED_OUT, LATER)
            await work.users.save(user)
            await work.sessions.save(family)
            await work.commit()
        async with store.read(single=True) as work:
            assert await work.users.standing(OWNER, session_id=UUID(int=300), now=START) is None

    async def test_people_are_listed_newest_first_and_filtered(self, store: Store) -> None:
        await put(
            store,
            "users",
            filled(User, id=UUID(int=3), email="a_b%c@example.org", tier=Tier.PRO, deleted_at=None, active=True),
            filled(User, id=UUID(int=4), email="axb-c@example.org", role=UserRole.ADMIN, deleted_at=None),
            filled(User, id=UUID(int=5), email="gone@example.org"),
        )

        async def ids(wanted: UserFilter, page: Page | None = None) -> list[int]:
            async with store.read() as work:
                listing = await work.users.list(wanted, page=page or Page())
            assert listing.total >= len(listing.items)
            return [user.id.int for user in listing.items]

        assert await ids(UserFilter()) == [4, 3, 2, 1]
        assert await ids(UserFilter(), Page(2, 3)) == [1]
        assert await ids(UserFilter(email="A_B%")) == [3]
        assert await ids(UserFilter(email="\\")) == []
        assert await ids(UserFilter(tier=Tier.PRO, active=True, email="a_b")) == [3]
        assert 4 in await ids(UserFilter(role=UserRole.ADMIN))

    async def test_the_trail_is_read_newest_first_and_filtered(self, store: Store) -> None:
        await put(store, "sessions", session(300), session(301, STRANGER, LATER))
        async with store.read() as work:
            whole = await work.outbox.trail(EventFilter(), page=Page())
            mine = await work.outbox.trail(EventFilter(owner_id=OWNER), page=Page())
            one = await work.outbox.trail(EventFilter(aggregate_id=UUID(int=301)), page=Page(1, 1))
        assert [stored.event.aggregate_id.int for stored in whole.items] == [301, 300]
        assert [stored.event.aggregate_id.int for stored in mine.items] == [300]
        assert (one.total, one.items[0].event.name) == (1, "session.started")


class SessionsContract(OwnedRoomContract):
    ROOM = "sessions"
    KIND = Session

    async def test_the_living_are_listed_as_last_used(self, store: Store) -> None:
        early, late = session(300), session(301, now=LATER)
        over, other, past = session(302), session(303, STRANGER), session(304, epoch=7)
        over.end(Ending.REUSED, START)
        await put(store, "sessions", early, late, over, other, past)
        async with store.read(single=True) as work:
            living = await work.sessions.live(owner=OWNER, now=LATER)
        assert [one.id.int for one in living] == [301, 300]
        async with store.read() as work:
            assert list(await work.sessions.live(owner=OWNER, now=START + timedelta(days=14, minutes=1))) == [late]
            assert list(await work.sessions.live(owner=NOWHERE, now=START)) == []


class RefreshTokensContract:
    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)
        await put(store, "sessions", session())

    async def test_every_field_comes_back_with_its_family(self, store: Store) -> None:
        first = replace(token(), used_at=LATER, replaced_by="b2" * 32)
        second = RefreshToken("b2" * 32, UUID(int=300), first.sha256, LATER, LATER + timedelta(days=1))
        await put(store, "refresh_tokens", first, second)
        async with store.read() as work:
            found = await work.refresh_tokens.find(first.sha256)
            last = await work.refresh_tokens.find(second.sha256)
            assert await work.refresh_tokens.find("c3" * 32) is None
        assert found is not None
        assert (found.token, found.session, found.successor) == (first, session(), second)
        assert found.session.seen_version == 1
        assert last is not None
        assert (last.token, last.successor) == (second, None)

    async def test_a_token_belongs_to_a_session_and_exists_once(self, store: Store) -> None:
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.refresh_tokens.add(token(session_id=NOWHERE))
        await put(store, "refresh_tokens", token())
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.refresh_tokens.add(token())

    async def test_of_many_at_once_one_uses_it(self, store: Store) -> None:
        await put(store, "refresh_tokens", token())

        async def use(number: int) -> bool:
            async with store.write() as work:
                won = await work.refresh_tokens.use(token().sha256, replaced_by=f"{number:064x}", now=LATER)
                await work.commit()
                return won

        assert sum(await asyncio.gather(*(use(number) for number in range(50)))) == 1
        async with store.write() as work:
            assert not await work.refresh_tokens.use("c3" * 32, replaced_by="d4" * 32, now=LATER)

    async def test_tokens_of_sessions_long_over_are_taken_out(self, store: Store) -> None:
        await put(store, "refresh_tokens", token())
        async with store.write() as work:
            assert await work.refresh_tokens.erase_before(START + timedelta(days=89)) == 0
            assert await work.refresh_tokens.erase_before(START + timedelta(days=91)) == 1
            assert await work.refresh_tokens.find(token().sha256) is None


class MailedTokensContract:
    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)

    async def test_every_field_comes_back(self, store: Store) -> None:
        whole = replace(mailed(), spent_at=LATER)
        await put(store, "mailed_tokens", whole)
        async with store.read() as work:
            assert await work.mailed_tokens.find(whole.sha256) == whole
            assert await work.mailed_tokens.find("0" * 64) is None
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.mailed_tokens.add(replace(mailed(401), sha256=whole.sha256))
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.mailed_tokens.add(mailed(402, owner=NOWHERE))

    async def test_of_many_at_once_one_spends_it(self, store: Store) -> None:
        await put(store, "mailed_tokens", mailed())

        async def spend() -> bool:
            async with store.write() as work:
                won = await work.mailed_tokens.spend(mailed().id, LATER)
                await work.commit()
                return won

        assert sum(await asyncio.gather(*(spend() for _ in range(50)))) == 1

    async def test_voiding_and_counting_keep_to_owner_and_purpose(self, store: Store) -> None:
        await put(store, "mailed_tokens", mailed(1), mailed(2), mailed(3, Purpose.VERIFY), mailed(4, owner=STRANGER))
        before = START - timedelta(seconds=1)
        async with store.write() as work:
            assert await work.mailed_tokens.count(OWNER, Purpose.RESET, since=before) == 2
            assert await work.mailed_tokens.count(OWNER, Purpose.RESET, since=START) == 0
            assert await work.mailed_tokens.void(OWNER, Purpose.RESET, LATER) == 2
            assert await work.mailed_tokens.void(OWNER, Purpose.RESET, LATER) == 0
            others = [await work.mailed_tokens.find(mailed(number).sha256) for number in (3, 4)]
            assert all(other is not None and other.spent_at is None for other in others)
            assert await work.mailed_tokens.erase_before(LATER) == 0
            assert await work.mailed_tokens.erase_before(LATER + timedelta(seconds=1)) == 4


class MailsContract:
    async def claimed(self, store: Store, now: datetime, limit: int = 10) -> list[int]:
        async with store.write() as work:
            taken = await work.mails.claim(now=now, lease_until=now + timedelta(minutes=5), limit=limit)
            await work.commit()
        return [queued.mail.id.int for queued in taken]

    async def test_every_field_comes_back_oldest_first_and_to_one_worker(self, store: Store) -> None:
        await put(store, "mails", mail(502, START + timedelta(seconds=2)), mail(500), mail(501, LATER))
        async with store.write() as work:
            first, second = await work.mails.claim(now=LATER - timedelta(seconds=1), lease_until=LATER, limit=10)
            await work.commit()
        assert (first.mail, first.attempts) == (mail(500), 1)
        assert second.mail.id.int == 502
        assert await self.claimed(store, START + timedelta(seconds=30)) == []
        assert await self.claimed(store, LATER, limit=3) == [500, 502, 501]

    async def test_what_is_sent_is_forgotten_and_what_failed_comes_again(self, store: Store) -> None:
        await put(store, "mails", mail(500), mail(501), mail(502))
        assert await self.claimed(store, START) == [500, 501, 502]
        async with store.write() as work:
            await work.mails.sent(UUID(int=500), now=START)
            await work.mails.failed(UUID(int=501), again_at=LATER)
            await work.mails.failed(UUID(int=502), again_at=None)
            await work.commit()
        async with store.read() as work:
            assert [await work.mails.count(state) for state in MailState] == [1, 1, 1]
        assert await self.claimed(store, LATER) == [501]
        async with store.write() as work:
            await work.mails.failed(UUID(int=500), again_at=START)
            await work.commit()
        assert 500 not in await self.claimed(store, LATER + timedelta(days=9))

    async def test_workers_at_once_take_each_mail_once(self, store: Store) -> None:
        await put(store, "mails", *(mail(500 + number) for number in range(12)))
        taken = await asyncio.gather(*(self.claimed(store, START, limit=5) for _ in range(6)))
        numbers = [number for some in taken for number in some]
        assert len(numbers) == len(set(numbers))
        while more := await self.claimed(store, START, limit=5):
            numbers += more
        assert sorted(numbers) == list(range(500, 512))

    async def test_mails_of_an_account_are_taken_out(self, store: Store) -> None:
        await put(store, "mails", mail(500), mail(501, owner=STRANGER))
        async with store.write() as work:
            assert await work.mails.erase_of(OWNER) == 1
            await work.commit()
        assert await self.claimed(store, START) == [501]

    async def test_a_mail_is_queued_once(self, store: Store) -> None:
        await put(store, "mails", mail())
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.mails.add(mail())


class QuotasContract:
    START = window_start(QuotaKind.RESUMES, START)

    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)

    async def spend(self, store: Store, limit: int | None, amount: int = 1, owner: UUID = OWNER) -> bool:
        async with store.write() as work:
            spent = await work.quotas.spend(QuotaKind.RESUMES, self.START, owner=owner, amount=amount, limit=limit)
            await work.commit()
            return spent

    async def used(self, store: Store, start: datetime | None = None) -> dict[QuotaKind, int]:
        starts = {QuotaKind.RESUMES: start or self.START, QuotaKind.EXPORTS: self.START}
        async with store.read(single=True) as work:
            return await work.quotas.used(owner=OWNER, starts=starts)

    async def test_what_the_tier_allows_is_spent_by_whom_it_is_for(self, store: Store) -> None:
        limits = {Tier.FREE: 2, Tier.PRO: 3, Tier.ENTERPRISE: None}

        async def spent(owner: UUID = OWNER, amount: int = 1) -> bool:
            async with store.write() as work:
                done = await work.quotas.spend_as_allowed(
                    QuotaKind.RESUMES, self.START, owner=owner, amount=amount, limits=limits
                )
                await work.commit()
                return done

        async def user(**changes: Any) -> None:
            async with store.write() as work:
                found = await work.users.get(OWNER)
                found.administer(LATER, by=STRANGER, role=None, tier=changes.get("tier"), active=None)
                found.verified = True
                found.version += 1
                await work.users.save(found)
                await work.commit()

        # Nobody's email is confirmed yet, and nobody is there.
        assert [await spent(), await spent(NOWHERE)] == [False, False]
        await user()
        assert [await spent(amount=3), await spent(amount=2), await spent()] == [False, True, False]
        await user(tier=Tier.PRO)
        assert [await spent(), await spent()] == [True, False]
        await user(tier=Tier.ENTERPRISE)
        assert [await spent(amount=100), await spent(STRANGER)] == [True, False]
        assert await self.used(store) == {QuotaKind.RESUMES: 103, QuotaKind.EXPORTS: 0}
        await user(tier=Tier.FREE)
        assert not await spent()
        async with store.write() as work:
            found = await work.users.get(OWNER)
            found.request_deletion(LATER)
            await work.users.save(found)
            await work.commit()
        assert not await spent()

    async def test_fifty_at_once_never_pass_the_limit(self, store: Store) -> None:
        """F11: fifty at once on every store."""
        assert sum(await asyncio.gather(*(self.spend(store, 10) for _ in range(50)))) == 10
        assert await self.used(store) == {QuotaKind.RESUMES: 10, QuotaKind.EXPORTS: 0}
        assert await self.spend(store, 10, owner=STRANGER)

    @pytest.mark.parametrize(
        ("limit", "amount", "passes"), [(0, 1, False), (3, 4, False), (3, 3, True), (None, 9, True)]
    )
    async def test_the_first_amount_keeps_the_limit_too(
        self, store: Store, limit: int | None, amount: int, passes: bool
    ) -> None:
        assert await self.spend(store, limit, amount) is passes
        assert (await self.used(store))[QuotaKind.RESUMES] == (amount if passes else 0)

    async def test_what_is_given_back_can_be_spent_again(self, store: Store) -> None:
        assert await self.spend(store, 2, 2)
        async with store.write() as work:
            await work.quotas.refund(QuotaKind.RESUMES, self.START, owner=OWNER, amount=1)
            await work.quotas.refund(QuotaKind.RESUMES, self.START, owner=STRANGER, amount=1)
            await work.commit()
        assert await self.spend(store, 2)
        assert not await self.spend(store, 2)
        async with store.write() as work:
            await work.quotas.refund(QuotaKind.RESUMES, self.START, owner=OWNER, amount=9)
            await work.quotas.settle(QuotaKind.EXPORTS, self.START, owner=OWNER, used=4)
            await work.commit()
        assert await self.used(store) == {QuotaKind.RESUMES: 0, QuotaKind.EXPORTS: 4}

    async def test_each_window_is_counted_by_itself(self, store: Store) -> None:
        assert await self.spend(store, 1)
        assert (await self.used(store, self.START + timedelta(days=1)))[QuotaKind.RESUMES] == 0

    async def test_nobody_unknown_spends(self, store: Store) -> None:
        with pytest.raises(Conflict):
            await self.spend(store, 5, owner=NOWHERE)


class FlagsContract:
    async def test_every_field_comes_back(self, store: Store) -> None:
        whole = filled(Flag, deleted_at=None)
        await put(store, "flags", whole)
        async with store.read() as work:
            assert await work.flags.find(whole.feature) == whole
            assert list(await work.flags.all()) == [whole]
            others = [feature for feature in Feature if feature is not whole.feature]
            assert await work.flags.find(others[0]) is None

    async def test_a_feature_has_one_flag_and_remembers_who_switched(self, store: Store) -> None:
        flag = Flag.of(Feature.DOCUMENTS, id=UUID(int=600), now=START)
        flag.switch(False, by=OWNER, now=START)
        await put(store, "flags", flag)
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.flags.add(Flag.of(Feature.DOCUMENTS, id=UUID(int=601), now=START))
        async with store.write() as work:
            found = await work.flags.find(Feature.DOCUMENTS)
            assert found is not None
            assert not found.enabled
            found.switch(False, by=OWNER, now=LATER)
            found.switch(True, by=STRANGER, now=LATER)
            await work.flags.save(found)
            await work.commit()
        async with store.read() as work:
            history = [stored.event for stored in await work.outbox.history(flag.id)]
        assert [(event.name, event.payload["by"]) for event in history] == [
            ("flag.switched_off", str(OWNER)),
            ("flag.switched_on", str(STRANGER)),
        ]


class PersonalTextContract:
    @pytest.mark.parametrize("bad", ["nul \x00", "half \ud83d"])
    async def test_text_that_no_database_holds_is_refused(self, store: Store, bad: str) -> None:
        await with_users(store)
        async with store.write() as work:
            with pytest.raises(InvalidInput):
                await work.users.add(filled(User, name=bad))
        async with store.write() as work:
            with pytest.raises(InvalidInput):
                await work.sessions.add(shown(Session, label=bad))
