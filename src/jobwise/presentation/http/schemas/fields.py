"""Fields that several rooms take."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, StringConstraints

from jobwise.domain.limits import MAX_NOTE_CHARS
from jobwise.presentation.http.inputs import Text

MOMENT = "2026-12-01T09:30:00Z"
"""A time for examples."""


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; ValueError far from our time, where calendars and time zones end."""
    if not 2000 <= moment.year < 2200:
        raise ValueError("lies outside the years 2000 to 2199")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(utc)]
"""A time with its offset, kept in UTC."""

Remark = Annotated[Text, StringConstraints(max_length=MAX_NOTE_CHARS)]
"""A note of at most 5,000 characters."""


def absent() -> Any:
    """What stands in a field that was not sent, for `default_factory`.

    A default that is written in the document would be sent by generated clients, and a PATCH would set it.
    """
    return None
