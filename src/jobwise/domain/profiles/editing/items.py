"""One entry of a list: made, merged or replaced, its fields checked alone and against each other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jobwise.domain.limits import MAX_BULLET_CHARS, MAX_BULLETS, MAX_ITEMS
from jobwise.domain.profiles.editing.fields import BULLET, FIELDS, LOCATION, ONLINE, SILENT, TYPES, Fields, Kind
from jobwise.domain.profiles.editing.values import text, value_of
from jobwise.domain.profiles.insight.fields import is_above_scale, is_before
from jobwise.domain.profiles.profile import Bullet, Location, OnlineProfile
from jobwise.domain.shared.errors import Detail

Values = Mapping[str, Any]
"""What was given for some fields, as JSON has it."""

NewId = Callable[[], str]
_PERIOD = frozenset({"start", "end", "current"})
_WORDINGS = (("text", "enhanced"), ("summary", "enhanced_summary"), ("description", "enhanced_description"))
"""What is said, and where an improved wording of it stands."""


@dataclass(slots=True)
class Faults:
    """What is wrong, each tied to the field it belongs to."""

    found: list[Detail] = field(default_factory=list)

    def add(self, path: str, reason: str) -> None:
        self.found.append(Detail(path, reason))


@dataclass(slots=True)
class Entering:
    """Takes given values in. Every fault is noted; whoever asks looks at `faults` before using the result.

    `merging` says that a place (location) keeps what is not given.
    """

    new_id: NewId
    faults: Faults = field(default_factory=Faults)
    merging: bool = True

    def entry(self, room: str, id: str, values: Values, path: str, before: Any = None) -> Any:
        """An entry with the given values; those not given are as `before`, or empty when there is none."""
        kind = TYPES[room]
        taken = self.values(values, FIELDS[room], path, before)
        entry = kind(id, **taken) if before is None else replace(before, **taken)
        self._check(room, entry, taken if before is None else _differing(entry, before), path)
        return entry

    def replaced(self, room: str, id: str, values: Values, path: str, before: Any) -> Any:
        """An entry with the given values and nothing else, but for the unknown keys an import brought along."""
        empty = TYPES[room](id, extras=before.extras)
        taken = self.values(values, FIELDS[room], path, before)
        entry = replace(empty, **taken)
        self._check(room, entry, _differing(entry, before), path)
        return entry

    def values(self, values: Values, fields: Fields, path: str, before: Any = None) -> dict[str, Any]:
        """The given values in the profile's form. What stands there already is not judged again."""
        taken: dict[str, Any] = {}
        for name, value in values.items():
            kind = fields.get(name)
            if kind is None:
                self.faults.add(below(path, name), "is not a field of this; see the documentation")
                continue
            try:
                taken[name] = self._value(kind, value, below(path, name), getattr(before, name, None))
            except ValueError as error:
                self.faults.add(below(path, name), str(error))
        return {**taken, **_outdated(taken, before)}

    def _value(self, kind: Kind, value: Any, path: str, before: Any) -> Any:
        match kind:
            case Kind.BULLETS:
                return self.bullets(value, path, before or ())
            case Kind.ONLINE:
                return self._online(value, path, before or ())
            case Kind.LOCATION:
                return self._location(value, path, before or Location())
        if before is not None and _is_same(value, before):
            return before
        return value_of(kind, value)

    def _location(self, value: Any, path: str, before: Location) -> Location:
        if value is None:
            return Location()
        if not isinstance(value, Mapping):
            raise ValueError("is not an object")
        start = before if self.merging else Location(extras=before.extras)
        return replace(start, **self.values(value, LOCATION, path, before))

    def bullets(self, value: Any, path: str, before: tuple[Bullet, ...]) -> tuple[Bullet, ...]:
        """All bullets of an entry: texts, or objects with `text`, `enhanced` and the `id` of one that is there."""
        given = _entries(value, MAX_BULLETS)
        known = {one.id: one for one in before}
        made = [self._given_bullet(one, f"{path}/{place}", known) for place, one in enumerate(given)]
        return tuple(one for one in made if one is not None)

    def _given_bullet(self, value: Any, path: str, known: dict[str, Bullet]) -> Bullet | None:
        if isinstance(value, str):
            return self.bullet(self.new_id(), {"text": value}, path)
        if not isinstance(value, Mapping):
            self.faults.add(path, "is neither text nor an object with a text")
            return None
        values = dict(value)
        # Taken out, so that an id that comes twice names a bullet once.
        before = known.pop(str(values.pop("id", "")), None)
        return self.bullet(before.id if before else self.new_id(), values, path, before)

    def bullet(self, id: str, values: Values, path: str, before: Bullet | None = None) -> Bullet:
        """One bullet; its text is needed, `enhanced` stands beside it and never takes its place."""
        taken: dict[str, str] = {}
        for name, value in values.items():
            if name not in BULLET:
                self.faults.add(below(path, name), "is not a field of a bullet")
            elif before is not None and value == getattr(before, name):
                taken[name] = value
            else:
                try:
                    taken[name] = text(value, MAX_BULLET_CHARS)
                except ValueError as error:
                    self.faults.add(below(path, name), str(error))
                    return before or Bullet(id, "")
        bullet = replace(before or Bullet(id, ""), **taken, **_outdated(taken, before))
        if not bullet.text:
            self.faults.add(below(path, "text"), "is empty; a bullet needs words")
        return bullet

    def _online(self, value: Any, path: str, before: tuple[OnlineProfile, ...]) -> tuple[OnlineProfile, ...]:
        known = {one.id: one for one in before}
        made = []
        for place, one in enumerate(_entries(value, MAX_ITEMS)):
            here = f"{path}/{place}"
            if not isinstance(one, Mapping):
                self.faults.add(here, "is not an object")
                continue
            values = dict(one)
            old = known.pop(str(values.pop("id", "")), None)
            empty = OnlineProfile(old.id, extras=old.extras) if old else OnlineProfile(self.new_id())
            profile = replace(empty, **self.values(values, ONLINE, here, old))
            if not self.faults.found and not (profile.network or profile.username or profile.url or profile.extras):
                self.faults.add(here, "is empty; give a network, a name or an address")
            made.append(profile)
        return tuple(made)

    def _check(self, room: str, entry: Any, changed: Iterable[str], path: str) -> None:
        """The rules between fields, for those that the edit touches."""
        touched = set(changed)
        if touched & _PERIOD and hasattr(entry, "current"):
            if entry.current and entry.end:
                self.faults.add(below(path, "end"), "stands beside current; a thing that goes on has no end")
            elif entry.start and entry.end and is_before(entry.end, entry.start):
                self.faults.add(below(path, "end"), "is before the start; correct one of the two")
        if "score" in touched and is_above_scale(entry.score):
            self.faults.add(below(path, "score"), "is above its own scale; correct one of the two numbers")
        if not self.faults.found and not _says_something(room, entry):
            self.faults.add(path, "is empty; say something about it")


def _outdated(taken: Values, before: Any) -> dict[str, str]:
    """The improved wordings of what is said otherwise now: documents would go on telling what was corrected. One that
    is given as well stays."""
    return {
        wording: ""
        for said, wording in _WORDINGS
        if said in taken
        and wording not in taken
        and getattr(before, wording, None)
        and taken[said] != getattr(before, said)
    }


def below(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _says_something(room: str, entry: Any) -> bool:
    return bool(entry.extras) or any(getattr(entry, name) for name in FIELDS[room] if name not in SILENT)


def _differing(entry: Any, before: Any) -> list[str]:
    return [name for name in type(entry).__dataclass_fields__ if getattr(entry, name) != getattr(before, name)]


def _is_same(value: Any, before: Any) -> bool:
    """Whether a given JSON value is what stands there: what an import took in tolerantly may be sent back."""
    if isinstance(before, tuple):
        return isinstance(value, list | tuple) and tuple(value) == before
    if isinstance(value, str) and not isinstance(before, str):
        return value == str(before)
    return type(value) is type(before) and bool(value == before)


def _entries(value: Any, most: int) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise ValueError("is not a list")
    if len(value) > most:
        raise ValueError(f"has more than {most} entries")
    return list(value)
