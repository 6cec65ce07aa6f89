"""Files of documents: asked for, made, fetched, and gone, over the memory store and a press that draws at once."""

import asyncio
import io
import json
import zipfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from jobwise.application import leftovers
from jobwise.application.exports.clean_up import expire_exports
from jobwise.application.exports.commands import MAKING
from jobwise.application.exports.parts import Wanted, part_of
from jobwise.application.generations.commands import MAKING as GENERATING
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.exports import ExportFilter
from jobwise.application.ports.generations import Printable
from jobwise.application.ports.store import UnitOfWork
from jobwise.application.ports.tasks import GivenUp, Task
from jobwise.application.ports.workshop import LetterWish, ResumeWish
from jobwise.application.use_cases import UseCases
from jobwise.application.work import attempt_at
from jobwise.domain.exports.export import Export, ExportStatus, LookWish
from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.generations.generation import Generation, Provenance
from jobwise.domain.jobs.captured import JobSource
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import (
    EXPORT_ATTEMPTS,
    EXPORT_OVERDUE_S,
    LINK_S,
    MAX_BATCH,
    MAX_WAITING_EXPORTS_PER_USER,
    ORPHAN_HOURS,
    QUEUE_RETRY_S,
    RESTORE_DAYS,
    TASK_ATTEMPTS,
)
from jobwise.domain.profiles.profile import Bullet, Experience, Location, PersonalInfo, Profile, Skill
from jobwise.domain.shared.errors import (
    EmailNotVerified,
    InvalidInput,
    InvalidTransition,
    JobWiseError,
    MissingHere,
    NotCompleted,
    NotFound,
    QueueFull,
    QuotaExceeded,
    Stale,
    StorageDown,
    Unavailable,
)
from jobwise.domain.shared.made import CANCELLED
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.tiers import PLANS, QuotaKind
from jobwise.domain.users.user import Tier, User
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.support.accounts import all_acts, outside_acts
from tests.support.fakes import SteppingClock
from tests.support.press import UNDRAWN, FakePress

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


@pytest.fixture
async def world() -> World:
    store, clock, press = MemoryStore(Uuid7Ids()), SteppingClock(), FakePress()
    files = MemoryFiles(clock.now)
    acts = all_acts(store, clock, Uuid7Ids(), outside_acts(clock, files, press=press))
    world = World(acts, store, clock, files, press, UUID(int=0), UUID(int=0))
    world.owner, world.stranger = await world.person(), await world.person()
    return world


async def test_a_file_is_asked_for_made_and_fetched(world: World) -> None:
    asked = await world.asked()
    assert (asked.status, asked.file, await world.used()) == (ExportStatus.PENDING, None, 1)
    assert asked.expires_at == asked.asked_at.replace(microsecond=0) + timedelta(days=30)
    made = await world.made(asked)
    assert made.status is ExportStatus.COMPLETED
    assert made.file is not None
    assert await world.stored() == [made.file.key]
    (part,) = made.parts
    assert (part.look.template, part.look.paper, part.look.engine) == ("classic", Paper.LETTER, Engine.WEASYPRINT)
    assert part.look.template_version
    assert made.name == "Zoë Krüger - Karten Söhne GmbH - resume.pdf"
    opened = await world.acts.exports.open(owner=world.owner, id=made.id)
    assert opened.data.startswith(b"pdf\nclassic\nletter\nweasyprint\nZo\xc3\xab")
    assert len(opened.data) == made.file.size_bytes
    assert (await world.now(made)).download_count == 1
    assert (await world.now(made)).version == made.version
    assert await world.history(made.id) == ["export.requested", "export.started", "export.completed"]


async def test_what_is_wished_overrules_what_the_document_was_made_for(world: World) -> None:
    made = await world.made(await world.asked(LookWish(Format.PDF, "creative", Paper.A4, Engine.TYPST)))
    look = made.parts[0].look
    assert (look.template, look.paper, look.engine) == ("creative", Paper.A4, Engine.TYPST)


async def test_the_press_sees_nothing_of_how_a_document_was_made(world: World) -> None:
    await world.made(await world.asked())
    (order,) = world.press.printed
    assert all(line.sources == () for line in order.document.lines)
    assert [line.text for line in order.document.lines] == [line.text for line in RESUME.lines]


