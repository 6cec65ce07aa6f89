"""Running the real command in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
