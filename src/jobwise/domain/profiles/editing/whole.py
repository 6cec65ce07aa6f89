"""A whole profile as a person gives it: put in the place of the present one, or merged into its head."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jobwise.domain.limits import MAX_ITEMS
from jobwise.domain.profiles.editing.fields import FIELDS, HEAD, PERSONAL
from jobwise.domain.profiles.editing.items import Entering, NewId, Values
from jobwise.domain.profiles.editing.operations import refused
from jobwise.domain.profiles.editing.sources import living_sources
from jobwise.domain.profiles.profile import PersonalInfo, Profile
from jobwise.domain.shared.errors import Detail, TooLarge


def merged(profile: Profile, values: Values, new_id: NewId) -> Profile:
    """The profile with `personal` (merged field by field), `summary` and `enhanced_summary` as given.

    InvalidInput names every fault.
    """
    entering = Entering(new_id)
    after = _headed(profile, values, entering, keep=True)
    return _finished(profile, after, entering)


def replaced(profile: Profile, values: Values, new_id: NewId) -> Profile:
    """A profile of the given values alone. An entry whose id is in the present profile keeps it, others get a new one.

    What an import brought along and no field can take (unknown keys) stays with its entry. InvalidInput names every
    fault; an entry that is as it was is not judged again.
    """
    entering = Entering(new_id, merging=False)
    empty = Profile(extras=profile.extras, sources=profile.sources)
    lists = {room: values[room] for room in FIELDS if room in values}
    head = {name: value for name, value in values.items() if name not in FIELDS}
    after = _headed(empty, head, entering, keep=False, before=profile)
    filled: dict[str, Any] = {room: _entries(profile, room, given, entering) for room, given in lists.items()}
    return _finished(profile, replace(after, **filled), entering)


def _headed(
    start: Profile, values: Values, entering: Entering, *, keep: bool, before: Profile | None = None
) -> Profile:
    known = before or start
    given = dict(values)
    person = start.personal if keep else PersonalInfo(extras=known.personal.extras)
    personal = given.pop("personal", None)
    if isinstance(personal, Mapping):
        person = replace(person, **entering.values(personal, PERSONAL, "personal", known.personal))
    elif personal is not None:
        entering.faults.add("personal", "is not an object")
    return replace(start, personal=person, **entering.values(given, HEAD, "", known))


def _entries(profile: Profile, room: str, given: Any, entering: Entering) -> tuple[Any, ...]:
    if not isinstance(given, list | tuple):
        entering.faults.add(room, "is not a list")
        return ()
    if len(given) > MAX_ITEMS:
        raise TooLarge(f"{room} has more than {MAX_ITEMS} entries.", (Detail(room, "too many entries"),))
    known = {one.id: one for one in getattr(profile, room)}
    return tuple(_entry(room, one, f"{room}/{place}", known, entering) for place, one in enumerate(given))


def _entry(room: str, given: Any, path: str, known: dict[str, Any], entering: Entering) -> Any:
    values = dict(given) if isinstance(given, Mapping) else {}
    if not isinstance(given, Mapping):
        entering.faults.add(path, "is not an object")
    # Taken out, so that an id that comes twice names an entry once.
    before = known.pop(str(values.pop("id", "")), None)
    if before is None:
        return entering.entry(room, entering.new_id(), values, path)
    return entering.replaced(room, before.id, values, path, before)


def _finished(before: Profile, after: Profile, entering: Entering) -> Profile:
    if entering.faults.found:
        raise refused(entering.faults.found)
    return replace(after, sources=living_sources(before, after))
