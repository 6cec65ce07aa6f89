"""JSON Resume's way to say that something goes on: the end is left out.

It is taken at its word for the latest entry of a section only; an end that is missing further back is a gap in what
is known, not a position that somebody still holds.
"""

from collections.abc import Iterable

from jobwise.domain.profiles.json_resume.shape import Section
from jobwise.domain.shared.values import PartialDate

_SECTIONS = frozenset({"work", "volunteer"})


def latest_start(section: Section, starts: Iterable[PartialDate | None]) -> PartialDate | None:
    """The start that an entry must have for its missing end to mean that it goes on; None if that never holds."""
    if section.key not in _SECTIONS:
        return None
    return max((start for start in starts if start is not None), default=None)


def goes_on(start: PartialDate | None, end: PartialDate | None, latest: PartialDate | None) -> bool:
    """Whether an entry without any word about its end goes on."""
    return end is None and start is not None and start == latest
