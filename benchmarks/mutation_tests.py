"""Running tests for `make mutation`: what each of them touches, some of them in an order, and a module gone wrong."""

import importlib.abc
import importlib.machinery
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import Phase, settings

from benchmarks.mutants import Mutant

_BUDGET_S = 25.0


@dataclass
class Recorder:
    """Which lines of the targets each test runs, and how long it takes."""

    files: dict[str, str]
    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[str, set[int]]] = field(default_factory=dict)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
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

        start = time.monotonic()
        sys.settrace(on_call)
        yield
        sys.settrace(None)
        self.seconds[item.nodeid] = time.monotonic() - start
        self.lines[item.nodeid] = seen


@dataclass(frozen=True)
class Chosen:
    """Runs these tests in this order; a failing property is not made small, because one failure is enough."""

    order: Sequence[str]

    def pytest_sessionstart(self) -> None:
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutation", settings.get_profile("suite"), phases=phases, report_multiple_bugs=False)
        settings.load_profile("mutation")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        place = {nodeid: number for number, nodeid in enumerate(self.order)}
        items[:] = sorted((one for one in items if one.nodeid in place), key=lambda one: place[one.nodeid])


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

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those that run its statement, the quickest first, within the budget; for what runs at import, those that run
        anything of its module, and all when none does."""
        wanted = range(mutant.first, mutant.last + 1)
        ran = {
            name: lines[mutant.module] for name, lines in self.lines.items() if mutant.module in lines
        }  # fmt: skip
        if mutant.top:
            found = list(ran) or list(self.seconds)
        else:
            found = [name for name, lines in ran.items() if not lines.isdisjoint(wanted)]
        chosen, spent = [], 0.0
        for name in sorted(found, key=lambda one: (self.seconds[one], one)):
            spent += self.seconds[name]
            if spent > _BUDGET_S:
                break
            chosen.append(name)
        return chosen
