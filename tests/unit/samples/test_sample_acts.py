"""Samples over memory: uploaded, read, chosen, given back when they fail; and the style that follows them."""

import io

import pytest

from jobwise.application.ports.samples import SampleFilter
from jobwise.application.samples.reading import ReadSampleTask
from jobwise.domain.documents.document import DocumentKind
from jobwise.domain.samples.sample import SampleKind, SampleStatus
from jobwise.domain.shared.errors import (
    Already,
    EmailNotVerified,
    JobWiseError,
    MissingHere,
    NotCompleted,
    NoText,
    NotFound,
    QuotaExceeded,
    ReadingStopped,
    Stale,
    TooLarge,
    WrongMedia,
)
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import Tier
from tests.unit.samples.world import LETTER, ME, World


async def test_an_upload_waits_to_be_read_and_then_knows_its_text(world: World) -> None:
    made = await world.upload(name="../../Letter.txt")
    assert (made.status, made.active, made.text, made.name) == (SampleStatus.PENDING, True, "", "Letter.txt")
    await ReadSampleTask(world.read)(await world.work_for(made))
    read = await world.acts.show(owner=ME, id=made.id)
    assert (read.status, read.text) == (SampleStatus.READ, LETTER)
    assert (read.words, read.characters) == (len(LETTER.split()), len(LETTER))
    # A task that is done again, because its process was killed after the work, changes nothing.
    await ReadSampleTask(world.read)(await world.work_for(made))
    assert await world.acts.show(owner=ME, id=made.id) == read


@pytest.mark.parametrize("failure", [NoText("No words."), ReadingStopped("Too slow."), TooLarge("Too long.")])
async def test_a_file_that_cannot_be_read_fails_at_once_and_is_given_back(world: World, failure: JobWiseError) -> None:
    world.reader.failure = failure
    failed = await world.uploaded()
    assert (failed.status, failed.failure, failed.reason) == (SampleStatus.FAILED, failure.code, failure.message)
    assert await world.used() == 0
    with pytest.raises(NotCompleted):
        await world.acts.activate(owner=ME, id=failed.id, active=True)


async def test_what_may_be_well_again_is_tried_again_and_fails_at_the_end(world: World) -> None:
    made = await world.upload()
    world.reader.failure = MissingHere("no process")
    with pytest.raises(MissingHere):
        await world.read(owner=ME, id=made.id, last=False)
    assert (await world.acts.show(owner=ME, id=made.id)).status is SampleStatus.PENDING
    assert await world.used() == 1
    with pytest.raises(MissingHere):
        await world.read(owner=ME, id=made.id, last=True)
    assert (await world.acts.show(owner=ME, id=made.id)).failure == "MISSING_HERE"
    assert await world.used() == 0


async def test_a_vanished_file_fails(world: World) -> None:
    made = await world.upload()
    world.files.kept.clear()
    failed = await world.read(owner=ME, id=made.id)
    assert failed is not None
    assert (failed.failure, failed.reason) == (
        "RESOURCE_NOT_FOUND",
        "The file is not there any more; upload it again.",
    )


async def test_what_nobody_foresaw_is_told_to_nobody(world: World) -> None:
    world.reader.failure = ZeroDivisionError("Jo's letter")
    made = await world.upload()
    with pytest.raises(ZeroDivisionError):
        await world.read(owner=ME, id=made.id)
    failed = await world.acts.show(owner=ME, id=made.id)
    assert failed.failure == "INTERNAL_ERROR"
    assert "upload the file again" in failed.reason
    assert "Jo" not in failed.reason


async def test_the_eleventh_upload_of_a_day_is_refused_and_leaves_nothing(world: World) -> None:
    for _ in range(10):
        await world.upload()
    with pytest.raises(QuotaExceeded) as refused:
        await world.upload()
    assert refused.value.details[0].reason == Tier.PRO.value
    assert len(world.files.kept) == 10


