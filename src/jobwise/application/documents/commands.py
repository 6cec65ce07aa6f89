"""Describing and attaching documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Attached, AttachedKind
from jobwise.domain.documents.document import Document, DocumentKind
from jobwise.domain.limits import MAX_ATTACHED_AT_ONCE
from jobwise.domain.shared.errors import Detail, InvalidInput


@dataclass(frozen=True, slots=True)
class DescribeDocument:
    """Sets what is given of name and kind. Stale when `version` is not the present one."""

    store: Store
    clock: Clock

    async def __call__(
        self, *, owner: UUID, id: UUID, version: int, name: str | None = None, kind: DocumentKind | None = None
    ) -> Document:
        async with self.store.write() as work:
            document = await work.documents.get(id, owner=owner)
            document.check_version(version)
            document.describe(self.clock.now(), name=name, kind=kind)
            await work.documents.save(document)
            await work.commit()
        return document


@dataclass(frozen=True, slots=True)
class AttachDocument:
    """Notes on each of the applications that the document went out with it: all of them or none.

    An application that has it already stays as it is.
    """

    store: Store
    clock: Clock

    async def __call__(
        self, *, owner: UUID, id: UUID, application_ids: Sequence[UUID], label: str = ""
    ) -> tuple[Application, ...]:
        wanted = sorted(set(application_ids))
        if not 1 <= len(wanted) <= MAX_ATTACHED_AT_ONCE:
            raise InvalidInput(
                f"A document is attached to 1 to {MAX_ATTACHED_AT_ONCE} applications at once.",
                (Detail("application_ids", "out of range"),),
            )
        now, found = self.clock.now(), []
        async with self.store.write() as work:
            await work.documents.get(id, owner=owner)
            # In the order of their ids: two who hold the same ones never wait for each other.
            for application_id in wanted:
                application = await work.applications.hold(application_id, owner=owner)
                if all(one.id != id for one in application.attached):
                    application.add(Attached(id, AttachedKind.DOCUMENT, label), now)
                    await work.applications.save(application)
                found.append(application)
            await work.commit()
        return tuple(found)
