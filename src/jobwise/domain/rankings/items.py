"""The rankable items of a profile: their texts, paths, positions and dates."""

from collections.abc import Iterator
from dataclasses import dataclass

from jobwise.domain.profiles.profile import Bullet, Experience, Profile, Project, Volunteering
from jobwise.domain.rankings.ranking import ItemKind
from jobwise.domain.shared.values import PartialDate


@dataclass(frozen=True, slots=True)
class Item:
    """One item before it is scored. `parent` is the path a bullet hangs under; `month` its newest known month."""

    kind: ItemKind
    path: str
    text: str
    parent: str = ""
    month: int | None = None


def items_of(profile: Profile) -> list[Item]:
    """All rankable items in profile order, each position followed by its bullets."""
    return [
        *(item for entry in profile.experiences for item in _experience(entry)),
        *(item for entry in profile.projects for item in _project(entry)),
        *(item for entry in profile.volunteering for item in _volunteering(entry)),
        *_studies(profile),
        *_skills(profile),
    ]


def newest_month(profile: Profile) -> int | None:
    """The newest month any dated item of the profile names, or None."""
    dates: list[PartialDate | None] = []
    for entry in (*profile.experiences, *profile.projects, *profile.volunteering, *profile.education):
        dates += (entry.start, entry.end)
    dates += [certification.date for certification in profile.certifications]
    return max((date.months for date in dates if date is not None), default=None)


def _month(start: PartialDate | None, end: PartialDate | None) -> int | None:
    date = end or start
    return None if date is None else date.months


def _experience(entry: Experience) -> Iterator[Item]:
    summary = entry.enhanced_summary or entry.summary
    text = _text(_text(entry.title, entry.employer, joint=", "), entry.description, summary)
    month = _month(entry.start, entry.end)
    path = f"experiences/{entry.id}"
    yield Item(ItemKind.EXPERIENCE, path, text, month=month)
    yield from _bullets(path, entry.bullets, month)


def _project(entry: Project) -> Iterator[Item]:
    description = entry.enhanced_description or entry.description
    named = _text(entry.name, *entry.roles, entry.entity, joint=", ")
    month = _month(entry.start, entry.end)
    path = f"projects/{entry.id}"
    yield Item(ItemKind.PROJECT, path, _text(named, description, ", ".join(entry.keywords)), month=month)
    yield from _bullets(path, entry.bullets, month)


def _volunteering(entry: Volunteering) -> Iterator[Item]:
    month = _month(entry.start, entry.end)
    path = f"volunteering/{entry.id}"
    text = _text(_text(entry.title, entry.organization, joint=", "), entry.summary)
    yield Item(ItemKind.VOLUNTEERING, path, text, month=month)
    yield from _bullets(path, entry.bullets, month)


def _studies(profile: Profile) -> Iterator[Item]:
    for study in profile.education:
        named = _text(study.study_type, study.area, study.institution, joint=", ")
        text = _text(named, ", ".join(study.courses))
        yield Item(ItemKind.EDUCATION, f"education/{study.id}", text, month=_month(study.start, study.end))
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
