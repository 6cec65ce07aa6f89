"""`jobwise` commands as processes of their own, without the seconds that starting Python and importing takes each time.

A parent, one for each process of the test run, imports everything once; each command is a fork of it, with an
environment, a folder and files of its own. `tests/e2e/test_serving.py` starts the program itself as people do.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_PARENT = """
import gc, importlib, json, os, signal, sys
import alembic.command
import jobwise.bootstrap.api
import jobwise.bootstrap.cli

gc.collect()
gc.freeze()

def become(told):
    os.setsid()
    os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["environment"])
    written = os.open(told["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(written, number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.closerange(3, 64)
    sys.argv = ["jobwise", *told["argv"]]
    sys.exit(sys.modules[told["program"]].main())

def answer(told):
    if "pid" not in told:
        for name in (*told["imports"], told["program"]):
            importlib.import_module(name)
        child = os.fork()
        if child == 0:
            become(told)
        return child
    if "signal" in told:
        os.kill(told["pid"], told["signal"])
        return None
    found, status = os.waitpid(told["pid"], os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None

for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
"""


class _Parent:
    def __init__(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JOBWISE_")}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PARENT],
            env={**environment, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        atexit.register(self._end)

    def ask(self, told: Mapping[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def _end(self) -> None:
        with self._process:
            self._process.kill()


@cache
def _parent() -> _Parent:
    return _Parent()


class Born:
    """A command that was started. It is ours to end. `program` is the module whose `main` is run instead of our own;
    `imports` are what the parent should have ready, too."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        log: Path,
        program: str = "jobwise.bootstrap.cli",
        imports: Sequence[str] = (),
    ) -> None:
        told = {"argv": list(argv), "cwd": str(cwd), "environment": dict(environment), "log": str(log)}
        told |= {"program": program, "imports": list(imports)}
        self.pid: int = _parent().ask(told)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code (the negative number of a signal that ended it); None while it runs."""
        if self.returncode is None:
            self.returncode = _parent().ask({"pid": self.pid})
        return self.returncode

    def wait(self, timeout: float) -> int:
        deadline = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"process {self.pid} has not ended within {timeout} s")
            time.sleep(0.005)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            _parent().ask({"pid": self.pid, "signal": int(number)})

    def kill(self) -> None:
        """Ends it as a power cut would: nothing is finished, nothing is closed."""
        self.send_signal(signal.SIGKILL)
        self.wait(10)
