import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.ids import Uuid7Ids


def test_ids_are_version_7_of_now() -> None:
    before = time.time_ns() // 1_000_000
    made = Uuid7Ids().new()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_ids_rise_and_never_repeat_from_many_threads() -> None:
    ids = Uuid7Ids()
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: [ids.new() for _ in range(500)], range(8)))
    assert all(run == sorted(run) for run in runs)
    assert len({made for run in runs for made in run}) == 4000


def test_ids_rise_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = Uuid7Ids()
    first = ids.new()
    monkeypatch.setattr(time, "time_ns", lambda: 1)
    assert first < ids.new() < ids.new()


def test_a_full_counter_borrows_from_the_next_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 5_000_000)
    ids = Uuid7Ids()
    first = ids.new()
    ids._counter = (1 << 42) - 1
    second = ids.new()
    assert (first.int >> 80, second.int >> 80) == (5, 6)
    assert second.version == 7


def test_the_clock_says_its_zone() -> None:
    offset = SystemClock().now().utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 0
