"""Versions, events, deletion and the state machines of stored things."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.work import attempt_at, attempt_of
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.jobs.captured import CapturedJob, JobStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import RESTORE_DAYS
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Bullet, Experience, Profile, Skill
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.errors import Conflict, InvalidInput, InvalidTransition, NotFound, Stale
from jobwise.domain.shared.events import Event
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.shared.made import CANCELLED, MadeStatus
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import User
from tests.support.filled import START, filled

NOW = START + timedelta(days=30)
KINDS: list[type[Any]] = [User, MasterProfile, CapturedJob, StoredRanking, Generation, Export]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def stored(kind: type[Any], /, **given: Any) -> Any:
    """A filled aggregate at version 5 that everybody has seen."""
    thing = filled(kind, **{"deleted_at": None, "version": 5, **given})
    thing.seen()
    return thing


def happened(thing: Any) -> list[tuple[str, int]]:
    return [(event.name, event.aggregate_version) for event in thing.take_events()]


@every_kind
def test_changes_raise_the_version_once_until_they_are_seen(kind: type[Any]) -> None:
    thing = stored(kind)
    thing.delete(NOW)
    thing.restore(NOW)
    assert (thing.version, thing.seen_version, thing.updated_at) == (6, 5, NOW)
    assert happened(thing) == [(f"{kind.KIND}.deleted", 6), (f"{kind.KIND}.restored", 6)]
    assert happened(thing) == []
    thing.seen()
    thing.delete(NOW)
    assert thing.version == 7


@every_kind
def test_deletion_happens_once_and_so_does_restoring(kind: type[Any]) -> None:
    thing = stored(kind)
    with pytest.raises(Conflict):
        thing.restore(NOW)
    thing.delete(NOW)
    assert thing.hidden
    with pytest.raises(Conflict):
        thing.delete(NOW)
    assert thing.version == 6


@every_kind
def test_what_was_deleted_comes_back_for_a_month(kind: type[Any]) -> None:
    """Whether or not clean-up has come by meanwhile."""
    thing, month = stored(kind), timedelta(days=RESTORE_DAYS)
    thing.delete(NOW)
    with pytest.raises(NotFound):
        thing.restore(NOW + month + timedelta(seconds=1))
    assert thing.hidden
    thing.restore(NOW + month)
    assert not thing.hidden


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (User, "The account was changed since you read it; read it again."),
        (CapturedJob, "This job was changed in the meantime; read it again."),
        (Sample, "This sample was changed since you read it; read it again."),
        (Generation, "The document is at version 5, not 4; read it again."),
    ],
)
def test_whoever_read_another_version_is_told_so(kind: type[Any], words: str) -> None:
    thing = stored(kind)
    thing.check_version(5)
    thing.check_version(None)
    with pytest.raises(Stale) as told:
        thing.check_version(4)
    assert told.value.message == words


@every_kind
def test_time_does_not_run_backwards(kind: type[Any]) -> None:
    thing = stored(kind)
    before = thing.updated_at
    thing.delete(START - timedelta(days=1))
    (event,) = thing.take_events()
    assert thing.updated_at == before
    assert event.occurred_at == before


@every_kind
@pytest.mark.parametrize(
    "given",
    [
        {"version": 0},
        {"created_at": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"updated_at": datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=2)))},
        {"deleted_at": datetime(2026, 7, 1)},  # noqa: DTZ001
        {"updated_at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
    ids=["version", "naive", "other zone", "naive deletion", "changed before made"],
)
def test_an_aggregate_cannot_be_wrong(kind: type[Any], given: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        filled(kind, **given)


@pytest.mark.parametrize("name", ["created", "Job.created", "job.", "job created", "job.created.twice"])
def test_an_event_is_a_thing_and_what_happened_to_it(name: str) -> None:
    with pytest.raises(ValueError, match="event name"):
        Event(name, "job", UUID(int=1), 1, None, NOW, {})


def test_the_local_user_cannot_sign_in() -> None:
    user = User.local(id=UUID(int=1), now=NOW)
    assert not user.can_sign_in
    assert user.email is None
    assert happened(user) == [("user.created", 1)]
    assert stored(User, active=True).can_sign_in
    assert not stored(User, active=False).can_sign_in


@pytest.mark.parametrize(
    "given",
    [
        {"email": None},
        {"is_local": True},
        {"email": "Mara@example.org"},
        {"email": "mara"},
        {"email": "a b@example.org"},
    ],
)
def test_a_user_has_an_email_or_is_the_local_one(given: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        filled(User, **given)


def test_a_profile_is_replaced_only_by_other_content() -> None:
    profile = stored(MasterProfile)
    profile.replace(profile.content, NOW)
    profile.rename(profile.name, NOW)
    assert (profile.version, happened(profile)) == (5, [])
    profile.replace(Profile(summary="Neu"), NOW)
    profile.rename("Für Museen", NOW)
    assert happened(profile) == [("profile.replaced", 6), ("profile.renamed", 6)]


def test_a_deleted_profile_is_nobodys_default() -> None:
    profile = stored(MasterProfile, is_default=True)
    profile.delete(NOW)
    profile.restore(NOW)
    assert not profile.is_default
    profile.make_default(NOW)
    profile.make_default(NOW)
    profile.end_default(NOW)
    profile.end_default(NOW)
    assert [name for name, _ in happened(profile)] == [
        "profile.deleted",
        "profile.restored",
        "profile.made_default",
        "profile.default_ended",
    ]


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_profile_needs_a_name(name: str) -> None:
    with pytest.raises(InvalidInput):
        filled(MasterProfile, name=name)
    with pytest.raises(InvalidInput):
        stored(MasterProfile).rename(name, NOW)


@pytest.mark.parametrize(
    "content",
    [
        Profile(experiences=(Experience("e1"), Experience("e1"))),
        Profile(skills=(Skill(""),)),
    ],
    ids=["repeated", "missing"],
)
def test_items_of_a_profile_have_ids_of_their_own(content: Profile) -> None:
    with pytest.raises(InvalidInput):
        filled(MasterProfile, content=content)
    profile = stored(MasterProfile)
    with pytest.raises(InvalidInput):
        profile.replace(content, NOW)
    assert profile.version == 5


def test_the_same_id_may_stand_in_two_lists() -> None:
    content = Profile(experiences=(Experience("a", bullets=(Bullet("a", "x"),)),), skills=(Skill("a"),))
    assert filled(MasterProfile, content=content).content == content


@pytest.mark.parametrize("status", JobStatus)
@pytest.mark.parametrize("following", JobStatus)
def test_a_job_moves_only_where_it_may(status: JobStatus, following: JobStatus) -> None:
    job = stored(CapturedJob, status=status)
    if following in status.allowed_next:
        job.move(following, NOW)
        assert (job.status, job.version) == (following, 6)
    else:
        with pytest.raises(InvalidTransition):
            job.move(following, NOW)
        assert (job.status, job.version, happened(job)) == (status, 5, [])


def test_no_job_status_is_the_end_and_none_leads_to_draft() -> None:
    assert not any(status.is_final for status in JobStatus)
    assert not any(JobStatus.DRAFT in status.allowed_next for status in JobStatus)


def test_a_job_is_replaced_only_by_another_reading() -> None:
    job = stored(CapturedJob)
    job.replace(job.content, NOW)
    assert job.version == 5
    job.replace(Job(title="Uhrmacher"), NOW)
    assert happened(job) == [("job.replaced", 6)]
    with pytest.raises(InvalidInput):
        filled(CapturedJob, source_url="https://example.org/" + "x" * 2000)


def generation(status: GenerationStatus) -> Generation:
    made: Generation = stored(Generation, status=status, kind=GenerationKind.RESUME)
    return made


ACTS: dict[GenerationStatus, Callable[[Generation], None]] = {
    GenerationStatus.PENDING: lambda made: made.retry(NOW),
    GenerationStatus.GENERATING: lambda made: made.start(NOW),
    GenerationStatus.COMPLETED: lambda made: made.complete(
        filled(Document, kind=GenerationKind.RESUME), NOW, ats={"score": 80}, trace=None
    ),
    GenerationStatus.FAILED: lambda made: made.fail("The renderer is away.", NOW),
}


@pytest.mark.parametrize("status", GenerationStatus)
@pytest.mark.parametrize("following", GenerationStatus)
def test_a_generation_moves_only_where_it_may(status: GenerationStatus, following: GenerationStatus) -> None:
    made = generation(status)
    if following in status.allowed_next:
        ACTS[following](made)
        assert (made.status, made.version, len(made.take_events())) == (following, 6, 1)
        return
    if status is following is GenerationStatus.GENERATING:
        # Whoever had it in hand may have died: it goes on, and nothing has changed.
        ACTS[following](made)
    else:
        with pytest.raises(InvalidTransition):
            ACTS[following](made)
    assert (made.status, made.version, made.take_events()) == (status, 5, ())


def test_asking_again_counts_and_forgets_why_it_failed() -> None:
    made = generation(GenerationStatus.FAILED)
    before = made.attempt
    made.retry(NOW)
    assert (made.attempt, made.asked_at, made.failure, made.reason) == (before + 1, NOW, "", "")


@pytest.mark.parametrize("status", GenerationStatus)
def test_what_is_not_made_yet_can_be_cancelled(status: GenerationStatus) -> None:
    made = generation(status)
    if status.is_open:
        made.cancel(NOW)
        assert (made.status, made.failure) == (GenerationStatus.FAILED, CANCELLED)
    else:
        with pytest.raises(InvalidTransition):
            made.cancel(NOW)


@pytest.mark.parametrize("statuses", [GenerationStatus, ExportStatus])
def test_made_things_pass_the_same_states_each_under_its_own_word_for_being_made(statuses: type[MadeStatus]) -> None:
    pending, at_work, completed, failed = statuses
    assert [status for status in statuses if status.is_final] == [completed]
    assert [status for status in statuses if status.is_open] == [pending, at_work]
    assert {status: status.allowed_next for status in statuses} == {
        pending: {at_work, failed},
        at_work: {completed, failed},
        completed: frozenset(),
        failed: {pending},
    }


def test_the_key_of_a_task_names_the_attempt_it_is_for() -> None:
    made = generation(GenerationStatus.PENDING)
    task = attempt_at(made, made.id)
    assert (attempt_of(task), task.kind) == ((made.id, made.attempt), "generation.make")


def test_a_generation_delivers_what_was_asked_for() -> None:
    made = generation(GenerationStatus.GENERATING)
    letter = filled(Document, kind=GenerationKind.COVER_LETTER)
    with pytest.raises(InvalidInput):
        made.complete(letter, NOW, ats=None, trace=None)
    with pytest.raises(InvalidInput):
        made.fail("", NOW)
    assert made.status is GenerationStatus.GENERATING


def test_a_generation_that_ended_says_how() -> None:
    with pytest.raises(InvalidInput):
        filled(Generation, status=GenerationStatus.FAILED, failure="")
    with pytest.raises(InvalidInput):
        filled(Generation, status=GenerationStatus.COMPLETED, content=None)
    made = generation(GenerationStatus.FAILED)
    made.retry(NOW)
    assert made.failure == ""


def test_what_was_made_from_older_versions_is_stale() -> None:
    ranking = stored(StoredRanking)
    seen = ranking.inputs
    assert not ranking.is_stale(profile_version=seen.profile_version, job_version=seen.job_version)
    assert ranking.is_stale(profile_version=seen.profile_version + 1, job_version=seen.job_version)
    assert ranking.is_stale(profile_version=seen.profile_version, job_version=seen.job_version + 1)
    made = stored(Generation)
    was = made.provenance
    assert not made.is_stale(profile_version=was.profile_version, job_version=was.job_version)
    assert made.is_stale(profile_version=was.profile_version + 1, job_version=was.job_version)


@pytest.mark.parametrize("digest", ["", "xyz", "A" * 64, "a" * 63])
def test_a_hash_is_a_hash(digest: str) -> None:
    with pytest.raises(InvalidInput):
        filled(RankingInputs, profile_sha256=digest)
    with pytest.raises(InvalidInput):
        StoredFile("key", 1, digest)


def test_an_expired_export_is_not_there() -> None:
    export = stored(Export, expires_at=NOW)
    assert export.is_open_at(NOW - timedelta(seconds=1))
    assert not export.is_open_at(NOW)
    for given in (
        {"download_count": -1},
        {"expires_at": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"file": None},
        {"status": ExportStatus.PENDING},
        {"status": ExportStatus.FAILED, "file": None, "failure": ""},
        {"parts": ()},
        {"format": Format.ZIP},
        {"generation_id": None},
    ):
        with pytest.raises(InvalidInput):
            filled(Export, **given)


def test_no_event_carries_a_word_about_the_person() -> None:
    profile = MasterProfile.create(
        id=UUID(int=1),
        owner_id=UUID(int=2),
        name="Zoë Krüger",
        content=Profile(summary="Zoë Krüger"),
        is_default=True,
        now=NOW,
    )
    profile.replace(Profile(summary="Zoë Krüger, Kartografin"), NOW)
    assert "Krüger" not in repr(profile.take_events())


@pytest.mark.parametrize(("number", "limit"), [(0, 20), (-1, 20), (1, 0), (1, 101), (101, 100), (1, -1)])
def test_pages_have_bounds(number: int, limit: int) -> None:
    with pytest.raises(InvalidInput):
        Page(number, limit)


def test_pages_follow_each_other() -> None:
    assert [Page(number, 25).offset for number in (1, 2, 400)] == [0, 25, 9975]
