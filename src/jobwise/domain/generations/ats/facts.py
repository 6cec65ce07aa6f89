"""What an ATS report needs to know of a resume, whoever made the file and whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.shared.values import PartialDate


class AtsSection(StrEnum):
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    PROJECTS = "projects"
    VOLUNTEERING = "volunteering"
    LANGUAGES = "languages"
    CERTIFICATIONS = "certifications"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AtsHeading:
    """A section heading as printed; `section` is None when it is none of the usual names of a section."""

    text: str
    section: AtsSection | None


@dataclass(frozen=True, slots=True)
class AtsEntry:
    """A position or a degree: `name` is title or degree, `place` employer or school.

    `dates` are the words of the period as printed, so that a period nobody could read is told from one that is not
    there; `path` names the profile item where the file is our own.
    """

    name: str = ""
    place: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False
    dates: str = ""
    bullets: tuple[str, ...] = ()
    path: str = ""

    @property
    def dated(self) -> bool:
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class AtsResume:
    """A resume as read back from its file. `text` is what a reader sees, lines in reading order.

    `hidden` is text that is in the file and that nobody sees: it earns nothing and is reported. `readback` is the
    share 0..1 of the meant lines that were read in order, None for a file whose making is not known. `body_size_pt`
    is the size of most text, 0 when unknown.
    """

    text: str
    name: str = ""
    email: str = ""
    phone: str = ""
    location: str = ""
    links: tuple[str, ...] = ()
    headings: tuple[AtsHeading, ...] = ()
    work: tuple[AtsEntry, ...] = ()
    education: tuple[AtsEntry, ...] = ()
    skills: tuple[str, ...] = ()
    pages: int = 1
    chars_per_page: tuple[int, ...] = ()
    size_bytes: int = 0
    readback: float | None = None
    hidden: str = ""
    body_size_pt: float = 0.0

    @property
    def sections(self) -> frozenset[AtsSection]:
        return frozenset(heading.section for heading in self.headings if heading.section is not None)


@dataclass(frozen=True, slots=True)
class AtsWords:
    """Phrases that a resume should not spend a line on, by kind, folded, in all languages."""

    unwanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AtsInput:
    """One resume held against one job (None for a report without a posting) on one day."""

    resume: AtsResume
    vocabulary: Vocabulary
    as_of: PartialDate
    job: Job | None = None
    words: AtsWords = AtsWords()
