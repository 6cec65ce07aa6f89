"""What an import kept beside its readings lives as long as the reading does."""

from collections.abc import Mapping
from typing import Any

from jobwise.domain.profiles.profile import Profile

_GONE = object()


def living_sources(before: Profile, after: Profile) -> Mapping[str, str]:
    """The sources whose field says after an edit what it said before."""
    if not before.sources:
        return before.sources
    return {path: text for path, text in before.sources.items() if _is_alike(before, after, path.split("/"))}


def _is_alike(before: Profile, after: Profile, steps: list[str]) -> bool:
    was, now = _at(before, steps), _at(after, steps)
    if now is _GONE or was != now:
        return False
    # A word like "present" in the place of an end is read as two fields.
    return steps[-1] != "end" or _at(before, [*steps[:-1], "current"]) == _at(after, [*steps[:-1], "current"])


def _at(value: Any, steps: list[str]) -> Any:
    """What stands at a path; `_GONE` when nothing does."""
    for step in steps:
        if isinstance(value, tuple):
            value = _in_list(value, step)
        elif step in getattr(type(value), "__dataclass_fields__", ()):
            value = getattr(value, step)
        else:
            return _GONE
    return value


def _in_list(items: tuple[Any, ...], step: str) -> Any:
    found = next((one for one in items if getattr(one, "id", None) == step), _GONE)
    if found is _GONE and step.isdecimal() and int(step) < len(items) and isinstance(items[int(step)], str):
        return items[int(step)]
    return found
