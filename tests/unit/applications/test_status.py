"""The state machine of applications, pair by pair, and the words of other trackers."""

import pytest

from jobwise.domain.applications.aliases import ALIASES, ReadStatus, read_status
from jobwise.domain.applications.status import MOVES, ApplicationStatus, legal_moves
from tests.contracts.applications.model import TABLE, TAKEN_BACK, legal

EVERY = tuple(ApplicationStatus)


def test_the_table_names_every_status() -> None:
    assert set(MOVES) == set(EVERY)
    assert set(TABLE) == {status.value for status in EVERY}


@pytest.mark.parametrize("status", EVERY)
@pytest.mark.parametrize("to", EVERY)
def test_every_pair(status: ApplicationStatus, to: ApplicationStatus) -> None:
    expected = to.value in TABLE[status.value]
    assert (to in status.allowed_next) is expected
    assert (to in legal_moves(status, None)) is expected


@pytest.mark.parametrize("status", EVERY)
@pytest.mark.parametrize("previous", EVERY)
def test_every_pair_with_what_came_before(status: ApplicationStatus, previous: ApplicationStatus) -> None:
    found = legal_moves(status, previous)
    assert {one.value for one in found} == legal(status.value, previous.value)
    assert (previous in found) is (status.value in TAKEN_BACK or previous in status.allowed_next)


@pytest.mark.parametrize("status", EVERY)
def test_the_order_is_that_of_the_enum(status: ApplicationStatus) -> None:
    found = legal_moves(status, ApplicationStatus.OFFER_RECEIVED)
    assert list(found) == [one for one in EVERY if one in found]


def test_what_is_final_and_what_is_active() -> None:
    assert {one.value for one in EVERY if one.is_final} == {"accepted", "declined", "withdrawn"}
    assert {one.value for one in EVERY if not one.is_active} == {
        *("accepted", "declined", "withdrawn", "rejected", "ghosted"),
    }


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *((word, "not_applied") for word in ("saved", "Interested", "WISHLIST", "draft", "evaluated")),
        *((word, "preparing") for word in ("ready", "maybe", "preparing")),
        *((word, "applied") for word in ("acknowledged", "Responded", "In progress", "in-progress", "applied")),
        *((word, "screening") for word in ("recruiter_screen", "assessment", "Screening", " screening ")),
        *((word, "interviewing") for word in ("interview", "technical", "onsite", "panel", "Interviewing")),
        *((word, "offer_received") for word in ("offer", "offered", "offer_made", "Offer Received")),
        *((word, "accepted") for word in ("hired", "Offer Accepted")),
        *((word, "declined") for word in ("offer declined", "offer_rejected")),
        *((word, "ghosted") for word in ("no_response", "No  Response")),
        ("withdrew", "withdrawn"),
        ("rejected", "rejected"),
    ],
)
def test_words_of_other_trackers(word: str, status: str) -> None:
    assert read_status(word) == ReadStatus(ApplicationStatus(status))


@pytest.mark.parametrize("word", ["expired", "skipped", "Discarded", "passed", "archived"])
def test_words_that_put_the_job_away(word: str) -> None:
    assert read_status(word) == ReadStatus(ApplicationStatus.NOT_APPLIED, archives_job=True)


@pytest.mark.parametrize("word", ["", " ", "?", "offered!", "applied applied", "x" * 10_000, "beworben"])
def test_other_words_are_not_guessed(word: str) -> None:
    assert read_status(word) is None


def test_every_status_reads_as_itself() -> None:
    assert {status: ALIASES[status.value].status for status in EVERY} == {status: status for status in EVERY}
