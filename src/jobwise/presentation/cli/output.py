"""What a command says: with `--json` one JSON object on standard output, otherwise words and tables."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jobwise.domain.shared.errors import JobWiseError

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command's answer goes. `as_json` silences everything but the one object."""

    as_json: bool

    def data(self, data: Any, show: Callable[["Console"], None], *, meta: Mapping[str, Any] | None = None) -> None:
        """The answer: `{"data": ...}`, of a list with its `meta`; or `show` with a console."""
        if self.as_json:
            _write({"data": data} if meta is None else {"data": data, "meta": meta})
        else:
            show(console())

    def error(self, error: JobWiseError) -> None:
        """The failure, in one sentence; the details follow, a line each."""
        if self.as_json:
            details = [{"field": detail.field, "reason": detail.reason} for detail in error.details]
            _write({"error": {"code": error.code, "message": error.message, "details": details}})
            return
        say(f"jobwise: {error.message}")
        for detail in error.details[:20]:
            say(f"  {detail.field}: {detail.reason}")
        if len(error.details) > 20:
            say(f"  and {len(error.details) - 20} more")

    def raw(self, data: bytes) -> None:
        """A document itself, alone on standard output."""
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    @contextmanager
    def progress(self, words: str) -> Iterator[None]:
        """Shows that something is going on while the block runs; only on a terminal."""
        if self.as_json or not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(words):
            yield


def console() -> "Console":
    """A console on standard output; as wide as the terminal, or 100 columns where there is none."""
    from rich.console import Console

    class Ours(Console):
        def on_broken_pipe(self) -> None:
            # Rich would leave with exit code 1, which here means that a check failed.
            raise BrokenPipeError

    return Ours(width=None if sys.stdout.isatty() else 100, highlight=False, soft_wrap=not sys.stdout.isatty())


def say(line: str) -> None:
    """One line on standard error, whatever its characters."""
    text = line.replace("\r", " ").replace("\n", " ")
    sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stderr.buffer.flush()


def _write(answer: Mapping[str, Any]) -> None:
    # A lone surrogate (a file name that is not UTF-8) becomes a JSON escape instead of a crash.
    text = json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
