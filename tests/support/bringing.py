"""An account with one of everything that an archive brings elsewhere, and the archive of it."""

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from jobwise.application.data_exports.commands import MAKING
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.workshop import ResumeWish
from jobwise.application.use_cases import UseCases
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Attached, AttachedKind
from jobwise.domain.documents.document import Document as Upload
from jobwise.domain.documents.document import DocumentKind, DocumentType
from jobwise.domain.enhancements.enhancement import Enhancement, EnhancementStatus, Proposal
from jobwise.domain.exports.export import Export, Look, Part
from jobwise.domain.exports.layout import Format, Paper
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.generations.generation import Generation, Provenance
from jobwise.domain.generations.grounding.claims import Verdict
from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.job import Job, Necessity
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import PersonalInfo, Profile
from jobwise.domain.rankings.ranking import Gap, GapGrade, ItemKind, RankedItem, Ranking
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.samples.sample import Sample, SampleKind
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.styles.fingerprint import Fingerprint, Person
from jobwise.domain.styles.style import Evidence, Learnt, LearntFrom, Trait, WritingStyle
from jobwise.domain.users.user import Tier, User
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.support.accounts import all_acts, outside_acts
from tests.support.fakes import SteppingClock

LETTER_TEXT = "Sehr geehrte Damen und Herren, ich backe gern. Mit freundlichen Grüßen, Zoë"
RESUME_TEXT = "Zoë Müller\n- Baked 300 loaves a day\n"
PROFILE = Profile(personal=PersonalInfo(name="Zoë Müller"), summary="Bakes.")
POSTING = Job(title="Bäckerin 🥐", company="Mühle", text="We bake.")
RESUME = Document(GenerationKind.RESUME, "en", "Resume", "Zoë Müller", (Line(Role.NAME, "Zoë Müller", ("personal",)),))


