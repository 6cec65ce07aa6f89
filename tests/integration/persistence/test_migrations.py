"""One history of the schema for both databases: up, down and up again, with data in the tables."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.persistence import accounts
from tests.contracts.persistence.owned import OWNER, put, shown, with_users
from tests.support.filled import START, filled
from tests.support.postgres import Postgres

from jobwise import resources
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.calendar import CalendarFeed
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.documents.document import Document
from jobwise.domain.enhancements.enhancement import Enhancement
from jobwise.domain.exports.export import Export
from jobwise.domain.generations.generation import Generation
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.limits import DATABASE_CONNECT_S
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.stored import StoredRanking
from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.errors import InvalidInput, MissingHere
from jobwise.domain.styles.style import WritingStyle
from jobwise.domain.users.flags import Flag
from jobwise.domain.users.sessions import Session
from jobwise.domain.users.tiers import QuotaKind
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.store import SqlStore

PROFILE_VERSIONS = "0007"
"""The revision that keeps the versions of profiles."""

ROOMS: dict[str, type[Any]] = {
    "profiles": MasterProfile,
    "jobs": CapturedJob,
    "rankings": StoredRanking,
    "generations": Generation,
    "exports": Export,
    "sessions": Session,
    "applications": Application,
    "documents": Document,
    "data_exports": DataExport,
    "samples": Sample,
    "writing_styles": WritingStyle,
    "enhancements": Enhancement,
    "calendar_feeds": CalendarFeed,
}


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'not yet' / 'jobwise.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(url, Uuid7Ids())
    try:
        yield store
    finally:
        await store.close()


async def fill(url: str) -> None:
    async with opened(url) as store:
        await with_users(store)
        for room, kind in ROOMS.items():
            await put(store, room, shown(kind))
        await put(store, "sessions", accounts.session())
        await put(store, "refresh_tokens", accounts.token())
        await put(store, "mailed_tokens", accounts.mailed())
        await put(store, "mails", accounts.mail())
        await put(store, "flags", filled(Flag))
        async with store.write() as work:
            await work.quotas.settle(QuotaKind.EXPORTS, START, owner=OWNER, used=3)
            await work.commit()


async def test_up_down_and_up_with_data(fresh_url: str) -> None:
    assert migrate.current(fresh_url) is None
    migrate.upgrade(fresh_url)
    assert migrate.current(fresh_url) == migrate.head()
    await fill(fresh_url)
    migrate.downgrade(fresh_url, "base")
    assert migrate.current(fresh_url) is None
    migrate.upgrade(fresh_url)
    await fill(fresh_url)
    async with opened(fresh_url) as store, store.read() as work:
        for room, kind in ROOMS.items():
            whole = shown(kind)
            assert await getattr(work, room).get(whole.id, owner=OWNER) == whole


async def test_profiles_that_are_there_already_become_their_first_version(fresh_url: str) -> None:
    migrate.upgrade(fresh_url)
    await fill(fresh_url)
    before = next(one for one, after in pairwise(revisions()) if after == PROFILE_VERSIONS)
    migrate.downgrade(fresh_url, before)
    migrate.upgrade(fresh_url)
    whole = shown(MasterProfile)
    async with opened(fresh_url) as store, store.read() as work:
        assert await work.profiles.get(whole.id, owner=OWNER) == whole
        old = await work.profiles.at_version(whole.id, whole.version, owner=OWNER)
        assert (old.content, old.at) == (whole.content, whole.updated_at)


async def test_every_revision_goes_down_and_up_again(fresh_url: str) -> None:
    for revision in revisions():
        migrate.upgrade(fresh_url, revision)
        migrate.downgrade(fresh_url, "-1")
        migrate.upgrade(fresh_url, revision)
        assert migrate.current(fresh_url) == revision
    await fill(fresh_url)


def test_the_head_is_what_the_code_expects(fresh_url: str) -> None:
    migrate.upgrade(fresh_url)
    assert migrate.differences(fresh_url) == []


def test_a_difference_would_be_seen(fresh_url: str) -> None:
    assert migrate.differences(fresh_url) != []


def test_upgrading_twice_changes_nothing(fresh_url: str) -> None:
    migrate.upgrade(fresh_url)
    migrate.upgrade(fresh_url)
    assert migrate.current(fresh_url) == migrate.head()


@pytest.mark.parametrize("revision", ["nowhere", "9999"])
def test_an_unknown_revision_is_named(fresh_url: str, revision: str) -> None:
    with pytest.raises(InvalidInput, match=revision):
        migrate.upgrade(fresh_url, revision)
    assert migrate.current(fresh_url) is None


async def test_a_database_without_tables_says_what_to_do(fresh_url: str) -> None:
    migrate.upgrade(fresh_url)
    migrate.downgrade(fresh_url, "base")
    async with opened(fresh_url) as store, store.read() as work:
        with pytest.raises(MissingHere, match="jobwise db upgrade"):
            await work.users.find_local()


def test_the_history_is_one_line_and_its_head_is_known_without_alembic() -> None:
    assert revisions()[-1] == migrate.head()


def revisions() -> list[str]:
    """All revisions from the first to the one head."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(resources.path("migrations")))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert len(script.get_heads()) == 1
    assert not any(revision.is_branch_point or revision.is_merge_point for revision in script.walk_revisions())
    return [revision.revision for revision in script.walk_revisions()][::-1]


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def make(url: object, **options: Any) -> Any:
        asked.update(options)
        raise MissingHere("Far enough.")

    monkeypatch.setattr(migrate, "create_engine", make)
    with pytest.raises(MissingHere):
        migrate.current("postgresql://u@127.0.0.1/silent")
    assert asked["connect_args"] == {"connect_timeout": DATABASE_CONNECT_S}
