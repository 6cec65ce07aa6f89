"""What hangs under an application: notes, contacts, interviews, reminders, and what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Attached, AttachedKind, Contact, Interview, Note, Part, Reminder

PART_KINDS: Mapping[str, type[Part]] = {
    "notes": Note,
    "contacts": Contact,
    "interviews": Interview,
    "reminders": Reminder,
    "documents": Attached,
}


@dataclass(frozen=True, slots=True)
class AddPart:
    """Puts a new part under an application. With a `version`, Stale when it is not the present one."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self, *, owner: UUID, id: UUID, kind: type[Part], values: Mapping[str, Any], version: int | None = None
    ) -> tuple[Application, Part]:
        now = self.clock.now()
        given = {"id": self.ids.new(), **values}
        if kind is Note:
            given["at"] = now
        part = kind(**given)
        async with self.store.write() as work:
            application = await work.applications.hold(id, owner=owner)
            if version is not None:
                application.check_version(version)
            if isinstance(part, Attached):
                await check_attached(work, part, owner)
            application.add(part, now)
            await work.applications.save(application)
            await work.commit()
        return application, part


@dataclass(frozen=True, slots=True)
class ChangePart:
    """Sets the given values of one part; NotFound when it is not there, Stale when `version` is not the present one."""

    store: Store
    clock: Clock

    async def __call__(
        self, *, owner: UUID, id: UUID, version: int, kind: type[Part], part_id: UUID, values: Mapping[str, Any]
    ) -> Application:
        async with self.store.write() as work:
            application = await work.applications.hold(id, owner=owner)
            application.check_version(version)
            application.change(replace(application.part(kind, part_id), **values), self.clock.now())
            await work.applications.save(application)
            await work.commit()
        return application


@dataclass(frozen=True, slots=True)
class RemovePart:
    """Takes one part out; NotFound when it is not there, Stale when `version` is not the present one."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, version: int, kind: type[Part], part_id: UUID) -> Application:
        async with self.store.write() as work:
            application = await work.applications.hold(id, owner=owner)
            application.check_version(version)
            application.remove(kind, part_id, self.clock.now())
            await work.applications.save(application)
            await work.commit()
        return application


async def check_attached(work: UnitOfWork, part: Attached, owner: UUID) -> None:
    """NotFound unless what is attached is the owner's: also an id inside a body is looked up as theirs."""
    match part.kind:
        case AttachedKind.DOCUMENT:
            await work.documents.get(part.id, owner=owner)
        case AttachedKind.GENERATION:
            await work.generations.get(part.id, owner=owner)
        case AttachedKind.EXPORT:
            await work.exports.get(part.id, owner=owner)
