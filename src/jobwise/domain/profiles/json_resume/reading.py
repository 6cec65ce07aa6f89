"""From any JSON that means to be a JSON Resume to a profile: tolerant, and nothing lost on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jobwise.domain.limits import MAX_ITEMS
from jobwise.domain.profiles.json_resume.dates import NO_WORDS, DateWords
from jobwise.domain.profiles.json_resume.entries import Change, Draft, Known, read_entry
from jobwise.domain.profiles.json_resume.foreign import (
    has_section,
    is_form,
    refuse_empty,
    refuse_foreign,
    says_something,
)
from jobwise.domain.profiles.json_resume.identity import distinct
from jobwise.domain.profiles.json_resume.marks import KEY, Marks
from jobwise.domain.profiles.json_resume.open_end import goes_on, latest_start
from jobwise.domain.profiles.json_resume.shape import (
    BASICS,
    DISPLACED,
    ENHANCED,
    LOCATION,
    META,
    OLDER_SECTIONS,
    ONLINE,
    SECTIONS,
    Section,
)
from jobwise.domain.profiles.json_resume.values import is_blank, plain
from jobwise.domain.profiles.profile import Location, OnlineProfile, PersonalInfo, Profile, SkillKind
from jobwise.domain.shared.errors import TooLarge


@dataclass(frozen=True, slots=True)
class Imported:
    """A profile, and every value that reading changed on the way, renamed keys first and once each."""

    profile: Profile
    changes: tuple[Change, ...]


def read(source: object, words: DateWords) -> Imported:
    """The profile in parsed JSON of JSON Resume 1.x or 0.x, however loosely it is written.

    WrongSchema says what the document looks like instead and what to do; TooLarge and UnreadableInput are the limits.
    """
    document = refuse_foreign(plain(source))
    imported = _Reader(Known(_marks(document), words)).profile(document)
    if not has_section(document) or not (says_something(imported.profile) or is_form(document)):
        refuse_empty()
    return imported


def _marks(document: dict[str, Any]) -> Marks:
    meta = document.get("meta")
    return Marks.parse(meta.get(KEY)) if isinstance(meta, dict) else Marks()


@dataclass(slots=True)
class _Reader:
    known: Known
    sources: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    renamed: list[Change] = field(default_factory=list)

    def profile(self, document: dict[str, Any]) -> Imported:
        rooms: dict[str, Any] = {}
        extras: dict[str, Any] = {}
        sections = {one.key: one for one in SECTIONS}
        values = self._renamed(document)
        basics = values.get("basics")
        personal, summary = self._personal(as_object(basics, "basics"))
        for key, value in values.items():
            if key == "basics":
                continue
            if key in sections:
                rooms[sections[key].room] = self._items(sections[key], value, sections[key].room)
            elif key == "meta":
                meta = self._meta(value)
                if meta:
                    extras[key] = meta
            elif key == "$schema" and not isinstance(value, str):
                if not is_blank(value):
                    extras[DISPLACED + key] = value
            else:
                extras[key] = value
        profile = Profile(
            personal=personal,
            summary=summary,
            enhanced_summary=self.known.marks.enhanced.get("basics/summary", ""),
            extras=extras,
            sources=self.sources,
            **rooms,
        )
        return Imported(profile, (*self.renamed, *self.changes))

    def _renamed(self, document: dict[str, Any]) -> dict[str, Any]:
        """The document with sections of old names under the new ones, where those are free."""
        out: dict[str, Any] = {}
        for key, value in document.items():
            new = OLDER_SECTIONS.get(key)
            if new is not None and is_blank(document.get(new)) and not is_blank(value):
                self.renamed.append(Change("", new, key, new, "JSON Resume renamed this section."))
                out[new] = value
            elif key not in out or not is_blank(value):
                out[key] = value
        return out

    def _personal(self, basics: Mapping[str, Any]) -> tuple[PersonalInfo, str]:
        flat = {key: value for key, value in basics.items() if key not in ("location", ONLINE.key)}
        draft = read_entry(flat, BASICS, "basics", self.known)
        summary = draft.values.pop("summary", "")
        own = Draft(sources={}, changes=[])
        if "summary" in draft.sources:
            own.sources["summary"] = draft.sources.pop("summary")
        own.changes = [one for one in draft.changes if one.field == "summary"]
        draft.changes = [one for one in draft.changes if one.field != "summary"]
        self._adopt(own, "")
        self._adopt(draft, "personal")
        where = as_object(basics.get("location"), "location", "city")
        location = read_entry(where, LOCATION, "basics/location", self.known)
        self._adopt(location, "personal/location")
        online: tuple[OnlineProfile, ...] = self._items(ONLINE, basics.get(ONLINE.key), "personal/online")
        person = PersonalInfo(**draft.arguments(), location=Location(**location.arguments()), online=online)
        return person, summary

    def _items(self, section: Section, raw: Any, path: str) -> tuple[Any, ...]:
        base = f"basics/{section.key}" if section is ONLINE else section.key
        drafts: list[Draft] = []
        places: list[str] = []
        entries = as_entries(raw, section.bare)
        if len(entries) > MAX_ITEMS:
            raise TooLarge(f"{base} has {len(entries):,} entries; at most {MAX_ITEMS} are read.")
        for number, one in enumerate(entries):
            place = f"{base}/{number}"
            draft = read_entry(one, section.fields, place, self.known)
            self._mark(draft, section, place)
            if not draft.is_empty:
                drafts.append(draft)
                places.append(place)
        self._open_ends(section, drafts, places)
        marked = self.known.marks.ids
        ids = [marked.get(place) or draft.id for draft, place in zip(drafts, places, strict=True)]
        for draft, one_id in zip(drafts, distinct(ids), strict=True):
            draft.values["id"] = one_id
            self._adopt(draft, f"{path}/{one_id}")
        return tuple(section.type(**draft.arguments()) for draft in drafts)

    def _open_ends(self, section: Section, drafts: list[Draft], places: list[str]) -> None:
        """Takes a missing end of the latest entry as JSON Resume means it, unless a mark knows better."""
        latest = latest_start(section, (draft.values.get("start") for draft in drafts))
        for draft, place in zip(drafts, places, strict=True):
            values = draft.values
            if values.get("current") or "end" in draft.sources or "endDate" in draft.extras:
                continue
            if place not in self.known.marks.ended and goes_on(values.get("start"), values.get("end"), latest):
                values["current"] = True
                why = "JSON Resume leaves out the end of what goes on, and nothing later is listed."
                draft.note("current", "", "true", why)

    def _mark(self, draft: Draft, section: Section, place: str) -> None:
        """Adds what only the marks know of an item."""
        for (key, name), attr in ENHANCED.items():
            if key == section.key and f"{place}/{name}" in self.known.marks.enhanced:
                draft.values[attr] = self.known.marks.enhanced[f"{place}/{name}"]
        if place in self.known.marks.current and any(one.attr == "end" for one in section.fields):
            draft.values["current"] = True
        if section.key == "skills" and place in self.known.marks.soft:
            draft.values["kind"] = SkillKind.SOFT

    def _adopt(self, draft: Draft, path: str) -> None:
        """Takes over an item's sources and changes, now that its path is known."""
        prefix = f"{path}/" if path else ""
        for key, one in draft.renamed.items():
            room = path.split("/", maxsplit=1)[0]
            change = Change(room, one.attr, key, one.key, "JSON Resume 1.0 renamed this key.")
            if change not in self.renamed:
                self.renamed.append(change)
        self.sources.update({prefix + name: source for name, source in draft.sources.items()})
        self.changes.extend(replace(one, path=path) for one in draft.changes)

    def _meta(self, raw: Any) -> dict[str, Any]:
        """The document's own meta without our marks; what the schema wants as text is text."""
        meta = {key: value for key, value in as_object(raw, "meta").items() if key != KEY}
        draft = read_entry(meta, META, "meta", Known(Marks(), NO_WORDS))
        texts = {one.key: draft.sources.get(one.attr, draft.values.get(one.attr, "")) for one in META}
        out = {one.key: texts[one.key] for one in META if texts[one.key] and one.key not in draft.extras}
        known = {one.key for one in META}
        return out | {DISPLACED + key if key in known else key: value for key, value in draft.extras.items()}


def as_object(raw: Any, key: str, bare: str | None = None) -> dict[str, Any]:
    """A value as the one object the schema has there; what cannot be its content stands under `x-<key>`."""
    if isinstance(raw, dict):
        return raw
    if is_blank(raw):
        return {}
    if isinstance(raw, list) and isinstance(raw[0], dict):
        rest = raw[1:]
        return raw[0] | ({DISPLACED + key: rest} if rest else {})
    if bare is not None and not isinstance(raw, list):
        return {bare: raw}
    return {DISPLACED + key: raw}


def as_entries(raw: Any, bare: str) -> list[dict[str, Any]]:
    """A value as the list of objects the schema has there, nested lists laid flat, texts under `bare`."""
    if isinstance(raw, dict):
        # Some languages write lists as objects with numbers for keys.
        if raw and all(key.isdecimal() for key in raw):
            return as_entries(list(raw.values()), bare)
        return [raw]
    if isinstance(raw, list):
        return [entry for one in raw for entry in as_entries(one, bare)]
    return [] if is_blank(raw) else [{bare: raw}]
