"""The part of a profile that a resume shows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from jobwise.domain.generations.document import Document
from jobwise.domain.profiles.profile import Profile

_SUMMARIES = ("summary", "enhanced_summary")


def shown_of(profile: Profile, document: Document) -> Profile:
    """The profile with just those entries and bullets that some line of the document came from, whole and in its own
    order; who the person is stays as it is."""
    paths = frozenset(_all_above(path for line in document.lines for path in line.sources))
    kept: dict[str, Any] = {name: "" for name in _SUMMARIES if not paths & set(_SUMMARIES)}
    for one in fields(profile):
        items = getattr(profile, one.name)
        if isinstance(items, tuple):
            kept[one.name] = tuple(_kept(one.name, items, paths))
    return replace(profile, **kept)


def _kept(room: str, items: tuple[Any, ...], paths: Collection[str]) -> Iterator[Any]:
    for item in items:
        path = f"{room}/{item.id}"
        if path in paths:
            bullets = getattr(item, "bullets", ())
            left = tuple(one for one in bullets if f"{path}/bullets/{one.id}" in paths)
            yield item if left == bullets else replace(item, bullets=left)


def _all_above(paths: Iterable[str]) -> Iterator[str]:
    """Each path, and those of what it stands in."""
    for path in paths:
        steps = path.split("/")
        for count in range(1, len(steps) + 1):
            yield "/".join(steps[:count])
