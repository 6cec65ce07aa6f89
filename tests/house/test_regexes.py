"""Every pattern of the product is quick on text that was made to stop it."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from types import FunctionType, ModuleType

import jobwise

LENGTH = 20_000
LIMIT_S = 0.1
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


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str) -> float:
    """How long finding everything takes, in time of this process: others on the machine do not count."""
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    for _ in pattern.finditer(subject):  # type: ignore[arg-type]
        pass
    return time.process_time() - started


def test_the_clock_sees_a_slow_pattern() -> None:
    assert seconds(re.compile(r"(?:a|aa)+$"), "a" * 28 + "!") > 0.01


def test_no_pattern_is_slow_on_hostile_text() -> None:
    found = patterns()
    assert len(found) > 100
    slow = []
    for pattern, place in found.items():
        for name, text in HOSTILE.items():
            # A second look, because the first may have paid for a collection of garbage.
            if seconds(pattern, text) > LIMIT_S and (took := seconds(pattern, text)) > LIMIT_S:
                slow.append(f"{place} takes {took:.2f} s for {name}: {pattern.pattern!r:.120}")
    assert not slow, "\n".join(slow)
