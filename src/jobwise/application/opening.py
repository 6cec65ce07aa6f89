"""Opening files that are kept: for their owner, or by a link that was signed for them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from jobwise.application.deleting import Door
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.links import Grant, Links
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.documents.document import Uploaded
from jobwise.domain.limits import LINK_S
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.files import StoredFile

T_co = TypeVar("T_co", covariant=True)
O = TypeVar("O", bound=Owned)  # noqa: E741
U = TypeVar("U", bound=Uploaded[Any])


@dataclass(frozen=True, slots=True)
class Opened(Generic[T_co]):
    """A thing, its file, and the bytes of it in pieces."""

    thing: T_co
    file: StoredFile
    pieces: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class OpenFile(Generic[U]):
    """The file of something that its owner uploaded, as it was sent."""

    store: Store
    files: FileStore
    door: Door[U]

    async def __call__(self, *, owner: UUID, id: UUID) -> Opened[U]:
        async with self.store.read(single=True) as work:
            thing = await self.door(work).get(id, owner=owner)
        return Opened(thing, thing.file, await self.files.get(thing.file.key))


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What opens one file until `expires_at` without a sign-in."""

    id: UUID
    user_id: UUID
    expires_at: datetime
    signature: str


def end_of_link(now: datetime) -> datetime:
    """When a link ends that is signed now. Links name the second, so the end is a whole one."""
    return now.replace(microsecond=0) + timedelta(seconds=LINK_S)


def may_be_ours(expires: int, now: datetime) -> bool:
    """Whether a link that ends then (Unix time) goes on, and may have been signed by now."""
    return int(now.timestamp()) < expires <= int(now.timestamp()) + LINK_S


def signed(links: Links, thing: Owned, file: StoredFile, expires_at: datetime) -> SignedLink:
    """A link to the file of a thing, for its owner's sake."""
    grant = _grant(file, thing.owner_id, int(expires_at.timestamp()))
    return SignedLink(thing.id, thing.owner_id, expires_at, links.sign(grant))


def holds(links: Links, thing: Owned, file: StoredFile, expires: int, signature: str) -> bool:
    return links.holds(_grant(file, thing.owner_id, expires), signature)


async def of_active(work: UnitOfWork, door: Door[O], id: UUID, *, owner: UUID) -> O:
    """What a link names; NotFound when there is none, or its owner may not sign in any more."""
    thing = await door(work).get(id, owner=owner)
    try:
        user = await work.users.get(owner)
    except NotFound:
        raise no_such(thing.KIND) from None
    if not user.active:
        raise no_such(thing.KIND)
    return thing


def no_such(kind: str) -> NotFound:
    """What is said of every link that opens nothing: it says nothing of what would be right."""
    return NotFound(f"There is no such {kind}.")


def _grant(file: StoredFile, user_id: UUID, expires: int) -> Grant:
    return Grant("GET", file.key, user_id, expires)