@dataclass
class Bakery:
    """A store with people in it, and all acts over it."""

    store: Store
    clock: SteppingClock
    files: MemoryFiles
    acts: UseCases

    @classmethod
    def over(cls, store: Store) -> "Bakery":
        clock = SteppingClock()
        files = MemoryFiles(clock.now)
        acts = all_acts(store, clock, Uuid7Ids(), outside_acts(clock, files))
        return cls(store, clock, files, acts)

    async def person(self, *, tier: Tier = Tier.PRO, verified: bool = True) -> UUID:
        now, id = self.clock.now(), Uuid7Ids().new()
        user = User(
            id=id, email=f"{id}@example.org", verified=verified, tier=tier, created_at=now, updated_at=now, name="Zoë"
        )
        await self.put("users", user)
        return id

    async def put(self, room: str, *aggregates: Any) -> None:
        async with self.store.write() as work:
            for one in aggregates:
                await getattr(work, room).add(one)
            await work.commit()

    async def file(self, owner: UUID, data: bytes) -> StoredFile:
        key = f"users/{owner}/{Uuid7Ids().new()}"
        await self.files.put(key, io.BytesIO(data))
        return StoredFile(key, len(data), hashlib.sha256(data).hexdigest())

    async def archive(self, owner: UUID) -> bytes:
        """The archive of somebody's, as it is made in the background."""
        asked = await self.acts.data_exports.request(owner=owner)
        handlers = {MAKING: self.acts.data_exports.make}
        runner = Runner(self.store, self.clock, Uuid7Ids(), handlers, (WorkClass("x", (MAKING,)),))
        assert await runner.run_due() == 1
        made = await self.acts.data_exports.show(owner=owner, id=asked.id)
        assert made.file is not None, made.failure
        return self.files.kept[made.file.key][1]

    async def rows(self, owner: UUID) -> dict[str, list[dict[str, Any]]]:
        """All rows of somebody's, by table."""
        async with self.store.read() as work:
            return {table: await _rows(work, table, owner) for table in work.personal.tables}

    async def filled(self, owner: UUID) -> dict[str, UUID]:
        """One of everything, hanging together; the ids by what they are."""
        ids, now = Uuid7Ids(), self.clock.now()
        at = {"created_at": now, "updated_at": now, "owner_id": owner}
        profile = MasterProfile.create(
            id=ids.new(), owner_id=owner, name="Zoë's", content=PROFILE, is_default=True, now=now
        )
        await self.put("profiles", profile)
        async with self.store.write() as work:
            profile = await work.profiles.get(profile.id, owner=owner)
            profile.rename("Zoë Müller's", self.clock.now())
            await work.profiles.save(profile)
            profile.replace(replace(PROFILE, summary="Bakes bread."), self.clock.now())
            await work.profiles.save(profile)
            await work.commit()
        job = CapturedJob.capture(id=ids.new(), owner_id=owner, content=POSTING, source=JobSource.USER_CREATED, now=now)
        await self.put("jobs", job)
        document = Upload.upload(
            id=ids.new(),
            owner_id=owner,
            name="Zeugnis.txt",
            type=DocumentType.TXT,
            kind=DocumentKind.OTHER,
            file=await self.file(owner, b"Sehr gut"),
            now=now,
        )
        await self.put("documents", document)
        sample = Sample.upload(
            id=ids.new(),
            owner_id=owner,
            name="letter.txt",
            type=DocumentType.TXT,
            kind=SampleKind.COVER_LETTER,
            file=await self.file(owner, LETTER_TEXT.encode()),
            now=now,
        )
        sample.take_text(LETTER_TEXT, now)
        await self.put("samples", sample)
        style = WritingStyle.learn(
            id=ids.new(),
            owner_id=owner,
            samples=[LearntFrom(sample.id, sample.file.sha256)],
            found=_learnt(sample),
            now=now,
        )
        await self.put("writing_styles", style)
        inputs = RankingInputs.of(profile, job, formula_version="2", vocabulary_version="v")
        ranking = StoredRanking(id=ids.new(), inputs=inputs, content=_ranking(), **at)
        await self.put("rankings", ranking)
        export_id = ids.new()
        generation = Generation.request(
            id=ids.new(),
            owner_id=owner,
            kind=GenerationKind.RESUME,
            provenance=Provenance(profile.id, profile.version, profile.content, job.id, job.version, job.content),
            options=to_data(ResumeWish(paper="a4")),
            now=now,
        )
        generation.start(now)
        generation.complete(
            RESUME,
            now,
            ats={"score": 81},
            trace={"writing": {"by": "composer"}},
            ranking_id=ranking.id,
            export_id=export_id,
        )
        await self.put("generations", generation)
        look = Look(Format.TXT, "modern", "1", Paper.A4)
        export = Export.request(
            id=export_id,
            owner_id=owner,
            parts=[Part(generation.id, GenerationKind.RESUME, look, "Zoë Müller - resume.txt")],
            now=now,
            kept_days=30,
        )
        export.start(now)
        export.complete(await self.file(owner, RESUME_TEXT.encode()), [look], now)
        await self.put("exports", export)
        enhancement = Enhancement(
            id=ids.new(),
            profile_id=profile.id,
            profile_version=profile.version,
            status=EnhancementStatus.COMPLETED,
            paths=("summary",),
            proposals=(Proposal("r1", "summary", "Bakes.", "Bakes bread.", to_data(Verdict("en", ()))),),
            **at,
        )
        await self.put("enhancements", enhancement)
        application = Application.create(id=ids.new(), owner_id=owner, job_id=job.id, now=now)
        for id, kind in (
            (document.id, AttachedKind.DOCUMENT),
            (generation.id, AttachedKind.GENERATION),
            (export.id, AttachedKind.EXPORT),
        ):
            application.add(Attached(id, kind, "Sent"), now)
        await self.put("applications", application)
        return {
            "profile": profile.id,
            "job": job.id,
            "document": document.id,
            "sample": sample.id,
            "style": style.id,
            "ranking": ranking.id,
            "generation": generation.id,
            "export": export.id,
            "enhancement": enhancement.id,
            "application": application.id,
        }

    def days_go_by(self, days: float) -> None:
        self.clock.forward(seconds=timedelta(days=days).total_seconds())


async def _rows(work: UnitOfWork, table: str, owner: UUID) -> list[dict[str, Any]]:
    return [dict(row) async for rows in work.personal.pieces(table, owner=owner) for row in rows]


def _learnt(sample: Sample) -> Learnt:
    found = Fingerprint(
        language="de",
        words=12,
        sentences=2,
        sentence_words=6.0,
        sentence_spread=1.5,
        formality=0.9,
        person=Person.ONE,
        one=0.1,
        many=0.0,
        you=0.0,
        contractions=0.0,
        word_chars=5.5,
        richness=1.0,
        openings=("sehr geehrte",),
        grams={"ich": 0.25},
    )
    return Learnt((found,), (Evidence(Trait.OPENING, "de", sample.id, "Sehr geehrte Damen und Herren,"),), "Formal.")


def _ranking() -> Ranking:
    item = RankedItem(ItemKind.SKILL, "skills/s1", "Baking", 1.5)
    return Ranking((item,), (Gap("baking", Necessity.MUST, GapGrade.HAS),), "2", "v", fit=0.75)
