"""Files of documents: asked for, refused at the door, made and fetched, alone and in batches."""

import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from jobwise.application.exports.parts import Wanted
from jobwise.application.generations.commands import MAKING as GENERATING
from jobwise.application.ports.exports import ExportFilter
from jobwise.application.ports.workshop import LetterWish, ResumeWish
from jobwise.domain.exports.export import ExportStatus, LookWish
from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.generations.document import GenerationKind, Line, Role
from jobwise.domain.generations.generation import Generation
from jobwise.domain.jobs.captured import JobSource
from jobwise.domain.limits import (
    MAX_BATCH,
)
from jobwise.domain.shared.errors import (
    EmailNotVerified,
    InvalidInput,
    JobWiseError,
    MissingHere,
    NotCompleted,
    NotFound,
)
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.tiers import QuotaKind
from tests.support.press import UNDRAWN
from tests.unit.applying.export_world import JOB, LETTER, PDF, PROFILE, RESUME, World


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
