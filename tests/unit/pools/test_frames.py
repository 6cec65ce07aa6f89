"""What a pool and its processes say to each other arrives as it was said, or not at all."""

import asyncio
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.shared.errors import Detail, InvalidInput, JobWiseError, MissingHere, TooLarge, Unavailable
from jobwise.infrastructure.pools import child
from jobwise.infrastructure.pools.failures import BrokenWork, TooMuchWork, failure_of, told
from jobwise.infrastructure.pools.frames import Frame, OutOfStep, packed, read, receive

NOTES = st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9))
FRAMES = st.lists(st.builds(Frame, NOTES, st.binary(max_size=40)), max_size=4)


async def received(data: bytes, most_bytes: int = 10_000) -> Frame:
    source = asyncio.StreamReader()
    source.feed_data(data)
    source.feed_eof()
    return await receive(source, most_bytes)


@given(FRAMES)
def test_frames_arrive_one_after_the_other(frames: list[Frame]) -> None:
    source = io.BytesIO(b"".join(map(packed, frames)))
    assert [read(source) for _ in frames] == frames
    assert read(source) is None


async def test_the_other_side_reads_the_same() -> None:
    frame = Frame({"value": ["Zoë", 1.5, None]}, b"\x00%PDF")
    assert await received(packed(frame)) == frame


@pytest.mark.parametrize("kept", [0, 3, 8, 12])
async def test_a_frame_that_is_cut_is_no_frame(kept: int) -> None:
    with pytest.raises(asyncio.IncompleteReadError):
        await received(packed(Frame({"value": "text"}, b"bytes"))[:kept])


@pytest.mark.parametrize(
    "data", [b"a library says something", b"\xff\xff\xff\xff\x00\x00\x00\x00", b"\x00\x00\x00\x02\x00\x00\x00\x00[]"]
)
async def test_what_is_no_frame_is_not_waited_for(data: bytes) -> None:
    with pytest.raises((OutOfStep, ValueError)):
        await received(data)


async def test_no_more_is_taken_than_may_come() -> None:
    with pytest.raises(OutOfStep):
        await received(packed(Frame({}, b"x" * 100)), most_bytes=100)


@pytest.mark.parametrize(
    "error",
    [
        InvalidInput("It cannot be used.", [Detail("name", "is empty"), Detail("pages", "3")]),
        TooLarge("It is too large."),
        MissingHere("No font draws it.", [Detail("U+1F600", "an emoji")]),
        Unavailable("Not now."),
    ],
)
def test_a_failure_arrives_as_it_was(error: JobWiseError) -> None:
    arrived = failure_of(told(error))
    assert type(arrived) is type(error)
    assert isinstance(arrived, JobWiseError)
    assert (arrived.message, arrived.details) == (error.message, error.details)


def test_a_mistake_of_ours_tells_no_words_of_the_work() -> None:
    answer = child.answer({"spell": lambda given, blob: int(given)}, asked("spell", "Mara Lind"))  # type: ignore[arg-type,return-value]
    arrived = failure_of(answer.note)
    assert isinstance(arrived, BrokenWork)
    assert "Mara" not in str(arrived)
    assert str(arrived).startswith("ValueError at test_frames.py:")


def test_what_is_unknown_is_a_mistake_of_ours() -> None:
    assert isinstance(failure_of(child.answer({}, asked("fly", None)).note), BrokenWork)


def test_no_memory_is_too_much_work() -> None:
    def grow(given: object, blob: bytes) -> Frame:
        raise MemoryError

    assert isinstance(failure_of(child.answer({"grow": grow}, asked("grow", None)).note), TooMuchWork)


def asked(job: str, given: object) -> Frame:
    # More time than there is: nothing here is stopped.
    return Frame({"job": job, "given": given, "cpu_s": 100_000})
