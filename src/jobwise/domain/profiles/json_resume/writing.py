"""From a profile to JSON Resume 1.3.1: valid by the schema, calendar dates only, no value the profile lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from typing import Any

from jobwise.domain.profiles.json_resume.dates import NO_WORDS
from jobwise.domain.profiles.json_resume.foreign import says_something
from jobwise.domain.profiles.json_resume.identity import content_id, distinct, item_id
from jobwise.domain.profiles.json_resume.marks import KEY, Marks
from jobwise.domain.profiles.json_resume.open_end import goes_on, latest_start
from jobwise.domain.profiles.json_resume.shape import (
    BASICS,
    DISPLACED,
    ENHANCED,
    LOCATION,
    ONLINE,
    SECTIONS,
    Field,
    Kind,
    Section,
)
from jobwise.domain.profiles.json_resume.values import text_of, value_of
from jobwise.domain.profiles.profile import Bullet, Profile, SkillKind

_FORM = {"name": "", "label": ""}


def write(profile: Profile) -> dict[str, Any]:
    """The profile as a JSON Resume document, keys in the schema's order, unknown keys of the source in their places.

    Reading it gives the same profile: what JSON Resume has no word for stands under `meta.jobwise`.
    """
    writer = _Writer(profile.sources)
    body = writer.body(profile)
    said = writer.marks().as_json()
    meta = dict(body.pop("meta", {})) | ({KEY: said} if said else {})
    return body | ({"meta": meta} if meta else {})


@dataclass(slots=True)
class _Writer:
    sources: Mapping[str, str]
    dates: dict[str, str] = field(default_factory=dict)
    enhanced: dict[str, str] = field(default_factory=dict)
    current: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    soft: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def body(self, profile: Profile) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if isinstance(profile.extras.get("$schema"), str):
            out["$schema"] = profile.extras["$schema"]
        basics = self._basics(profile)
        if not says_something(profile):
            # A blank form stays one, so that it can be read again.
            basics = _FORM | basics
        if basics:
            out["basics"] = basics
        for section in SECTIONS:
            items = self._items(section, getattr(profile, section.room), section.room)
            if items:
                out[section.key] = items
        out |= {key: value for key, value in profile.extras.items() if key not in out}
        return out

    def marks(self) -> Marks:
        """What was noted while the body was written."""
        return Marks(
            sources=self.dates,
            enhanced=self.enhanced,
            ids=self.ids,
            current=tuple(self.current),
            ended=tuple(self.ended),
            soft=tuple(self.soft),
        )

    def _basics(self, profile: Profile) -> dict[str, Any]:
        person = profile.personal
        values = {one.attr: getattr(person, one.attr) for one in BASICS if one.attr != "summary"}
        paths = {one.attr: f"personal/{one.attr}" for one in BASICS} | {"summary": "summary"}
        flat = self._fields(BASICS, values | {"summary": profile.summary}, person.extras, paths, "basics")
        if profile.enhanced_summary:
            self.enhanced["basics/summary"] = profile.enhanced_summary
        nested: dict[str, Any] = {}
        here = person.location
        names = {one.attr: f"personal/location/{one.attr}" for one in LOCATION}
        place = {one.attr: getattr(here, one.attr) for one in LOCATION}
        location = self._fields(LOCATION, place, here.extras, names, "basics/location")
        if location:
            nested["location"] = location
        online = self._items(ONLINE, person.online, "personal/online")
        if online:
            nested["profiles"] = online
        known = [one.key for one in BASICS]
        first = {key: flat[key] for key in known if key in flat}
        return first | nested | {key: value for key, value in flat.items() if key not in first}

    def _items(self, section: Section, items: tuple[Any, ...], room: str) -> list[dict[str, Any]]:
        base = f"basics/{section.key}" if section is ONLINE else section.key
        out: list[dict[str, Any]] = []
        written: list[Any] = []
        for item in items:
            place = f"{base}/{len(out)}"
            values = {one.attr: getattr(item, one.attr) for one in section.fields}
            paths = {one.attr: f"{room}/{item.id}/{one.attr}" for one in section.fields}
            entry = self._fields(section.fields, values, item.extras, paths, place)
            if self._mark(section, item, place) or entry or any(name.startswith(place + "/") for name in self.dates):
                out.append(entry)
                written.append(item)
        self._name(section, base, written)
        self._open_ends(section, base, written)
        return out

    def _name(self, section: Section, base: str, items: list[Any]) -> None:
        """Notes the ids that content alone would not give back; of a list either all are named or none."""
        content = [item_id(_content(item), _living(section.fields, item)) for item in items]
        if distinct(content) != [item.id for item in items]:
            self.ids.update({f"{base}/{number}": item.id for number, item in enumerate(items)})
        for number, item in enumerate(items):
            bullets: tuple[Bullet, ...] = getattr(item, "bullets", ())
            if distinct(content_id(one.text) for one in bullets) != [one.id for one in bullets]:
                self.ids.update({f"{base}/{number}/highlights/{place}": one.id for place, one in enumerate(bullets)})

    def _open_ends(self, section: Section, base: str, items: list[Any]) -> None:
        """Notes what goes on or has ended where reading would not think so by itself."""
        latest = latest_start(section, (getattr(one, "start", None) for one in items))
        for number, one in enumerate(items):
            place = f"{base}/{number}"
            silent = f"{place}/endDate" not in self.dates and "endDate" not in one.extras
            by_itself = hasattr(one, "end") and goes_on(one.start, one.end, latest)
            current = getattr(one, "current", False)
            if current and not (by_itself and silent):
                self.current.append(place)
            elif by_itself and not current:
                self.ended.append(place)

    def _mark(self, section: Section, item: Any, place: str) -> bool:
        """Notes what JSON Resume has no word for; whether that alone makes the item worth an entry."""
        said = False
        for (key, name), attr in ENHANCED.items():
            if key == section.key and getattr(item, attr):
                self.enhanced[f"{place}/{name}"] = getattr(item, attr)
                said = True
        for number, bullet in enumerate(getattr(item, "bullets", ())):
            if bullet.enhanced:
                self.enhanced[f"{place}/highlights/{number}"] = bullet.enhanced
        said = said or getattr(item, "current", False)
        if getattr(item, "kind", SkillKind.TECHNICAL) is SkillKind.SOFT:
            self.soft.append(place)
            said = True
        return said

    def _fields(
        self,
        fields: tuple[Field, ...],
        values: Mapping[str, Any],
        extras: Mapping[str, Any],
        paths: Mapping[str, str],
        place: str,
    ) -> dict[str, Any]:
        """One object: known fields in the schema's order, then the unknown keys."""
        out: dict[str, Any] = {}
        displaced: set[str] = set()
        for one in fields:
            value = values[one.attr]
            if one.key in extras and _same(one, extras[one.key], value):
                displaced.add(one.key)
                continue
            written = self._value(one, value, paths[one.attr], f"{place}/{one.key}")
            if written:
                out[one.key] = written
        known = {one.key for one in fields}
        for key, value in extras.items():
            if key not in known:
                out[key] = value
            elif key in displaced:
                out[DISPLACED + key] = value
        return out

    def _value(self, one: Field, value: Any, path: str, place: str) -> Any:
        if one.kind is Kind.BULLETS:
            return [self._text(Kind.LINE, bullet.text, f"{path}/{bullet.id}") for bullet in value]
        if one.is_list:
            return [self._text(Kind.LINE, line, f"{path}/{number}") for number, line in enumerate(value)]
        if not one.is_date:
            return self._text(one.kind, value, path)
        if path in self.sources:
            # Reading compares it with the field, so a source that an edit has overtaken does no harm.
            self.dates[place] = self.sources[path]
        return value.iso if value else ""

    def _text(self, kind: Kind, value: str, path: str) -> str:
        """The source's own string as long as the field still says what was read from it, else the field."""
        source = self.sources.get(path)
        return source if source is not None and text_of(kind, source) == value else value


def _same(one: Field, raw: Any, value: Any) -> bool:
    """Whether reading the displaced raw value would give the field its present value."""
    if one.kind is Kind.BULLETS:
        value = tuple(bullet.text for bullet in value)
    return bool(value_of(one, raw, NO_WORDS).value == value)


def _content(item: Any) -> dict[str, Any]:
    return {one.name: getattr(item, one.name) for one in dataclass_fields(item) if one.name not in ("id", "extras")}


def _living(fields: tuple[Field, ...], item: Any) -> dict[str, Any]:
    """The extras without displaced values that an edit of their field has overtaken."""
    by_key = {one.key: one for one in fields}
    return {
        key: value
        for key, value in item.extras.items()
        if key not in by_key or _same(by_key[key], value, getattr(item, by_key[key].attr))
    }
