"""What one application keeps, and what its events tell."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from jobwise.domain.applications.allowance import check_allowance
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import (
    Attached,
    AttachedKind,
    Contact,
    Interview,
    InterviewKind,
    InterviewOutcome,
    Move,
    Note,
    Part,
    Reminder,
)
from jobwise.domain.applications.status import ApplicationStatus as Status
from jobwise.domain.limits import MAX_MOVES, MAX_PARTS
from jobwise.domain.shared.errors import Conflict, InvalidInput, InvalidTransition, NotFound, NotNow, QuotaExceeded
from jobwise.domain.users.user import Tier

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ME = UUID(int=1)


def begun(**given: Any) -> Application:
    made = Application.create(id=UUID(int=2), owner_id=ME, job_id=UUID(int=3), now=NOW, **given)
    made.take_events()
    made.seen()
    return made


def talk(number: int = 1, **given: Any) -> Interview:
    return Interview(UUID(int=number), InterviewKind.TECHNICAL, given.pop("starts_at", LATER), **given)


PARTS: list[Part] = [
    Note(UUID(int=1), NOW, "Zoë Lindqvist calls back"),
    Contact(UUID(int=1), "Zoë Lindqvist", email="zoe@example.org"),
    talk(place="Kungsgatan 1"),
    Reminder(UUID(int=1), LATER, "Zoë Lindqvist"),
    Attached(UUID(int=1), AttachedKind.EXPORT, "for Zoë Lindqvist"),
]
LISTS = {Note: "notes", Contact: "contacts", Interview: "interviews", Reminder: "reminders", Attached: "attached"}


def test_a_move_is_on_the_timeline() -> None:
    one = begun()
    one.move(Status.PREPARING, NOW, actor=ME)
    one.move(Status.APPLIED, LATER, actor=UUID(int=9), note="by post")
    assert one.timeline == (
        Move(NOW, ME, Status.NOT_APPLIED, Status.PREPARING),
        Move(LATER, UUID(int=9), Status.PREPARING, Status.APPLIED, "by post"),
    )
    assert (one.status, one.previous, one.applied_at, one.moved_at) == (
        *(Status.APPLIED, Status.PREPARING, LATER, LATER),
    )
    assert [event.name for event in one.take_events()] == ["application.moved", "application.moved"]
    assert one.version == 2


def test_the_first_day_of_applying_stays() -> None:
    one = begun()
    one.move(Status.APPLIED, NOW, actor=ME)
    one.move(Status.REJECTED, LATER, actor=ME)
    one.move(Status.APPLIED, LATER + timedelta(days=1), actor=ME)
    assert one.applied_at == NOW


def test_a_clock_that_goes_back_does_not_turn_the_timeline() -> None:
    one = begun()
    one.move(Status.APPLIED, LATER, actor=ME)
    one.move(Status.GHOSTED, NOW, actor=ME)
    assert [step.at for step in one.timeline] == [LATER, LATER]


def test_an_illegal_move_names_the_legal_ones_and_changes_nothing() -> None:
    one = begun()
    with pytest.raises(InvalidTransition, match="preparing, applied, withdrawn") as caught:
        one.move(Status.ACCEPTED, NOW, actor=ME)
    assert [detail.reason for detail in caught.value.details] == ["preparing", "applied", "withdrawn"]
    assert (one.version, one.timeline, one.take_events()) == (1, (), ())


def test_what_is_final_says_so() -> None:
    one = begun()
    one.move(Status.WITHDRAWN, NOW, actor=ME)
    with pytest.raises(InvalidTransition, match="final") as caught:
        one.move(Status.APPLIED, NOW, actor=ME)
    assert caught.value.details == ()


def test_moves_come_to_an_end() -> None:
    one = begun()
    for number in range(MAX_MOVES):
        one.move(Status.NOT_APPLIED if number % 2 else Status.PREPARING, NOW, actor=ME)
    with pytest.raises(NotNow, match=str(MAX_MOVES)):
        one.move(Status.PREPARING, NOW, actor=ME)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_is_added_changed_and_removed(part: Part) -> None:
    one, kind, name = begun(), type(part), LISTS[type(part)]
    one.add(part, NOW)
    assert getattr(one, name) == (part,)
    assert one.part(kind, part.id) == part
    with pytest.raises(Conflict):
        one.add(part, NOW)
    one.change(part, NOW)
    assert len(one.take_events()) == 1
    one.remove(kind, part.id, LATER)
    assert getattr(one, name) == ()
    for act in (lambda: one.part(kind, part.id), lambda: one.change(part, NOW), lambda: one.remove(kind, part.id, NOW)):
        with pytest.raises(NotFound):
            act()
    assert len(one.take_events()) == 1


TOLD = {
    Note: ("note_added", "note_changed", "note_removed"),
    Contact: ("contact_added", "contact_changed", "contact_removed"),
    Interview: ("interview_scheduled", "interview_changed", "interview_removed"),
    Reminder: ("reminder_set", "reminder_changed", "reminder_removed"),
    Attached: ("document_attached", "document_changed", "document_detached"),
}
CHANGED: list[Part] = [
    Note(UUID(int=1), NOW, "Nobody answers"),
    Contact(UUID(int=1), "Tomé"),
    talk(place="Online"),
    Reminder(UUID(int=1), LATER, "Call"),
    Attached(UUID(int=1), AttachedKind.EXPORT, "signed"),
]


@pytest.mark.parametrize(("part", "changed"), list(zip(PARTS, CHANGED, strict=True)))
def test_what_happens_to_a_part_is_told_by_name(part: Part, changed: Part) -> None:
    one, kind = begun(), type(part)
    other = replace(part, id=UUID(int=7))
    one.add(other, NOW)
    one.add(part, NOW)
    one.change(changed, NOW)
    assert [found.id.int for found in getattr(one, LISTS[kind])] == [7, 1]
    assert one.part(kind, UUID(int=7)) == other
    one.remove(kind, part.id, NOW)
    assert getattr(one, LISTS[kind]) == (other,)
    added, altered, removed = TOLD[kind]
    assert [(event.name, dict(event.payload)) for event in one.take_events()] == [
        (f"application.{added}", {"part_id": str(other.id), "count": 1}),
        (f"application.{added}", {"part_id": str(part.id), "count": 2}),
        (f"application.{altered}", {"part_id": str(part.id), "count": 2}),
        (f"application.{removed}", {"part_id": str(part.id), "count": 1}),
    ]
    noun = added.partition("_")[0]
    with pytest.raises(NotFound, match=f"^There is no such {noun}.$"):
        one.part(kind, part.id)


def test_what_is_told_of_the_application_itself() -> None:
    one = Application.create(id=UUID(int=2), owner_id=ME, job_id=UUID(int=3), now=NOW)
    assert (one.created_at, one.updated_at, one.moved_at) == (NOW, NOW, NOW)
    one.move(Status.APPLIED, LATER, actor=ME)
    assert (one.moved_at, one.applied_at, one.created_at) == (LATER, LATER, NOW)
    one.describe(LATER, source="fair", applied_at=NOW)
    assert [(event.name, dict(event.payload)) for event in one.take_events()] == [
        ("application.created", {"job_id": str(UUID(int=3)), "status": "not_applied"}),
        ("application.moved", {"from_status": "not_applied", "to_status": "applied"}),
        ("application.described", {"fields": ["applied_at", "source"]}),
    ]


@pytest.mark.parametrize("field", ["notes", "contacts", "interviews", "reminders", "attached", "timeline"])
def test_what_was_stored_is_bounded_too(field: str) -> None:
    part = dict(zip(LISTS.values(), PARTS, strict=True)).get(field)
    move = Move(NOW, ME, Status.NOT_APPLIED, Status.PREPARING)
    most = MAX_MOVES if field == "timeline" else MAX_PARTS
    assert len(getattr(begun_with(**{field: (part or move,) * most}), field)) == most
    with pytest.raises(InvalidInput):
        begun_with(**{field: (part or move,) * (most + 1)})


def begun_with(**given: Any) -> Application:
    return Application(id=UUID(int=2), owner_id=ME, job_id=UUID(int=3), created_at=NOW, updated_at=NOW, **given)


@pytest.mark.parametrize("applied_at", [datetime(2026, 1, 1), NOW.astimezone(timezone(timedelta(hours=1)))])  # noqa: DTZ001
def test_the_day_of_applying_is_in_utc(applied_at: datetime) -> None:
    with pytest.raises(InvalidInput) as caught:
        begun().describe(NOW, applied_at=applied_at)
    assert [detail.field for detail in caught.value.details] == ["applied_at"]


def test_a_source_that_is_too_long_is_named() -> None:
    assert begun(source="x" * 200).source == "x" * 200
    with pytest.raises(InvalidInput) as caught:
        begun(source="x" * 201)
    assert [detail.field for detail in caught.value.details] == ["source"]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_events_say_nothing_of_people(part: Part) -> None:
    one = begun(source="Zoë Lindqvist told me")
    one.add(part, NOW)
    one.describe(NOW, source="Zoë Lindqvist")
    one.move(Status.APPLIED, NOW, actor=ME, note="Zoë Lindqvist")
    one.remove(type(part), part.id, NOW)
    said = json.dumps([dict(event.payload) for event in one.take_events()], ensure_ascii=False)
    assert str(part.id) in said
    for word in ("Zoë", "example.org", "Kungsgatan"):
        assert word not in said


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_list_is_bounded(part: Part) -> None:
    from dataclasses import replace

    one = begun()
    for number in range(MAX_PARTS):
        one.add(replace(part, id=UUID(int=number)), NOW)
    with pytest.raises(NotNow, match=str(MAX_PARTS)):
        one.add(replace(part, id=UUID(int=MAX_PARTS)), NOW)
    many = tuple(replace(part, id=UUID(int=number)) for number in range(MAX_PARTS + 1))
    with pytest.raises(InvalidInput):
        Application(
            id=ME,
            owner_id=ME,
            job_id=ME,
            created_at=NOW,
            updated_at=NOW,
            **{LISTS[type(part)]: many},  # type: ignore[arg-type]
        )


def test_every_change_of_an_interview_raises_its_number() -> None:
    from dataclasses import replace

    one = begun()
    one.add(talk(), NOW)
    one.change(replace(talk(), starts_at=LATER + timedelta(days=1)), NOW)
    one.change(replace(one.interviews[0], outcome=InterviewOutcome.CANCELLED), NOW)
    one.change(one.interviews[0], NOW)
    assert one.interviews[0].sequence == 2
    assert [event.name.partition(".")[2] for event in one.take_events()] == [
        *("interview_scheduled", "interview_changed", "interview_cancelled"),
    ]


def test_what_is_next_is_what_is_still_open() -> None:
    one = begun()
    assert (one.next_interview_at, one.next_reminder_at, one.last_interview_at) == (None, None, None)
    one.add(talk(1, starts_at=NOW, outcome=InterviewOutcome.PASSED), NOW)
    one.add(talk(2, starts_at=NOW + timedelta(days=3), minutes=30), NOW)
    one.add(talk(3, starts_at=NOW + timedelta(days=2)), NOW)
    one.add(Reminder(UUID(int=1), NOW, "done", done=True), NOW)
    one.add(Reminder(UUID(int=2), NOW + timedelta(days=5), "later"), NOW)
    one.add(Reminder(UUID(int=3), NOW + timedelta(days=4), "sooner"), NOW)
    assert one.next_interview_at == NOW + timedelta(days=2)
    assert one.next_reminder_at == NOW + timedelta(days=4)
    assert one.last_interview_at == NOW + timedelta(days=3, minutes=30)


def test_describing_sets_what_is_given() -> None:
    one = begun(source="fair")
    one.describe(NOW, source="fair")
    assert (one.version, one.take_events()) == (1, ())
    one.describe(NOW, applied_at=LATER)
    assert (one.source, one.applied_at, one.version) == ("fair", LATER, 2)
    with pytest.raises(InvalidInput):
        one.describe(NOW, source="x" * 201)


@pytest.mark.parametrize(
    "bad",
    [
        lambda: talk(minutes=0),
        lambda: talk(minutes=24 * 60 + 1),
        lambda: talk(time_zone="Mars; DROP"),
        lambda: talk(sequence=-1),
        lambda: talk(starts_at=datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))),
        lambda: talk(starts_at=datetime(2026, 1, 1)),  # noqa: DTZ001
        lambda: talk(place="x" * 201),
        lambda: talk(link="x" * 2001),
        lambda: Note(ME, NOW, "x" * 5001),
        lambda: Contact(ME, "x" * 201),
        lambda: Contact(ME, "x", notes="x" * 5001),
        lambda: Reminder(ME, NOW, "x" * 201),
        lambda: Attached(ME, AttachedKind.EXPORT, "x" * 201),
        lambda: Move(NOW, ME, Status.APPLIED, Status.GHOSTED, "x" * 5001),
        lambda: begun(source="x" * 201),
    ],
)
def test_what_cannot_be_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidInput):
        bad()


@pytest.mark.parametrize(
    ("tier", "active", "larger"),
    [
        *((Tier.FREE, 49, None), (Tier.FREE, 50, "pro"), (Tier.FREE, 51, "pro"), (Tier.FREE, 600, "enterprise")),
        *((Tier.PRO, 499, None), (Tier.PRO, 500, "enterprise"), (Tier.ENTERPRISE, 100_000, None)),
    ],
)
def test_a_refusal_names_the_tier_that_would_allow_it(tier: Tier, active: int, larger: str | None) -> None:
    if larger is None:
        check_allowance(tier, active)
        return
    with pytest.raises(QuotaExceeded, match=f"{larger} tier") as caught:
        check_allowance(tier, active)
    assert [detail.reason for detail in caught.value.details] == [larger]
    assert caught.value.remaining == 0


def test_an_interview_is_cancelled_once_and_then_only_changed() -> None:
    application = begun()
    application.add(talk(), NOW)
    gone = replace(talk(), outcome=InterviewOutcome.CANCELLED)
    application.change(gone, LATER)
    application.change(replace(gone, place="Kungsgatan 2"), LATER)
    names = [event.name for event in application.take_events()]
    assert names[-2:] == ["application.interview_cancelled", "application.interview_changed"]


def test_what_did_not_come_from_anywhere_says_so() -> None:
    assert (begun().source, begun(source="referral").source) == ("", "referral")
    with pytest.raises(InvalidInput):
        replace(begun(), created_at=NOW.replace(tzinfo=None))