async def test_a_json_resume_holds_what_the_resume_shows(world: World) -> None:
    made = await world.made(await world.asked(LookWish(Format.JSON)))
    value = json.loads((await world.acts.exports.open(owner=world.owner, id=made.id)).data)
    assert value["basics"]["name"] == "Zoë Krüger"
    assert [one["name"] for one in value["work"]] == ["River Office"]
    assert value["work"][0]["highlights"] == ["Drew 40 maps"]
    assert not value.get("skills")
    assert not value["basics"].get("summary")
    assert world.press.printed == []


REFUSED: dict[str, tuple[type[JobWiseError], str, Callable[[World], Awaitable[Wanted]]]] = {}


def refused(kind: type[JobWiseError], field: str) -> Callable[[Callable[[World], Awaitable[Wanted]]], None]:
    def note(wish: Callable[[World], Awaitable[Wanted]]) -> None:
        REFUSED[wish.__name__] = (kind, field, wish)

    return note


@refused(NotFound, "generation_id")
async def missing(world: World) -> Wanted:
    return Wanted(UUID(int=77), PDF)


@refused(NotFound, "generation_id")
async def foreign(world: World) -> Wanted:
    return Wanted((await world.generation(owner=world.stranger)).id, PDF)


@refused(NotCompleted, "generation_id")
async def unmade(world: World) -> Wanted:
    return Wanted((await world.generation(None)).id, PDF)


@refused(InvalidInput, "format")
async def json_of_a_letter(world: World) -> Wanted:
    return Wanted((await world.generation(LETTER)).id, LookWish(Format.JSON))


@refused(InvalidInput, "template")
async def no_such_template(world: World) -> Wanted:
    return Wanted((await world.generation()).id, LookWish(Format.PDF, "baroque"))


@refused(InvalidInput, "engine")
async def an_engine_for_word(world: World) -> Wanted:
    return Wanted((await world.generation()).id, LookWish(Format.DOCX, engine=Engine.TYPST))


@refused(MissingHere, "")
async def a_character_without_a_font(world: World) -> Wanted:
    odd = replace(RESUME, lines=(Line(Role.NAME, UNDRAWN),))
    return Wanted((await world.generation(odd)).id, PDF)


@pytest.mark.parametrize("name", REFUSED)
async def test_what_cannot_be_made_is_refused_at_the_door(world: World, name: str) -> None:
    kind, field, wish = REFUSED[name]
    wanted = await wish(world)
    with pytest.raises(kind) as told:
        await world.acts.exports.request(owner=world.owner, wanted=wanted)
    assert [detail.field for detail in told.value.details] == ([field] if field else [])
    good = Wanted((await world.generation()).id, PDF)
    with pytest.raises(kind) as told:
        await world.acts.exports.batch(owner=world.owner, items=[good, wanted])
    assert [detail.field for detail in told.value.details] == ["/".join(["items/1", *([field] if field else [])])]
    assert (await world.acts.exports.list(owner=world.owner, wanted=ExportFilter(), page=Page())).total == 0
    assert await world.used() == 0


async def test_nobody_exports_before_the_email_is_confirmed(world: World) -> None:
    new = await world.person(verified=False)
    one = await world.generation(owner=new)
    with pytest.raises(EmailNotVerified):
        await world.acts.exports.request(owner=new, wanted=Wanted(one.id, PDF))


async def test_a_batch_is_one_zip_in_the_order_asked(world: World) -> None:
    first, letter = await world.generation(), await world.generation(LETTER)
    looks = [(first, PDF), (letter, LookWish(Format.DOCX)), (first, LookWish(Format.PDF, "modern"))]
    looks.append((first, LookWish(Format.JSON)))
    items = [Wanted(one.id, look) for one, look in looks]
    made = [await world.made(await world.acts.exports.batch(owner=world.owner, items=items)) for _ in range(2)]
    assert (made[0].format, made[0].generation_id, made[0].name) == (Format.ZIP, None, "jobwise-2026-05-04.zip")
    assert await world.used() == 8
    both = [(await world.acts.exports.open(owner=world.owner, id=one.id)).data for one in made]
    assert both[0] == both[1]
    with zipfile.ZipFile(io.BytesIO(both[0])) as archive:
        assert archive.testzip() is None
        stem = "Zoë Krüger - Karten Söhne GmbH -"
        assert archive.namelist() == [
            f"{stem} resume.pdf",
            f"{stem} cover letter.docx",
            f"{stem} resume (2).pdf",
            f"{stem} resume.json",
        ]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read(archive.namelist()[1]).startswith(b"docx\nclassic")


