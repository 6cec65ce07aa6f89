"""Which profile an act is about: the one that is named, or the default one."""

from uuid import UUID

from jobwise.application.ports.store import UnitOfWork
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.errors import NotFound


async def chosen(work: UnitOfWork, *, owner: UUID, id: UUID | None) -> MasterProfile:
    """The owner's profile `id`, or their default one. NotFound says how to make one."""
    if id is not None:
        return await work.profiles.get(id, owner=owner)
    profile = await work.profiles.find_default(owner=owner)
    if profile is None:
        raise no_profile(id)
    return profile


async def sources(
    work: UnitOfWork, *, owner: UUID, job_id: UUID, profile_id: UUID | None
) -> tuple[CapturedJob, MasterProfile]:
    """What a document is made from, in one statement; NotFound for a job or profile that is not the owner's."""
    job, profile = await work.sources.find(owner=owner, job_id=job_id, profile_id=profile_id)
    if job is None:
        raise NotFound(f"There is no such {CapturedJob.KIND}.")
    if profile is None:
        raise no_profile(profile_id)
    return job, profile


def no_profile(id: UUID | None) -> NotFound:
    if id is not None:
        return NotFound(f"There is no such {MasterProfile.KIND}.")
    return NotFound(
        "There is no default profile yet; make one with `POST /api/v1/profiles` or `jobwise profile import FILE`."
    )
