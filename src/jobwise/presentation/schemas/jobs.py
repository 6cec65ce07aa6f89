"""What is sent about jobs."""

import re
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from jobwise.domain.jobs.captured import JobStatus
from jobwise.domain.jobs.job import EmploymentType, Job, WorkMode
from jobwise.domain.limits import MAX_JOB_SKILLS
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.presentation.schemas.fields import Moment, absent
from jobwise.presentation.schemas.inputs import WHOLE, Address, Input, Line, Name, Text, like

_MOST_MONEY = 1_000_000_000_000
_AMOUNT = re.compile(r"^[0-9]{1,12}(\.[0-9]{1,3})?$")
_SIGNS = re.compile(r"[\s_-]+")
_MODES = {
    "onsite": WorkMode.ONSITE,
    "inoffice": WorkMode.ONSITE,
    "office": WorkMode.ONSITE,
    "remote": WorkMode.REMOTE,
    "fullyremote": WorkMode.REMOTE,
    "hybrid": WorkMode.HYBRID,
}


def _mode(value: Any) -> Any:
    return _MODES.get(_SIGNS.sub("", value).lower(), value) if isinstance(value, str) else value


def _day(text: str) -> str:
    try:
        PartialDate.parse(text)
    except ValueError:
        raise ValueError("is not a date; write it like 2027-01-31, 2027-01 or 2027") from None
    return text


def _amount(value: Any) -> Any:
    if isinstance(value, str) and not _AMOUNT.fullmatch(value):
        raise ValueError("is no amount; write it like 62000 or 62000.50")
    return value


Mode = Annotated[WorkMode, BeforeValidator(_mode)]
"""`on-site` and its like are understood on the way in."""

Day = Annotated[
    str,
    StringConstraints(pattern=r"^[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_day),
    like(r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
]
Money = Annotated[
    Decimal,
    Field(ge=0, le=_MOST_MONEY, decimal_places=3),
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": _MOST_MONEY, "multipleOf": 0.001},
                {"type": "string", "pattern": _AMOUNT.pattern},
            ]
        }
    ),
]
Skills = Annotated[list[Name], Field(max_length=MAX_JOB_SKILLS)]


class SalaryIn(Input):
    """Major units. At least one end of the range is given."""

    min: Money | None = Field(None, examples=[62000])
    max: Money | None = Field(None, examples=[74000])
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217.", examples=["EUR"])
    period: PayPeriod = PayPeriod.YEAR

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("a salary has a min, a max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self

    def range(self) -> PayRange:
        return PayRange(self.min, self.max, self.currency, self.period)


class JobFields(Input):
    company: Line = Field("", examples=["Acme GmbH"])
    location: Line = Field("", examples=["Berlin, Germany"])
    work_mode: Mode | None = None
    location_type: Mode | None = Field(None, description="Another name for `work_mode`.", deprecated=True)
    employment_type: EmploymentType | None = None
    salary: SalaryIn | None = None
    min_years: Annotated[int, Field(ge=0, le=60), WHOLE] | None = Field(None, examples=[3])
    required_skills: Skills = Field(default_factory=list, examples=[["Python", "SQL"]])
    preferred_skills: Skills = Field(default_factory=list)
    deadline: Day | None = Field(None, examples=["2027-01-31"])
    posted_at: Moment | None = None
    source_url: Address = Field("", examples=["https://jobs.example.org/42"])
    description: Text = ""

    @model_validator(mode="after")
    def _one_mode(self) -> Self:
        # The field set is read instead of the field: reading a deprecated one warns.
        other = self.__dict__["location_type"]
        if other is not None and self.work_mode not in (None, other):
            raise ValueError("work_mode and location_type say different things; send work_mode alone")
        return self

    def said(self, names: set[str]) -> dict[str, Any]:
        """The fields of these names as the domain names and types them."""
        said: dict[str, Any] = {}
        for name in sorted(names & set(type(self).model_fields)):
            value = self.__dict__[name]
            if name in ("work_mode", "location_type"):
                said["work_mode"] = self.work_mode or self.__dict__["location_type"]
            elif name == "salary":
                said["pay"] = self.salary.range() if self.salary else None
            elif name == "deadline":
                said[name] = PartialDate.parse(value) if value else None
            elif name == "description":
                said["text"] = value
            elif name != "status":
                said[name] = tuple(value) if isinstance(value, list) else value
        return said

    def whole(self) -> dict[str, Any]:
        return self.said(set(type(self).model_fields))


class JobPut(JobFields):
    title: Name = Field(examples=["Data Engineer"])


class JobIn(JobPut):
    status: JobStatus = JobStatus.ACTIVE

    def content(self) -> Job:
        return Job(**{name: value for name, value in self.whole().items() if name not in ("source_url", "posted_at")})


class JobPatch(JobFields):
    """Only what is sent changes; a null empties a field that may be empty."""

    title: Name = Field(default_factory=absent, examples=["Data Engineer"])

    def changes(self) -> dict[str, Any]:
        return self.said(self.model_fields_set)


class StatusIn(Input):
    status: JobStatus = Field(examples=["archived"])


class PageIn(Input):
    url: Annotated[Address, like(r"^[hH][tT][tT][pP][sS]?://[^\x00-\x20\x7f-\x9f\\]+$")] = Field(
        description="A public page.", examples=["https://jobs.example.org/42"]
    )
