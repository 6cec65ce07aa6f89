"""What was made in another account, and what its owner wrote, as things of their new one."""

from dataclasses import replace
from datetime import datetime, timedelta

from jobwise.domain.data_exports.brought import NewOwner
from jobwise.domain.data_exports.past_made import (
    PastEnhancement,
    PastExport,
    PastGeneration,
    PastRanking,
    PastSample,
    PastStyle,
)
from jobwise.domain.documents.document import DocumentType, shown_name
from jobwise.domain.enhancements.enhancement import Enhancement, EnhancementStatus
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.generations.generation import Generation, GenerationStatus, Provenance
from jobwise.domain.rankings.stored import StoredRanking
from jobwise.domain.samples.sample import Sample, SampleStatus
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.styles.style import WritingStyle

ABANDONED = "ABANDONED"
_UNFINISHED = "It was still being made when the archive was; ask for it again."


def sample_of(owner: NewOwner, past: PastSample, type: DocumentType, file: StoredFile) -> Sample:
    """A sample with what was read of its file, when it is still that very file; else it is to be read here."""
    sample = Sample(
        id=owner.named("samples", past.id),
        owner_id=owner.id,
        name=shown_name(past.name, type),
        type=type,
        kind=past.kind,
        file=file,
        active=past.active,
        created_at=owner.by_now(past.created_at),
        updated_at=owner.by_now(past.created_at),
    )
    known = file.sha256 == past.sha256
    if known and past.status is SampleStatus.READ:
        sample.take_text(past.text, owner.now)
    elif known and past.status is SampleStatus.FAILED:
        sample.fail(past.failure or ABANDONED, owner.now)
    else:
        # It is read, and its reading paid for, as if it were uploaded now.
        sample.created_at = sample.updated_at = owner.now
    return owner.marked(sample)


def style_of(owner: NewOwner, past: PastStyle) -> WritingStyle:
    style = WritingStyle(
        id=owner.named("writing_styles", past.id),
        owner_id=owner.id,
        samples=tuple(replace(one, id=owner.named("samples", one.id)) for one in past.samples),
        prints=past.prints,
        evidence=tuple(replace(one, sample_id=owner.named("samples", one.sample_id)) for one in past.evidence),
        learnt_at=owner.by_now(past.learnt_at),
        reading=past.reading,
        created_at=owner.by_now(past.created_at),
        updated_at=owner.by_now(past.updated_at),
    )
    return owner.marked(style)


def ranking_of(owner: NewOwner, past: PastRanking) -> StoredRanking:
    profile_id, job_id = owner.named("profiles", past.profile_id), owner.named("jobs", past.job_id)
    ranking = StoredRanking(
        id=owner.named("rankings", past.id),
        owner_id=owner.id,
        inputs=past.inputs(profile_id, job_id),
        content=past.content,
        created_at=owner.by_now(past.created_at),
        updated_at=owner.by_now(past.updated_at),
    )
    return owner.marked(ranking)


def generation_of(owner: NewOwner, past: PastGeneration) -> Generation:
    """The document with what it was made from. One that was still to be made has failed, and can be asked for again."""
    left = past.status.is_open
    generation = Generation(
        id=owner.named("generations", past.id),
        owner_id=owner.id,
        kind=past.kind,
        status=GenerationStatus.FAILED if left else past.status,
        provenance=_provenance(owner, past),
        options=past.options,
        content=past.content,
        ats=past.ats,
        trace=past.trace,
        failure=ABANDONED if left else past.failure,
        reason=_UNFINISHED if left else past.reason,
        attempt=past.attempt,
        asked_at=owner.by_now(past.asked_at),
        export_id=None if past.export_id is None else owner.named("exports", past.export_id),
        created_at=owner.by_now(past.created_at),
        updated_at=owner.by_now(past.updated_at),
        deleted_at=None if past.deleted_at is None else owner.by_now(past.deleted_at),
    )
    return owner.marked(generation)


def export_of(owner: NewOwner, past: PastExport, file: StoredFile | None, kept_days: int) -> Export:
    """The file of documents, which is kept as long as it was to be, and no longer than the tier keeps files."""
    left = past.status.is_open
    end = owner.now.replace(microsecond=0) + timedelta(days=kept_days)
    export = Export(
        id=owner.named("exports", past.id),
        owner_id=owner.id,
        format=past.format,
        generation_id=None if past.generation_id is None else owner.named("generations", past.generation_id),
        parts=tuple(replace(one, generation_id=owner.named("generations", one.generation_id)) for one in past.parts),
        status=ExportStatus.FAILED if left else past.status,
        file=file,
        failure=ABANDONED if left else past.failure,
        reason=_UNFINISHED if left else past.reason,
        attempt=past.attempt,
        asked_at=owner.by_now(past.asked_at),
        expires_at=end if past.expires_at is None else min(_whole(past.expires_at), end),
        download_count=past.download_count,
        created_at=owner.by_now(past.created_at),
        updated_at=owner.by_now(past.updated_at),
    )
    return owner.marked(export)


def enhancement_of(owner: NewOwner, past: PastEnhancement) -> Enhancement:
    left = past.status is EnhancementStatus.PENDING
    enhancement = Enhancement(
        id=owner.named("enhancements", past.id),
        owner_id=owner.id,
        profile_id=owner.named("profiles", past.profile_id),
        profile_version=past.profile_version,
        status=EnhancementStatus.FAILED if left else past.status,
        paths=past.paths,
        model=past.model,
        proposals=past.proposals,
        unproposed=past.unproposed,
        proposer=past.proposer,
        failure=ABANDONED if left else past.failure,
        reason=_UNFINISHED if left else past.reason,
        created_at=owner.by_now(past.created_at),
        updated_at=owner.by_now(past.updated_at),
    )
    return owner.marked(enhancement)


def _provenance(owner: NewOwner, past: PastGeneration) -> Provenance:
    return Provenance(
        profile_id=owner.named("profiles", past.profile_id),
        profile_version=past.profile_version,
        profile=past.profile,
        job_id=None if past.job_id is None else owner.named("jobs", past.job_id),
        job_version=past.job_version,
        job=past.job,
        ranking_id=None if past.ranking_id is None else owner.named("rankings", past.ranking_id),
        formula_version=past.formula_version,
        vocabulary_version=past.vocabulary_version,
        inputs_sha256=past.inputs_sha256,
    )


def _whole(moment: datetime) -> datetime:
    """Links name the second, so the end is a whole one."""
    return moment.replace(microsecond=0)
