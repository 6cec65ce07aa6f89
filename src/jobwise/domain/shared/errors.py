"""Everything that can go wrong, as one tree.

The core names the failure; it never knows an HTTP status or an exit code. Two tables elsewhere translate:
`presentation/cli/exits.py` for the command line, `presentation/http/errors.py` for the REST API.

    JobWiseError
    ├── InvalidInput          what was given cannot be used as it stands
    │   ├── UnreadableInput   not text, not JSON, not the type it claims to be
    │   ├── TooLarge          over a size, count or depth of `limits`
    │   ├── WrongSchema       well formed, but another kind of document
    │   └── Impossible        options that cannot hold together (must-keep items that do not fit)
    ├── CheckFailed           the document or data was read and does not pass the check that was asked for
    ├── NotFound              missing, and also somebody else's
    ├── Conflict              a race was lost, or the thing exists already
    └── MissingHere           this machine lacks a folder, disk space, a library, a program or a font
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Detail:
    """One reason, tied to the field (or path) it belongs to."""

    field: str
    reason: str


class JobWiseError(Exception):
    """A failure with a stable `code`, a sentence that says what to do, and the fields it concerns."""

    code: ClassVar[str] = "INTERNAL_ERROR"

    def __init__(self, message: str, details: Sequence[Detail] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = tuple(details)


class InvalidInput(JobWiseError):
    code = "VALIDATION_ERROR"


class UnreadableInput(InvalidInput):
    code = "UNREADABLE_INPUT"


class TooLarge(InvalidInput):
    code = "TOO_LARGE"


class WrongSchema(InvalidInput):
    code = "WRONG_SCHEMA"


class Impossible(InvalidInput):
    code = "IMPOSSIBLE"


class CheckFailed(JobWiseError):
    code = "CHECK_FAILED"


class NotFound(JobWiseError):
    code = "RESOURCE_NOT_FOUND"


class Conflict(JobWiseError):
    code = "CONFLICT"


class MissingHere(JobWiseError):
    code = "MISSING_HERE"