@pytest.mark.parametrize("world", [False], indirect=True)
async def test_who_is_not_verified_keeps_one_file_of_any_kind(world: World) -> None:
    first = await world.upload()
    with pytest.raises(EmailNotVerified):
        await world.upload()
    with pytest.raises(EmailNotVerified):
        await world.cases.documents.upload(owner=ME, name="a.txt", source=io.BytesIO(b"Hello"), kind=DocumentKind.OTHER)
    assert len(world.files.kept) == 1
    await world.acts.delete(owner=ME, id=first.id, version=1)
    await world.upload()
    with pytest.raises(EmailNotVerified):
        await world.acts.restore(owner=ME, id=first.id)


async def test_pictures_are_no_samples(world: World) -> None:
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 20 + b"IEND\xaeB`\x82"
    with pytest.raises(WrongMedia):
        await world.acts.upload(owner=ME, name="a.png", source=io.BytesIO(png), kind=SampleKind.RESUME)
    assert not world.files.kept


@pytest.mark.parametrize("name", ["letter", "letter.doc", "letter.png"])
async def test_a_name_that_no_sample_has_is_refused_with_those_that_one_has(world: World, name: str) -> None:
    with pytest.raises(WrongMedia, match="TXT, PDF or DOCX"):
        await world.upload(name=name)


@pytest.mark.parametrize(("encoding", "sign", "most"), [("utf-16", "a", 1_000_000), ("cp1252", "é", 500_000)])
async def test_what_counts_is_the_text_whatever_it_is_written_in(
    world: World, encoding: str, sign: str, most: int
) -> None:
    for count in (most, most + 1):
        source = io.BytesIO((sign * count).encode(encoding))
        sent = world.acts.upload(owner=ME, name="a.txt", source=source, kind=SampleKind.RESUME)
        if count == most:
            assert (await sent).status is SampleStatus.PENDING
            continue
        with pytest.raises(TooLarge):
            await sent


async def test_deleting_asks_for_the_version_and_can_be_undone(world: World) -> None:
    made = await world.upload()
    with pytest.raises(Stale):
        await world.acts.delete(owner=ME, id=made.id, version=7)
    await world.acts.delete(owner=ME, id=made.id, version=1)
    with pytest.raises(NotFound):
        await world.acts.show(owner=ME, id=made.id)
    await world.acts.restore(owner=ME, id=made.id)
    listing = await world.acts.list(owner=ME, wanted=SampleFilter(), page=Page(1, 20))
    assert [one.id for one in listing.items] == [made.id]


async def test_deleted_samples_go_for_good_with_their_files(world: World) -> None:
    made = await world.upload()
    await world.acts.delete(owner=ME, id=made.id, version=1)
    world.clock.forward(days=31)
    assert await world.cases.documents.erase() == 1
    assert not world.files.kept


async def test_the_style_follows_the_active_samples(world: World) -> None:
    with pytest.raises(NotFound):
        await world.styles.show(owner=ME)
    with pytest.raises(NotCompleted):
        await world.styles.learn(owner=ME)
    first = await world.uploaded()
    shown = await world.styles.show(owner=ME)
    assert not shown.stale
    assert [one.id for one in shown.style.samples] == [first.id]
    print = shown.style.of("en-GB")
    assert print is not None
    assert print.openings == ("dear sir or madam",)
    second = await world.uploaded("Hello,\n\nI'm Jo, and I don't bake on Sundays.\n\nBest wishes,\nJo")
    both = await world.styles.show(owner=ME)
    assert (both.stale, len(both.style.samples), both.style.id) == (False, 2, shown.style.id)
    await world.acts.activate(owner=ME, id=second.id, active=False)
    with pytest.raises(Already):
        await world.acts.activate(owner=ME, id=second.id, active=False)
    assert (await world.styles.show(owner=ME)).stale
    again = await world.styles.learn(owner=ME)
    assert not again.stale
    assert again.style.prints == shown.style.prints
    await world.acts.delete(owner=ME, id=first.id, version=first.version)
    assert (await world.styles.show(owner=ME)).stale
