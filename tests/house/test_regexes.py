"""Every pattern of the product is quick on text that was made to stop it."""

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import jobwise

SOURCE = Path(__file__).resolve().parents[2] / "src"
CALLS = {f"re.{name}" for name in ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")}
LENGTH = 20_000
LIMIT_S = 0.1
# Patterns that the code asks at one place of a text alone, never for a place in it.
ANCHORED = {
    "jobwise.domain.generations.resume_reading.dates._DASH",
    "jobwise.domain.generations.resume_reading.dates._SEPARATOR",
    "jobwise.domain.shared.events._NAME",
}
# Patterns that the code shows that many characters at most.
BOUNDED = {"jobwise.domain.generations.resume_reading.dates._TAIL": 40}
HOSTILE = {
    "one letter": "a" * (LENGTH - 1) + "!",
    "blanks": "x" + " " * (LENGTH - 2) + "x",
    "digits and points": ("1.,-" * LENGTH)[: LENGTH - 1] + "x",
    "words": ("Ab c-d, " * LENGTH)[: LENGTH - 1] + "\x00",
    "brackets and addresses": ("<a@b.(/[" * LENGTH)[:LENGTH],
}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(jobwise.__path__, "jobwise."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> dict[re.Pattern[str] | re.Pattern[bytes], str]:
    """Each compiled pattern that a module holds, by itself, in a collection, a class or a default, with its place."""
    found: dict[re.Pattern[str] | re.Pattern[bytes], str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _inside(value, module.__name__, 0):
                found.setdefault(pattern, f"{module.__name__}.{name}")
    return found


def _inside(value: object, module: str, depth: int) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth > 3:
        return
    elif isinstance(value, dict):
        for inner in [*value, *value.values()]:
            yield from _inside(inner, module, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _inside(inner, module, depth + 1)
    elif isinstance(value, FunctionType) and value.__module__ == module:
        for inner in [*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]:
            yield from _inside(inner, module, depth + 1)
    elif isinstance(value, type) and value.__module__ == module:
        for inner in list(vars(value).values()):
            yield from _inside(inner, module, depth + 1)
    elif type(value).__module__ == module:
        for name in getattr(type(value), "__slots__", ()) or vars(value):
            yield from _inside(getattr(value, name, None), module, depth + 1)


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str, *, anchored: bool = False) -> float:
    """How long finding everything takes, in time of this process: others on the machine do not count."""
    asked: Any = pattern
    subject: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    if anchored:
        asked.match(subject)
        asked.fullmatch(subject)
    else:
        for _ in asked.finditer(subject):
            pass
    return time.process_time() - started


@contextmanager
def given_up_after(limit_s: float) -> Iterator[None]:
    """Ends a search that would go on for minutes, by TimeoutError."""

    def end(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def is_slow(pattern: re.Pattern[str] | re.Pattern[bytes], place: str, text: str) -> bool:
    shown = text[: BOUNDED.get(place, LENGTH)]
    try:
        with given_up_after(10):
            # A second look, because the first may have paid for a collection of garbage.
            return all(seconds(pattern, shown, anchored=place in ANCHORED) > LIMIT_S for _ in range(2))
    except TimeoutError:
        return True


def test_the_clock_sees_a_slow_pattern() -> None:
    assert seconds(re.compile(r"(?:a|aa)+$"), "a" * 28 + "!") > 0.01


def test_no_pattern_is_slow_on_hostile_text() -> None:
    """T64: every pattern of the source, on texts made against it."""
    found = patterns()
    assert len(found) > 100
    assert ANCHORED | BOUNDED.keys() <= set(found.values())
    slow = [
        f"{place} is slow on {name}: {pattern.pattern!r:.120}"
        for pattern, place in found.items()
        for name, text in HOSTILE.items()
        if is_slow(pattern, place, text)
    ]
    assert not slow, "\n".join(slow)


def written_in_calls() -> dict[re.Pattern[str] | re.Pattern[bytes], str]:
    """Each pattern that stands in a call, as in `re.split("...", text)`, with its place."""
    found: dict[re.Pattern[str] | re.Pattern[bytes], str] = {}
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(call, ast.Call)
                and ast.unparse(call.func) in CALLS
                and isinstance(call.args[0], ast.Constant)
            ):
                found[re.compile(call.args[0].value)] = f"{path.relative_to(SOURCE)}:{call.lineno}"
    return found


def test_no_pattern_of_a_call_is_slow_on_hostile_text() -> None:
    found = written_in_calls()
    assert len(found) > 10
    slow = [
        f"{place} is slow on {name}: {pattern.pattern!r:.120}"
        for pattern, place in found.items()
        for name, text in HOSTILE.items()
        if is_slow(pattern, place, text)
    ]
    assert not slow, "\n".join(slow)
