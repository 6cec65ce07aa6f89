"""What every store lets go of, and when, and how much of it in one transaction."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.contracts.persistence.accounts import FAMILY, mail, mailed, session, token
from tests.contracts.persistence.owned import OWNER, put, with_users
from tests.support.filled import START
from tests.support.http import HandClock

from jobwise.application.operations.clean_up import CleanUp
from jobwise.application.ports.idempotency import KeptAnswer, KeyScope
from jobwise.application.ports.mail import MailState
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import Task
from jobwise.domain.limits import (
    ERASE_BATCH,
    IDEMPOTENCY_KEPT_S,
    MAILED_TOKENS_KEPT_S,
    MAILS_KEPT_S,
    QUOTAS_KEPT_S,
    SESSION_MAX_S,
    TASKS_KEPT_S,
)
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.users.tiers import QuotaKind, window_start

LONG = timedelta(days=400)
SCOPE = KeyScope("somebody", "POST /jobs", "one")


async def clean(store: Store, at: datetime) -> Mapping[str, int]:
    """What went, by kind."""
    return {kind: count for kind, count in (await CleanUp(store, HandClock(at))()).items() if count}


class Counting:
    """A store that counts its transactions."""

    def __init__(self, store: Store) -> None:
        self._store, self.writes = store, 0

    def read(self, *, single: bool = False) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._store.read(single=single)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        self.writes += 1
        async with self._store.write() as work:
            yield work

    async def close(self) -> None:
        await self._store.close()


class CleanUpContract:
    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)

    async def test_a_sign_in_goes_with_its_tokens_after_its_last_day(self, store: Store) -> None:
        fresh = START + timedelta(days=1)
        await put(store, "sessions", session(), session(301, now=fresh))
        await put(store, "refresh_tokens", token(), token("b2" * 32), token("c3" * 32, UUID(int=301)))
        over = START + timedelta(seconds=SESSION_MAX_S)
        assert await clean(store, over) == {}
        assert await clean(store, over + timedelta(seconds=1)) == {"refresh_tokens": 2, "sessions": 1}
        async with store.read() as work:
            with pytest.raises(NotFound):
                await work.sessions.get(FAMILY, owner=OWNER)
            assert await work.sessions.get(UUID(int=301), owner=OWNER)
            assert await work.refresh_tokens.find("c3" * 32) is not None
        assert await clean(store, START + LONG) == {"refresh_tokens": 1, "sessions": 1}

    async def test_a_session_waits_for_its_tokens(self, store: Store) -> None:
        await put(store, "sessions", session())
        await put(store, "refresh_tokens", token())
        async with store.write() as work:
            assert await work.sessions.erase_over(START + LONG) == 0
            assert await work.refresh_tokens.erase_before(START + LONG) == 1
            assert await work.sessions.erase_over(START + LONG) == 1

    async def test_a_link_is_remembered_for_a_day_after_its_end(self, store: Store) -> None:
        await put(store, "mailed_tokens", mailed())
        end = mailed().expires_at + timedelta(seconds=MAILED_TOKENS_KEPT_S)
        assert await clean(store, end) == {}
        assert await clean(store, end + timedelta(seconds=1)) == {"mailed_tokens": 1}

    async def test_a_mail_that_ended_is_known_for_a_while_and_one_that_waits_stays(self, store: Store) -> None:
        await put(store, "mails", mail(500), mail(501), mail(502))
        async with store.write() as work:
            await work.mails.sent(UUID(int=500), now=START)
            await work.mails.failed(UUID(int=501), again_at=None)
            await work.commit()
        end = START + timedelta(seconds=MAILS_KEPT_S)
        assert await clean(store, end) == {}
        assert await clean(store, end + timedelta(seconds=1)) == {"mails": 2}
        async with store.read() as work:
            assert await work.mails.count(MailState.QUEUED) == 1
        assert await clean(store, START + LONG) == {}

    async def test_a_task_that_ended_is_known_for_a_while_and_one_that_waits_stays(self, store: Store) -> None:
        tasks = [Task(UUID(int=n), "upkeep.x", str(n), START, START) for n in (600, 601)]
        async with store.write() as work:
            await work.tasks.add(tasks)
            taken = await work.tasks.claim(["upkeep.x"], lease=UUID(int=9), now=START, until=START)
            assert taken is not None
            await work.tasks.finish(taken.id, lease=UUID(int=9), now=START)
            await work.commit()
        end = START + timedelta(seconds=TASKS_KEPT_S)
        assert await clean(store, end) == {}
        assert await clean(store, end + timedelta(seconds=1)) == {"tasks": 1}
        assert await clean(store, START + LONG) == {}

    async def test_an_answer_is_kept_for_its_day(self, store: Store) -> None:
        end = START + timedelta(seconds=IDEMPOTENCY_KEPT_S)
        async with store.write() as work:
            lease = START + timedelta(minutes=1)
            await work.idempotency_keys.claim(SCOPE, body_sha256="a1", now=START, lease_until=lease)
            answer = KeptAnswer(201, (), b"{}")
            await work.idempotency_keys.finish(SCOPE, lease_until=lease, answer=answer, keep_until=end)
            await work.commit()
        assert await clean(store, end - timedelta(seconds=1)) == {}
        assert await clean(store, end) == {"idempotency_keys": 1}

    async def test_what_was_spent_is_known_for_a_while_and_what_is_held_stays(self, store: Store) -> None:
        held = window_start(QuotaKind.SAVED_JOBS, START)
        async with store.write() as work:
            for kind in (QuotaKind.RESUMES, QuotaKind.EXPORTS):
                await work.quotas.settle(kind, window_start(kind, START), owner=OWNER, used=3)
            await work.quotas.settle(QuotaKind.SAVED_JOBS, held, owner=OWNER, used=9)
            await work.commit()
        end = START + timedelta(seconds=QUOTAS_KEPT_S)
        assert await clean(store, window_start(QuotaKind.RESUMES, end)) == {}
        assert await clean(store, end + timedelta(hours=1)) == {"quotas": 2}
        assert await clean(store, START + LONG) == {}
        async with store.read() as work:
            assert await work.quotas.used(owner=OWNER, starts={QuotaKind.SAVED_JOBS: held}) == {QuotaKind.SAVED_JOBS: 9}

    async def test_spent_quotas_go_in_parts(self, store: Store) -> None:
        async with store.write() as work:
            for hours in range(3):
                start = START + timedelta(hours=hours)
                await work.quotas.settle(QuotaKind.EXPORTS, start, owner=OWNER, used=1)
            await work.commit()
        async with store.write() as work:
            assert [await work.quotas.erase_before(START + LONG, limit=2) for _ in range(3)] == [2, 1, 0]

    async def test_much_goes_in_parts(self, store: Store) -> None:
        rows = ERASE_BATCH + 1
        async with store.write() as work:
            for number in range(rows):
                await work.mails.add(mail(1_000 + number))
                await work.mails.sent(UUID(int=1_000 + number), now=START)
            await work.commit()
        counting = Counting(store)
        kinds = len(await CleanUp(store, HandClock(START))())
        assert await clean(counting, START + LONG) == {"mails": rows}
        assert counting.writes == kinds + 1

    @pytest.mark.parametrize("kind", ["mails", "mailed_tokens", "refresh_tokens", "sessions"])
    async def test_no_more_go_than_are_asked_for(self, store: Store, kind: str) -> None:
        await put(store, "mails", *(mail(500 + number) for number in range(3)))
        await put(store, "mailed_tokens", *(mailed(400 + number) for number in range(3)))
        await put(store, "sessions", *(session(300 + number) for number in range(4)))
        await put(store, "refresh_tokens", *(token(f"{number:064x}") for number in range(3)))
        async with store.write() as work:
            for number in range(3):
                await work.mails.sent(UUID(int=500 + number), now=START)
            erase = {
                "mails": work.mails.erase_ended,
                "mailed_tokens": work.mailed_tokens.erase_before,
                "refresh_tokens": work.refresh_tokens.erase_before,
                "sessions": work.sessions.erase_over,
            }[kind]
            assert [await erase(START + LONG, limit=2) for _ in range(3)] == [2, 1, 0]

    async def test_hidden_rows_keys_and_tasks_go_in_parts_too(self, store: Store) -> None:
        async with store.write() as work:
            await work.tasks.add([Task(UUID(int=n), "upkeep.x", str(n), START, START) for n in range(600, 603)])
            for _ in range(3):
                taken = await work.tasks.claim(["upkeep.x"], lease=UUID(int=9), now=START, until=START)
                assert taken is not None
                await work.tasks.finish(taken.id, lease=UUID(int=9), now=START)
            for key in "abc":
                scope = KeyScope("somebody", "POST /jobs", key)
                await work.idempotency_keys.claim(scope, body_sha256="a1", now=START, lease_until=START)
            for number in range(300, 303):
                one = session(number)
                await work.sessions.add(one)
                one.delete(START)
                await work.sessions.save(one)
            await work.commit()
        async with store.write() as work:
            for erase in (work.tasks.erase_ended, work.idempotency_keys.erase_expired, work.sessions.erase_hidden):
                assert [await erase(START + LONG, limit=2) for _ in range(3)] == [2, 1, 0]
