"""Which profile an act is about: the one that is named, or the default one."""

from uuid import UUID

from jobwise.application.ports.store import UnitOfWork
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.errors import NotFound


async def chosen(work: UnitOfWork, *, owner: UUID, id: UUID | None) -> MasterProfile:
    """The owner's profile `id`, or their default one. NotFound says how to make one."""
    if id is not None:
        return await work.profiles.get(id, owner=owner)
    profile = await work.profiles.find_default(owner=owner)
    if profile is None:
        raise NotFound(
            "There is no default profile yet; make one with `POST /api/v1/profiles` or `jobwise profile import FILE`."
        )
    return profile
