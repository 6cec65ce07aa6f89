"""`make mutation`: how many small wrongs in the rules that matter most do the fast tests notice?

    python -m benchmarks.mutation [NAME ...] [--only TEXT] [--at LINE] [--jobs N] [--list]

Every test is run once to see which lines it runs. Then each mutant gets a process of its own, in which the wrong takes
the place of the code, and the tests that run its statement follow, the quickest first, until one fails. A wrong inside
a function is put into a fork of the process that ran the tests; one in a table or a statement that is built at import
goes into a fork that imports all of JobWise again. A mutant counts as killed when a test fails, when the module can no
longer be imported, or when time runs out. A wrong that changes nothing anybody can see counts as a survivor too.
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
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import CodeType

import pytest

from benchmarks.mutants import Mutant, mutants
from benchmarks.mutation_targets import TARGETS, Target
from benchmarks.mutation_tests import Baseline, Chosen, Nest, Recorder, WrongModule

_KILLED = ("failed", "not imported", "timed out")
_BAR = 0.85
# Processes that run tests write elsewhere; what is found is shown here.
_SCREEN = os.dup(1)
_ANEW, _ANEW_CODE = "to be imported anew", 77
ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "jobwise"
_MEMORY_BYTES = 4 << 30
# Imported once and forked with every mutant; nothing of ours is among them.
_HEAVY = (
    *("aiosqlite", "alembic.command", "bcrypt", "email_validator", "fastapi", "httpx", "icalendar", "jwt", "orjson"),
    *("hypothesis.stateful", "limits", "prometheus_client", "psycopg", "sqlalchemy.ext.asyncio"),
    *("structlog", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite.aiosqlite"),
)


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


def run_tests(arguments: Iterable[str], *plugins: object) -> int:
    given = ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:schemathesis", "--rootdir", str(ROOT), *arguments]
    # What was imported before the fork cannot have its assertions rewritten, and need not.
    given += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main(given, plugins=[*plugins]))


@dataclass
class Runs:
    """Mutants at work, so many at a time; outcomes by the number of the mutant."""

    jobs: int
    output: int
    mutants: Sequence[Mutant]
    ends: dict[int, tuple[float, int]] = field(default_factory=dict)
    outcomes: dict[int, str] = field(default_factory=dict)

    def add(self, number: int, act: Callable[[], int], seconds: float) -> None:
        while len(self.ends) >= self.jobs:
            self.wait()

        def limited() -> int:
            most = int(20 + 5 * seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (most, most))
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
            return act()

        self.ends[forked(limited, self.output)] = (time.monotonic() + 120 + 20 * seconds, number)

    def wait(self) -> None:
        """Until one has ended."""
        while True:
            for pid, (end, number) in list(self.ends.items()):
                done, status = os.waitpid(pid, os.WNOHANG)
                if done or time.monotonic() > end:
                    if not done:
                        os.killpg(pid, signal.SIGKILL)
                        os.waitpid(pid, 0)
                    del self.ends[pid]
                    self.note(number, _outcome(status) if done else "timed out")
                    return
            time.sleep(0.01)

    def note(self, number: int, outcome: str) -> None:
        self.outcomes[number] = outcome
        if number >= 0 and outcome not in (*_KILLED, _ANEW):
            more = "" if outcome == "survived" else f" ({outcome})"
            os.write(_SCREEN, f"  {self.mutants[number]}{more}\n".encode())

    def wait_for_all(self) -> None:
        while self.ends:
            self.wait()


@dataclass
class Hunt:
    """All mutants of a target, and what became of each."""

    target: Target
    jobs: int
    mutants: list[Mutant]
    trees: dict[str, ast.Module]

    def run(self, output: int) -> tuple[Baseline, dict[int, str]]:
        base, outcomes = self._in_nest(output)
        runs = Runs(self.jobs, output, self.mutants, outcomes=outcomes)
        for number, mutant in enumerate(self.mutants):
            if runs.outcomes.get(number, _ANEW) == _ANEW:
                tests = base.tests_of(mutant)
                runs.add(number, partial(self._anew, mutant, tests), base.cost(tests))
        runs.wait_for_all()
        return base, runs.outcomes

    def _in_nest(self, output: int) -> tuple[Baseline, dict[int, str]]:
        """What the tests do without any wrong, and the outcomes of wrongs inside functions."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "found.json"
            files = {str(SOURCE / name): name for name in self.target.modules}
            recorder = Recorder(files, self.target.machines)

            def go(nest: Nest) -> None:
                base = Baseline(recorder.seconds, recorder.lines, recorder.at_import)
                runs = Runs(self.jobs, output, self.mutants)
                runs.add(-1, partial(nest.run, list(base.seconds)), base.cost(base.seconds))
                runs.wait_for_all()
                if runs.outcomes.pop(-1) != "survived":
                    raise RuntimeError("The tests do not pass a second time.")
                for number, mutant in enumerate(self.mutants):
                    tests = base.tests_of(mutant)
                    if not tests:
                        runs.note(number, "survived")
                    elif not base.is_early(mutant):
                        runs.add(number, partial(self._exchanged, nest, mutant, tests), base.cost(tests))
                runs.wait_for_all()
                lines = {test: {name: sorted(seen) for name, seen in of.items()} for test, of in base.lines.items()}
                early = {name: sorted(seen) for name, seen in base.at_import.items()}
                found = {
                    "seconds": base.seconds,
                    "lines": lines,
                    "early": early,
                    "outcomes": list(runs.outcomes.items()),
                }
                file.write_text(json.dumps(found), "utf-8")

            def act() -> int:
                recorder.watch_imports()
                return run_tests(
                    (*self.target.tests, *self.target.machines, "-k", "not postgresql"), recorder, Nest(recorder, go)
                )

            _, status = os.waitpid(forked(act, output), 0)
            if status != 0 or not file.exists():
                os.lseek(output, 0, os.SEEK_SET)
                raise SystemExit(f"The tests fail without any wrong:\n{os.read(output, 1 << 20).decode()}")
            found = json.loads(file.read_text("utf-8"))
        lines = {test: {name: set(seen) for name, seen in of.items()} for test, of in found["lines"].items()}
        early = {name: set(seen) for name, seen in found["early"].items()}
        return Baseline(found["seconds"], lines, early), dict(found["outcomes"])

    def _code(self, mutant: Mutant) -> CodeType:
        return mutant.code(self.trees[mutant.module], str(SOURCE / mutant.module))

    def _exchanged(self, nest: Nest, mutant: Mutant, tests: Sequence[str]) -> int:
        if not nest.exchange(str(SOURCE / mutant.module), self._code(mutant)):
            return _ANEW_CODE
        return nest.run(tests)

    def _anew(self, mutant: Mutant, tests: Sequence[str]) -> int:
        """Imports everything of ours again, which a wrong in a table or a statement of a module needs."""
        name = "jobwise." + mutant.module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        sys.meta_path.insert(0, WrongModule(name, self._code(mutant)))
        files: dict[str, list[str]] = {}
        for test in tests:
            files.setdefault(test.partition("::")[0], []).append(test)
        for file, chosen in files.items():
            # One file after the other: most wrongs are noticed before the larger ones need be imported.
            if (code := run_tests((file, "-x"), Chosen(chosen))) != 0:
                return code
        return 0


