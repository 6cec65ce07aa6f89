"""Erasing a person: nothing of theirs is left anywhere, nothing of anybody else is touched."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from tests.contracts.persistence import accounts
from tests.contracts.persistence.owned import OWNER, STRANGER, put, shown, with_users
from tests.integration.persistence.test_migrations import ROOMS
from tests.support.filled import START

from jobwise.application.audit.relay import PublishEvents
from jobwise.application.audit.verify import VerifyAudit
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.persistence.sql.tables import metadata

KEPT = {"outbox", "tasks"}


async def mentions(store: SqlStore, whom: UUID) -> set[str]:
    """The tables in which somebody's id stands in any row."""
    found = set()
    for table in metadata.sorted_tables:
        async with store.read() as work:
            rows = await work.outbox._db.rows(select(table), {})
        if any(whom.hex in str(dict(row)).replace("-", "") for row in rows):
            found.add(table.name)
    return found


async def test_nothing_of_a_person_is_left(store: SqlStore) -> None:
    await with_users(store)
    for room, kind in ROOMS.items():
        await put(store, room, shown(kind))
    foreign = shown(CapturedJob, id=UUID(int=77), owner_id=STRANGER)
    await put(store, "jobs", foreign)
    await put(store, "sessions", accounts.session())
    await put(store, "refresh_tokens", accounts.token())
    await put(store, "mailed_tokens", accounts.mailed())
    assert {"users", "jobs", "profiles", "applications", "documents", "sessions"} <= await mentions(store, OWNER)
    await PublishEvents(store, SystemClock(), Uuid7Ids())()
    async with store.write() as work:
        assert len(await work.personal.file_keys(owner=OWNER)) == 4
        counts = await work.personal.erase(owner=OWNER, now=START + timedelta(days=1))
        await work.commit()
    assert (counts["users"], counts["jobs"], counts["refresh_tokens"]) == (1, 1, 1)
    assert await mentions(store, OWNER) <= KEPT
    async with store.write() as work:
        assert set((await work.personal.erase(owner=OWNER, now=START + timedelta(days=1))).values()) == {0}
        await work.commit()
    async with store.read() as work:
        assert await work.jobs.get(foreign.id, owner=STRANGER) == foreign
    report = await VerifyAudit(store)()
    assert report.faults == ()
    assert report.erased == report.events
