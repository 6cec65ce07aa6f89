"""`make mutation`: how many small wrongs in the rules that matter most do the fast tests notice?

    python -m benchmarks.mutation [NAME ...] [--jobs N] [--list] [--at LINE]

Every test is run once to see which lines it runs. Then each mutant gets a process of its own, forked from one that has
imported everything but JobWise: the module is compiled with the wrong in it, and the tests that run its statement
follow, the quickest first, until one fails. A mutant counts as killed when a test fails, when the module can no longer
be imported, or when time runs out. A wrong that changes nothing anybody can see counts as a survivor too.
"""

import argparse
import ast
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.mutants import Mutant, mutants
from benchmarks.mutation_tests import Baseline, Chosen, Recorder, WrongModule

_KILLED = ("failed", "not imported", "timed out")
_BAR = 0.85
ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "jobwise"
_MEMORY_BYTES = 4 << 30
# Imported once and forked with every mutant; nothing of ours is among them.
_HEAVY = (
    *("aiosqlite", "alembic.command", "bcrypt", "email_validator", "fastapi", "httpx", "icalendar", "jwt", "orjson"),
    *("hypothesis.stateful", "limits", "prometheus_client", "psycopg", "sqlalchemy.ext.asyncio"),
    *("structlog", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite.aiosqlite"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """Modules below src/jobwise that keep one promise, and the tests that hold them to it."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


_ACCOUNTS = ("tests/unit/accounts", "tests/unit/persistence/test_memory_store.py")
_SQL = ("tests/integration/persistence/test_sql_stores.py", "tests/integration/persistence/test_sqlite.py")
_MACHINES = ("tests/integration/persistence/test_account_machines_sql.py",)
TARGETS = {
    "states": Target(
        ("domain/applications/status.py", "domain/applications/application.py"),
        ("tests/unit/applications", *_SQL),
    ),
    "quotas": Target(
        ("application/quotas.py", "domain/users/tiers.py", "infrastructure/persistence/sql/repositories/quotas.py"),
        (*_ACCOUNTS, *_SQL, *_MACHINES),
    ),
    "refresh": Target(
        (
            "domain/users/sessions.py",
            "application/users/sign_in.py",
            "infrastructure/persistence/sql/repositories/sessions.py",
        ),
        (*_ACCOUNTS, *_SQL, *_MACHINES, "tests/integration/http/test_sign_in.py"),
    ),
    "once": Target(
        (
            "application/once.py",
            "infrastructure/persistence/memory/idempotency.py",
            "infrastructure/persistence/sql/repositories/idempotency.py",
        ),
        (*_ACCOUNTS, "tests/unit/applying/test_once.py", *_SQL, *_MACHINES),
    ),
    "tenancy": Target(
        (
            "infrastructure/persistence/memory/owned.py",
            "infrastructure/persistence/memory/table.py",
            "infrastructure/persistence/sql/repositories/room.py",
        ),
        ("tests/unit/persistence", "tests/unit/applications/test_machine.py", *_SQL),
    ),
}


def forked(act: Callable[[], int], output: int) -> int:
    """The process that does it; its exit code is what `act` gives."""
    pid = os.fork()
    if pid:
        return pid
    code = 99
    try:
        os.setpgid(0, 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        code = act()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def run_tests(arguments: Iterable[str], plugin: object) -> int:
    given = ["-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT), *arguments]
    # What was imported before the fork cannot have its assertions rewritten, and need not.
    given += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main(given, plugins=[plugin]))


def baseline(target: Target, output: int) -> Baseline:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines.json"

        def act() -> int:
            recorder = Recorder({str(SOURCE / name): name for name in target.modules})
            code = run_tests((*target.tests, "-k", "not postgresql"), recorder)
            lines = {test: {name: sorted(seen) for name, seen in of.items()} for test, of in recorder.lines.items()}
            file.write_text(json.dumps({"seconds": recorder.seconds, "lines": lines}), "utf-8")
            return code

        _, status = os.waitpid(forked(act, output), 0)
        if status != 0:
            os.lseek(output, 0, os.SEEK_SET)
            raise SystemExit(f"The tests fail without any wrong:\n{os.read(output, 1 << 20).decode()}")
        found = json.loads(file.read_text("utf-8"))
    lines = {test: {name: set(seen) for name, seen in of.items()} for test, of in found["lines"].items()}
    return Baseline(found["seconds"], lines)


@dataclass
class Runs:
    """Mutants at work, so many at a time."""

    jobs: int
    output: int
    ends: dict[int, tuple[float, Mutant]] = field(default_factory=dict)
    outcomes: list[tuple[Mutant, str]] = field(default_factory=list)

    def add(self, mutant: Mutant, tree: ast.Module, tests: Sequence[str], seconds: float) -> None:
        if not tests:
            self.note(mutant, "survived")
            return
        while len(self.ends) >= self.jobs:
            self.wait()
        name = "jobwise." + mutant.module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        code = mutant.code(tree, str(SOURCE / mutant.module))

        def act() -> int:
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
            sys.meta_path.insert(0, WrongModule(name, code))
            files = sorted({test.partition("::")[0] for test in tests})
            return run_tests((*files, "-x"), Chosen(tests))

        self.ends[forked(act, self.output)] = (time.monotonic() + 30 + 5 * seconds, mutant)

    def wait(self) -> None:
        """Until one has ended."""
        while True:
            for pid, (end, mutant) in list(self.ends.items()):
                done, status = os.waitpid(pid, os.WNOHANG)
                if done or time.monotonic() > end:
                    if not done:
                        os.killpg(pid, signal.SIGKILL)
                        os.waitpid(pid, 0)
                    del self.ends[pid]
                    self.note(mutant, _outcome(status) if done else "timed out")
                    return
            time.sleep(0.02)

    def note(self, mutant: Mutant, outcome: str) -> None:
        self.outcomes.append((mutant, outcome))
        if outcome not in _KILLED:
            print(mutant, "" if outcome == "survived" else f"({outcome})", flush=True)


def _outcome(status: int) -> str:
    """Anything but a failed test or a module that cannot be imported is no kill."""
    code = os.waitstatus_to_exitcode(status)
    return {0: "survived", 1: "failed", 2: "not imported", 4: "not imported"}.get(code, f"odd end {code}")


def run(name: str, jobs: int, at: int | None) -> list[tuple[Mutant, str]]:
    target = TARGETS[name]
    with tempfile.TemporaryFile() as sink:
        started = time.monotonic()
        base = baseline(target, sink.fileno())
        print(f"{name}: {len(base.seconds)} tests in {time.monotonic() - started:.0f} s", flush=True)
        runs = Runs(jobs, sink.fileno())
        for module in target.modules:
            source = (SOURCE / module).read_text("utf-8")
            tree = ast.parse(source)
            for mutant in mutants(module, source):
                if at is None or mutant.line == at:
                    tests = base.tests_of(mutant)
                    runs.add(mutant, tree, tests, sum(base.seconds[one] for one in tests))
        while runs.ends:
            runs.wait()
    return runs.outcomes


def report(outcomes: Sequence[tuple[Mutant, str]]) -> float:
    """Prints a table of Markdown, one row a module; the share that was killed."""
    print(f"\n| module | mutants | {' | '.join(_KILLED)} | survived | killed |\n|---|--:|--:|--:|--:|--:|--:|")
    share = 1.0
    for module in [*dict.fromkeys(mutant.module for mutant, _ in outcomes), ""]:
        counts = Counter(outcome for mutant, outcome in outcomes if module in ("", mutant.module))
        total, ways = counts.total(), [counts[one] for one in _KILLED]
        share = sum(ways) / total if total else 1.0
        label = f"`{module}`" if module else "all"
        print(f"| {label} | {total} | {' | '.join(map(str, ways))} | {total - sum(ways)} | {share:.1%} |")
    return share


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.mutation", description="How many small wrongs do tests notice?")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(TARGETS)}; all without one")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--at", type=int, help="only mutants of this line")
    parser.add_argument("--list", action="store_true", help="show the mutants and run none")
    given = parser.parse_args()
    names = given.names or list(TARGETS)
    if unknown := sorted(set(names) - set(TARGETS)):
        parser.error(f"there is no target {', '.join(unknown)}")
    if given.list:
        for module in (module for name in names for module in TARGETS[name].modules):
            print(*mutants(module, (SOURCE / module).read_text("utf-8")), sep="\n")
        return 0
    os.chdir(ROOT)
    for heavy in _HEAVY:
        importlib.import_module(heavy)
    outcomes = [one for name in names for one in run(name, given.jobs, given.at)]
    return 0 if report(outcomes) >= _BAR else 1


if __name__ == "__main__":
    sys.exit(main())
