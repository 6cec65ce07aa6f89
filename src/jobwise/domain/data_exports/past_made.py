"""What the rows of an archive say of things that were made for their owner, and of what they wrote themselves."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from jobwise.domain.data_exports.past import Past, Tables, read
from jobwise.domain.data_exports.soundness import (
    check_print,
    check_reports,
    must_be_count,
    must_be_short,
    must_be_utc,
)
from jobwise.domain.documents.document import DocumentType
from jobwise.domain.enhancements.enhancement import EnhancementStatus, Proposal, Proposer, Unproposed
from jobwise.domain.exports.export import ExportStatus, Part
from jobwise.domain.exports.layout import Format
from jobwise.domain.exports.naming import is_fit
from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.generation import GenerationStatus
from jobwise.domain.generations.grounding.claims import Verdict
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import MAX_BATCH, MAX_LEARNT, MAX_LINE_CHARS, MAX_NAME_CHARS
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.stored import RankingInputs
from jobwise.domain.samples.sample import SampleKind, SampleStatus, check_text_size, check_type
from jobwise.domain.shared.codec import from_data
from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.styles.fingerprint import Fingerprint
from jobwise.domain.styles.style import MOST_EVIDENCE_CHARS, Evidence, LearntFrom

T = TypeVar("T", "PastRanking", "PastExport", "PastEnhancement")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that does not come, and why, in a sentence."""

    table: str
    id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class PastSample:
    id: UUID
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    name: str
    type: DocumentType
    kind: SampleKind
    sha256: str
    status: SampleStatus
    active: bool
    text: str
    failure: str

    def __post_init__(self) -> None:
        must_be_utc(self.created_at, self.updated_at)
        must_be_short(MAX_NAME_CHARS, self.name, self.failure)
        check_type(self.type)
        check_text_size(self.text)


@dataclass(frozen=True, slots=True)
class PastStyle:
    id: UUID
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    learnt_at: datetime
    samples: tuple[LearntFrom, ...]
    prints: tuple[Fingerprint, ...]
    evidence: tuple[Evidence, ...]
    reading: str

    def __post_init__(self) -> None:
        must_be_utc(self.created_at, self.updated_at, self.learnt_at)
        must_be_short(MOST_EVIDENCE_CHARS, *(text for one in self.evidence for text in (one.text, one.says)))
        if len(self.samples) > MAX_LEARNT:
            raise InvalidInput(f"A style is learnt from at most {MAX_LEARNT} samples.")
        for one in self.prints:
            check_print(one)


@dataclass(frozen=True, slots=True)
class PastRanking:
    id: UUID
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    profile_id: UUID
    profile_version: int
    profile_sha256: str
    job_id: UUID
    job_version: int
    job_sha256: str
    formula_version: str
    vocabulary_version: str
    content: Ranking

    def __post_init__(self) -> None:
        must_be_utc(self.created_at, self.updated_at)
        must_be_count(self.profile_version, self.job_version)
        must_be_short(MAX_NAME_CHARS, self.formula_version, self.vocabulary_version)
        # A hash of another form is said here, where the row is named.
        self.inputs(self.profile_id, self.job_id)

    def inputs(self, profile_id: UUID, job_id: UUID) -> RankingInputs:
        """What it was made from, by the ids of here."""
        return RankingInputs(
            profile_id=profile_id,
            profile_version=self.profile_version,
            profile_sha256=self.profile_sha256,
            job_id=job_id,
            job_version=self.job_version,
            job_sha256=self.job_sha256,
            formula_version=self.formula_version,
            vocabulary_version=self.vocabulary_version,
        )


@dataclass(frozen=True, slots=True)
class PastGeneration:
    id: UUID
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    kind: GenerationKind
    status: GenerationStatus
    profile_id: UUID
    profile_version: int
    profile: Profile
    job_id: UUID | None
    job_version: int | None
    job: Job | None
    ranking_id: UUID | None
    formula_version: str
    vocabulary_version: str
    inputs_sha256: str
    options: Mapping[str, Any]
    content: Document | None
    ats: Mapping[str, Any] | None
    trace: Mapping[str, Any] | None
    failure: str
    reason: str
    attempt: int
    asked_at: datetime
    export_id: UUID | None

    def __post_init__(self) -> None:
        must_be_utc(self.created_at, self.updated_at, self.deleted_at, self.asked_at)
        must_be_count(self.profile_version, self.attempt, 1 if self.job_version is None else self.job_version)
        must_be_short(MAX_NAME_CHARS, self.formula_version, self.vocabulary_version, self.inputs_sha256, self.failure)
        must_be_short(MAX_LINE_CHARS, self.reason)
        if self.content is not None and self.content.kind is not self.kind:
            raise InvalidInput("The document is of another kind than was asked for.")
        check_reports(self.ats, self.trace)


