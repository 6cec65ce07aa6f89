"""Everything that can go wrong, as one tree.

The core names the failure; it never knows an HTTP status or an exit code. Two tables elsewhere translate:
`presentation/cli/exits.py` for the command line, `presentation/http/errors.py` for the REST API.

    JobWiseError
    ├── InvalidInput          what was given cannot be used as it stands
    │   ├── UnreadableInput   not text, not JSON, not the type it claims to be
    │   ├── TooLarge          over a size, count or depth of `limits`
    │   ├── WrongSchema       well formed, but another kind of document
    │   ├── WrongMedia        a file or body of a type that is not taken here
    │   ├── WeakPassword      a password that others would guess
    │   └── Impossible        options that cannot hold together (must-keep items that do not fit)
    ├── CheckFailed           the document or data was read and does not pass the check that was asked for
    ├── NotNow                well formed, but what it concerns is not in the state for it
    │   ├── EmailTaken        another account has this email
    │   ├── InvalidTransition the way from one status to another is not open
    │   ├── NotCompleted      the work whose result is asked for goes on
    │   ├── BadLink           a mailed token that is used, expired or never was
    │   └── BadIdempotencyKey an Idempotency-Key of another form than asked
    ├── Unauthenticated       nobody is signed in, or no longer
    │   └── RefreshReused     a refresh token came twice: its whole family has ended
    ├── Forbidden             signed in, and still not allowed
    │   ├── EmailNotVerified
    │   ├── TierRequired
    │   ├── FeatureDisabled
    │   └── CsrfFailed
    ├── NotFound              missing, and also somebody else's
    ├── Conflict              a race was lost, or the thing exists already
    │   └── LostRace          somebody else saved it between our reading and our writing
    ├── Stale                 `If-Match` names another version than the present one
    ├── VersionRequired       a change without `If-Match`
    ├── Later                 refused for now; it says when to come again
    │   ├── Exhausted         too much was asked
    │   │   ├── RateLimited   too many requests from one place
    │   │   └── QuotaExceeded what the tier allows in a period is spent
    │   └── Unavailable       something this needs is down or too busy
    │       ├── QueueFull     as much is being done, and waits to be done, as this process takes on
    │       └── NoAnswer      no language model answers: whoever asked goes on the offline way
    │           ├── NoModel          none is configured, or the person wants none
    │           ├── ModelsDown       those configured are down, slow, or refuse us
    │           ├── ModelsBusy       too many questions of one person, or of all, at once
    │           ├── AnswerUnusable   they answered, and never in the form that was asked for
    │           └── BudgetSpent      what may be spent on models in a day is spent
    └── MissingHere           this machine lacks a folder, disk space, a library, a program or a font
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import ClassVar, Self


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

    def under(self, place: str) -> Self:
        """The same failure of what stands at that place of a request: its fields are below it."""
        again, told = copy(self), self.details or (Detail("", self.code),)
        again.details = tuple(Detail(f"{place}/{one.field}".rstrip("/"), one.reason) for one in told)
        return again


class InvalidInput(JobWiseError):
    code = "VALIDATION_ERROR"


class UnreadableInput(InvalidInput):
    code = "UNREADABLE_INPUT"


class NoText(UnreadableInput):
    """A file that opens and says nothing: a scan, pictures, an empty page."""

    code = "NO_TEXT"


class ReadingStopped(UnreadableInput):
    """A file whose reading took more time or memory than any honest one takes."""

    code = "PARSE_TIMEOUT"


class TooLarge(InvalidInput):
    code = "TOO_LARGE"


class WrongSchema(InvalidInput):
    code = "WRONG_SCHEMA"


class WrongMedia(InvalidInput):
    code = "UNSUPPORTED_MEDIA_TYPE"


class WeakPassword(InvalidInput):
    code = "WEAK_PASSWORD"


class Impossible(InvalidInput):
    code = "IMPOSSIBLE"


class CheckFailed(JobWiseError):
    code = "CHECK_FAILED"


class NotNow(JobWiseError):
    code = "NOT_NOW"


class EmailTaken(NotNow):
    code = "EMAIL_TAKEN"


class InvalidTransition(NotNow):
    code = "INVALID_TRANSITION"


class NotCompleted(NotNow):
    code = "NOT_COMPLETED"


class NeedsModel(NotNow):
    """What only a language model can do, where none may be asked."""

    code = "NEEDS_MODEL"


class BadLink(NotNow):
    code = "BAD_LINK"


class BadIdempotencyKey(NotNow):
    code = "BAD_IDEMPOTENCY_KEY"


class Unauthenticated(JobWiseError):
    code = "UNAUTHENTICATED"


class RefreshReused(Unauthenticated):
    code = "REFRESH_REUSED"


class Forbidden(JobWiseError):
    code = "FORBIDDEN"


class EmailNotVerified(Forbidden):
    code = "EMAIL_NOT_VERIFIED"


class TierRequired(Forbidden):
    code = "TIER_REQUIRED"


class FeatureDisabled(Forbidden):
    code = "FEATURE_DISABLED"


class CsrfFailed(Forbidden):
    code = "CSRF_FAILED"


class NotFound(JobWiseError):
    code = "RESOURCE_NOT_FOUND"


class Conflict(JobWiseError):
    code = "CONFLICT"


class Already(Conflict):
    """What is asked for is so already; no race was lost, and asking again changes nothing."""

    code = "ALREADY"


class LostRace(Conflict):
    code = "LOST_RACE"


class Stale(JobWiseError):
    code = "PRECONDITION_FAILED"


class VersionRequired(JobWiseError):
    code = "PRECONDITION_REQUIRED"


class Later(JobWiseError):
    """A refusal that ends by itself: `retry_after_s` says when (whole seconds, at least 1)."""

    code = "LATER"

    def __init__(self, message: str, details: Sequence[Detail] = (), *, retry_after_s: int = 1) -> None:
        super().__init__(message, details)
        self.retry_after_s = max(1, retry_after_s)


class Exhausted(Later):
    """`limit` of what is allowed in the period, and how much of it is left."""

    code = "EXHAUSTED"

    def __init__(
        self,
        message: str,
        details: Sequence[Detail] = (),
        *,
        retry_after_s: int = 1,
        limit: int = 0,
        remaining: int = 0,
    ) -> None:
        super().__init__(message, details, retry_after_s=retry_after_s)
        self.limit = limit
        self.remaining = remaining


class RateLimited(Exhausted):
    code = "RATE_LIMITED"


class QuotaExceeded(Exhausted):
    code = "QUOTA_EXCEEDED"


class Unavailable(Later):
    code = "UNAVAILABLE"


class StorageDown(Unavailable):
    """A file that was made cannot be kept at present; that says nothing about what it was made of."""

    code = "STORAGE_DOWN"


class QueueFull(Unavailable):
    code = "QUEUE_FULL"


class NoAnswer(Unavailable):
    """No language model answered. Every caller has a way to go on without one."""

    code = "LLM_UNAVAILABLE"


class NoModel(NoAnswer):
    code = "LLM_OFFLINE"


class ModelsDown(NoAnswer):
    code = "LLM_DOWN"


class ModelsBusy(NoAnswer):
    code = "LLM_BUSY"


class AnswerUnusable(NoAnswer):
    code = "LLM_UNUSABLE"


class BudgetSpent(NoAnswer):
    code = "LLM_BUDGET"


class MissingHere(JobWiseError):
    code = "MISSING_HERE"
