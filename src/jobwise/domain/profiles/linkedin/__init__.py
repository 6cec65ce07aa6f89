"""From the tables of a LinkedIn archive to a profile, with a report of what was left out: nothing goes silently."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jobwise.domain.limits import MAX_ITEMS
from jobwise.domain.profiles.json_resume.dates import DateWords
from jobwise.domain.profiles.json_resume.entries import Change
from jobwise.domain.profiles.linkedin.person import person
from jobwise.domain.profiles.linkedin.rows import Form, Notes, entries
from jobwise.domain.profiles.linkedin.tables import Known, KnownTable, Table, recognised
from jobwise.domain.profiles.profile import (
    Award,
    Certification,
    Education,
    Experience,
    Language,
    Profile,
    Project,
    Publication,
    Reference,
    Skill,
    Volunteering,
)
from jobwise.domain.shared.errors import TooLarge, WrongSchema
from jobwise.domain.shared.text import one_line

__all__ = ["LeftOut", "ReadArchive", "Table", "read"]

_PERIOD = {"started on": "start", "finished on": "end"}
_FORMS: Mapping[Known, Form] = MappingProxyType(
    {
        Known.POSITIONS: Form(
            "experiences",
            Experience,
            {"company name": "employer", "title": "title", "description": "summary", "location": "location", **_PERIOD},
            goes_on=True,
            bulleted=True,
        ),
        Known.VOLUNTEERING: Form(
            "volunteering",
            Volunteering,
            {"company name": "organization", "role": "title", "description": "summary", **_PERIOD},
            goes_on=True,
            bulleted=True,
        ),
        Known.EDUCATION: Form(
            "education",
            Education,
            {"school name": "institution", "degree name": "study_type", "start date": "start", "end date": "end"},
            goes_on=True,
        ),
        Known.PROJECTS: Form(
            "projects",
            Project,
            {"title": "name", "description": "description", "url": "url", **_PERIOD},
            goes_on=True,
            bulleted=True,
        ),
        Known.HONORS: Form("awards", Award, {"title": "title", "description": "summary", "issued on": "date"}),
        Known.CERTIFICATIONS: Form(
            "certifications",
            Certification,
            {"name": "name", "url": "url", "authority": "issuer", "started on": "date"},
        ),
        Known.PUBLICATIONS: Form(
            "publications",
            Publication,
            {"name": "name", "published on": "date", "description": "summary", "publisher": "publisher", "url": "url"},
        ),
        Known.LANGUAGES: Form("languages", Language, {"name": "language", "proficiency": "fluency"}),
        Known.SKILLS: Form("skills", Skill, {"name": "name"}),
        Known.RECOMMENDATIONS: Form("references", Reference, {"name": "name", "text": "reference"}),
    }
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in a file that the profile has no place for: which part, how many rows, and why."""

    part: str
    rows: int
    why: str


@dataclass(frozen=True, slots=True)
class ReadArchive:
    profile: Profile
    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]


def read(tables: Sequence[Table], words: DateWords) -> ReadArchive:
    """The profile in the tables of an archive. WrongSchema when none of them is known; TooLarge over `MAX_ITEMS`."""
    known: dict[Known, KnownTable] = {}
    left_out: list[LeftOut] = []
    for table in tables:
        found = recognised(table)
        if found is None:
            left_out.append(LeftOut(table.name, max(0, len(table.rows) - 1), "A resume has no place for this."))
        elif found.kind is Known.CONNECTIONS:
            left_out.append(LeftOut(table.name, len(found.rows), "These are other people."))
        elif found.kind in known:
            left_out.append(LeftOut(table.name, len(found.rows), f"{known[found.kind].name} was read for this."))
        else:
            known[found.kind] = found
    if not known:
        raise WrongSchema(
            "The archive holds no table of a LinkedIn export; ask LinkedIn for your data and send that ZIP as it is."
        )
    return _profile(known, words, left_out)


def _profile(known: Mapping[Known, KnownTable], words: DateWords, left_out: list[LeftOut]) -> ReadArchive:
    notes = Notes()
    rooms: dict[str, Any] = {}
    for kind, form in _FORMS.items():
        table = known.get(kind)
        if table is None:
            continue
        rows = _shown(table, left_out) if kind is Known.RECOMMENDATIONS else table.rows
        if len(rows) > MAX_ITEMS:
            raise TooLarge(f"{table.name} has {len(rows):,} entries; at most {MAX_ITEMS} are read.")
        rooms[form.room] = entries(form, rows, words, notes)
    head = known.get(Known.PROFILE)
    mails, phones = _emails(known.get(Known.EMAILS)), _cells(known.get(Known.PHONES), "number")
    first = head.rows[0] if head is not None and head.rows else {}
    if head is not None and len(head.rows) > 1:
        left_out.append(LeftOut(head.name, len(head.rows) - 1, "A profile is about one person."))
    personal, summary = person(first, mails, phones)
    profile = Profile(personal=personal, summary=summary, sources=notes.sources, **rooms)
    return ReadArchive(profile, tuple(notes.changes), tuple(left_out))


def _shown(table: KnownTable, left_out: list[LeftOut]) -> tuple[Mapping[str, str], ...]:
    """Recommendations that their person shows, with the recommender's name in one cell."""
    shown, hidden = [], 0
    for row in table.rows:
        cells = {column.casefold(): cell for column, cell in row.items()}
        if cells["status"].casefold() not in ("visible", ""):
            hidden += 1
            continue
        name = one_line(f"{cells['first name']} {cells['last name']}")
        rest = {column: cell for column, cell in row.items() if column.casefold() not in ("first name", "last name")}
        shown.append({"Name": name, **rest})
    if hidden:
        left_out.append(LeftOut(table.name, hidden, "You do not show these."))
    return tuple(shown)


def _emails(table: KnownTable | None) -> list[str]:
    """The primary address first."""
    if table is None:
        return []
    rows = [{column.casefold(): cell for column, cell in row.items()} for row in table.rows]
    rows.sort(key=lambda row: row.get("primary", "").casefold() not in ("yes", "true"))
    return _distinct(one_line(row.get("email address", "")) for row in rows)


def _cells(table: KnownTable | None, column: str) -> list[str]:
    if table is None:
        return []
    return _distinct(one_line(cell) for row in table.rows for name, cell in row.items() if name.casefold() == column)


def _distinct(values: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(one for one in values if one)]
