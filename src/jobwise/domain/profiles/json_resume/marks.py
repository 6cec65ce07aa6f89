"""What JSON Resume has no word for, kept under `meta.jobwise` of an export and read back from there.

Places are the export's own: `work/0/endDate`, `projects/2/highlights/1`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jobwise.domain.limits import MAX_TEXT_CHARS
from jobwise.domain.shared.text import clean

KEY = "jobwise"

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class Marks:
    """`sources`: a date's own string where the calendar date differs or is missing; `enhanced`: improved wordings;

    `ids`: ids that the content does not give. The rest are places: `current` what goes on, `ended` what does not though
    its end is missing, `soft` the skills that are soft.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    enhanced: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    current: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()

    @classmethod
    def parse(cls, value: Any) -> "Marks":
        """Reads what `as_json` wrote; whatever has another shape counts as absent."""
        if not isinstance(value, dict):
            return cls()
        ids = {place: one for place, one in _texts(value.get("ids")).items() if _ID.fullmatch(one)}
        return cls(
            _texts(value.get("sources")),
            {place: clean(text)[:MAX_TEXT_CHARS] for place, text in _texts(value.get("enhanced")).items()},
            ids,
            _places(value.get("current")),
            _places(value.get("ended")),
            _places(value.get("soft")),
        )

    def as_json(self) -> dict[str, Any]:
        """The marks that are set, as JSON; empty when there is nothing to say."""
        found: dict[str, Any] = {
            "sources": dict(self.sources),
            "enhanced": dict(self.enhanced),
            "current": list(self.current),
            "ended": list(self.ended),
            "soft": list(self.soft),
            "ids": dict(self.ids),
        }
        return {name: value for name, value in found.items() if value}


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {name: one for name, one in value.items() if isinstance(one, str) and one.strip()}


def _places(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
