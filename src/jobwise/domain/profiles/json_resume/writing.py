"""From a profile to JSON Resume 1.3.1: valid by the schema, calendar dates only, no value the profile lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jobwise.domain.profiles.json_resume.marks import KEY, Marks
from jobwise.domain.profiles.json_resume.reading import read_body
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


def write(profile: Profile) -> dict[str, Any]:
    """The profile as a JSON Resume document, keys in the schema's order, unknown keys of the source in their places.

    Reading it gives the same profile: what JSON Resume has no word for stands under `meta.jobwise`.
    """
    writer = _Writer(profile.sources)
    body = writer.body(profile)
    marks = Marks(writer.dates, writer.enhanced, {}, tuple(writer.current), tuple(writer.soft))
    again = read_body(_with(body, marks)).profile
    ids = _ids(writer, profile, again)
    return _with(body, Marks(marks.sources, marks.enhanced, ids, marks.current, marks.soft))


def _with(body: dict[str, Any], marks: Marks) -> dict[str, Any]:
    """The document with its marks in `meta`, which the schema has last."""
    said = marks.as_json()
    out = {key: value for key, value in body.items() if key != "meta"}
    meta = dict(body.get("meta", {}))
    if said:
        meta[KEY] = said
    if meta:
        out["meta"] = meta
    return out


def _ids(writer: "_Writer", profile: Profile, again: Profile) -> dict[str, str]:
    """The ids that content alone would not give back; of a list either all are named or none."""
    out: dict[str, str] = {}
    for section in (ONLINE, *SECTIONS):
        items = writer.written[section.key]
        base = f"basics/{section.key}" if section is ONLINE else section.key
        found = again.personal.online if section is ONLINE else getattr(again, section.room)
        if [one.id for one in items] != [one.id for one in found]:
            out.update({f"{base}/{number}": one.id for number, one in enumerate(items)})
        for number, (item, same) in enumerate(zip(items, found, strict=False)):
            bullets: tuple[Bullet, ...] = getattr(item, "bullets", ())
            if [one.id for one in bullets] != [one.id for one in getattr(same, "bullets", ())]:
                out.update({f"{base}/{number}/highlights/{place}": one.id for place, one in enumerate(bullets)})
    return out


@dataclass(slots=True)
class _Writer:
    sources: Mapping[str, str]
    dates: dict[str, str] = field(default_factory=dict)
    enhanced: dict[str, str] = field(default_factory=dict)
    current: list[str] = field(default_factory=list)
    soft: list[str] = field(default_factory=list)
    written: dict[str, list[Any]] = field(default_factory=dict)

    def body(self, profile: Profile) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if isinstance(profile.extras.get("$schema"), str):
            out["$schema"] = profile.extras["$schema"]
        basics = self._basics(profile)
        if basics:
            out["basics"] = basics
        for section in SECTIONS:
            items = self._items(section, getattr(profile, section.room), section.room)
            if items:
                out[section.key] = items
        out |= {key: value for key, value in profile.extras.items() if key not in out}
        return out

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
        self.written[section.key] = []
        for item in items:
            place = f"{base}/{len(out)}"
            values = {one.attr: getattr(item, one.attr) for one in section.fields}
            values["current"] = getattr(item, "current", False)
            paths = {one.attr: f"{room}/{item.id}/{one.attr}" for one in section.fields}
            entry = self._fields(section.fields, values, item.extras, paths, place)
            if self._mark(section, item, place) or entry or any(name.startswith(place + "/") for name in self.dates):
                out.append(entry)
                self.written[section.key].append(item)
        return out

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
        if getattr(item, "current", False) and not self._says_current(section, place):
            self.current.append(place)
            said = True
        if getattr(item, "kind", SkillKind.TECHNICAL) is SkillKind.SOFT:
            self.soft.append(place)
            said = True
        return said

    def _says_current(self, section: Section, place: str) -> bool:
        source = self.dates.get(f"{place}/endDate")
        end = next(one for one in section.fields if one.kind is Kind.END)
        return source is not None and value_of(end, source).current

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
            if one.key in extras and _same(one, extras[one.key], value, values.get("current", False)):
                displaced.add(one.key)
                continue
            written = self._value(one, value, values, paths[one.attr], f"{place}/{one.key}")
            if written:
                out[one.key] = written
        known = {one.key for one in fields}
        for key, value in extras.items():
            if key not in known:
                out[key] = value
            elif key in displaced:
                out[DISPLACED + key] = value
        return out

    def _value(self, one: Field, value: Any, values: Mapping[str, Any], path: str, place: str) -> Any:
        if one.kind is Kind.BULLETS:
            return [self._text(Kind.LINE, bullet.text, f"{path}/{bullet.id}") for bullet in value]
        if one.is_list:
            return [self._text(Kind.LINE, line, f"{path}/{number}") for number, line in enumerate(value)]
        if not one.is_date:
            return self._text(one.kind, value, path)
        source = self.sources.get(path)
        current = values.get("current", False) if one.kind is Kind.END else False
        if source is not None and _same(one, source, value, current):
            self.dates[place] = source
        return value.iso if value else ""

    def _text(self, kind: Kind, value: str, path: str) -> str:
        """The source's own string as long as the field still says what was read from it, else the field."""
        source = self.sources.get(path)
        return source if source is not None and text_of(kind, source) == value else value


def _same(one: Field, raw: Any, value: Any, current: bool) -> bool:
    """Whether reading the raw value would give the field its present value."""
    reading = value_of(one, raw)
    if one.kind is Kind.BULLETS:
        return bool(reading.value == tuple(bullet.text for bullet in value))
    if one.kind is Kind.END:
        return bool(reading.value == value and (reading.current == current or not reading.current))
    return bool(reading.value == value)
