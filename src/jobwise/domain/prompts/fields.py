"""What each task may tell a model: these types and no others. A profile, a user or a job is never handed over whole.

There is no field for a phone, an address, an email, a birth date, a photo or an id; what of these stands inside a free
text is masked on the way out (`masks`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from jobwise.domain.limits import MAX_PROMPT_FACTS
from jobwise.domain.profiles.profile import Profile, facts


class ModelTask(StrEnum):
    LETTER = "letter"
    EXTRACTION = "extraction"
    STYLE = "style"
    ENHANCEMENT = "enhancement"


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One text of a profile. `ref` names it in the answer; its path in the profile, which holds ids, stays here."""

    ref: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldSample:
    """One text that the person wrote; `kind` is `resume` or `cover_letter`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterFields:
    """For a letter. `style` says in plain words how the person writes, `complaints` what was wrong with a first try."""

    task: ClassVar[ModelTask] = ModelTask.LETTER
    language: str
    title: str
    company: str
    posting: str
    facts: tuple[ToldFact, ...]
    style: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractionFields:
    """For reading a posting."""

    task: ClassVar[ModelTask] = ModelTask.EXTRACTION
    posting: str


@dataclass(frozen=True, slots=True)
class StyleFields:
    """For reading how somebody writes."""

    task: ClassVar[ModelTask] = ModelTask.STYLE
    language: str
    samples: tuple[ToldSample, ...]


@dataclass(frozen=True, slots=True)
class EnhancementFields:
    """For better wording of single items of a profile."""

    task: ClassVar[ModelTask] = ModelTask.ENHANCEMENT
    language: str
    items: tuple[ToldFact, ...]
    style: tuple[str, ...] = ()


Fields = LetterFields | ExtractionFields | StyleFields | EnhancementFields

ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "": frozenset({"summary", "enhanced_summary"}),
        "experiences": frozenset(
            {"title", "employer", "description", "start", "end", "summary", "enhanced_summary", "bullets"}
        ),
        "education": frozenset({"study_type", "area", "institution", "start", "end", "courses"}),
        "projects": frozenset(
            {"name", "description", "enhanced_description", "keywords", "start", "end", "roles", "entity", "bullets"}
        ),
        "skills": frozenset({"name", "level", "keywords"}),
        "languages": frozenset({"language", "fluency"}),
        "certifications": frozenset({"name", "date", "issuer"}),
        "volunteering": frozenset({"title", "organization", "start", "end", "summary", "bullets"}),
        "awards": frozenset({"title", "date", "awarder", "summary"}),
        "publications": frozenset({"name", "publisher", "date", "summary"}),
    }
)
"""Which fields of which room of a profile a model may be told: nothing of `personal`, no link, nobody's reference."""


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of a profile that a model may be told, and where each of them stands in it."""

    facts: tuple[ToldFact, ...]
    paths: Mapping[str, str] = field(repr=False)

    def path(self, ref: str) -> str | None:
        """The path of the fact that an answer names; None for a name that was never given."""
        return self.paths.get(ref)


def tell(profile: Profile, *, only: frozenset[str] | None = None) -> Told:
    """The allowed facts in profile order as `f1`, `f2`, ..., at most `MAX_PROMPT_FACTS`; `only` keeps these paths.

    Titles and employers of one position come after each other, so that a model sees what belongs together.
    """
    told: list[ToldFact] = []
    paths: dict[str, str] = {}
    for fact in facts(profile):
        kind = _kind(fact.path)
        if kind is None or (only is not None and fact.path not in only):
            continue
        if len(told) == MAX_PROMPT_FACTS:
            break
        ref = f"f{len(told) + 1}"
        told.append(ToldFact(ref, kind, fact.text))
        paths[ref] = fact.path
    return Told(tuple(told), paths)


def is_told(path: str) -> bool:
    """Whether the fact at this path may be told at all."""
    return _kind(path) is not None


def _kind(path: str) -> str | None:
    """`experiences.bullets` for `experiences/<id>/bullets/<id>`; None for what is not told."""
    steps = path.split("/")
    room, name = ("", steps[0]) if len(steps) == 1 else (steps[0], steps[2] if len(steps) > 2 else "")
    if name not in ALLOWED.get(room, frozenset()):
        return None
    return f"{room}.{name}" if room else name
