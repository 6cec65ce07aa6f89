"""The master profile: everything a person has done, every item with an identity that does not move.

Field for field it holds JSON Resume 1.3.1 under our own names, and what JSON Resume has no word for: improved wording
beside the original (`enhanced_*`), the kind of a skill, whether a position is current. What a source file held and no
field can take lives on in `extras` (unknown keys) and `sources` (the source's own string beside a changed value).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from jobwise.domain.shared.values import PartialDate

Extras = Mapping[str, Any]
"""Unknown keys of the source object with their JSON values, written back on export."""


class SkillKind(StrEnum):
    TECHNICAL = "technical"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Location:
    address: str = ""
    postal_code: str = ""
    city: str = ""
    country_code: str = ""
    region: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OnlineProfile:
    id: str
    network: str = ""
    username: str = ""
    url: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonalInfo:
    name: str = ""
    label: str = ""
    image: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    location: Location = Location()
    online: tuple[OnlineProfile, ...] = ()
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bullet:
    """One highlight. Documents use `enhanced` where the person accepted it, else `text`."""

    id: str
    text: str
    enhanced: str = ""

    @property
    def wording(self) -> str:
        return self.enhanced or self.text


@dataclass(frozen=True, slots=True)
class Experience:
    """A position held. `current` says that it goes on; a missing end without it is simply unknown."""

    id: str
    employer: str = ""
    title: str = ""
    location: str = ""
    description: str = ""
    url: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False
    summary: str = ""
    enhanced_summary: str = ""
    bullets: tuple[Bullet, ...] = ()
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Volunteering:
    id: str
    organization: str = ""
    title: str = ""
    url: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False
    summary: str = ""
    bullets: tuple[Bullet, ...] = ()
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Education:
    id: str
    institution: str = ""
    url: str = ""
    area: str = ""
    study_type: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False
    score: str = ""
    courses: tuple[str, ...] = ()
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    name: str = ""
    description: str = ""
    enhanced_description: str = ""
    bullets: tuple[Bullet, ...] = ()
    keywords: tuple[str, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False
    url: str = ""
    roles: tuple[str, ...] = ()
    entity: str = ""
    type: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill or a named group of skills (`keywords`), as JSON Resume writes them."""

    id: str
    name: str = ""
    level: str = ""
    keywords: tuple[str, ...] = ()
    kind: SkillKind = SkillKind.TECHNICAL
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Language:
    id: str
    language: str = ""
    fluency: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Certification:
    id: str
    name: str = ""
    date: PartialDate | None = None
    url: str = ""
    issuer: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Award:
    id: str
    title: str = ""
    date: PartialDate | None = None
    awarder: str = ""
    summary: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Publication:
    id: str
    name: str = ""
    publisher: str = ""
    date: PartialDate | None = None
    url: str = ""
    summary: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interest:
    id: str
    name: str = ""
    keywords: tuple[str, ...] = ()
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    id: str
    name: str = ""
    reference: str = ""
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """The content of one master profile; frozen, so rankings and documents can be trusted to describe what they saw.

    `sources` maps a path (`experiences/<id>/start`) to the exact string the source held where reading changed it.
    """

    personal: PersonalInfo = PersonalInfo()
    summary: str = ""
    enhanced_summary: str = ""
    experiences: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()
    projects: tuple[Project, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[Language, ...] = ()
    certifications: tuple[Certification, ...] = ()
    volunteering: tuple[Volunteering, ...] = ()
    awards: tuple[Award, ...] = ()
    publications: tuple[Publication, ...] = ()
    interests: tuple[Interest, ...] = ()
    references: tuple[Reference, ...] = ()
    extras: Extras = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of text of a profile with the path that names it for good, e.g. `experiences/<id>/bullets/<id>`."""

    path: str
    text: str


def facts(profile: Profile) -> Iterator[Fact]:
    """Every non-empty text of the profile that a document may show, in profile order, with its path.

    Dates come as ISO text. Extras are not facts: nothing is ever claimed from a key we do not know.
    """
    yield from _flat("personal", profile.personal, ("name", "label", "email", "phone", "url"))
    yield from _flat(
        "personal/location", profile.personal.location, ("address", "postal_code", "city", "country_code", "region")
    )
    for online in profile.personal.online:
        yield from _flat(f"personal/online/{online.id}", online, ("network", "username", "url"))
    yield from _flat("", profile, ("summary", "enhanced_summary"))
    for room, names in _ROOMS.items():
        for item in getattr(profile, room):
            base = f"{room}/{item.id}"
            yield from _flat(base, item, names)
            for bullet in getattr(item, "bullets", ()):
                yield Fact(f"{base}/bullets/{bullet.id}", bullet.wording)


_ROOMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "experiences": (
            "title",
            "employer",
            "location",
            "description",
            "url",
            "start",
            "end",
            "summary",
            "enhanced_summary",
        ),
        "education": ("study_type", "area", "institution", "url", "start", "end", "score", "courses"),
        "projects": (
            "name",
            "description",
            "enhanced_description",
            "keywords",
            "start",
            "end",
            "url",
            "roles",
            "entity",
            "type",
        ),
        "skills": ("name", "level", "keywords"),
        "languages": ("language", "fluency"),
        "certifications": ("name", "date", "url", "issuer"),
        "volunteering": ("title", "organization", "url", "start", "end", "summary"),
        "awards": ("title", "date", "awarder", "summary"),
        "publications": ("name", "publisher", "date", "url", "summary"),
        "interests": ("name", "keywords"),
        "references": ("name", "reference"),
    }
)


def _flat(base: str, item: object, names: tuple[str, ...]) -> Iterator[Fact]:
    for name in names:
        value = getattr(item, name)
        path = f"{base}/{name}" if base else name
        if isinstance(value, tuple):
            for place, part in enumerate(value):
                if part:
                    yield Fact(f"{path}/{place}", part)
        elif value:
            yield Fact(path, str(value))