@pytest.mark.parametrize("count", [0, MAX_BATCH + 1])
async def test_a_batch_has_bounds(world: World, count: int) -> None:
    one = await world.generation()
    with pytest.raises(InvalidInput):
        await world.acts.exports.batch(owner=world.owner, items=[Wanted(one.id, PDF)] * count)


async def test_a_batch_that_fails_gives_all_of_its_quota_back(world: World) -> None:
    one = await world.generation()
    asked = await world.acts.exports.batch(owner=world.owner, items=[Wanted(one.id, PDF)] * 3)
    world.press.failures = [MissingHere("pdflatex went away.")]
    failed = await world.made(asked)
    assert (failed.status, failed.failure, failed.reason) == (
        ExportStatus.FAILED,
        "MISSING_HERE",
        "pdflatex went away.",
    )
    assert (await world.used(), await world.stored()) == (0, [])


async def test_fifty_at_once_on_a_quota_of_ten_are_ten(world: World) -> None:
    one = await world.generation()
    limit = PLANS[Tier.FREE].limits[QuotaKind.EXPORTS]
    assert limit is not None
    async with world.store.write() as work:
        now = world.clock.now()
        start = now.replace(minute=0, second=0, microsecond=0)
        await work.quotas.spend(QuotaKind.EXPORTS, start, owner=world.owner, amount=limit - 10, limit=limit)
        await work.commit()
    asked = (world.acts.exports.request(owner=world.owner, wanted=Wanted(one.id, PDF)) for _ in range(50))
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(each, Export) for each in done) == 10
    assert sum(isinstance(each, QuotaExceeded) for each in done) == 40
    assert await world.used() == limit


async def test_a_full_queue_says_when_to_come_again(world: World) -> None:
    rich = await world.person(tier=Tier.ENTERPRISE)
    one = await _waiting(world, rich, MAX_WAITING_EXPORTS_PER_USER)
    with pytest.raises(QueueFull) as told:
        await world.acts.exports.request(owner=rich, wanted=Wanted(one.id, PDF))
    assert told.value.retry_after_s == QUEUE_RETRY_S
    # Nobody else waits for that.
    await world.asked()


async def test_five_hundred_of_one_person_hold_nobody_up(world: World) -> None:
    rich = await world.person(tier=Tier.ENTERPRISE)
    await _waiting(world, rich, MAX_WAITING_EXPORTS_PER_USER)
    mine = await world.asked(LookWish(Format.DOCX))
    runner = Runner(
        world.store,
        world.clock,
        Uuid7Ids(),
        {MAKING: world.acts.exports.make},
        (WorkClass("exports", (MAKING,), size=2),),
    )
    work = asyncio.create_task(runner.run())
    async with asyncio.timeout(10):
        while (await world.now(mine)).status is not ExportStatus.COMPLETED:
            await asyncio.sleep(0)
    runner.end()
    await work
    assert len([order for order in world.press.printed if order.format is Format.PDF]) <= 4


async def _waiting(world: World, owner: UUID, count: int) -> Generation:
    """So many exports of a document of theirs that are still to be made."""
    one, ids = await world.generation(owner=owner), Uuid7Ids()
    part = part_of(PDF, Printable.of(one), RESUME)
    async with world.store.write() as work:
        for _ in range(count):
            export = Export.request(id=ids.new(), owner_id=owner, parts=[part], kept_days=1, now=world.clock.now())
            await work.exports.add(export)
            await work.tasks.add([attempt_at(export, ids.new())])
        await work.commit()
    return one


