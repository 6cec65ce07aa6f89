"""Where documents are made: work for the processor, never done on the event loop."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from jobwise.domain.enhancements.enhancement import Proposal, Unproposed
from jobwise.domain.enhancements.items import Item, Wording
from jobwise.domain.exports.export import LookWish
from jobwise.domain.generations.document import Document
from jobwise.domain.generations.progress import LetterProgress
from jobwise.domain.generations.resume.selection import DEFAULT_ORDER
from jobwise.domain.generations.resume.words import SectionKind
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.fields import EnhancementFields, LetterFields
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.shared.values import PartialDate
from jobwise.domain.styles.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of what ranks: of the formula, and of the words it knows."""

    formula: str
    vocabulary: str


@dataclass(frozen=True, slots=True)
class ResumeWish:
    """How a resume is to be.

    `keep` are profile paths that must be in. `tailor=False` keeps the profile's own order and weight. Empty: `paper`
    goes by the person's country, `language` by the profile's text. `max_bullets` of one entry; 0 is no limit.
    `export` is the file that is made of it in the same flow.
    """

    pages: int = 1
    keep: tuple[str, ...] = ()
    sections: tuple[SectionKind, ...] = DEFAULT_ORDER
    tailor: bool = True
    template: str = "modern"
    paper: str = ""
    language: str = ""
    max_bullets: int = 0
    export: LookWish | None = None


@dataclass(frozen=True, slots=True)
class LetterWish:
    """How a letter is to be. It is dated only when a date is given; without `language` it is in the posting's.

    `model` is a language model that may be named, as `provider/model`; empty for the usual ones.
    """

    language: str = ""
    date: PartialDate | None = None
    template: str = "modern"
    model: str = ""
    export: LookWish | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Whose letter it is: how they write, and whether anything of theirs may leave the house.

    `styles` are measured, one for each language, of the `style_version` they were learnt at; `reading` is what a
    language model said of them. `name` is that of the account, which the profile may not hold.
    """

    id: UUID
    name: str = ""
    styles: tuple[Fingerprint, ...] = ()
    style_version: int | None = None
    reading: str = ""
    offline_only: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """What a document is made from. `as_of` is the day that tells what goes on and what is over.

    Without an `author` no style is followed and no language model is asked.
    """

    profile: Profile
    job: Job
    ranking: Ranking
    as_of: PartialDate
    author: Author | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document, its ATS report (of a resume) and its grounding trace (of a letter), as JSON objects."""

    document: Document
    ats: Mapping[str, Any] | None = None
    trace: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence of a draft that is not delivered, and why; `idle` when it only says nothing."""

    text: str
    reasons: tuple[str, ...]
    idle: bool = False


@dataclass(frozen=True, slots=True)
class WeighedDraft:
    """A draft after the gate: `refused` is what was wrong with it, `made` the letter without that.

    `made` is None when too little is left to be a letter.
    """

    made: Made | None
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class ToldItems:
    """What a model is asked about items of a profile: each by its ref, and `left` those that it is not asked about."""

    fields: EnhancementFields
    items: Mapping[str, Item]
    left: tuple[Unproposed, ...]


@dataclass(frozen=True, slots=True)
class Worded:
    """The wordings that hold, and the items without one."""

    proposals: tuple[Proposal, ...]
    unproposed: tuple[Unproposed, ...]


Report = Callable[[LetterProgress], None]
"""Told how far a letter is, as often as anything comes; whoever is told must not take any time."""


class LetterWriter(Protocol):
    """Writes letters of which every sentence is traced to the profile, or to the posting for what it says."""

    async def letter(self, brief: Brief, wish: LetterWish, report: Report) -> Made:
        """The letter with its trace. CheckFailed when nothing that can be traced is left. What needs no model has no
        progress to report."""
        ...


class Workshop(Protocol):
    """Ranks and makes documents without a model: the same brief gives the same document."""

    async def versions(self) -> Versions: ...

    async def rank(self, profile: Profile, job: Job) -> Ranking: ...

    async def fits(self, profile: Profile, jobs: Sequence[Job]) -> Sequence[float]:
        """The `fit` of the profile's ranking for each of the jobs, without the rankings."""
        ...

    async def check(self, profile: Profile, job: Job, wish: ResumeWish) -> None:
        """Raises InvalidInput for a wish that cannot be met, Impossible for one that cannot with this profile."""
        ...

    async def check_letter(self, wish: LetterWish) -> None:
        """Raises InvalidInput for a wish that cannot be met."""
        ...

    async def resume(self, brief: Brief, wish: ResumeWish) -> Made:
        """The document, without its report: that is made of its file."""
        ...

    async def assess(self, document: Document, file: bytes | None, job: Job, as_of: PartialDate) -> Mapping[str, Any]:
        """The ATS report on a resume as it is read back from its file; without one nothing is compared."""
        ...

    async def letter(self, brief: Brief, wish: LetterWish) -> Made:
        """As of whoever writes letters, and in no time."""
        ...

    async def told(self, brief: Brief, wish: LetterWish) -> LetterFields:
        """What a model is told for this letter: allowed facts that answer the posting, the posting, the style."""
        ...

    async def told_items(self, profile: Profile, paths: Sequence[str], author: Author) -> ToldItems:
        """What a model is told to word these items better; all that can be, when none is named."""
        ...

    async def judge(self, told: ToldItems, wordings: Sequence[Wording]) -> Worded:
        """Those of the wordings that claim nothing beyond their items."""
        ...

    async def weigh(self, brief: Brief, wish: LetterWish, draft: Sequence[str]) -> WeighedDraft:
        """The letter around the paragraphs of a draft, with what the gate refused taken out."""
        ...
