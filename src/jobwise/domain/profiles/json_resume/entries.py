"""One JSON object as the values of one item: which key feeds which field, what stays unknown, what was changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jobwise.domain.limits import MAX_BULLETS, MAX_ITEMS, MAX_TEXT_CHARS
from jobwise.domain.profiles.json_resume.dates import DateWords
from jobwise.domain.profiles.json_resume.identity import content_id, distinct, item_id
from jobwise.domain.profiles.json_resume.marks import Marks
from jobwise.domain.profiles.json_resume.markup import reduced
from jobwise.domain.profiles.json_resume.shape import DISPLACED, Field, Kind
from jobwise.domain.profiles.json_resume.values import (
    fits,
    is_blank,
    lines_of,
    scalar_text,
    shown,
    text_of,
    value_of,
)
from jobwise.domain.profiles.profile import Bullet
from jobwise.domain.shared.errors import TooLarge
from jobwise.domain.shared.text import clean


@dataclass(frozen=True, slots=True)
class Change:
    """A value that reading changed: where, what it was, what it is now (empty: nothing) and why, in a sentence.

    `was` is safe to show; the exact string is in `Profile.sources`.
    """

    path: str
    field: str
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before an object is read: the marks of an earlier export, and the words that dates are made of."""

    marks: Marks
    words: DateWords


@dataclass(slots=True)
class Draft:
    """An item while it is read. Sources and changes are named relative to it until its id is known.

    `renamed` are the older keys that were read, with their fields.
    """

    values: dict[str, Any] = field(default_factory=dict)
    extras: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    renamed: dict[str, Field] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.extras and not self.sources and not any(self.values.values())

    @property
    def id(self) -> str:
        return item_id(self.values, self.extras)

    def arguments(self) -> dict[str, Any]:
        """The values as keyword arguments of the item's class."""
        return {**self.values, "extras": self.extras}

    def note(self, attr: str, was: str, now: str, why: str) -> None:
        self.changes.append(Change("", attr, clean(was), now, why))


def read_entry(raw: Mapping[str, Any], fields: tuple[Field, ...], place: str, known: Known) -> Draft:
    """The values of one object; unknown keys in the draft's extras, in the object's order."""
    draft = Draft()
    chosen = _chosen(raw, fields)
    keys = {one.key for one in fields}
    older = {name for one in fields for name in one.older}
    for key, value in raw.items():
        target = chosen.get(key)
        if target is not None:
            if key in target.older:
                draft.renamed[key] = target
            _read_value(draft, target, value, place, known)
        elif key in keys or (key in older and is_blank(value)):
            continue
        else:
            draft.extras[_free(key, raw, chosen)] = value
    for one in fields:
        # A date that no calendar has is absent from its field and stands among the marks alone.
        if one.is_date and one.attr not in draft.values and f"{place}/{one.key}" in known.marks.sources:
            _read_date(draft, one, None, f"{place}/{one.key}", known)
    return draft


def _chosen(raw: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Field]:
    """Which key of the object feeds which field: its own, else the displaced one, else an older name."""
    chosen: dict[str, Field] = {}
    for one in fields:
        for key in (one.key, DISPLACED + one.key, *one.older):
            value = raw.get(key)
            if is_blank(value) or key in chosen or (key.startswith(DISPLACED) and fits(one, value)):
                continue
            chosen[key] = one
            break
    return chosen


def _free(key: str, raw: Mapping[str, Any], chosen: Mapping[str, Field]) -> str:
    """The key itself, unless writing needs it for a displaced value: then one that is free."""
    displaced = {DISPLACED + one.key for name, one in chosen.items() if not fits(one, raw[name])}
    if key in displaced:
        while key in raw:
            key = DISPLACED + key
    return key


