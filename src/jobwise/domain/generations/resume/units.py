"""A profile cut into units that can be taken or left: each with its lines, its sources and what it hangs on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jobwise.domain.generations.document import Line, Role
from jobwise.domain.generations.resume.words import DocumentWords, SectionKind
from jobwise.domain.profiles.profile import (
    Bullet,
    Certification,
    Education,
    Experience,
    PersonalInfo,
    Profile,
    Project,
    Skill,
    Volunteering,
)
from jobwise.domain.shared.text import one_line
from jobwise.domain.shared.values import PartialDate

GOES_ON = 99_999
"""Stands for the end month of what has no end yet; later than any month."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is taken or left as one. `parent` is the path of the entry it stands under; a bullet needs its entry.

    `order` is the place in the profile and breaks ties; `ended` (end and start in months) orders entries by date.
    """

    path: str
    section: SectionKind
    lines: tuple[Line, ...]
    order: int
    parent: str = ""
    bullet: bool = False
    ended: tuple[int, int] = (0, 0)

    @property
    def text(self) -> str:
        return " / ".join(line.text for line in self.lines)


def header(personal: PersonalInfo) -> tuple[Line, ...]:
    """Name, headline and contact lines; contact stands in the body, where every parser looks for it."""
    lines = []
    if name := one_line(personal.name):
        lines.append(Line(Role.NAME, name, ("personal/name",)))
    if label := one_line(personal.label):
        lines.append(Line(Role.HEADLINE, label, ("personal/label",)))
    reach = [
        (one_line(personal.email), "personal/email"),
        (one_line(personal.phone), "personal/phone"),
        _place(personal),
    ]
    links = [(one_line(personal.url), "personal/url")]
    links += [(one_line(o.url or _handle(o.network, o.username)), f"personal/online/{o.id}") for o in personal.online]
    for group in (reach, links):
        shown = [(text, path) for text, path in group if text]
        if shown:
            lines.append(Line(Role.CONTACT, " | ".join(t for t, _ in shown), tuple(p for _, p in shown)))
    return tuple(lines)


def _handle(network: str, username: str) -> str:
    return f"{network}: {username}" if network and username else ""


def _place(personal: PersonalInfo) -> tuple[str, str]:
    at = personal.location
    parts = [one_line(part) for part in (at.city, at.region, at.country_code)]
    return ", ".join(part for part in dict.fromkeys(parts) if part), "personal/location"


def units(profile: Profile, words: DocumentWords) -> tuple[Unit, ...]:
    """Every part of the profile that a resume may show, in profile order."""
    made: list[Unit] = []
    for part in _sections(profile, words):
        made.append(Unit(part.path, part.section, part.lines, len(made), part.parent, part.bullet, part.ended))
    return tuple(made)


def _sections(profile: Profile, words: DocumentWords) -> Iterator[Unit]:
    summary = one_line(profile.enhanced_summary or profile.summary)
    if summary:
        path = "enhanced_summary" if profile.enhanced_summary else "summary"
        yield _unit("summary", SectionKind.SUMMARY, [Line(Role.TEXT, summary, (path,))])
    for experience in profile.experiences:
        yield from _experience(experience, words)
    for project in profile.projects:
        yield from _project(project, words)
    for skill in profile.skills:
        yield from _skill(skill)
    for school in profile.education:
        yield from _education(school, words)
    for certificate in profile.certifications:
        yield from _certification(certificate, words)
    for language in profile.languages:
        path = f"languages/{language.id}"
        text = " - ".join(part for part in (one_line(language.language), one_line(language.fluency)) if part)
        yield from _single(path, SectionKind.LANGUAGES, Role.TEXT, text)
    for deed in profile.volunteering:
        yield from _volunteering(deed, words)
    yield from _honours(profile, words)


def _honours(profile: Profile, words: DocumentWords) -> Iterator[Unit]:
    for award in profile.awards:
        yield from _entry(
            f"awards/{award.id}",
            SectionKind.AWARDS,
            (award.title, award.awarder, words.date(award.date) if award.date else ""),
            ("title", "awarder", "date"),
            award.summary,
            award.date,
        )
    for work in profile.publications:
        yield from _entry(
            f"publications/{work.id}",
            SectionKind.PUBLICATIONS,
            (work.name, work.publisher, words.date(work.date) if work.date else ""),
            ("name", "publisher", "date"),
            work.summary,
            work.date,
        )
    for interest in profile.interests:
        text = ": ".join(
            part for part in (one_line(interest.name), ", ".join(map(one_line, interest.keywords))) if part
        )
        yield from _single(f"interests/{interest.id}", SectionKind.INTERESTS, Role.TEXT, text)


def _experience(item: Experience, words: DocumentWords) -> Iterator[Unit]:
    path = f"experiences/{item.id}"
    dates = words.period(item.start, item.end, current=item.current)
    lines = _stacked(path, (item.title, "title"), _at(item.employer, item.location, "employer"), dates)
    said = one_line(item.enhanced_summary or item.summary or item.description)
    field = "enhanced_summary" if item.enhanced_summary else "summary" if item.summary else "description"
    yield _unit(path, SectionKind.EXPERIENCE, lines, ended=_ended(item.start, item.end, item.current))
    if said:
        yield Unit(f"{path}/{field}", SectionKind.EXPERIENCE, (Line(Role.TEXT, said, (f"{path}/{field}",)),), 0, path)
    yield from _bullets(path, SectionKind.EXPERIENCE, item.bullets)


def _volunteering(item: Volunteering, words: DocumentWords) -> Iterator[Unit]:
    path = f"volunteering/{item.id}"
    dates = words.period(item.start, item.end, current=item.current)
    lines = _stacked(path, (item.title, "title"), (one_line(item.organization), ("organization",)), dates)
    yield _unit(path, SectionKind.VOLUNTEERING, lines, ended=_ended(item.start, item.end, item.current))
    if said := one_line(item.summary):
        yield Unit(f"{path}/summary", SectionKind.VOLUNTEERING, (Line(Role.TEXT, said, (f"{path}/summary",)),), 0, path)
    yield from _bullets(path, SectionKind.VOLUNTEERING, item.bullets)


def _project(item: Project, words: DocumentWords) -> Iterator[Unit]:
    path = f"projects/{item.id}"
    dates = words.period(item.start, item.end, current=item.current)
    role = ", ".join(one_line(role) for role in item.roles if role)
    who = ", ".join(part for part in (role, one_line(item.entity)) if part)
    lines = _stacked(path, (item.name, "name"), (who, ("roles", "entity")), dates)
    yield _unit(path, SectionKind.PROJECTS, lines, ended=_ended(item.start, item.end, item.current))
    said = one_line(item.enhanced_description or item.description)
    field = "enhanced_description" if item.enhanced_description else "description"
    if said:
        yield Unit(f"{path}/{field}", SectionKind.PROJECTS, (Line(Role.TEXT, said, (f"{path}/{field}",)),), 0, path)
    yield from _bullets(path, SectionKind.PROJECTS, item.bullets)


def _education(item: Education, words: DocumentWords) -> Iterator[Unit]:
    path = f"education/{item.id}"
    degree = ", ".join(part for part in (one_line(item.study_type), one_line(item.area)) if part)
    dates = words.period(item.start, item.end, current=item.current)
    lines = [
        Line(Role.TITLE, degree, (f"{path}/study_type", f"{path}/area")) if degree else None,
        Line(Role.ORGANISATION, one_line(item.institution), (f"{path}/institution",)) if item.institution else None,
        Line(Role.DATES, dates, (f"{path}/start", f"{path}/end")) if dates else None,
    ]
    yield _unit(path, SectionKind.EDUCATION, [x for x in lines if x], ended=_ended(item.start, item.end, item.current))
    if item.courses:
        text = ", ".join(one_line(course) for course in item.courses if course)
        yield Unit(f"{path}/courses", SectionKind.EDUCATION, (Line(Role.TEXT, text, (f"{path}/courses",)),), 0, path)


def _certification(item: Certification, words: DocumentWords) -> Iterator[Unit]:
    when = words.date(item.date) if item.date else ""
    text = ", ".join(part for part in (one_line(item.name), one_line(item.issuer), when) if part)
    path = f"certifications/{item.id}"
    if text:
        line = Line(Role.SKILLS, text, (path,))
        yield _unit(path, SectionKind.CERTIFICATIONS, [line], ended=_ended(item.date, item.date, False))


def _skill(item: Skill) -> Iterator[Unit]:
    listed = ", ".join(one_line(word) for word in item.keywords if word)
    name = one_line(item.name)
    text = f"{name}: {listed}" if name and listed else name or listed
    yield from _single(f"skills/{item.id}", SectionKind.SKILLS, Role.SKILLS, text)


def _single(path: str, section: SectionKind, role: Role, text: str) -> Iterator[Unit]:
    if text:
        yield _unit(path, section, [Line(role, text, (path,))])


def _entry(
    path: str,
    section: SectionKind,
    shown: tuple[str, str, str],
    fields: tuple[str, str, str],
    said: str,
    date: PartialDate | None,
) -> Iterator[Unit]:
    roles = (Role.TITLE, Role.ORGANISATION, Role.DATES)
    lines = [
        Line(role, one_line(text), (f"{path}/{field}",))
        for role, text, field in zip(roles, shown, fields, strict=True)
        if text
    ]
    yield _unit(path, section, lines, ended=_ended(date, date, False))
    if text := one_line(said):
        yield Unit(f"{path}/summary", section, (Line(Role.TEXT, text, (f"{path}/summary",)),), 0, path)


def _bullets(path: str, section: SectionKind, bullets: Iterable[Bullet]) -> Iterator[Unit]:
    for bullet in bullets:
        where = f"{path}/bullets/{bullet.id}"
        if text := one_line(bullet.wording):
            yield Unit(where, section, (Line(Role.BULLET, text, (where,)),), 0, path, bullet=True)


def _at(employer: str, location: str, field: str) -> tuple[str, tuple[str, ...]]:
    name, place = one_line(employer), one_line(location)
    if name and place:
        return f"{name}, {place}", (field, "location")
    return name or place, (field,) if name else ("location",)


def _stacked(path: str, first: tuple[str, str], second: tuple[str, tuple[str, ...]], dates: str) -> list[Line]:
    lines = []
    if title := one_line(first[0]):
        lines.append(Line(Role.TITLE, title, (f"{path}/{first[1]}",)))
    if second[0]:
        lines.append(Line(Role.ORGANISATION, second[0], tuple(f"{path}/{field}" for field in second[1])))
    if dates:
        lines.append(Line(Role.DATES, dates, (f"{path}/start", f"{path}/end")))
    return lines


def _unit(path: str, section: SectionKind, lines: list[Line], ended: tuple[int, int] = (0, 0)) -> Unit:
    return Unit(path, section, tuple(lines), 0, ended=ended)


def _ended(start: PartialDate | None, end: PartialDate | None, current: bool) -> tuple[int, int]:
    """Sorts what goes on first, then by end, then by start; what has no date sorts last."""
    began = start.months if start else 0
    if current:
        return (GOES_ON, began)
    return (end.months if end else began, began)
