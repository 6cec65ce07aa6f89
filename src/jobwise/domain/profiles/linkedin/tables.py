"""The tables of a LinkedIn archive, known by their columns and not by the names of their files."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Known(StrEnum):
    PROFILE = "profile"
    POSITIONS = "positions"
    VOLUNTEERING = "volunteering"
    EDUCATION = "education"
    PROJECTS = "projects"
    HONORS = "honors"
    CERTIFICATIONS = "certifications"
    PUBLICATIONS = "publications"
    LANGUAGES = "languages"
    RECOMMENDATIONS = "recommendations"
    EMAILS = "emails"
    PHONES = "phones"
    CONNECTIONS = "connections"
    SKILLS = "skills"


_NEEDED: Mapping[Known, frozenset[str]] = MappingProxyType(
    {
        Known.CONNECTIONS: frozenset({"first name", "last name", "connected on"}),
        Known.PROFILE: frozenset({"first name", "last name", "headline", "summary"}),
        Known.VOLUNTEERING: frozenset({"company name", "role", "cause"}),
        Known.POSITIONS: frozenset({"company name", "title", "started on"}),
        Known.EDUCATION: frozenset({"school name", "degree name"}),
        Known.HONORS: frozenset({"title", "issued on"}),
        Known.PROJECTS: frozenset({"title", "description", "started on"}),
        Known.CERTIFICATIONS: frozenset({"name", "authority"}),
        Known.PUBLICATIONS: frozenset({"name", "published on"}),
        Known.LANGUAGES: frozenset({"name", "proficiency"}),
        Known.RECOMMENDATIONS: frozenset({"first name", "last name", "text", "status"}),
        Known.EMAILS: frozenset({"email address", "primary"}),
        Known.PHONES: frozenset({"number", "type"}),
    }
)
"""The columns that only this table has together; the first that fits is the one."""

LOOKED_AT = 12
"""Rows at the top of a file among which the header may be: some files begin with notes."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file as they stand in it, header and notes included. `name` is for reports alone."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table that was recognised: its rows by column (lower case), blank rows left out."""

    kind: Known
    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def recognised(table: Table) -> KnownTable | None:
    """The table by its header, which may stand below some notes; None when no header is known."""
    for place, row in enumerate(table.rows[:LOOKED_AT]):
        columns = [cell.strip() for cell in row]
        kind = _kind({one.casefold() for one in columns if one})
        if kind is not None:
            rows = (_by_column(columns, cells) for cells in table.rows[place + 1 :])
            return KnownTable(kind, table.name, tuple(columns), tuple(one for one in rows if any(one.values())))
    return None


def _kind(columns: set[str]) -> Known | None:
    if columns == {"name"}:
        return Known.SKILLS
    return next((kind for kind, needed in _NEEDED.items() if needed <= columns), None)


def _by_column(columns: list[str], cells: tuple[str, ...]) -> dict[str, str]:
    """The cells under their columns; what stands beyond the last column is kept under a name of its own."""
    row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    beyond = [cell.strip() for cell in cells[len(columns) :] if cell.strip()]
    return row | ({"Beyond the last column": ", ".join(beyond)} if beyond else {})
