"""How often the database is asked: one statement for one thing, one and a bounded count for a list."""

from uuid import UUID

import pytest
from tests.contracts.persistence.applications import plain
from tests.contracts.persistence.owned import OWNER, put, with_users
from tests.support.acts import all_acts
from tests.support.http import HandClock
from tests.support.statements import statements_of

from jobwise.application.ports.applications import ApplicationFilter
from jobwise.application.ports.documents import DocumentFilter
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared.paging import Page
from jobwise.infrastructure.persistence.sql.store import SqlStore


@pytest.fixture
async def filled_store(store: SqlStore) -> SqlStore:
    await with_users(store)
    await put(store, "applications", *(plain(number) for number in range(5)))
    return store


async def test_reading_costs_what_it_must(filled_store: SqlStore) -> None:
    cases = all_acts(filled_store, HandClock())
    one, page = UUID(int=1001), Page(1, 3)
    wanted = ApplicationFilter(statuses=tuple(ApplicationStatus), q="a", company="b")
    for count, act in (
        (1, lambda: cases.applications.show(owner=OWNER, id=one)),
        (1, lambda: cases.applications.count(owner=OWNER)),
        (2, lambda: cases.applications.list(owner=OWNER, wanted=ApplicationFilter(), page=page)),
        (2, lambda: cases.applications.list(owner=OWNER, wanted=wanted, page=page)),
        (2, lambda: cases.documents.list(owner=OWNER, wanted=DocumentFilter(q="x"), page=page)),
    ):
        with statements_of(filled_store) as statements:
            await act()
        assert len(statements) == count, statements


async def test_writing_costs_what_it_must(filled_store: SqlStore) -> None:
    cases = all_acts(filled_store, HandClock())
    with statements_of(filled_store) as statements:
        await cases.applications.move(owner=OWNER, id=UUID(int=1001), status=ApplicationStatus.APPLIED)
    # Read it; write it; write its event.
    assert len(statements) == 3, statements
    job = await cases.jobs.capture(owner=OWNER, content=Job("Baker"))
    with statements_of(filled_store) as statements:
        await cases.applications.create(owner=OWNER, job_id=job.id)
    # Whether there is one; the job, the owner's turn, the count, the tier, what is shown as used; row and event.
    assert len(statements) == 8, statements