def _outcome(status: int) -> str:
    """Anything but a failed test or a module that cannot be imported is no kill."""
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "timed out"
    known = {0: "survived", 1: "failed", 2: "not imported", 4: "not imported", _ANEW_CODE: _ANEW}
    return known.get(code, f"odd end {code}")


def run(name: str, jobs: int, only: str, at: int | None) -> list[tuple[Mutant, str]]:
    whole = TARGETS[name]
    target = replace(whole, modules=tuple(module for module in whole.modules if only in module))
    if not target.modules:
        return []
    sources = {module: (SOURCE / module).read_text("utf-8") for module in target.modules}
    found = [one for module, text in sources.items() for one in mutants(module, text) if at in (None, one.line)]
    hunt = Hunt(target, jobs, found, {module: ast.parse(text) for module, text in sources.items()})
    print(f"{name}, left alive:", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryFile() as sink:
        base, outcomes = hunt.run(sink.fileno())
    seconds = time.monotonic() - started
    print(f"{name}: {len(found)} mutants, {len(base.seconds)} tests, {seconds:.0f} s", flush=True)
    return [(mutant, outcomes[number]) for number, mutant in enumerate(found)]


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
    parser.add_argument("--only", default="", metavar="TEXT", help="only modules with this in their path")
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
    outcomes = [one for name in names for one in run(name, given.jobs, given.only, given.at)]
    return 0 if report(outcomes) >= _BAR else 1


if __name__ == "__main__":
    sys.exit(main())
