"""What can be edited: each list with its fields, and what kind of value a field takes. One table for every caller."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from jobwise.domain.profiles.json_resume import shape
from jobwise.domain.profiles.json_resume.shape import SECTIONS, Section


class Kind(StrEnum):
    LINE = "line"
    TEXT = "text"
    URL = "url"
    EMAIL = "email"
    DATE = "date"
    LINES = "lines"
    BULLETS = "bullets"
    FLAG = "flag"
    SKILL = "skill"
    ONLINE = "online"
    LOCATION = "location"


class ListName(StrEnum):
    """The lists of a profile, by their public names."""

    EXPERIENCES = "experiences"
    EDUCATION = "education"
    PROJECTS = "projects"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATIONS = "certifications"
    VOLUNTEERING = "volunteering"
    AWARDS = "awards"
    PUBLICATIONS = "publications"
    INTERESTS = "interests"
    REFERENCES = "references"


class BulletedList(StrEnum):
    """The lists whose entries hold bullets."""

    EXPERIENCES = "experiences"
    PROJECTS = "projects"
    VOLUNTEERING = "volunteering"


Fields = Mapping[str, Kind]

_KINDS = {
    shape.Kind.LINE: Kind.LINE,
    shape.Kind.TEXT: Kind.TEXT,
    shape.Kind.RAW: Kind.LINE,
    shape.Kind.DATE: Kind.DATE,
    shape.Kind.END: Kind.DATE,
    shape.Kind.LINES: Kind.LINES,
    shape.Kind.BULLETS: Kind.BULLETS,
}
_OWN: Mapping[str, Mapping[str, Kind]] = {
    "experiences": {"enhanced_summary": Kind.TEXT},
    "projects": {"enhanced_description": Kind.TEXT},
    "skills": {"kind": Kind.SKILL},
}


def _fields(section: Section) -> Fields:
    found = {one.attr: Kind.URL if one.attr == "url" else _KINDS[one.kind] for one in section.fields}
    if "end" in found:
        found["current"] = Kind.FLAG
    return MappingProxyType({**found, **_OWN.get(section.room, {})})


FIELDS: Mapping[str, Fields] = MappingProxyType({section.room: _fields(section) for section in SECTIONS})
"""The fields of an entry of each list, but its id."""

TYPES: Mapping[str, type] = MappingProxyType({section.room: section.type for section in SECTIONS})

BULLET: Fields = MappingProxyType({"text": Kind.TEXT, "enhanced": Kind.TEXT})

ONLINE: Fields = MappingProxyType({"network": Kind.LINE, "username": Kind.LINE, "url": Kind.URL})

LOCATION: Fields = MappingProxyType({one.attr: Kind.LINE for one in shape.LOCATION})

PERSONAL: Fields = MappingProxyType(
    {
        "name": Kind.LINE,
        "label": Kind.LINE,
        "image": Kind.LINE,
        "email": Kind.EMAIL,
        "phone": Kind.LINE,
        "url": Kind.URL,
        "location": Kind.LOCATION,
        "online": Kind.ONLINE,
    }
)
HEAD: Fields = MappingProxyType({"summary": Kind.TEXT, "enhanced_summary": Kind.TEXT})
"""What a profile says beside its lists and the person."""

SILENT = frozenset({"current", "kind"})
"""Fields that say nothing by themselves: an entry needs another one."""
