"""Which profile an act is about: the one that is named, or the default one."""

from uuid import UUID

from jobwise.application.ports.store import UnitOfWork
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.errors import NotFound, Stale


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


def check_version(profile: MasterProfile, version: int | None) -> None:
    """Raises Stale when somebody has read another version than the present one."""
    if version is not None and version != profile.version:
        raise Stale(f"The profile is at version {profile.version}, not {version}; read it again.")
