"""A document before it has a look: lines in reading order, each with its role and the profile paths it came from."""

from dataclasses import dataclass
from enum import StrEnum


class GenerationKind(StrEnum):
    RESUME = "resume"
    COVER_LETTER = "cover_letter"


class Role(StrEnum):
    """What a line is. Every layout, engine and reader speaks of lines by role; order is reading order."""

    NAME = "name"
    HEADLINE = "headline"
    CONTACT = "contact"
    HEADING = "heading"
    TITLE = "title"
    """First line of an entry: job title, degree, project name, certificate."""
    ORGANISATION = "organisation"
    """Second line of an entry: employer, school, issuer (with place)."""
    DATES = "dates"
    TEXT = "text"
    BULLET = "bullet"
    SKILLS = "skills"
    """One line of a skills section, "Group: one, two, three"."""
    DATE_LINE = "date_line"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    SALUTATION = "salutation"
    PARAGRAPH = "paragraph"
    CLOSING = "closing"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a document. `sources` are profile paths, or `job` for the posting; empty for furniture."""

    role: Role
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A profile item that did not get in, and why, in a sentence."""

    path: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A resume or letter. `language` is a BCP 47 tag; `title` is the file's title; `author` the person's name."""

    kind: GenerationKind
    language: str
    title: str
    author: str
    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()
