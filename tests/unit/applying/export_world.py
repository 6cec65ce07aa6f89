"""A person with documents, and what makes files of them at once."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from jobwise.application.exports.commands import MAKING
from jobwise.application.exports.parts import Wanted
from jobwise.application.ports.tasks import Task
from jobwise.application.use_cases import UseCases
from jobwise.domain.exports.export import Export, LookWish
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.generations.generation import Generation, Provenance
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Bullet, Experience, Location, PersonalInfo, Profile, Skill
from jobwise.domain.users.tiers import QuotaKind
from jobwise.domain.users.user import Tier, User
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.fakes import SteppingClock
from tests.support.press import FakePress

PROFILE = Profile(
    personal=PersonalInfo(name="Zoë Krüger", location=Location(country_code="CA")),
    summary="Maps rivers.",
    experiences=(
        Experience("e1", "River Office", "Surveyor", bullets=(Bullet("b1", "Drew 40 maps"), Bullet("b2", "Left out"))),
        Experience("e2", "Harbour", "Clerk"),
    ),
    skills=(Skill("s1", "Drawing"),),
)
JOB = Job(title="Cartographer", company="Karten / Söhne: GmbH", text="We draw maps.")
RESUME = Document(
    GenerationKind.RESUME,
    "en",
    "Resume",
    "Zoë Krüger",
    (
        Line(Role.NAME, "Zoë Krüger", ("personal/name",)),
        Line(Role.TITLE, "Surveyor", ("experiences/e1/title",)),
        Line(Role.BULLET, "Drew 40 maps", ("experiences/e1/bullets/b1",)),
    ),
)
LETTER = replace(RESUME, kind=GenerationKind.COVER_LETTER, title="Letter")
PDF = LookWish(Format.PDF)


@dataclass
class World:
    acts: UseCases
    store: MemoryStore
    clock: SteppingClock
    files: MemoryFiles
    press: FakePress
    owner: UUID
    stranger: UUID

    async def person(self, *, verified: bool = True, tier: Tier = Tier.FREE) -> UUID:
        now = self.clock.now()
        id = Uuid7Ids().new()
        email = f"{id}@example.org"
        async with self.store.write() as work:
            await work.users.add(User(id=id, email=email, verified=verified, tier=tier, created_at=now, updated_at=now))
            await work.commit()
        return id

    async def generation(self, content: Document | None = RESUME, owner: UUID | None = None) -> Generation:
        """One that is completed, or without content still to be made."""
        now = self.clock.now()
        made_of = Provenance(UUID(int=1), 1, PROFILE, UUID(int=2), 1, JOB)
        one = Generation.request(
            id=Uuid7Ids().new(),
            owner_id=owner or self.owner,
            kind=GenerationKind.RESUME if content is None else content.kind,
            provenance=made_of,
            options={"template": "classic", "paper": ""},
            now=now,
        )
        if content is not None:
            one.start(now)
            one.complete(content, now, ats=None, trace=None)
        async with self.store.write() as work:
            await work.generations.add(one)
            await work.commit()
        return one

    async def asked(self, look: LookWish = PDF, content: Document = RESUME) -> Export:
        one = await self.generation(content)
        return await self.acts.exports.request(owner=self.owner, wanted=Wanted(one.id, look))

    async def task(self, export: Export, attempts: int = 1) -> Task:
        async with self.store.read() as work:
            task = await work.tasks.find(MAKING, f"{export.id}:{export.attempt}")
        assert task is not None
        return replace(task, attempts=attempts)

    async def made(self, export: Export) -> Export:
        await self.acts.exports.make(await self.task(export))
        return await self.now(export)

    async def now(self, export: Export) -> Export:
        return await self.acts.exports.show(owner=self.owner, id=export.id)

    async def used(self, kind: QuotaKind = QuotaKind.EXPORTS) -> int:
        _, usage = await self.acts.usage(owner=self.owner)
        return next(one.used for one in usage if one.kind is kind)

    async def history(self, id: UUID) -> list[str]:
        async with self.store.read() as work:
            return [stored.event.name for stored in await work.outbox.history(id)]

    async def stored(self) -> list[str]:
        """Keys of all files that there are."""
        return sorted(await self.files.older_than(self.clock.now() + timedelta(days=9999), limit=99))
