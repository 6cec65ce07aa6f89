"""The stored commands' way in: settings, database, use cases, and out again."""

from pathlib import Path

import pytest

from jobwise.bootstrap.container import opened
from jobwise.bootstrap.settings import read_settings
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import MissingHere
from jobwise.infrastructure.persistence.sql import migrate


async def test_a_fresh_machine_keeps_a_profile_from_one_run_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBWISE_HOME", str(tmp_path / "päth? with #%20 and spaces"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = read_settings(None)
    content = Profile(summary="Setzerin")
    async with opened(settings) as acts:
        owner = await acts.users.ensure_local()
        await acts.profiles.import_content(owner=owner.id, content=content)
    async with opened(settings) as acts:
        again = await acts.users.ensure_local()
        assert again.id == owner.id
        assert (await acts.profiles.show(owner=again.id)).content == content
    assert (settings.home / "jobwise.db").is_file()


async def test_a_database_of_a_newer_version_is_left_alone(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.delenv("JOBWISE_DATABASE_URL", raising=False)
    monkeypatch.setattr(migrate, "head", lambda: "0000")
    with pytest.raises(MissingHere, match="newer"):
        async with opened(read_settings(None)):
            pytest.fail("opened what it cannot know")


async def test_postgresql_is_never_migrated_on_the_way(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBWISE_DATABASE_URL", postgres_url)
    monkeypatch.setattr(migrate, "upgrade", lambda *_: pytest.fail("migrated"))
    monkeypatch.setattr(migrate, "head", lambda: "9999")
    async with opened(read_settings(None)) as acts:
        owner = await acts.users.ensure_local()
        assert (await acts.users.ensure_local()).id == owner.id
