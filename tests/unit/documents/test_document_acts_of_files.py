"""Documents over memory: first the file, then the row; limits; clean-up, also when it is killed half-way."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.documents.acts import DocumentActs
from jobwise.application.ports.documents import DocumentFilter
from jobwise.domain.documents.allowance import check_files
from jobwise.domain.documents.document import DocumentKind
from jobwise.domain.limits import MAX_KEPT_BYTES, MAX_KEPT_FILES, ORPHAN_HOURS, RESTORE_DAYS
from jobwise.domain.shared.errors import (
    Conflict,
    EmailNotVerified,
    JobWiseError,
    MissingHere,
    NotFound,
    QuotaExceeded,
    Unavailable,
)
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import User
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore, MemoryUnitOfWork
from tests.support.acts import all_acts
from tests.support.http import HandClock

ME = UUID(int=1)


class World:
    """One user, their documents, and the files below them."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.store = MemoryStore(Uuid7Ids())
        self.files = MemoryFiles(self.clock.now)
        self.acts: DocumentActs = all_acts(self.store, self.clock, self.files).documents

    async def upload(self, text: str = "Hello", name: str = "a.txt") -> UUID:
        return (
            await self.acts.upload(owner=ME, name=name, source=io.BytesIO(text.encode()), kind=DocumentKind.OTHER)
        ).id


@pytest.fixture
async def world(request: pytest.FixtureRequest) -> World:
    world, verified = World(), getattr(request, "param", True)
    now = world.clock.now()
    async with world.store.write() as work:
        user = User(id=ME, email="a@example.org", verified=verified, created_at=now, updated_at=now)
        await work.users.add(user)
        await work.commit()
    return world


async def test_a_file_is_kept_under_a_key_that_no_name_touches(world: World) -> None:
    id = await world.upload(name="../../../etc/passwd.txt")
    (key,) = world.files.kept
    document = await world.acts.show(owner=ME, id=id)
    assert key == document.file.key
    assert key.startswith(f"users/{ME}/")
    assert str(id) not in key
    assert document.name == "passwd.txt"


@pytest.mark.parametrize("world", [False], indirect=True)
async def test_who_is_not_verified_keeps_one_file(world: World) -> None:
    first = await world.upload()
    with pytest.raises(EmailNotVerified):
        await world.upload()
    assert len(world.files.kept) == 1
    await world.acts.delete(owner=ME, id=first, version=1)
    await world.upload()
    with pytest.raises(EmailNotVerified):
        await world.acts.restore(owner=ME, id=first)


def test_limits_of_what_is_kept() -> None:
    """T38: 200 files and 500 MB of each account."""
    now = HandClock().now()
    user = User(id=ME, email="a@example.org", verified=True, created_at=now, updated_at=now)
    check_files(user, count=MAX_KEPT_FILES - 1, size_bytes=MAX_KEPT_BYTES - 5, more_bytes=5)
    with pytest.raises(QuotaExceeded, match="200 files") as many:
        check_files(user, count=MAX_KEPT_FILES, size_bytes=0, more_bytes=0)
    assert (many.value.limit, many.value.remaining) == (MAX_KEPT_FILES, 0)
    with pytest.raises(QuotaExceeded, match="500 MB") as large:
        check_files(user, count=1, size_bytes=MAX_KEPT_BYTES - 5, more_bytes=6)
    assert large.value.remaining == 5


async def test_what_is_refused_leaves_no_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: Any, **__: Any) -> None:
        raise Conflict("lost")

    with monkeypatch.context() as patch:
        patch.setattr("jobwise.infrastructure.persistence.memory.documents.MemoryDocuments.add", full)
        with pytest.raises(Conflict):
            await world.upload()
    assert world.files.kept == {}


@pytest.mark.parametrize("error", [MissingHere("It broke off."), Unavailable("It does not answer.")])
async def test_a_file_stays_when_nobody_knows_whether_its_row_was_written(
    world: World, monkeypatch: pytest.MonkeyPatch, error: JobWiseError
) -> None:
    commit = MemoryUnitOfWork.commit

    async def answer_lost(work: MemoryUnitOfWork) -> None:
        await commit(work)
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(MemoryUnitOfWork, "commit", answer_lost)
        with pytest.raises(type(error)):
            await world.upload()
    async with world.store.read() as work:
        listed = await work.documents.find(DocumentFilter(), owner=ME, sort=(("created_at", True),), page=Page())
    assert [one.file.key for one in listed.items] == list(world.files.kept)


