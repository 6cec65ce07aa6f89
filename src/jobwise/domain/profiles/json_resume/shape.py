"""JSON Resume 1.3.1 beside our own names, as one table: what reading and writing both go by, in the schema's order."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from jobwise.domain.profiles.profile import (
    Award,
    Certification,
    Education,
    Experience,
    Interest,
    Language,
    OnlineProfile,
    Project,
    Publication,
    Reference,
    Skill,
    Volunteering,
)


class Kind(StrEnum):
    """How a value is read: `RAW` takes no HTML out (addresses of all sorts), `END` may say that the thing goes on."""

    LINE = "line"
    TEXT = "text"
    RAW = "raw"
    DATE = "date"
    END = "end"
    LINES = "lines"
    BULLETS = "bullets"


@dataclass(frozen=True, slots=True)
class Field:
    """`key` in JSON Resume, `attr` of ours; `older` are the keys of versions before 1.0."""

    key: str
    attr: str
    kind: Kind = Kind.LINE
    older: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        return self.kind in (Kind.LINES, Kind.BULLETS)

    @property
    def is_date(self) -> bool:
        return self.kind in (Kind.DATE, Kind.END)


@dataclass(frozen=True, slots=True)
class Section:
    """A list of the schema. `bare` is the key under which an entry that is a mere text is read."""

    key: str
    room: str
    type: type
    bare: str
    fields: tuple[Field, ...]


_URL = Field("url", "url", Kind.RAW, ("website",))
_SUMMARY = Field("summary", "summary", Kind.TEXT)
_START = Field("startDate", "start", Kind.DATE)
_END = Field("endDate", "end", Kind.END)
_HIGHLIGHTS = Field("highlights", "bullets", Kind.BULLETS)
_KEYWORDS = Field("keywords", "keywords", Kind.LINES)

BASICS = (
    Field("name", "name"),
    Field("label", "label"),
    Field("image", "image", Kind.RAW, ("picture",)),
    Field("email", "email", Kind.RAW),
    Field("phone", "phone", Kind.RAW),
    _URL,
    _SUMMARY,
)
LOCATION = (
    Field("address", "address"),
    Field("postalCode", "postal_code"),
    Field("city", "city"),
    Field("countryCode", "country_code"),
    Field("region", "region", older=("state",)),
)
META = (
    Field("canonical", "canonical", Kind.RAW),
    Field("version", "version", Kind.RAW),
    Field("lastModified", "last_modified", Kind.RAW),
)
ONLINE = Section(
    "profiles", "online", OnlineProfile, "url", (Field("network", "network"), Field("username", "username"), _URL)
)

SECTIONS = (
    Section(
        "work",
        "experiences",
        Experience,
        "summary",
        (
            Field("name", "employer", older=("company",)),
            Field("location", "location"),
            Field("description", "description", Kind.TEXT),
            Field("position", "title"),
            _URL,
            _START,
            _END,
            _SUMMARY,
            _HIGHLIGHTS,
        ),
    ),
    Section(
        "volunteer",
        "volunteering",
        Volunteering,
        "summary",
        (
            Field("organization", "organization"),
            Field("position", "title"),
            _URL,
            _START,
            _END,
            _SUMMARY,
            _HIGHLIGHTS,
        ),
    ),
    Section(
        "education",
        "education",
        Education,
        "institution",
        (
            Field("institution", "institution"),
            _URL,
            Field("area", "area"),
            Field("studyType", "study_type"),
            _START,
            _END,
            Field("score", "score", older=("gpa",)),
            Field("courses", "courses", Kind.LINES),
        ),
    ),
    Section(
        "awards",
        "awards",
        Award,
        "title",
        (
            Field("title", "title"),
            Field("date", "date", Kind.DATE, ("awardDate",)),
            Field("awarder", "awarder"),
            _SUMMARY,
        ),
    ),
    Section(
        "certificates",
        "certifications",
        Certification,
        "name",
        (Field("name", "name"), Field("date", "date", Kind.DATE), _URL, Field("issuer", "issuer")),
    ),
    Section(
        "publications",
        "publications",
        Publication,
        "name",
        (
            Field("name", "name"),
            Field("publisher", "publisher"),
            Field("releaseDate", "date", Kind.DATE),
            _URL,
            _SUMMARY,
        ),
    ),
    Section("skills", "skills", Skill, "name", (Field("name", "name"), Field("level", "level"), _KEYWORDS)),
    Section(
        "languages",
        "languages",
        Language,
        "language",
        (Field("language", "language"), Field("fluency", "fluency")),
    ),
    Section("interests", "interests", Interest, "name", (Field("name", "name"), _KEYWORDS)),
    Section(
        "references",
        "references",
        Reference,
        "reference",
        (Field("name", "name"), Field("reference", "reference", Kind.TEXT)),
    ),
    Section(
        "projects",
        "projects",
        Project,
        "name",
        (
            Field("name", "name"),
            Field("description", "description", Kind.TEXT),
            _HIGHLIGHTS,
            _KEYWORDS,
            _START,
            _END,
            _URL,
            Field("roles", "roles", Kind.LINES),
            Field("entity", "entity"),
            Field("type", "type"),
        ),
    ),
)

ENHANCED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("basics", "summary"): "enhanced_summary",
        ("work", "summary"): "enhanced_summary",
        ("projects", "description"): "enhanced_description",
    }
)
"""The fields that have an improved wording beside them, by section and key."""

OLDER_SECTIONS: Mapping[str, str] = MappingProxyType({"bio": "basics", "hobbies": "interests"})
"""Names of sections before 1.0."""

DISPLACED = "x-"
"""Stands before a key whose value has a shape that the schema forbids, e.g. `x-location` for an object in work."""
