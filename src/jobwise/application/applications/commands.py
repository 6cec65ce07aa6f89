"""Beginning, moving, describing, deleting and restoring applications."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.quotas import refund
from jobwise.domain.applications.allowance import check_allowance
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.shared.errors import Already
from jobwise.domain.users.tiers import QuotaKind, window_start

_ACTIVE = QuotaKind.ACTIVE_APPLICATIONS


async def take_room(work: UnitOfWork, owner: UUID, now: datetime) -> None:
    """One more active application; QuotaExceeded when the owner's tier, as the database has it now, allows none.

    The rows themselves are counted. What `GET /usage` shows is set by the same count, so it never drifts for long.
    """
    active = await work.applications.count_active(owner=owner)
    check_allowance((await work.users.entitlement(owner)).tier, active)
    await work.quotas.settle(_ACTIVE, window_start(_ACTIVE, now), owner=owner, used=active + 1)


async def give_room(work: UnitOfWork, owner: UUID, now: datetime) -> None:
    """One active application less."""
    await refund(work, owner, _ACTIVE, now)


async def check_none(work: UnitOfWork, owner: UUID, job_id: UUID) -> None:
    """Already when the job has an application."""
    if await work.applications.find_of_job(job_id, owner=owner) is not None:
        raise Already("This job has an application already.")


async def let_go(work: UnitOfWork, application: Application, now: datetime) -> None:
    """Gives its room free, if it is active."""
    if application.status.is_active:
        await give_room(work, application.owner_id, now)


async def take_back(work: UnitOfWork, application: Application, now: datetime) -> None:
    """Takes room for it again, if it is active; Already when its job has another one by now."""
    await check_none(work, application.owner_id, application.job_id)
    if application.status.is_active:
        await take_room(work, application.owner_id, now)


@dataclass(frozen=True, slots=True)
class CreateApplication:
    """Begins the pursuit of one of the owner's jobs; `status` is its first move, and has to be a legal one.

    Already when the job has an application; Conflict when it gets one meanwhile.
    """

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self,
        *,
        owner: UUID,
        job_id: UUID,
        status: ApplicationStatus = ApplicationStatus.NOT_APPLIED,
        note: str = "",
        source: str = "",
    ) -> Application:
        made = self._made(owner, job_id, status, note, source)
        async with self.store.read() as work:
            await check_none(work, owner, job_id)
        return await self._keep(made)

    async def begin(self, *, owner: UUID, job_id: UUID, status: ApplicationStatus, note: str) -> Application:
        """The same for a job that was seen without an application."""
        return await self._keep(self._made(owner, job_id, status, note, ""))

    def _made(self, owner: UUID, job_id: UUID, status: ApplicationStatus, note: str, source: str) -> Application:
        now = self.clock.now()
        made = Application.create(id=self.ids.new(), owner_id=owner, job_id=job_id, now=now, source=source)
        if status is not made.status:
            made.move(status, now, actor=owner, note=note)
        return made

    async def _keep(self, made: Application) -> Application:
        async with self.store.write() as work:
            await work.jobs.get(made.job_id, owner=made.owner_id)
            if made.status.is_active:
                await take_room(work, made.owner_id, made.created_at)
            await work.applications.add(made)
            await work.commit()
        return made


@dataclass(frozen=True, slots=True)
class MoveApplication:
    """Takes an application to another status.

    It is judged by what it was when the request came: of two moves at once one wins, and the other is a LostRace.
    """

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, status: ApplicationStatus, note: str = "") -> Application:
        async with self.store.read(single=True) as work:
            application = await work.applications.get(id, owner=owner)
        return await self.go(application, status, note)

    async def go(self, application: Application, status: ApplicationStatus, note: str) -> Application:
        was_active = application.status.is_active
        owner, now = application.owner_id, self.clock.now()
        application.move(status, now, actor=owner, note=note)
        async with self.store.write() as work:
            if status.is_active and not was_active:
                await take_room(work, owner, now)
            if was_active and not status.is_active:
                await give_room(work, owner, now)
            await work.applications.save(application)
            await work.commit()
        return application


@dataclass(frozen=True, slots=True)
class SetStatusOfJob:
    """Moves the application of a job, and begins one when there is none."""

    store: Store
    create: CreateApplication
    move: MoveApplication

    async def __call__(self, *, owner: UUID, job_id: UUID, status: ApplicationStatus, note: str = "") -> Application:
        async with self.store.read() as work:
            await work.jobs.get(job_id, owner=owner)
            application = await work.applications.find_of_job(job_id, owner=owner)
        if application is not None:
            return await self.move.go(application, status, note)
        if status is ApplicationStatus.NOT_APPLIED:
            # A job without an application reads so already, and no move leads there from there: the domain says it.
            Application.create(id=job_id, owner_id=owner, job_id=job_id, now=self.move.clock.now()).move(
                status, self.move.clock.now(), actor=owner
            )
        return await self.create.begin(owner=owner, job_id=job_id, status=status, note=note)


@dataclass(frozen=True, slots=True)
class DescribeApplication:
    """Sets what is given of source and date of applying. Stale when `version` is not the present one."""

    store: Store
    clock: Clock

    async def __call__(
        self,
        *,
        owner: UUID,
        id: UUID,
        version: int,
        source: str | None = None,
        applied_at: datetime | None = None,
    ) -> Application:
        async with self.store.write() as work:
            application = await work.applications.hold(id, owner=owner)
            application.check_version(version)
            application.describe(self.clock.now(), source=source, applied_at=applied_at)
            await work.applications.save(application)
            await work.commit()
        return application
