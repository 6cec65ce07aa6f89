"""Running the real command in a process of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from jobwise.bootstrap.one_shot import OneShot
from jobwise.presentation.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
PROFILE = ROOT / "data" / "demo" / "profile.json"
POSTING = ROOT / "data" / "demo" / "posting.txt"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    stdout: bytes
    stderr: str

    @property
    def answer(self) -> Any:
        """The one JSON object on standard output; anything beside it is an error."""
        return json.loads(self.stdout)

    @property
    def error(self) -> dict[str, Any]:
        found = self.answer["error"]
        assert isinstance(found, dict)
        return found


def jobwise(*argv: str | bytes | Path, stdin: bytes | None = None, **environment: str) -> Done:
    """Runs `jobwise ARGV` and waits; never longer than a minute."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "jobwise", *argv],
        input=stdin, capture_output=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )  # fmt: skip
    stderr = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in stderr, stderr
    return Done(done.returncode, done.stdout, stderr)


def script(code: str, *argv: str | Path, **environment: str) -> Done:
    """Runs Python code that prepares something and then calls the command."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, argv)], capture_output=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def here(*argv: str | Path, stdin: bytes | None = None, **environment: str) -> Done:
    """Runs the command in this process: everything but the start of a new one, which costs a second or two."""
    with mock.patch.dict(os.environ, environment):
        return _here(argv, stdin)


def _here(argv: Sequence[str | Path], stdin: bytes | None) -> Done:
    out, error, given = (io.TextIOWrapper(io.BytesIO(data), "utf-8") for data in (b"", b"", stdin or b""))
    kept = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = out, error, given
    try:
        code = run([str(one) for one in argv], OneShot())
        out.flush(), error.flush()
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept
    said = [stream.buffer.getvalue() for stream in (out, error)]  # type: ignore[attr-defined]
    return Done(code, said[0], said[1].decode("utf-8", "replace"))
