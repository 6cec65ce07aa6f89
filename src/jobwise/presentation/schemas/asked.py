"""What lists are asked: a page, an order, filters."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from jobwise.application.jobs.queries import NEWEST
from jobwise.application.ports.jobs import Order
from jobwise.domain.jobs.captured import JobSource, JobStatus
from jobwise.domain.jobs.job import EmploymentType
from jobwise.domain.jobs.wanted import JobFilters, JobSort, PostingOrder, PostingSort
from jobwise.domain.limits import MAX_LISTED, MAX_PAGE_LIMIT
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.domain.shared.paging import Page, Sort
from jobwise.presentation.schemas.fields import Moment, Status
from jobwise.presentation.schemas.inputs import Line, Search
from jobwise.presentation.schemas.jobs import Mode

_JOB_SORTS = frozenset(sort.value for sort in JobSort)
_POSTING_SORTS = frozenset(sort.value for sort in PostingSort)
_NEWEST_POSTED: PostingOrder = ((PostingSort.POSTED_AT, True),)


def sort_pattern(names: frozenset[str]) -> str:
    """The form of `sort` for a list that is sorted by these."""
    one = f"-?({'|'.join(sorted(names))})"
    return f"^{one}(,{one})*$"


def sort_order(asked: str | None, allowed: frozenset[str], default: str) -> Sort:
    """`-created_at,title` as pairs of a field and whether it falls; InvalidInput for a field that has no index."""
    found: list[tuple[str, bool]] = []
    for part in (asked or default).split(","):
        name, falling = part.removeprefix("-"), part.startswith("-")
        if name not in allowed or any(name == before for before, _ in found):
            raise InvalidInput(
                f"`sort` takes {', '.join(sorted(allowed))}, each once, with `-` in front for falling.",
                (Detail("sort", "not offered"),),
            )
        found.append((name, falling))
    return tuple(found)


def _sort(names: frozenset[str], example: str) -> str | None:
    field: str | None = Field(
        None,
        max_length=100,
        pattern=sort_pattern(names),
        description=f"Of {', '.join(sorted(names))}, each once; `-` in front for falling. What has no deadline counts "
        "as the last to end, what has no pay as the worst paid.",
        examples=[example],
    )
    return field


class Asked(BaseModel):
    """What every list is asked. Parameters that are not known are left alone, as everywhere."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False, hide_input_in_errors=True)

    page: int = Field(1, ge=1, le=MAX_LISTED, description="From 1.")
    limit: int = Field(20, ge=1, le=MAX_PAGE_LIMIT, description="Entries of a page.")

    def window(self) -> Page:
        return Page(self.page, self.limit)


class SavedAsked(Asked):
    sort: str | None = _sort(_JOB_SORTS, "-created_at,title")

    def order(self) -> Order:
        if self.sort is None:
            return NEWEST
        return tuple((JobSort(name), falls) for name, falls in sort_order(self.sort, _JOB_SORTS, ""))


class _Searched(Asked):
    q: Search | None = Field(None, description="Words of the whole text, each by its beginning.", examples=["python"])
    company: Line | None = Field(None, description="Words of the company's name, each by its beginning.")
    location: Line | None = Field(None, description="Words of the place, each by its beginning.")
    work_mode: Mode | None = None
    location_type: Mode | None = Field(None, description="Another name for `work_mode`.")
    employment_type: EmploymentType | None = None
    salary_min: int | None = Field(
        None, ge=0, le=10**15, description="Pay of a year reaches this, in major units of its own currency."
    )
    skill: Line | None = Field(None, description="A whole skill, required or preferred.")
    posted_after: Moment | None = Field(None, description="What is of unknown age is left out.")

    @model_validator(mode="after")
    def _one_mode(self) -> Self:
        if self.work_mode and self.location_type and self.work_mode is not self.location_type:
            raise ValueError("work_mode and location_type say different things; send work_mode alone")
        return self

    def _searched(self) -> dict[str, Any]:
        """What is searched for, in the names of `JobFilters`."""
        return {
            "q": self.q or None,
            "company": self.company or None,
            "location": self.location or None,
            "skill": self.skill or None,
            "work_mode": self.work_mode or self.location_type,
            "employment_type": self.employment_type,
            "salary_min": self.salary_min,
            "posted_after": self.posted_after,
        }


class JobsAsked(_Searched, SavedAsked):
    source: JobSource | None = None
    status: JobStatus | None = None
    application_status: Status | None = Field(None, description="`not_applied` for a job without one.")

    def filters(self) -> JobFilters:
        if self.model_fields_set <= {"page", "limit", "sort"}:
            return _EVERYTHING
        return JobFilters(
            **self._searched(),
            status=self.status,
            source=self.source,
            application_status=self.application_status.value if self.application_status else None,
        )


class PostingsAsked(_Searched):
    sort: str | None = _sort(_POSTING_SORTS, "-posted_at,title")

    def filters(self) -> JobFilters:
        return JobFilters(**self._searched())

    def order(self) -> PostingOrder:
        if self.sort is None:
            return _NEWEST_POSTED
        return tuple((PostingSort(name), falls) for name, falls in sort_order(self.sort, _POSTING_SORTS, ""))


_EVERYTHING = JobFilters()
