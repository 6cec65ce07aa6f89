"""The stored commands: each opens the database, does one act for the local user or another one, and closes it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from jobwise.application.access import Actor
from jobwise.application.use_cases import UseCases
from jobwise.bootstrap.container import Container, opened_container
from jobwise.bootstrap.settings import read_settings
from jobwise.domain.profiles.json_resume import Imported
from jobwise.domain.profiles.profile import Profile
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.engine import parsed_url, sqlite_file
from jobwise.presentation.cli.cases import StoredProfile

T = TypeVar("T")


def import_profile(imported: Imported, *, email: str | None) -> StoredProfile:
    """Keeps the profile as the default one."""

    async def act(cases: UseCases, who: Actor) -> StoredProfile:
        stored = await cases.profiles.import_content(owner=who.user_id, content=imported.profile)
        return StoredProfile(str(stored.id), stored.version, imported.changes)

    return acting(act, email=email)


def default_profile(*, email: str | None) -> Profile:
    """The default profile. Raises NotFound when none was imported yet."""

    async def act(cases: UseCases, who: Actor) -> Profile:
        return (await cases.profiles.show(owner=who.user_id)).content

    return acting(act, email=email)


def acting(act: Callable[[UseCases, Actor], Awaitable[T]], *, email: str | None, mails: bool = False) -> T:
    """Does the act for the account with this email, or for the local user; `mails`: hands over what was queued."""

    async def whole(container: Container) -> T:
        cases = container.use_cases()
        answer = await act(cases, await cases.users.act_as(email=email))
        if mails:
            await container.deliver_mails()()
        return answer

    return _run(whole)


def alone(act: Callable[[UseCases], Awaitable[T]], *, mails: bool = False) -> T:
    """Does an act that is nobody's."""

    async def whole(container: Container) -> T:
        answer = await act(container.use_cases())
        if mails:
            await container.deliver_mails()()
        return answer

    return _run(whole)


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


def _run(act: Callable[[Container], Awaitable[T]]) -> T:
    async def whole() -> T:
        async with opened_container(read_settings()) as container:
            return await act(container)

    return asyncio.run(whole())
