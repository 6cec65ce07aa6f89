"""Who may be shown something old: when in doubt, nobody."""

from uuid import UUID

import pytest

from jobwise.application import freshness as room
from jobwise.application.freshness import Asking, Freshness, asked_by, asking
from jobwise.domain.limits import OWN_WRITES_S
from tests.support.http import HandClock

MARA, TOMAS = UUID(int=1), UUID(int=2)


@pytest.fixture
def fresh() -> Freshness:
    return Freshness(HandClock())


def old_will_do(
    fresh: Freshness, who: UUID | None = MARA, *, looks: bool = True, mark_age_s: float | None = 60
) -> bool:
    mark = None if mark_age_s is None else fresh.now() - mark_age_s
    with asking(Asking(looks, mark)):
        if who is not None:
            asked_by(who)
        return fresh.old_will_do()


def wrote(fresh: Freshness, who: UUID) -> None:
    with asking(Asking(looks=False, mark=None)):
        asked_by(who)
        fresh.wrote()


def test_only_somebody_who_looks_and_can_show_that_they_wrote_long_ago(fresh: Freshness) -> None:
    assert old_will_do(fresh)
    assert not old_will_do(fresh, None)
    assert not old_will_do(fresh, looks=False)
    assert not old_will_do(fresh, mark_age_s=None)
    assert old_will_do(fresh, mark_age_s=OWN_WRITES_S)
    assert not old_will_do(fresh, mark_age_s=OWN_WRITES_S - 1)
    # The clock of another process goes before ours.
    assert not old_will_do(fresh, mark_age_s=-5)


def test_work_that_nobody_asked_for_reads_the_primary_and_leaves_no_mark(fresh: Freshness) -> None:
    fresh.wrote()
    assert not fresh.old_will_do()
    assert not fresh.known


def test_a_write_counts_for_its_author_alone_until_it_is_old(fresh: Freshness) -> None:
    wrote(fresh, MARA)
    assert not old_will_do(fresh, MARA)
    assert old_will_do(fresh, TOMAS)
    fresh.clock.forward(seconds=OWN_WRITES_S)  # type: ignore[attr-defined]
    assert old_will_do(fresh, MARA)


def test_a_request_that_wrote_sees_what_it_wrote(fresh: Freshness) -> None:
    with asking(Asking(looks=True, mark=0.0)):
        fresh.wrote()
        asked_by(MARA)
        assert not fresh.old_will_do()


def test_what_is_remembered_is_bounded_and_whoever_is_pushed_out_is_taken_for_a_writer(
    fresh: Freshness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MAX_REMEMBERED_WRITERS", 3)
    for number in range(10, 20):
        wrote(fresh, UUID(int=number))
    assert list(fresh.known) == [UUID(int=17), UUID(int=18), UUID(int=19)]
    assert not old_will_do(fresh, UUID(int=10))
    fresh.clock.forward(seconds=OWN_WRITES_S)  # type: ignore[attr-defined]
    assert old_will_do(fresh, UUID(int=10))
