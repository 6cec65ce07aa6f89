"""Fields that several rooms take."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints

from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.limits import MAX_NOTE_CHARS
from jobwise.presentation.schemas.inputs import Text

MOMENT = "2026-12-01T09:30:00Z"
"""A time for examples."""


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; ValueError in the years where time itself ends."""
    # A year from either end, every zone of every database still has room.
    if not 2 <= moment.year <= 9998:
        raise ValueError("lies outside the years 2 to 9998")
    return moment.astimezone(UTC)


def _written(moment: object) -> object:
    # A number would be taken as seconds since 1970, which is no time that anybody writes.
    if isinstance(moment, str) and moment[4:5] == "-":
        return moment
    raise ValueError("is no time; write it like `2026-12-01T09:30:00Z`")


Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(utc)]
"""A time with its offset, kept in UTC."""

Remark = Annotated[Text, StringConstraints(max_length=MAX_NOTE_CHARS)]
"""A note of at most 5,000 characters."""


def absent() -> Any:
    """What stands in a field that was not sent, for `default_factory`.

    A default that is written in the document would be sent by generated clients, and a PATCH would set it.
    """
    return None


def _known(word: object) -> object:
    return "interviewing" if word == "interview" else word


Status = Annotated[ApplicationStatus, BeforeValidator(_known)]
"""`interview` reads as `interviewing`."""