@dataclass(frozen=True, slots=True)
class PastExport:
    id: UUID
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    format: Format
    generation_id: UUID | None
    parts: tuple[Part, ...]
    status: ExportStatus
    sha256: str | None
    failure: str
    reason: str
    attempt: int
    asked_at: datetime
    expires_at: datetime | None
    download_count: int

    def __post_init__(self) -> None:
        must_be_utc(self.created_at, self.updated_at, self.asked_at, self.expires_at)
        must_be_count(self.attempt, self.download_count + 1)
        must_be_short(MAX_NAME_CHARS, self.failure)
        must_be_short(MAX_LINE_CHARS, self.reason)
        if not 1 <= len(self.parts) <= MAX_BATCH or (self.generation_id is None) is not (self.format is Format.ZIP):
            raise InvalidInput(f"An export is of one document, or a ZIP of at most {MAX_BATCH}.")
        if self.generation_id is not None and [part.generation_id for part in self.parts] != [self.generation_id]:
            raise InvalidInput("The one part of an export is its document.")
        for part in self.parts:
            must_be_short(MAX_NAME_CHARS, part.look.template, part.look.template_version)
            if not is_fit(part.name):
                raise InvalidInput("The name of a file is no path.")

    def is_over(self, now: datetime) -> bool:
        return self.expires_at is not None and now >= self.expires_at


@dataclass(frozen=True, slots=True)
class PastEnhancement:
    id: UUID
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    profile_id: UUID
    profile_version: int
    status: EnhancementStatus
    paths: tuple[str, ...]
    model: str
    proposals: tuple[Proposal, ...]
    unproposed: tuple[Unproposed, ...]
    proposer: Proposer | None
    failure: str
    reason: str

    def __post_init__(self) -> None:
        must_be_utc(self.created_at, self.updated_at)
        must_be_count(self.profile_version)
        must_be_short(MAX_NAME_CHARS, self.model, self.failure)
        must_be_short(MAX_LINE_CHARS, self.reason)
        for one in self.proposals:
            # What is shown of a proposal is read off its trace.
            from_data(Verdict, one.trace)


@dataclass(frozen=True, slots=True)
class PastMade:
    """What was not deleted nor is over, and the documents whose files came; `refused` are rows that do not come."""

    samples: Sequence[PastSample]
    styles: Sequence[PastStyle]
    rankings: Sequence[PastRanking]
    generations: Sequence[PastGeneration]
    exports: Sequence[PastExport]
    enhancements: Sequence[PastEnhancement]
    refused: Sequence[Refused] = ()

    @classmethod
    def of(cls, tables: Tables, now: datetime) -> "PastMade":
        """Reads the rows of an archive; UnreadableInput names what cannot be."""
        exports = [
            one for one in read(PastExport, tables, "exports") if one.deleted_at is None and not one.is_over(now)
        ]
        printed = {part.generation_id for one in exports for part in one.parts}
        generations = read(PastGeneration, tables, "generations")
        return cls(
            samples=[one for one in read(PastSample, tables, "samples") if one.deleted_at is None],
            styles=[one for one in read(PastStyle, tables, "writing_styles") if one.deleted_at is None],
            rankings=[one for one in read(PastRanking, tables, "rankings") if one.deleted_at is None],
            generations=[one for one in generations if one.deleted_at is None or one.id in printed],
            exports=exports,
            enhancements=[one for one in read(PastEnhancement, tables, "enhancements") if one.deleted_at is None],
        )

    @property
    def rows(self) -> int:
        rooms = (self.samples, self.styles, self.rankings, self.generations, self.exports, self.enhancements)
        return sum(map(len, rooms))

    @property
    def profile_ids(self) -> Set[UUID]:
        """The profiles that something was made from."""
        made = {one.profile_id for one in self.generations}
        return made | {one.profile_id for one in self.rankings} | {one.profile_id for one in self.enhancements}

    @property
    def job_ids(self) -> Set[UUID]:
        """The jobs that something was made for."""
        made = {one.job_id for one in self.generations if one.job_id is not None}
        return made | {one.job_id for one in self.rankings}

    def hanging_on(self, past: Past) -> "PastMade":
        """Without the rows that name what the archive does not hold, and have no copy of it.

        A document has: it comes, though its profile and its job were erased since.
        """
        profiles, jobs = {one.id for one in past.profiles}, {one.id for one in past.jobs}
        documents, refused = {one.id for one in self.generations}, list(self.refused)

        def sound(table: str, rows: Iterable[T], missing: Callable[[T], str]) -> list[T]:
            kept = []
            for row in rows:
                what = missing(row)
                if what:
                    refused.append(Refused(table, row.id, f"It names a {what} that the archive does not hold."))
                else:
                    kept.append(row)
            return kept

        def of_ranking(one: PastRanking) -> str:
            return "profile" if one.profile_id not in profiles else "job" if one.job_id not in jobs else ""

        def of_export(one: PastExport) -> str:
            return "" if all(part.generation_id in documents for part in one.parts) else "document"

        def of_enhancement(one: PastEnhancement) -> str:
            return "" if one.profile_id in profiles else "profile"

        return PastMade(
            samples=self.samples,
            styles=self.styles,
            rankings=sound("rankings", self.rankings, of_ranking),
            generations=self.generations,
            exports=sound("exports", self.exports, of_export),
            enhancements=sound("enhancements", self.enhancements, of_enhancement),
            refused=refused,
        )
