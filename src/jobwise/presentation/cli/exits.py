"""The one table from failures to exit codes: 1 the check failed, 2 bad input, 3 something is missing here.

70 (EX_SOFTWARE of sysexits.h) is for failures of the program itself, 130 for a command that was interrupted.
"""

from collections.abc import Mapping
from types import MappingProxyType

from jobwise.domain.shared.errors import (
    CheckFailed,
    Conflict,
    Forbidden,
    InvalidInput,
    JobWiseError,
    Later,
    MissingHere,
    NotFound,
    NotNow,
    Stale,
    Unauthenticated,
    VersionRequired,
)

DONE = 0
CHECK_FAILED = 1
BAD_INPUT = 2
MISSING = 3
UNFORESEEN = 70
INTERRUPTED = 130

_CODES: Mapping[type[JobWiseError], int] = MappingProxyType(
    {
        CheckFailed: CHECK_FAILED,
        InvalidInput: BAD_INPUT,
        NotNow: BAD_INPUT,
        Unauthenticated: BAD_INPUT,
        Forbidden: BAD_INPUT,
        NotFound: BAD_INPUT,
        Conflict: BAD_INPUT,
        Stale: BAD_INPUT,
        VersionRequired: BAD_INPUT,
        Later: MISSING,
        MissingHere: MISSING,
    }
)


def exit_code(error: JobWiseError) -> int:
    """The exit code of a failure: that of its nearest ancestor in the table."""
    for kind in type(error).__mro__:
        if kind in _CODES:
            return _CODES[kind]
    raise LookupError(f"no exit code for {type(error).__name__}")
