"""The stored commands of the local user: each opens the database, does one act, and closes it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from jobwise.application.use_cases import UseCases
from jobwise.bootstrap.container import opened
from jobwise.bootstrap.settings import read_settings
from jobwise.domain.profiles.json_resume import Imported
from jobwise.domain.profiles.profile import Profile
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.engine import parsed_url, sqlite_file
from jobwise.presentation.cli.cases import StoredProfile

T = TypeVar("T")


def import_profile(imported: Imported) -> StoredProfile:
    """Keeps the profile as the local user's default one."""

    async def act(cases: UseCases) -> StoredProfile:
        owner = await cases.users.ensure_local()
        stored = await cases.profiles.import_content(owner=owner.id, content=imported.profile)
        return StoredProfile(str(stored.id), stored.version, imported.changes)

    return _run(act)


def default_profile() -> Profile:
    """The local user's default profile. Raises NotFound when none was imported yet."""

    async def act(cases: UseCases) -> Profile:
        owner = await cases.users.ensure_local()
        return (await cases.profiles.show(owner=owner.id)).content

    return _run(act)


def database_name() -> str:
    """Which database the settings name: its file, or its address without the password."""
    address = parsed_url(read_settings().database_url.get_secret_value())
    file = sqlite_file(address)
    return str(file) if file is not None else address.render_as_string(hide_password=True)


def upgrade(revision: str) -> str | None:
    """Brings the database up to `revision` and says where it is now."""
    url = read_settings().database_url.get_secret_value()
    migrate.upgrade(url, revision)
    return migrate.current(url)


def downgrade(revision: str) -> str | None:
    """Takes the database back to `revision` and says where it is now."""
    url = read_settings().database_url.get_secret_value()
    migrate.downgrade(url, revision)
    return migrate.current(url)


def _run(act: Callable[[UseCases], Awaitable[T]]) -> T:
    async def whole() -> T:
        async with opened(read_settings()) as cases:
            return await act(cases)

    return asyncio.run(whole())
