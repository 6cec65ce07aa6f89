"""One row of a LinkedIn table as one entry of a profile: every column has a place, an unknown one among the extras."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jobwise.domain.limits import MAX_BULLETS, MAX_TEXT_CHARS
from jobwise.domain.profiles.json_resume.dates import DateWords, read_date
from jobwise.domain.profiles.json_resume.entries import Change
from jobwise.domain.profiles.json_resume.identity import content_id, distinct, item_id
from jobwise.domain.profiles.profile import Bullet
from jobwise.domain.shared.text import clean, one_line, squeeze
from jobwise.domain.shared.values import PartialDate

_MARKS = "•◦▪‣·*-–—"
_TEXTS = frozenset({"summary", "description", "reference"})
_DATES = frozenset({"start", "end", "date"})


@dataclass(slots=True)
class Notes:
    """What reading changed, and the strings it changed, by their paths."""

    changes: list[Change] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """How rows of one table become entries of a list: which column (lower case) feeds which field.

    `goes_on` says that a blank end beside a start means it goes on; `bulleted` that marked lines are bullets.
    """

    room: str
    type: type
    columns: Mapping[str, str]
    goes_on: bool = False
    bulleted: bool = False


@dataclass(slots=True)
class _Draft:
    values: dict[str, Any] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    noted: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Field, what it was, what it is, and why."""


def entries(form: Form, rows: tuple[Mapping[str, str], ...], words: DateWords, notes: Notes) -> tuple[Any, ...]:
    """The entries of all rows, with ids that come from their content."""
    drafts = [draft for draft in (_drafted(form, row, words) for row in rows) if draft.values or draft.extras]
    ids = distinct(item_id(draft.values, draft.extras) for draft in drafts)
    made = []
    for id, draft in zip(ids, drafts, strict=True):
        for attr, was, now, why in draft.noted:
            notes.sources[f"{form.room}/{id}/{attr}"] = was
            notes.changes.append(Change(f"{form.room}/{id}", attr, clean(was)[:200], now[:200], why))
        made.append(form.type(id, **draft.values, extras=draft.extras))
    return tuple(made)


def _drafted(form: Form, row: Mapping[str, str], words: DateWords) -> _Draft:
    draft = _Draft()
    for column, cell in row.items():
        text = html.unescape(cell).strip()
        if not text:
            continue
        attr = form.columns.get(column.casefold())
        if attr is None or attr in draft.values:
            draft.extras[one_line(column)[:100]] = squeeze(text)[:MAX_TEXT_CHARS]
        elif attr in _DATES:
            _take_date(draft, attr, text, words)
        else:
            _take_text(draft, attr, text, bulleted=form.bulleted)
    if form.goes_on and draft.values.get("start") and not _has_end(draft):
        draft.values["current"] = True
    return draft


def _has_end(draft: _Draft) -> bool:
    return "end" in draft.values or any(attr == "end" for attr, *_ in draft.noted)


def _take_date(draft: _Draft, attr: str, text: str, words: DateWords) -> None:
    reading = read_date(text, words)
    if reading.present and attr == "end":
        draft.values["current"] = True
        return
    date: PartialDate | None = reading.date
    if date is not None:
        draft.values[attr] = date
        if date.iso != text:
            draft.noted.append((attr, text, date.iso, "Written as a calendar date."))
    else:
        why = "This is no calendar date that can be read with certainty; it is kept as it is."
        draft.noted.append((attr, text, "", why))


def _take_text(draft: _Draft, attr: str, text: str, *, bulleted: bool) -> None:
    shown = squeeze(text) if attr in _TEXTS else one_line(text)
    if len(shown) > MAX_TEXT_CHARS:
        why = f"Only the first {MAX_TEXT_CHARS:,} characters are read; the rest is kept for export."
        draft.noted.append((attr, shown, shown[:MAX_TEXT_CHARS], why))
        shown = shown[:MAX_TEXT_CHARS]
    if bulleted and attr in _TEXTS:
        shown, bullets = _split(shown)
        if bullets:
            draft.values["bullets"] = bullets
    if shown:
        draft.values[attr] = shown


def _split(text: str) -> tuple[str, tuple[Bullet, ...]]:
    """The plain lines, and as bullets the lines that a mark begins."""
    plain: list[str] = []
    marked: list[str] = []
    for line in text.split("\n"):
        words = line.lstrip(_MARKS).strip()
        is_marked = line[:1] in _MARKS and bool(words) and (line[:1] not in "-*–—" or line[1:2].isspace())
        if is_marked and len(marked) < MAX_BULLETS:
            marked.append(words)
        else:
            plain.append(line)
    ids = distinct(content_id(one) for one in marked)
    return squeeze("\n".join(plain)), tuple(Bullet(id, one) for id, one in zip(ids, marked, strict=True))