async def test_the_reason_of_a_refusal_is_told_though_the_file_cannot_be_taken_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Any, **__: Any) -> None:
        raise Conflict("lost")

    async def down(key: str) -> None:
        raise Unavailable("The file server is down.")

    monkeypatch.setattr("jobwise.infrastructure.persistence.memory.documents.MemoryDocuments.add", full)
    world.files.delete = down  # type: ignore[method-assign]
    with pytest.raises(Conflict):
        await world.upload()


async def test_a_file_that_cannot_be_kept_leaves_no_row(world: World) -> None:
    async def broken(key: str, source: Any) -> None:
        raise MissingHere("The disk is full.")

    world.files.put = broken  # type: ignore[method-assign]
    with pytest.raises(MissingHere):
        await world.upload()
    async with world.store.read() as work:
        assert (await work.documents.held(owner=ME)).count == 0


async def test_what_was_deleted_is_erased_after_its_time(world: World) -> None:
    kept, gone, young = [await world.upload(f"text {n}") for n in range(3)]
    await world.acts.delete(owner=ME, id=gone, version=1)
    world.clock.forward(days=RESTORE_DAYS)
    await world.acts.delete(owner=ME, id=young, version=1)
    assert await world.acts.erase() == 0
    world.clock.forward(seconds=1)
    assert await world.acts.erase() == 1
    assert await world.acts.erase() == 0
    with pytest.raises(NotFound):
        await world.acts.restore(owner=ME, id=gone)
    await world.acts.restore(owner=ME, id=young)
    opened = await world.acts.open(owner=ME, id=kept)
    assert b"".join([piece async for piece in opened.pieces]) == b"text 0"
    assert len(world.files.kept) == 2


async def test_a_clean_up_that_is_killed_between_row_and_file_is_finished(world: World) -> None:
    class Killed(BaseException):
        """Nothing catches it, as nothing catches a kill."""

    async def kill(key: str) -> None:
        raise Killed

    id = await world.upload()
    await world.acts.delete(owner=ME, id=id, version=1)
    world.clock.forward(days=RESTORE_DAYS, seconds=1)
    delete, world.files.delete = world.files.delete, kill  # type: ignore[method-assign]
    with pytest.raises(Killed):
        await world.acts.erase()
    world.files.delete = delete  # type: ignore[method-assign]
    # The row is gone for good, and the file is nobody's.
    async with world.store.read() as work:
        assert await work.leftovers.known_keys(list(world.files.kept)) == frozenset()
    assert await world.acts.erase() == 0
    assert await world.acts.sweep() == 1
    assert world.files.kept == {}


async def test_an_upload_that_is_killed_before_its_row_is_swept(world: World) -> None:
    kept = await world.upload()
    await world.files.put(f"users/{ME}/{UUID(int=7)}", io.BytesIO(b"nobody's"))
    world.clock.forward(hours=ORPHAN_HOURS)
    assert await world.acts.sweep() == 0
    world.clock.forward(seconds=1)
    assert await world.acts.sweep() == 1
    assert list(world.files.kept) == [(await world.acts.show(owner=ME, id=kept)).file.key]
    await world.acts.delete(owner=ME, id=kept, version=1)
    # What can still be restored is no orphan.
    assert await world.acts.sweep() == 0


async def test_a_link_opens_until_its_time_and_not_after_the_document(world: World) -> None:
    document = await world.acts.show(owner=ME, id=await world.upload())
    link = world.acts.link(document)
    until = int(link.expires_at.timestamp())

    async def opens() -> bool:
        try:
            await world.acts.open_linked(id=link.id, user_id=ME, expires=until, signature=link.signature)
        except JobWiseError as error:
            assert type(error) is NotFound
            return False
        return True

    assert await opens()
    world.clock.forward(minutes=9, seconds=59)
    assert await opens()
    world.clock.forward(seconds=1)
    assert not await opens()
    world.clock.at -= timedelta(minutes=5)
    assert await opens()
    await world.acts.delete(owner=ME, id=document.id, version=1)
    assert not await opens()
    await world.acts.restore(owner=ME, id=document.id)
    assert await opens()
    async with world.store.write() as work:
        user = await work.users.get(ME)
        user.delete(world.clock.now())
        await work.users.save(user)
        await work.commit()
    assert not await opens()
