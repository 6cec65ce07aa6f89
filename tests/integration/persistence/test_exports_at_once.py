"""Many who ask for files, and many who make them, at once over real databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tests.support.accounts import all_acts, outside_acts
from tests.support.fakes import SteppingClock

from jobwise.application.exports.commands import MAKING
from jobwise.application.exports.parts import Wanted
from jobwise.application.ports.exports import ExportFilter
from jobwise.domain.exports.export import Export, ExportStatus, LookWish
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.generations.generation import Generation, Provenance
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import QuotaExceeded
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.tiers import QuotaKind, limit_of, window_start
from jobwise.domain.users.user import Tier, User
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql.store import SqlStore

LEFT = 10
RESUME = Document(GenerationKind.RESUME, "en", "", "Mara Lind", (Line(Role.NAME, "Mara Lind"),))


async def test_fifty_at_once_on_a_quota_of_ten_are_ten_and_each_is_made_once(url: str) -> None:
    store, clock, ids = SqlStore(url, Uuid7Ids()), SteppingClock(), Uuid7Ids()
    files = MemoryFiles(clock.now)
    acts = all_acts(store, clock, ids, outside_acts(clock, files))
    try:
        owner, generation = await _somebody(store, clock)
        limit = limit_of(Tier.FREE, QuotaKind.EXPORTS)
        assert limit is not None
        async with store.write() as work:
            start = window_start(QuotaKind.EXPORTS, clock.now())
            await work.quotas.spend(QuotaKind.EXPORTS, start, owner=owner, amount=limit - LEFT, limit=limit)
            await work.commit()
        wanted = Wanted(generation, LookWish(Format.TXT))
        asked = await asyncio.gather(
            *(acts.exports.request(owner=owner, wanted=wanted) for _ in range(50)), return_exceptions=True
        )
        made = [one for one in asked if isinstance(one, Export)]
        assert len(made) == LEFT
        assert all(isinstance(one, Export | QuotaExceeded) for one in asked)
        async with store.read() as work:
            tasks = [await work.tasks.find(MAKING, f"{one.id}:1") for one in made]
            assert await work.tasks.depths() == {MAKING: LEFT}
        # Each by two at once, as when a lease has ended too early: one of them is first, and the other leaves no file.
        await asyncio.gather(
            *(acts.exports.make(replace(task, attempts=1)) for task in tasks if task for _ in range(2)),
            return_exceptions=True,
        )
        found = await acts.exports.list(owner=owner, wanted=ExportFilter(), page=Page())
        kept = await files.older_than(clock.now() + timedelta(days=1), limit=99)
        assert {one.status for one in found.items} == {ExportStatus.COMPLETED}
        assert sorted(kept) == sorted(one.file.key for one in found.items if one.file is not None)
    finally:
        await store.close()


async def _somebody(store: SqlStore, clock: SteppingClock) -> tuple[UUID, UUID]:
    """A verified account, and a resume of theirs."""
    now, ids = clock.now(), Uuid7Ids()
    user = User(id=ids.new(), email="mara@example.org", verified=True, created_at=now, updated_at=now)
    one = Generation.request(
        id=ids.new(),
        owner_id=user.id,
        kind=RESUME.kind,
        provenance=Provenance(UUID(int=1), 1, Profile()),
        options={},
        now=now,
    )
    one.start(now)
    one.complete(RESUME, now, ats=None, trace=None)
    async with store.write() as work:
        await work.users.add(user)
        await work.generations.add(one)
        await work.commit()
    return user.id, one.id