def _read_value(draft: Draft, one: Field, value: Any, place: str, known: Known) -> None:
    if not fits(one, value):
        draft.extras[one.key] = value
        reading = value_of(one, value, known.words)
        if one.kind is Kind.BULLETS:
            draft.values[one.attr] = _bullets(reading.value, f"{place}/{one.key}", known)
        else:
            draft.values[one.attr] = reading.value
        if one.kind is Kind.END:
            draft.values["current"] = reading.current
        why = "A list or an object stands where JSON Resume has " + ("texts." if one.is_list else "a text.")
        draft.note(one.attr, shown(value), "; ".join(_names(reading.value)), why)
    elif one.is_date:
        _read_date(draft, one, value, f"{place}/{one.key}", known)
    elif one.is_list:
        _read_list(draft, one, value, f"{place}/{one.key}", known)
    else:
        source = scalar_text(value)
        draft.values[one.attr] = text_of(one.kind, source)
        _keep(draft, one.attr, one.attr, source, draft.values[one.attr])
        if not isinstance(value, str):
            draft.note(one.attr, source, source, "A number or truth value stands as text here.")


def _names(value: Any) -> Iterable[str]:
    return [str(one) for one in value] if isinstance(value, tuple) else [str(value)] if value else []


def _read_date(draft: Draft, one: Field, value: Any, place: str, known: Known) -> None:
    source = known.marks.sources.get(place)
    marked = False
    if source is not None:
        # The mark speaks for the field only as long as nobody has edited the field since.
        read = value_of(one, source, known.words).value
        marked = value == (read.iso if read else None)
        value = source if marked else value
    if value is None:
        return
    reading = value_of(one, value, known.words)
    draft.values[one.attr] = reading.value
    if one.kind is Kind.END:
        # An export says by its own mark what goes on; the old word alone may have been overruled.
        draft.values["current"] = reading.current and not marked
    was, now = scalar_text(value), reading.value.iso if reading.value else ""
    if was == now:
        return
    draft.sources[one.attr] = was
    if reading.current:
        why = "This says that it goes on."
    elif now:
        why = "Written as a calendar date."
    else:
        why = "This is no calendar date that can be read with certainty; it is kept as it is."
    draft.note(one.attr, was, now, why)


def _read_list(draft: Draft, one: Field, value: Any, place: str, known: Known) -> None:
    lines = lines_of(one, value)
    limit = MAX_BULLETS if one.kind is Kind.BULLETS else MAX_ITEMS
    if len(lines) > limit:
        raise TooLarge(f"{place} has {len(lines):,} entries; at most {limit} are read.")
    texts = tuple(line for line, _ in lines)
    draft.values[one.attr] = texts
    names = [f"{one.attr}/{number}" for number in range(len(lines))]
    if one.kind is Kind.BULLETS:
        bullets = _bullets(texts, place, known)
        draft.values[one.attr] = bullets
        names = [f"{one.attr}/{bullet.id}" for bullet in bullets]
    for name, (line, source) in zip(names, lines, strict=True):
        _keep(draft, name, one.attr, source, line)
    if not isinstance(value, list):
        draft.note(one.attr, shown(value), "; ".join(texts), "One value stands where JSON Resume has a list.")


def _bullets(texts: tuple[str, ...], place: str, known: Known) -> tuple[Bullet, ...]:
    places = [f"{place}/{number}" for number in range(len(texts))]
    marks = known.marks
    ids = distinct(marks.ids.get(where) or content_id(text) for where, text in zip(places, texts, strict=True))
    found = zip(ids, texts, places, strict=True)
    return tuple(Bullet(one, text, marks.enhanced.get(where, "")) for one, text, where in found)


def _keep(draft: Draft, name: str, attr: str, source: str, now: str) -> None:
    """Keeps the source's own string where reading changed it; white space alone is not worth a word."""
    if source == now:
        return
    draft.sources[name] = source
    if "".join(source.split()) == "".join(now.split()):
        return
    if len(source) > MAX_TEXT_CHARS:
        why = f"Only the first {MAX_TEXT_CHARS:,} characters are read; the rest is kept for export."
    elif reduced(source) != source:
        why = "HTML was reduced to its text."
    else:
        why = "Characters that documents cannot carry were taken out."
    draft.note(attr, source, now, why)
