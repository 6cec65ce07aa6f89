"""The rankable items of a profile: their texts, paths, positions and dates."""

from collections.abc import Iterator
from dataclasses import dataclass

from jobwise.domain.profiles.profile import Bullet, Education, Experience, Profile, Project, Volunteering
from jobwise.domain.rankings.ranking import ItemKind


@dataclass(frozen=True, slots=True)
class Item:
    """One item before it is scored. `parent` is the path a bullet hangs under; `month` its newest known month."""

    kind: ItemKind
    path: str
    text: str
    parent: str = ""
    month: int | None = None


def items_of(profile: Profile, newest: int | None) -> list[Item]:
    """All rankable items in profile order, each position followed by its bullets; `newest` dates what goes on."""
    return [
        *(item for entry in profile.experiences for item in _experience(entry, newest)),
        *(item for project in profile.projects for item in _project(project, newest)),
        *(item for post in profile.volunteering for item in _volunteering(post, newest)),
        *_studies(profile, newest),
        *_skills(profile),
    ]


def newest_month(profile: Profile) -> int | None:
    """The newest month any dated item of the profile names, or None."""
    dates = [date for entry in profile.experiences for date in (entry.start, entry.end)]
    dates += [date for project in profile.projects for date in (project.start, project.end)]
    dates += [date for post in profile.volunteering for date in (post.start, post.end)]
    dates += [date for study in profile.education for date in (study.start, study.end)]
    dates += [certification.date for certification in profile.certifications]
    return max((date.months for date in dates if date is not None), default=None)


def _month(entry: Experience | Project | Volunteering | Education, newest: int | None) -> int | None:
    if entry.current and entry.end is None:
        return newest
    date = entry.end or entry.start
    return None if date is None else date.months


def _experience(entry: Experience, newest: int | None) -> Iterator[Item]:
    summary = entry.enhanced_summary or entry.summary
    text = _text(_text(entry.title, entry.employer, joint=", "), entry.description, summary)
    month = _month(entry, newest)
    path = f"experiences/{entry.id}"
    yield Item(ItemKind.EXPERIENCE, path, text, month=month)
    yield from _bullets(path, entry.bullets, month)


def _project(entry: Project, newest: int | None) -> Iterator[Item]:
    description = entry.enhanced_description or entry.description
    named = _text(entry.name, *entry.roles, entry.entity, joint=", ")
    month = _month(entry, newest)
    path = f"projects/{entry.id}"
    yield Item(ItemKind.PROJECT, path, _text(named, description, ", ".join(entry.keywords)), month=month)
    yield from _bullets(path, entry.bullets, month)


def _volunteering(entry: Volunteering, newest: int | None) -> Iterator[Item]:
    month = _month(entry, newest)
    path = f"volunteering/{entry.id}"
    text = _text(_text(entry.title, entry.organization, joint=", "), entry.summary)
    yield Item(ItemKind.VOLUNTEERING, path, text, month=month)
    yield from _bullets(path, entry.bullets, month)


def _studies(profile: Profile, newest: int | None) -> Iterator[Item]:
    for study in profile.education:
        named = _text(study.study_type, study.area, study.institution, joint=", ")
        text = _text(named, ", ".join(study.courses))
        yield Item(ItemKind.EDUCATION, f"education/{study.id}", text, month=_month(study, newest))
    for paper in profile.certifications:
        text = _text(paper.name, paper.issuer, joint=", ")
        month = None if paper.date is None else paper.date.months
        yield Item(ItemKind.CERTIFICATION, f"certifications/{paper.id}", text, month=month)


def _skills(profile: Profile) -> Iterator[Item]:
    for skill in profile.skills:
        text = _text(skill.name, ", ".join(skill.keywords), joint=": ")
        yield Item(ItemKind.SKILL, f"skills/{skill.id}", text)


def _bullets(parent: str, bullets: tuple[Bullet, ...], month: int | None) -> Iterator[Item]:
    for bullet in bullets:
        yield Item(ItemKind.BULLET, f"{parent}/bullets/{bullet.id}", bullet.wording, parent, month)


def _text(*texts: str, joint: str = "\n") -> str:
    return joint.join(text for text in texts if text)
