"""A provider that fails is left alone, tried out, and asked again."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.limits import BREAKER_FAILURES, BREAKER_REST_S, BREAKER_WINDOW_S
from jobwise.infrastructure.breaker import Breaker


def opened(at: float = 100.0) -> Breaker:
    breaker = Breaker()
    for _ in range(BREAKER_FAILURES):
        breaker.failed(at)
    return breaker


def test_five_failures_in_half_a_minute_open_it() -> None:
    breaker = Breaker()
    for number in range(BREAKER_FAILURES):
        assert breaker.rest_s(100.0 + number) == 0
        breaker.failed(100.0 + number)
    assert breaker.rest_s(104.0) == BREAKER_REST_S


def test_failures_far_apart_do_not() -> None:
    breaker = Breaker()
    for number in range(20):
        breaker.failed(number * BREAKER_WINDOW_S / (BREAKER_FAILURES - 1) * 1.01)
    assert breaker.rest_s(1_000.0) == 0


def test_a_good_call_forgets_what_was_before() -> None:
    breaker = Breaker()
    for _ in range(BREAKER_FAILURES - 1):
        breaker.failed(100.0)
    breaker.succeeded()
    breaker.failed(100.0)
    assert breaker.rest_s(100.0) == 0


def test_after_its_rest_one_call_tries_it_out() -> None:
    breaker = opened()
    assert breaker.rest_s(114.9) > 0
    assert breaker.rest_s(115.0) == 0
    breaker.called(115.0)
    assert breaker.rest_s(115.1) > 0
    breaker.succeeded()
    assert breaker.rest_s(115.2) == 0


def test_one_more_failure_opens_it_at_once() -> None:
    breaker = opened()
    breaker.called(115.0)
    breaker.failed(116.0)
    assert breaker.rest_s(116.0) == BREAKER_REST_S


def test_a_call_that_says_nothing_lets_the_next_one_try() -> None:
    breaker = opened()
    breaker.called(115.0)
    breaker.dropped()
    assert breaker.rest_s(115.1) == 0


@given(st.lists(st.tuples(st.sampled_from(["fail", "good", "drop"]), st.floats(0, 40)), max_size=60))
def test_it_never_rests_longer_than_promised(acts: list[tuple[str, float]]) -> None:
    breaker, now = Breaker(), 0.0
    for act, pause in acts:
        now += pause
        if breaker.rest_s(now) > 0:
            continue
        breaker.called(now)
        {"fail": partial(breaker.failed, now), "good": breaker.succeeded, "drop": breaker.dropped}[act]()
        assert breaker.rest_s(now) <= BREAKER_REST_S
    assert breaker.rest_s(now + BREAKER_REST_S) == 0
