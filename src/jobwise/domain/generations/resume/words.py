"""The words a resume itself adds: headings, months, "Present". Data per language; everything else is copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jobwise.domain.shared.values import PartialDate


class SectionKind(StrEnum):
    """The sections of a resume in the order they stand by default."""

    SUMMARY = "summary"
    EXPERIENCE = "experience"
    PROJECTS = "projects"
    SKILLS = "skills"
    EDUCATION = "education"
    CERTIFICATIONS = "certifications"
    LANGUAGES = "languages"
    VOLUNTEERING = "volunteering"
    AWARDS = "awards"
    PUBLICATIONS = "publications"
    INTERESTS = "interests"


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """One language's words. `months` has twelve short names, or none: then dates are written in figures."""

    language: str
    headings: Mapping[SectionKind, str]
    present: str
    months: tuple[str, ...]
    resume_title: str
    letter_title: str

    def date(self, date: PartialDate) -> str:
        """`2020-03` as "Mar 2020", in figures "03/2020"; a bare year stays a year. Days are not shown."""
        if date.month is None:
            return f"{date.year}"
        if self.months:
            return f"{self.months[date.month - 1]} {date.year}"
        return f"{date.month:02d}/{date.year}"

    def period(self, start: PartialDate | None, end: PartialDate | None, *, current: bool) -> str:
        """A range with a plain hyphen, as parsers read it; empty when nothing is known."""
        last = self.date(end) if end else self.present if current and start else ""
        first = self.date(start) if start else ""
        if first and last:
            return first if first == last else f"{first} - {last}"
        return first or last
