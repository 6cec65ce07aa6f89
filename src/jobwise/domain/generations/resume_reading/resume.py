"""Lines of a resume -> its fields. Pure: the words of all languages come as data."""

from dataclasses import dataclass
from typing import Any

from jobwise.domain.generations.readback import ReadText
from jobwise.domain.generations.resume_reading.contact import Contact, read_contact
from jobwise.domain.generations.resume_reading.entries import Entry, read_entries
from jobwise.domain.generations.resume_reading.lists import read_items, read_named, read_skills
from jobwise.domain.generations.resume_reading.roles import school_parts, work_parts
from jobwise.domain.generations.resume_reading.sections import Block, split_sections
from jobwise.domain.generations.resume_reading.words import ReadingWords, Section
from jobwise.domain.shared.values import PartialDate


@dataclass(frozen=True, slots=True)
class ReadWork:
    """A position as the file states it; empty text or None where it says nothing."""

    employer: str = ""
    title: str = ""
    location: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False
    summary: str = ""
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadEducation:
    """A course of study; a single date is its `end`."""

    school: str = ""
    degree: str = ""
    area: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class ReadResume:
    """What a resume says, field by field, in the order of the file."""

    name: str = ""
    headline: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[str, ...] = ()
    summary: str = ""
    work: tuple[ReadWork, ...] = ()
    education: tuple[ReadEducation, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    certifications: tuple[str, ...] = ()
    sections: tuple[tuple[Section, tuple[str, ...]], ...] = ()
    location: str = ""


def read_resume(read: ReadText, words: ReadingWords) -> ReadResume:
    """The fields of a resume; what cannot be told apart stays empty, nothing is made up."""
    blocks = split_sections(read, words)
    contact: Contact = read_contact(blocks, words)
    work = [item for block in _of(blocks, Section.WORK) for item in _work(block, words)]
    education = [item for block in _of(blocks, Section.EDUCATION) for item in _education(block, words)]
    return ReadResume(
        contact.name,
        contact.headline,
        contact.email,
        contact.phone,
        contact.links,
        " ".join(part.text for block in _of(blocks, Section.SUMMARY) for part in block.parts),
        tuple(work),
        tuple(education),
        read_skills(_of(blocks, Section.SKILLS), words),
        read_named(_of(blocks, Section.LANGUAGES), words),
        read_items(_of(blocks, Section.CERTIFICATIONS)),
        tuple((block.section, tuple(part.text for part in block.parts)) for block in blocks),
        contact.location,
    )


def _of(blocks: tuple[Block, ...], section: Section) -> list[Block]:
    return [block for block in blocks if block.section is section]


def _work(block: Block, words: ReadingWords) -> list[ReadWork]:
    out: list[ReadWork] = []
    entries = read_entries(block, words)
    for entry, parts in zip(entries, work_parts(entries, words), strict=True):
        if not (parts.title or parts.employer):
            continue
        employer = parts.employer or (out[-1].employer if out and entry.nested else "")
        start, end, current = _dates(entry)
        if entry.period is not None and entry.period.single:
            start, end = end, None
        out.append(ReadWork(employer, parts.title, parts.location, start, end, current, entry.summary, entry.bullets))
    return out


def _education(block: Block, words: ReadingWords) -> list[ReadEducation]:
    out: list[ReadEducation] = []
    entries = read_entries(block, words)
    for entry, parts in zip(entries, school_parts(entries, words), strict=True):
        if parts.school or parts.degree:
            out.append(ReadEducation(parts.school, parts.degree, parts.area, *_dates(entry)))
    return out


def _dates(entry: Entry) -> tuple[PartialDate | None, PartialDate | None, bool]:
    period = entry.period
    if period is None:
        return None, None, False
    if period.single:
        return None, period.first, False
    return period.first, period.last, period.current


def to_json(resume: ReadResume) -> dict[str, Any]:
    """The shape of `jobwise read --json`: null for what the file does not say, "present" for what goes on."""
    return {
        "name": resume.name or None,
        "headline": resume.headline or None,
        "email": resume.email or None,
        "phone": resume.phone or None,
        "location": resume.location or None,
        "links": list(resume.links),
        "summary": resume.summary or None,
        "work": [
            {
                "employer": item.employer or None,
                "title": item.title or None,
                "location": item.location or None,
                "start": item.start.iso if item.start else None,
                "end": "present" if item.current else item.end.iso if item.end else None,
                "summary": item.summary or None,
                "bullets": list(item.bullets),
            }
            for item in resume.work
        ],
        "education": [
            {
                "school": item.school or None,
                "degree": item.degree or None,
                "area": item.area or None,
                "start": item.start.iso if item.start else None,
                "end": "present" if item.current else item.end.iso if item.end else None,
            }
            for item in resume.education
        ],
        "skills": list(resume.skills),
        "languages": list(resume.languages),
        "certifications": list(resume.certifications),
    }