async def test_a_passing_failure_is_tried_again_and_then_given_up(world: World) -> None:
    asked = await world.asked()
    for attempts in range(1, EXPORT_ATTEMPTS + 1):
        world.press.failures = [Unavailable("It has died.")]
        with pytest.raises(Unavailable if attempts < EXPORT_ATTEMPTS else GivenUp):
            await world.acts.exports.make(await world.task(asked, attempts))
    failed = await world.now(asked)
    assert (failed.status, failed.failure, await world.used()) == (ExportStatus.FAILED, "UNAVAILABLE", 0)
    again = await world.acts.exports.retry(owner=world.owner, id=asked.id)
    assert (again.status, again.attempt, again.failure, await world.used()) == (ExportStatus.PENDING, 2, "", 1)
    # What is left of the first attempt does nothing any more.
    await world.acts.exports.make(await world.task(asked))
    assert (await world.now(asked)).status is ExportStatus.PENDING
    assert (await world.made(again)).status is ExportStatus.COMPLETED


async def test_what_kills_each_process_is_given_up(world: World) -> None:
    asked = await world.asked()
    await world.acts.exports.make(await world.task(asked, EXPORT_ATTEMPTS + 1))
    assert ((await world.now(asked)).failure, await world.used()) == ("ABANDONED", 0)


