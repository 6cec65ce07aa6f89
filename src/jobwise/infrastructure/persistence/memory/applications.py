"""Applications in memory, with the read models over them and their jobs."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.applications import ApplicationCard, ApplicationFilter, Due, Planned
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.limits import MAX_PLANNED
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned, ordered
from jobwise.infrastructure.persistence.memory.table import Table


class MemoryApplications(MemoryOwned[Application]):
    def __init__(
        self, table: Table[Application], user_exists: Callable[[UUID], bool], jobs: Table[CapturedJob]
    ) -> None:
        super().__init__(table, user_exists)
        self._jobs = jobs

    async def hold(self, id: UUID, *, owner: UUID) -> Application:
        return await self.get(id, owner=owner)

    async def find_of_job(self, job_id: UUID, *, owner: UUID) -> Application | None:
        return next((one for one in self._of(owner) if one.job_id == job_id), None)

    async def cards(
        self, wanted: ApplicationFilter, *, owner: UUID, sort: Sort, page: Page
    ) -> Listing[ApplicationCard]:
        found = [card for card in self._all_cards(owner) if _matches(card, wanted)]
        found = [card for card in found if all(getattr(card, name) is not None for name, _ in sort)]
        return ordered(found, sort, page)

    async def counts(self, *, owner: UUID) -> Mapping[ApplicationStatus, int]:
        return Counter(one.status for one in self._of(owner))

    async def count_active(self, *, owner: UUID) -> int:
        return sum(1 for one in self._of(owner) if one.status.is_active)

    async def status_of_jobs(self, job_ids: Sequence[UUID], *, owner: UUID) -> Mapping[UUID, ApplicationStatus]:
        return {one.job_id: one.status for one in self._of(owner) if one.job_id in job_ids}

    def of(self, job: CapturedJob) -> Application | None:
        """The application for a job, when there is one."""
        return next((one for one in self._of(job.owner_id) if one.job_id == job.id), None)

    async def planned(self, *, owner: UUID, since: datetime, id: UUID | None = None) -> Sequence[Planned]:
        found: list[tuple[datetime, Planned]] = []
        for one in self._of(owner):
            last = one.last_interview_at
            if last is not None and last >= since and id in (None, one.id):
                title, company = self._words(one)
                found.append((last, Planned(one.id, title, company, one.updated_at, one.interviews)))
        found.sort(key=lambda pair: pair[1].application_id)
        found.sort(key=lambda pair: pair[0], reverse=True)
        return [planned for _, planned in found[:MAX_PLANNED]]

    def _all_cards(self, owner: UUID) -> Iterable[ApplicationCard]:
        for one in self._of(owner):
            title, company = self._words(one)
            yield ApplicationCard(
                id=one.id,
                version=one.version,
                job_id=one.job_id,
                title=title,
                company=company,
                status=one.status,
                previous=one.previous,
                source=one.source,
                applied_at=one.applied_at,
                moved_at=one.moved_at,
                next_interview_at=one.next_interview_at,
                next_reminder_at=one.next_reminder_at,
                created_at=one.created_at,
                updated_at=one.updated_at,
            )

    def _words(self, one: Application) -> tuple[str, str]:
        try:
            content = self._jobs.get(one.job_id, one.owner_id, True).content
        except NotFound:
            return "", ""
        return content.title, content.company

    def _check(self, aggregate: Application) -> None:
        if aggregate.hidden:
            return
        for other in self._of(aggregate.owner_id):
            if other.job_id == aggregate.job_id and other.id != aggregate.id:
                raise Conflict("This job has an application already.")


def _matches(card: ApplicationCard, wanted: ApplicationFilter) -> bool:
    q = wanted.q.casefold()
    return (
        (not wanted.statuses or card.status in wanted.statuses)
        and wanted.job_id in (None, card.job_id)
        and wanted.company.casefold() in card.company.casefold()
        and any(q in words.casefold() for words in (card.title, card.company, card.source))
        and (wanted.updated_after is None or card.updated_at > wanted.updated_after)
        and (wanted.due is not Due.INTERVIEW or card.next_interview_at is not None)
        and (wanted.due is not Due.REMINDER or card.next_reminder_at is not None)
    )
