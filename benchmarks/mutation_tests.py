"""Running tests for `make mutation`: what each of them touches, some of them in an order, and a module gone wrong."""

import gc
import importlib.abc
import importlib.machinery
import inspect
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from hypothesis import Phase, settings

from benchmarks.mutants import Mutant

_BUDGET_S = 25.0


@dataclass(eq=False)
class Recorder:
    """Which lines of the targets each test runs, and how many seconds of a processor it takes.

    Machines run everything, and watching them would take too long: they are noted as running no line in particular.
    """

    files: dict[str, str]
    machines: tuple[str, ...]
    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    at_import: dict[str, set[int]] = field(default_factory=dict)
    on: bool = True
    remembering: "list[_lru_cache_wrapper[Any]]" = field(default_factory=list)

    def watch_imports(self) -> None:
        """From now until the tests are collected: which functions run while modules are imported."""

        def in_target(frame: FrameType, event: str, _: object) -> Any:
            self.at_import.setdefault(self.files[frame.f_code.co_filename], set()).add(frame.f_lineno)
            return in_target

        def on_call(frame: FrameType, event: str, _: object) -> Any:
            code = frame.f_code
            return in_target if code.co_filename in self.files and code.co_flags & inspect.CO_OPTIMIZED else None

        sys.settrace(on_call)

    def pytest_collection_finish(self) -> None:
        sys.settrace(None)
        self.remembering = [
            one
            for one in gc.get_objects()
            if isinstance(one, _lru_cache_wrapper)
            and getattr(getattr(one.__wrapped__, "__code__", None), "co_filename", "") in self.files
        ]

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        if not self.on:
            yield
            return
        seen: dict[str, set[int]] = {}

        def in_target(frame: FrameType, event: str, _: object) -> Any:
            if event == "line":
                seen[self.files[frame.f_code.co_filename]].add(frame.f_lineno)
            return in_target

        def on_call(frame: FrameType, event: str, _: object) -> Any:
            module = self.files.get(frame.f_code.co_filename)
            if module is None:
                return None
            seen.setdefault(module, set()).add(frame.f_lineno)
            return in_target

        for one in self.remembering:
            # What an earlier test had worked out would hide that this one goes by it.
            one.cache_clear()
        start = time.process_time()
        watched = not item.nodeid.startswith(self.machines) if self.machines else True
        sys.settrace(on_call if watched else None)
        yield
        sys.settrace(None)
        self.seconds[item.nodeid] = time.process_time() - start
        self.lines[item.nodeid] = seen if watched else {module: set() for module in self.files.values()}


def _without_shrinking() -> None:
    """A failing property is not made small, because one failure is enough."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutation", settings.get_profile("suite"), phases=phases, report_multiple_bugs=False)
    settings.load_profile("mutation")


@dataclass(frozen=True, eq=False)
class Chosen:
    """Runs these tests in this order."""

    order: Sequence[str]

    def pytest_sessionstart(self) -> None:
        _without_shrinking()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        place = {nodeid: number for number, nodeid in enumerate(self.order)}
        items[:] = sorted((one for one in items if one.nodeid in place), key=lambda one: place[one.nodeid])


@dataclass(frozen=True, eq=False)
class _Between:
    """Stands for the next test when that is not known: only what the whole session shares is kept."""

    session: pytest.Session

    def listchain(self) -> list[pytest.Session]:
        return [self.session]


@dataclass(eq=False)
class Nest:
    """A session that runs every test, and then lets `go` fork it: its children need not import anything again."""

    recorder: "Recorder"
    go: Callable[["Nest"], None]
    session: pytest.Session | None = None
    functions: dict[str, list[FunctionType]] = field(default_factory=dict)

    def pytest_sessionstart(self) -> None:
        _without_shrinking()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.session = session
        code = self.run([item.nodeid for item in session.items])
        if code == 0:
            for one in gc.get_objects():
                if isinstance(one, FunctionType) and one.__code__.co_filename in self.recorder.files:
                    self.functions.setdefault(one.__code__.co_filename, []).append(one)
            self.recorder.on = False
            self.go(self)
        return True

    def run(self, order: Sequence[str]) -> int:
        """0 when these tests pass; 1 at the first that does not."""
        assert self.session is not None
        items = {item.nodeid: item for item in self.session.items}
        for name in order:
            item: Any = items[name]
            item.ihook.pytest_runtest_protocol(item=item, nextitem=_Between(self.session))
            if self.session.testsfailed:
                return 1
        return 0

    def exchange(self, file: str, code: CodeType) -> bool:
        """Gives the functions of a module their code from `code`; False when one cannot take it."""
        for one in gc.get_objects():
            if isinstance(one, _lru_cache_wrapper):
                one.cache_clear()
        new = {(one.co_qualname, one.co_firstlineno): one for one in _functions_of(code)}
        for function in self.functions[file]:
            old = function.__code__
            changed = new.get((old.co_qualname, old.co_firstlineno))
            if changed is not None:
                if changed.co_freevars != old.co_freevars:
                    return False
                function.__code__ = changed
        return True


def _functions_of(code: CodeType) -> Iterator[CodeType]:
    """The functions and methods of a module, without those that stand in others."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_flags & inspect.CO_OPTIMIZED:
                yield one
            else:
                yield from _functions_of(one)


def _lines_of(mutant: Mutant) -> range:
    return range(mutant.first, mutant.last + 1)


class WrongModule(importlib.abc.MetaPathFinder):
    """Finds one module with a wrong in it, and leaves all others to Python."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name = name
        self.code = code

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        spec, code = importlib.machinery.PathFinder.find_spec(name, path, target), self.code
        if spec is None or spec.origin is None:
            return None

        class Loader(importlib.machinery.SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                return code

        spec.loader = Loader(name, spec.origin)
        return spec


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the tests did without any wrong."""

    seconds: dict[str, float]
    lines: dict[str, dict[str, set[int]]]
    at_import: dict[str, set[int]]

    def is_early(self, mutant: Mutant) -> bool:
        """Whether the wrong takes effect while modules are imported."""
        return mutant.top or not self.at_import.get(mutant.module, set()).isdisjoint(_lines_of(mutant))

    def cost(self, tests: Iterable[str]) -> float:
        return sum(self.seconds[name] for name in tests)

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those that run its statement, the quickest first, within the budget; for what takes effect at import all,
        because a test that reads a table runs no line of its module."""
        ran = {name: lines[mutant.module] for name, lines in self.lines.items() if mutant.module in lines}
        if self.is_early(mutant):
            found = list(self.seconds)
        else:
            found = [name for name, lines in ran.items() if not lines or not lines.isdisjoint(_lines_of(mutant))]
        chosen, spent = [], 0.0
        for name in sorted(found, key=lambda one: (self.seconds[one], one)):
            spent += self.seconds[name]
            if spent > _BUDGET_S:
                break
            chosen.append(name)
        return chosen