async def test_a_full_disk_is_no_fault_of_the_document(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = await world.asked()

    async def full(key: str, source: Any) -> None:
        raise MissingHere("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(world.files, "put", full)
        for attempts in range(1, TASK_ATTEMPTS):
            task = replace(await world.task(asked, attempts), failure=StorageDown.code if attempts > 1 else "")
            with pytest.raises(StorageDown, match="disk is full"):
                await world.acts.exports.make(task)
    task = replace(await world.task(asked, TASK_ATTEMPTS), failure=StorageDown.code)
    await world.acts.exports.make(task)
    assert (await world.now(asked)).status is ExportStatus.COMPLETED


async def test_a_file_that_is_never_kept_is_given_up_and_given_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await world.asked()

    async def away(key: str, source: Any) -> None:
        raise Unavailable("The bucket is not there.")

    monkeypatch.setattr(world.files, "put", away)
    with pytest.raises(GivenUp):
        await world.acts.exports.make(replace(await world.task(asked, TASK_ATTEMPTS), failure=StorageDown.code))
    assert ((await world.now(asked)).failure, await world.used()) == ("STORAGE_DOWN", 0)


async def test_killed_between_file_and_row_it_is_made_again_and_the_orphan_swept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await world.asked()

    class Killed(BaseException):
        """The process is gone."""

    async def killed(*given: Any) -> bool:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(type(world.acts.exports.make), "_complete", killed)
        with pytest.raises(Killed):
            await world.acts.exports.make(await world.task(asked))
    assert (await world.now(asked)).status is ExportStatus.RENDERING
    (orphan,) = await world.stored()
    made = await world.made(asked)
    assert made.file is not None
    assert await world.stored() == sorted([orphan, made.file.key])
    world.clock.forward(seconds=(ORPHAN_HOURS + 1) * 3600)
    assert await world.acts.documents.sweep() == 1
    assert await world.stored() == [made.file.key]
    assert await world.used() == 0, "another hour has begun"


async def test_what_was_made_for_nothing_leaves_no_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = await world.asked()
    drawing = world.press.print

    async def cancelled(order: Any) -> Any:
        await world.acts.exports.cancel(owner=world.owner, id=asked.id)
        return await drawing(order)

    monkeypatch.setattr(world.press, "print", cancelled)
    assert (await world.made(asked)).failure == CANCELLED
    assert (await world.stored(), await world.used()) == ([], 0)


async def test_cancelling_gives_the_quota_back_once(world: World) -> None:
    asked = await world.asked()
    cancelled = await world.acts.exports.cancel(owner=world.owner, id=asked.id)
    assert (cancelled.status, cancelled.failure, await world.used()) == (ExportStatus.FAILED, CANCELLED, 0)
    with pytest.raises(InvalidTransition):
        await world.acts.exports.cancel(owner=world.owner, id=asked.id)
    made = await world.made(await world.asked())
    for act in (world.acts.exports.cancel, world.acts.exports.retry):
        with pytest.raises(InvalidTransition):
            await act(owner=world.owner, id=made.id)
    assert await world.used() == 1


async def test_deleting_revokes_links_and_restoring_brings_all_back(world: World) -> None:
    made = await world.made(await world.asked())
    _, link = await world.acts.exports.link_to(owner=world.owner, id=made.id)
    by_link = {"id": made.id, "user_id": world.owner, "expires": int(link.expires_at.timestamp())}
    opened = await world.acts.exports.open_linked(**by_link, signature=link.signature)
    assert opened.export.id == made.id
    with pytest.raises(Stale):
        await world.acts.exports.delete(owner=world.owner, id=made.id, version=made.version - 1)
    await world.acts.exports.delete(owner=world.owner, id=made.id, version=made.version)
    for act in (world.acts.exports.show, world.acts.exports.open, world.acts.exports.link_to):
        with pytest.raises(NotFound):
            await act(owner=world.owner, id=made.id)
    with pytest.raises(NotFound):
        await world.acts.exports.open_linked(**by_link, signature=link.signature)
    restored = await world.acts.exports.restore(owner=world.owner, id=made.id)
    assert (restored.deleted_at, restored.download_count) == (None, 1)
    await world.acts.exports.open_linked(**by_link, signature=link.signature)


async def test_a_link_is_good_for_its_time_its_file_and_its_owner(world: World) -> None:
    made, other = await world.made(await world.asked()), await world.made(await world.asked())
    _, link = await world.acts.exports.link_to(owner=world.owner, id=made.id)
    until = int(link.expires_at.timestamp())
    good = {"id": made.id, "user_id": world.owner, "expires": until, "signature": link.signature}
    for wrong in (
        {"id": other.id},
        {"user_id": world.stranger},
        {"expires": until + 1},
        {"expires": until + LINK_S},
        {"expires": 0},
        {"signature": link.signature[::-1]},
        {"signature": ""},
    ):
        with pytest.raises(NotFound):
            await world.acts.exports.open_linked(**{**good, **wrong})
    await world.acts.exports.open_linked(**good)
    world.clock.forward(seconds=LINK_S)
    with pytest.raises(NotFound):
        await world.acts.exports.open_linked(**good)


async def test_there_is_no_file_before_there_is_one(world: World) -> None:
    asked = await world.asked()
    assert world.acts.exports.link(asked) is None
    for act in (world.acts.exports.open, world.acts.exports.link_to):
        with pytest.raises(NotCompleted):
            await act(owner=world.owner, id=asked.id)
    with pytest.raises(NotFound):
        await world.acts.exports.open_linked(
            id=asked.id, user_id=world.owner, expires=int(world.clock.now().timestamp()) + 60, signature="x"
        )


async def test_a_file_that_has_changed_is_not_handed_out(world: World) -> None:
    made = await world.made(await world.asked())
    assert made.file is not None
    await world.files.put(made.file.key, io.BytesIO(b"something else"))
    with pytest.raises(NotFound, match="export the document again"):
        await world.acts.exports.open(owner=world.owner, id=made.id)
    assert (await world.now(made)).download_count == 0


async def test_when_its_time_is_over_row_and_file_go_together(world: World) -> None:
    made, failed = await world.made(await world.asked()), await world.asked()
    await world.acts.exports.cancel(owner=world.owner, id=failed.id)
    world.clock.forward(seconds=29 * 86_400)
    assert await world.acts.exports.expire() == 0
    world.clock.forward(seconds=86_400)
    assert world.acts.exports.link(made) is None
    for act in (world.acts.exports.open, world.acts.exports.link_to):
        with pytest.raises(NotFound, match="expired"):
            await act(owner=world.owner, id=made.id)
    assert await world.acts.exports.expire() == 2
    with pytest.raises(NotFound):
        await world.now(made)
    assert await world.stored() == []
    assert (await world.history(made.id))[-1] == "export.expired"
    assert await world.acts.exports.expire() == 0


async def test_what_was_deleted_long_ago_goes_and_cannot_be_restored_once_expired(world: World) -> None:
    rich = await world.person(tier=Tier.ENTERPRISE)
    world.owner = rich
    made = await world.made(await world.asked())
    await world.acts.exports.delete(owner=rich, id=made.id, version=made.version)
    world.clock.forward(seconds=RESTORE_DAYS * 86_400 - 60)
    assert await world.acts.exports.expire() == 0
    world.clock.forward(seconds=120)
    assert await world.acts.exports.expire() == 1
    assert await world.stored() == []
    world.owner = await world.person()
    free = await world.made(await world.asked())
    world.clock.forward(seconds=30 * 86_400 - 60)
    await world.acts.exports.delete(owner=world.owner, id=free.id, version=free.version)
    world.clock.forward(seconds=120)
    with pytest.raises(NotFound):
        await world.acts.exports.restore(owner=world.owner, id=free.id)


async def test_killed_between_row_and_file_the_sweep_takes_the_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.made(await world.asked())
    world.clock.forward(seconds=31 * 86_400)

    class Killed(BaseException):
        """The process is gone."""

    async def killed(key: str) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(world.files, "delete", killed)
        with pytest.raises(Killed):
            await world.acts.exports.expire()
    assert len(await world.stored()) == 1
    assert await world.acts.documents.sweep() == 1
    assert await world.stored() == []


async def test_what_nobody_makes_any_more_fails_and_what_somebody_does_goes_on(world: World) -> None:
    lost, waiting = await world.asked(), await world.asked()
    async with world.store.write() as work:
        task = await world.task(lost)
        held = await work.tasks.claim([MAKING], lease=task.id, now=world.clock.now(), until=world.clock.now())
        assert held is not None
        await work.tasks.give_up(held.id, lease=task.id, now=world.clock.now(), failure="ABANDONED")
        await work.commit()
    world.clock.forward(seconds=EXPORT_OVERDUE_S + 60)
    await world.acts.exports.expire()
    assert (await world.now(lost)).failure == "ABANDONED"
    assert (await world.now(waiting)).status is ExportStatus.PENDING


async def test_what_changed_since_it_was_looked_for_is_left_as_it_is(world: World) -> None:
    """Between the look and the act others erase, finish, restore and ask again."""
    lost, done, kept = await world.asked(), await world.made(await world.asked()), await world.made(await world.asked())
    gone = OwnedId(Uuid7Ids().new(), world.owner)
    looked_for = [OwnedId(one.id, world.owner) for one in (lost, done, kept)]

    async def found(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
        return [gone, *looked_for]

    room = expire_exports(world.store, world.clock, world.files)
    world.clock.forward(seconds=EXPORT_OVERDUE_S + 60)
    # Its task still waits, so somebody will make it.
    assert await replace(room.give_up, overdue=found)() == 0
    assert await replace(room, over=found, give_up=replace(room.give_up, overdue=found))() == 0
    assert len(await world.stored()) == 2
    async with world.store.write() as work:
        lease = Uuid7Ids().new()
        task = await work.tasks.claim([MAKING], lease=lease, now=world.clock.now(), until=world.clock.now())
        assert task is not None
        await work.tasks.give_up(task.id, lease=lease, now=world.clock.now(), failure="ABANDONED")
        await work.commit()
    assert await replace(room.give_up, overdue=found)() == 1
    assert [(await world.now(one)).status for one in (lost, done)] == [ExportStatus.FAILED, ExportStatus.COMPLETED]
    world.clock.forward(seconds=31 * 86_400)
    assert await replace(room, over=found)() == 3
    assert await world.stored() == []


async def test_more_than_are_looked_for_at_a_time_expire_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    for _ in range(4):
        await world.made(await world.asked())
    room = expire_exports(world.store, world.clock, world.files)

    async def two(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
        looks.append(now)
        return (await room.over(work, now))[:2]

    monkeypatch.setattr(leftovers, "BATCH", 2)
    world.clock.forward(seconds=31 * 86_400)
    assert await replace(room, over=two)() == 4
    assert len(looks) == 3


ACTS: dict[str, Callable[[World, Export], Awaitable[object]]] = {
    "show": lambda world, one: world.acts.exports.show(owner=world.stranger, id=one.id),
    "progress": lambda world, one: world.acts.exports.progress(owner=world.stranger, id=one.id),
    "link": lambda world, one: world.acts.exports.link_to(owner=world.stranger, id=one.id),
    "open": lambda world, one: world.acts.exports.open(owner=world.stranger, id=one.id),
    "retry": lambda world, one: world.acts.exports.retry(owner=world.stranger, id=one.id),
    "cancel": lambda world, one: world.acts.exports.cancel(owner=world.stranger, id=one.id),
    "delete": lambda world, one: world.acts.exports.delete(owner=world.stranger, id=one.id, version=one.version),
    "restore": lambda world, one: world.acts.exports.restore(owner=world.stranger, id=one.id),
}


@pytest.mark.parametrize("act", ACTS)
async def test_nothing_can_be_done_with_an_export_of_somebody_else(world: World, act: str) -> None:
    made = await world.made(await world.asked())
    with pytest.raises(NotFound):
        await ACTS[act](world, made)
    assert await world.now(made) == made


async def _requested(world: World, wish: ResumeWish | LetterWish) -> Generation:
    await world.acts.profiles.import_content(owner=world.owner, content=PROFILE)
    job = await world.acts.jobs.capture(owner=world.owner, content=JOB, source=JobSource.TEXT_PARSED)
    if isinstance(wish, ResumeWish):
        return await world.acts.generations.resume(owner=world.owner, job_id=job.id, wish=wish)
    return await world.acts.generations.letter(owner=world.owner, job_id=job.id, wish=wish)


async def _generate(world: World, generation: Generation) -> None:
    async with world.store.read() as work:
        task = await work.tasks.find(GENERATING, f"{generation.id}:{generation.attempt}")
    assert task is not None
    await world.acts.generations.make(replace(task, attempts=1))


async def test_a_generation_brings_the_file_that_was_asked_for_with_it(world: World) -> None:
    asked = await _requested(world, ResumeWish(export=LookWish(Format.DOCX, "creative")))
    assert (await world.used(), await world.used(QuotaKind.RESUMES)) == (1, 1)
    shown = await world.acts.generations.show(owner=world.owner, id=asked.id)
    assert (shown.export, shown.generation.export_id) == (None, None)
    await _generate(world, asked)
    shown = await world.acts.generations.show(owner=world.owner, id=asked.id)
    assert shown.export is not None
    made = await world.made(shown.export)
    assert (made.generation_id, made.format, made.parts[0].look.template) == (asked.id, Format.DOCX, "creative")
    assert made.status is ExportStatus.COMPLETED
    assert await world.used() == 1
    await world.acts.exports.delete(owner=world.owner, id=made.id, version=made.version)
    assert (await world.acts.generations.show(owner=world.owner, id=asked.id)).export is None


async def test_a_generation_that_is_cancelled_gives_both_quotas_back(world: World) -> None:
    asked = await _requested(world, LetterWish(export=PDF))
    assert (await world.used(), await world.used(QuotaKind.COVER_LETTERS)) == (1, 1)
    await world.acts.generations.cancel(owner=world.owner, id=asked.id)
    assert (await world.used(), await world.used(QuotaKind.COVER_LETTERS)) == (0, 0)
    await world.acts.generations.retry(owner=world.owner, id=asked.id)
    assert (await world.used(), await world.used(QuotaKind.COVER_LETTERS)) == (1, 1)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (ResumeWish(export=LookWish(Format.PDF, "baroque")), "export/template"),
        (ResumeWish(export=LookWish(Format.DOCX, engine=Engine.LATEX)), "export/engine"),
        (LetterWish(export=LookWish(Format.JSON)), "export/format"),
    ],
)
async def test_a_file_that_cannot_be_is_refused_with_the_generation(
    world: World, wish: ResumeWish | LetterWish, field: str
) -> None:
    with pytest.raises(InvalidInput) as told:
        await _requested(world, wish)
    assert [detail.field for detail in told.value.details] == [field]
    assert (await world.used(), await world.used(QuotaKind.RESUMES)) == (0, 0)


async def test_templates_are_shown_with_their_pictures(world: World) -> None:
    names = [one.name for one in world.acts.exports.templates()]
    assert names == ["modern", "classic", "creative", "ats_optimized"]
    for name in names:
        for kind in GenerationKind:
            assert (await world.acts.exports.preview(name=name, kind=kind)).startswith(b"\x89PNG")
    for name in ("baroque", "../demo", ""):
        with pytest.raises(NotFound):
            await world.acts.exports.preview(name=name, kind=GenerationKind.RESUME)
