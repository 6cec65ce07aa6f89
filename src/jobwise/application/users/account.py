"""One's own account: looking at it, editing it, closing it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jobwise.application.mailing import Letters
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.mail import MailTemplate
from jobwise.application.ports.store import Store
from jobwise.application.users.access import Standings
from jobwise.application.users.parts import AccountParts
from jobwise.application.users.registration import check_time_zone
from jobwise.application.users.secret_changes import ConfirmPassword
from jobwise.domain.users.mailed import Purpose
from jobwise.domain.users.user import User


@dataclass(frozen=True, slots=True)
class ShowMe:
    store: Store

    async def __call__(self, *, owner: UUID) -> User:
        async with self.store.read(single=True) as work:
            return await work.users.get(owner)


@dataclass(frozen=True, slots=True)
class EditMe:
    """Merges `name`, `language`, `time_zone` and `offline_only`, as far as they are given, into version `version`."""

    store: Store
    clock: Clock
    parts: AccountParts

    async def __call__(self, *, owner: UUID, version: int, changes: dict[str, Any]) -> User:
        if "time_zone" in changes:
            check_time_zone(self.parts, changes["time_zone"])
        async with self.store.write() as work:
            user = await work.users.get(owner)
            user.check_version(version)
            now: dict[str, Any] = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
            now["offline_only"] = user.offline_only
            user.edit(self.clock.now(), **{**now, **changes})
            await work.users.save(user)
            await work.commit()
        return user


@dataclass(frozen=True, slots=True)
class DeleteMe:
    """Closes the account at once; `user.deletion_requested` tells the eraser what to do."""

    store: Store
    clock: Clock
    letters: Letters
    confirm: ConfirmPassword
    standings: Standings

    async def __call__(self, *, owner: UUID, password: str, network: str = "") -> None:
        await self.confirm(owner=owner, password=password, network=network)
        now = self.clock.now()
        async with self.store.write() as work:
            user = await work.users.get(owner)
            user.request_deletion(now)
            await work.users.save(user)
            for purpose in Purpose:
                await work.mailed_tokens.void(owner, purpose, now)
            await self.letters.notice(work, user, MailTemplate.ACCOUNT_DELETED, now=now)
            await work.commit()
        self.standings.forget(owner)
