"""From a file that was read to what an ATS report needs of it."""

from collections import Counter

from jobwise.domain.generations.ats.facts import AtsEntry, AtsHeading, AtsResume, AtsSection
from jobwise.domain.generations.document import Document, Role
from jobwise.domain.generations.readback import ReadKind, ReadLine, ReadText, read_text
from jobwise.domain.generations.resume_reading.resume import ReadResume
from jobwise.domain.generations.resume_reading.words import Section

_SECTIONS = {
    Section.SUMMARY: AtsSection.SUMMARY,
    Section.WORK: AtsSection.EXPERIENCE,
    Section.EDUCATION: AtsSection.EDUCATION,
    Section.SKILLS: AtsSection.SKILLS,
    Section.PROJECTS: AtsSection.PROJECTS,
    Section.VOLUNTEERING: AtsSection.VOLUNTEERING,
    Section.LANGUAGES: AtsSection.LANGUAGES,
    Section.CERTIFICATIONS: AtsSection.CERTIFICATIONS,
}
_NO_HEADING = (Section.HEADER,)


def ats_resume(read: ReadText, resume: ReadResume, readback: float | None) -> AtsResume:
    """The facts of a file; `readback` is the share of meant lines read in order, None for a foreign file."""
    return AtsResume(
        text=read.text,
        name=resume.name,
        email=resume.email,
        phone=resume.phone,
        location=resume.location,
        links=resume.links,
        headings=_headings(resume),
        work=tuple(
            AtsEntry(job.title, job.employer, job.start, job.end, job.current, bullets=job.bullets)
            for job in resume.work
        ),
        education=tuple(
            AtsEntry(course.degree, course.school, course.start, course.end, course.current)
            for course in resume.education
        ),
        skills=resume.skills,
        pages=read.pages,
        chars_per_page=read.chars_per_page,
        size_bytes=read.size_bytes,
        readback=readback,
        body_size_pt=_body_size(read),
    )


def _headings(resume: ReadResume) -> tuple[AtsHeading, ...]:
    return tuple(
        AtsHeading(section.value, None if section is Section.OTHER else _SECTIONS.get(section, AtsSection.OTHER))
        for section, _ in resume.sections
        if section not in _NO_HEADING
    )


def _body_size(read: ReadText) -> float:
    """The size in points that most characters have; 0 where the format knows none."""
    sizes: Counter[float] = Counter()
    for line in read.lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def read_of_document(document: Document) -> ReadText:
    """A document as a reader of its plain text would see it."""
    lines = tuple(ReadLine(f"• {line.text}" if line.role is Role.BULLET else line.text) for line in document.lines)
    return read_text(ReadKind.TEXT, lines)
