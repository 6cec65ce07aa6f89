"""Failures on their way from a process of a pool to whoever asked it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any

from jobwise.domain.shared import errors
from jobwise.domain.shared.errors import Detail, JobWiseError, Unavailable


class BrokenWork(RuntimeError):
    """The work ran into a mistake of ours: which kind of failure, and where."""


class TooMuchWork(Unavailable):
    """The work took more time or memory than any honest piece of it does."""


def told(error: Exception) -> dict[str, Any]:
    """A failure as a note. Of a mistake of ours only its kind and place are told: its words may repeat the work."""
    if isinstance(error, JobWiseError):
        details = [[each.field, each.reason] for each in error.details]
        return {"failure": type(error).__name__, "message": error.message, "details": details}
    if isinstance(error, MemoryError):
        return {"exhausted": True}
    return {"broken": f"{type(error).__name__} at {_place(error.__traceback__)}"}


def failure_of(note: Mapping[str, Any]) -> Exception | None:
    """The failure that a note tells of; None when it tells of none."""
    if "exhausted" in note:
        return TooMuchWork("This took more memory than it may and was stopped.")
    if "broken" in note:
        return BrokenWork(str(note["broken"]))
    if "failure" not in note:
        return None
    kind = _KINDS.get(note["failure"], JobWiseError)
    return kind(str(note["message"]), [Detail(field, reason) for field, reason in note["details"]])


def _place(trace: TracebackType | None) -> str:
    if trace is None:
        return "an unknown place"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def _all(kind: type[JobWiseError]) -> Iterator[type[JobWiseError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _all(one)


_KINDS: Mapping[str, type[JobWiseError]] = MappingProxyType(
    {one.__name__: one for one in _all(JobWiseError) if one.__module__ == errors.__name__}
)
