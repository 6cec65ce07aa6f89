"""Ids that come from content, so that the same file has the same paths in every process."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from jobwise.domain.profiles.profile import SkillKind
from jobwise.domain.shared.values import PartialDate

_LENGTH = 10


def content_id(content: object) -> str:
    """Ten hex digits of JSON data, dates and dataclasses (their own ids left out)."""
    text = json.dumps(_plain(content), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_LENGTH]


def item_id(values: Mapping[str, object], extras: Mapping[str, object]) -> str:
    """The id that an item's content gives it; values that say nothing do not count."""
    said = {name: value for name, value in values.items() if value and value is not SkillKind.TECHNICAL}
    return content_id({**said, "extras": extras})


def distinct(ids: Iterable[str]) -> list[str]:
    """The ids in order, the second and later of equal ones with their ordinal: `a1`, `a1-2`, `a1-3`."""
    seen: dict[str, int] = {}
    out = []
    for one in ids:
        seen[one] = seen.get(one, 0) + 1
        out.append(one if seen[one] == 1 else f"{one}-{seen[one]}")
    return out


def _plain(value: object) -> Any:
    if isinstance(value, PartialDate):
        return value.iso
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name != "id"}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if hasattr(value, "items"):
        return {str(name): _plain(one) for name, one in value.items()}
    return value
