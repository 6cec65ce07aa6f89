"""Files in a bucket of a server that speaks S3, over a real socket and over a bad one."""

import asyncio
import io
import os
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jobwise.domain.limits import BREAKER_FAILURES, BREAKER_REST_S, FILE_PART_BYTES
from jobwise.domain.shared.errors import JobWiseError, MissingHere, NotFound, Unavailable
from jobwise.infrastructure.files import s3_server
from jobwise.infrastructure.files.readiness import StorageCheck
from jobwise.infrastructure.files.s3 import S3Files
from jobwise.infrastructure.files.s3_server import Bucket, Patience
from tests.contracts.files import KeepsFiles, key, whole
from tests.support.fault_proxy import CUT, DOWN, NARROW, RESET, SLICED, SWALLOW, Fault, FaultProxy
from tests.support.s3 import S3

HASTY = Patience(connect_s=0.5, read_s=0.8, total_s=2.5, backoff_s=0.01)
SOON = timedelta(hours=1)


@pytest.fixture
def bucket(s3: S3) -> Bucket:
    return s3.bucket(prefix="a/b.c")


@pytest.fixture
async def files(bucket: Bucket) -> AsyncIterator[S3Files]:
    kept = S3Files(bucket)
    yield kept
    await kept.close()


class TestS3Files(KeepsFiles):
    pass


@pytest.fixture
def proxy(s3: S3) -> Iterator[FaultProxy]:
    with FaultProxy(("127.0.0.1", s3.port)) as between:
        yield between


@pytest.fixture
async def behind(s3: S3, proxy: FaultProxy) -> AsyncIterator[S3Files]:
    kept = S3Files(s3.bucket(port=proxy.port), HASTY)
    yield kept
    await kept.close()


async def test_names_stand_below_the_prefix_and_nothing_else_is_touched(s3: S3, bucket: Bucket, files: S3Files) -> None:
    admin = s3.client()
    for strange in ("users/notes.txt", "a/b.c/users/notes.txt", "a/b.c/other", f"a/b.c/x/{key()}"):
        admin.put_object(Bucket=bucket.name, Key=strange, Body=b"not ours")
    name = key()
    await files.put(name, io.BytesIO(b"x"))
    assert f"a/b.c/{name}" in s3.names(bucket)
    assert await files.older_than(datetime.now(UTC) + SOON, limit=99) == [name]


async def test_what_is_put_is_for_nobody_else(s3: S3, bucket: Bucket, files: S3Files) -> None:
    """T41: a file is private whatever the bucket allows."""
    name = key()
    await files.put(name, io.BytesIO(b"x"))
    grants = s3.client().get_object_acl(Bucket=bucket.name, Key=f"a/b.c/{name}")["Grants"]
    assert [one["Grantee"].get("URI") for one in grants] == [None]


async def test_a_large_file_goes_in_parts_and_comes_back_in_pieces(files: S3Files) -> None:
    data = os.urandom(FILE_PART_BYTES * 2 + 5)
    name = key()
    await files.put(name, io.BytesIO(data))
    pieces = [piece async for piece in await files.get(name)]
    assert max(map(len, pieces)) < 1_000_000
    assert b"".join(pieces) == data


async def test_lists_longer_than_one_page_are_read_to_their_end(
    files: S3Files, bucket: Bucket, s3: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(key() for _ in range(5))
    for name in names:
        await files.put(name, io.BytesIO(b"x"))
    whole_pages = s3_server._client

    def small_pages(*given: Any) -> Any:
        client = whole_pages(*given)
        client.meta.events.register(
            "provide-client-params.s3.ListObjectsV2", lambda params, **_: {**params, "MaxKeys": 2}
        )
        return client

    monkeypatch.setattr(s3_server, "_client", small_pages)
    paged = S3Files(bucket)
    assert sorted(await paged.older_than(datetime.now(UTC) + SOON, limit=99)) == names
    assert len(await paged.older_than(datetime.now(UTC) + SOON, limit=3)) == 3
    await paged.close()


async def test_uploads_in_parts_that_nobody_finished_are_cleared_away(s3: S3, bucket: Bucket, files: S3Files) -> None:
    admin = s3.client()

    def left() -> set[str]:
        found = admin.list_multipart_uploads(Bucket=bucket.name, Prefix="a/")
        return {one["Key"] for one in found.get("Uploads", ())}

    ours, strange = f"a/b.c/{key()}", "a/b.c/users/strange"
    for name in (ours, strange):
        admin.create_multipart_upload(Bucket=bucket.name, Key=name)
    # The server of the tests says of every upload that it began in 2010.
    assert await files.older_than(datetime(2009, 1, 1, tzinfo=UTC), limit=9) == []
    assert left() == {ours, strange}
    assert await files.older_than(datetime.now(UTC) - timedelta(days=1), limit=9) == []
    assert left() == {strange}


async def test_a_large_file_that_cannot_be_read_to_its_end_leaves_nothing(s3: S3, bucket: Bucket) -> None:
    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 100_000:
                raise OSError("the disk went away")
            return super().read(size)

    files = S3Files(bucket)
    with pytest.raises(MissingHere):
        await files.put(key(), Breaks(b"x" * 700_000))
    await files.close()
    assert s3.names(bucket) == []


async def test_readiness_asks_the_bucket(files: S3Files, bucket: Bucket) -> None:
    assert await StorageCheck(files, "s3", "JOBWISE_S3_ENDPOINT")() == "s3"
    gone = S3Files(Bucket("b-gone", bucket.endpoint, access_key="k", secret_key="s"))
    with pytest.raises(MissingHere, match="JOBWISE_S3_BUCKET"):
        await StorageCheck(gone, "s3", "JOBWISE_S3_ENDPOINT")()
    for act in (gone.put(key(), io.BytesIO(b"x")), gone.get(key())):
        with pytest.raises(MissingHere, match="JOBWISE_S3_BUCKET"):
            await act
    await gone.close()


ANSWERS = [
    (403, "InvalidAccessKeyId", MissingHere, "JOBWISE_S3_ACCESS_KEY"),
    (403, "SignatureDoesNotMatch", MissingHere, "JOBWISE_S3_SECRET_KEY"),
    (403, "AccessDenied", MissingHere, "JOBWISE_S3_ACCESS_KEY"),
    (403, "RequestTimeTooSkewed", MissingHere, "clock"),
    (400, "AuthorizationHeaderMalformed", MissingHere, "JOBWISE_S3_REGION"),
    (301, "PermanentRedirect", MissingHere, "JOBWISE_S3_REGION"),
    (400, "InvalidArgument", MissingHere, "JOBWISE_S3_ENDPOINT"),
    (404, "NoSuchBucket", MissingHere, "JOBWISE_S3_BUCKET"),
    (404, "NoSuchKey", NotFound, "no such file"),
    (503, "SlowDown", Unavailable, "busy"),
    (500, "InternalError", Unavailable, "later"),
    (507, "XMinioStorageFull", Unavailable, "full"),
    (400, "BadDigest", Unavailable, "later"),
]


class Telling:
    """A server that answers every request in one way."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.asked = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            self.asked += 1
            writer.write(self.answer)
            await writer.drain()
        finally:
            writer.close()


def told(status: int, body: bytes, *headers: str) -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status} X", f"content-length: {len(body)}", "connection: close", *headers])
    return head.encode() + b"\r\n\r\n" + body


async def failing(answer: bytes) -> tuple[JobWiseError, int]:
    """How getting a file fails over such a server, and how often it was asked."""
    telling = Telling(answer)
    async with await asyncio.start_server(telling, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        files = S3Files(Bucket("b-any", f"http://127.0.0.1:{port}", access_key="k", secret_key="s"), HASTY)
        with pytest.raises(JobWiseError) as caught:
            await files.get(key())
        await files.close()
    return caught.value, telling.asked


@pytest.mark.parametrize(("status", "code", "kind", "word"), ANSWERS, ids=[code for _, code, _, _ in ANSWERS])
async def test_what_the_server_says_is_a_clear_error(
    status: int, code: str, kind: type[JobWiseError], word: str
) -> None:
    body = f"<Error><Code>{code}</Code><Message>users/secret of hunter2</Message></Error>".encode()
    error, asked = await failing(told(status, body, "retry-after: 7"))
    assert type(error) is kind
    assert word in error.message
    assert "hunter2" not in error.message
    # What passes is asked three times; what has to be mended, once.
    assert asked == (3 if kind is Unavailable else 1)
    if isinstance(error, Unavailable) and "full" not in error.message:
        assert error.retry_after_s == 7


@pytest.mark.parametrize(
    "garbage",
    [b"HTTP/1.1 500 X\r\n\r\n\x00\xff<<", b"SSH-2.0-OpenSSH_9\r\n", b"", told(502, b"<html>bad gateway</html>")],
)
async def test_a_server_that_is_none_is_a_clear_error(garbage: bytes) -> None:
    error, _ = await failing(garbage)
    assert type(error) is Unavailable
    assert error.retry_after_s >= 1


@pytest.mark.parametrize("fault", [DOWN, SWALLOW, RESET, CUT], ids=["down", "time-out", "reset", "cut"])
async def test_a_bad_network_is_a_clear_error_in_time_and_over_with_its_cause(
    s3: S3, proxy: FaultProxy, behind: S3Files, fault: Fault
) -> None:
    name = key()
    await behind.put(name, io.BytesIO(b"kept"))
    with proxy.having(fault):
        for act in (lambda: behind.get(name), lambda: behind.put(key(), io.BytesIO(b"x"))):
            began = time.monotonic()
            with pytest.raises(Unavailable, match="JOBWISE_S3_ENDPOINT") as caught:
                await act()
            assert caught.value.retry_after_s >= 1
            assert time.monotonic() - began < HASTY.total_s + 3
    assert await whole(behind, name) == b"kept"


async def test_a_server_that_fails_again_and_again_is_left_alone_for_a_while(s3: S3, proxy: FaultProxy) -> None:
    later = 0.0
    files = S3Files(s3.bucket(port=proxy.port), replace(HASTY, now=lambda: time.monotonic() + later))
    name = key()
    await files.put(name, io.BytesIO(b"kept"))
    with proxy.having(DOWN):
        for _ in range(BREAKER_FAILURES):
            with pytest.raises(Unavailable, match="cannot be reached"):
                await files.get(name)
    with pytest.raises(Unavailable, match="left alone") as caught:
        await files.get(name)
    assert 1 <= caught.value.retry_after_s <= BREAKER_REST_S
    later = BREAKER_REST_S
    assert await whole(files, name) == b"kept"
    await files.close()


@pytest.mark.parametrize("fault", [NARROW, SLICED, Fault(latency_s=0.05)], ids=["bandwidth", "slices", "latency"])
async def test_a_slow_network_is_slow_and_nothing_worse(proxy: FaultProxy, behind: S3Files, fault: Fault) -> None:
    name, data = key(), os.urandom(3_000)
    with proxy.having(fault):
        await behind.put(name, io.BytesIO(data))
        assert await whole(behind, name) == data


async def test_reading_goes_on_where_the_connection_broke(proxy: FaultProxy, behind: S3Files) -> None:
    name, data = key(), os.urandom(1_500_000)
    await behind.put(name, io.BytesIO(data))
    with proxy.having(Fault(cut_after=900_000)):
        before = proxy.taken
        assert await whole(behind, name) == data
        assert proxy.taken - before >= 1


async def test_one_who_hangs_keeps_nobody_waiting_for_the_whole_time(proxy: FaultProxy, behind: S3Files) -> None:
    """Readiness gives up after a second; ten of its questions are one before the server."""
    with proxy.having(SWALLOW):
        before = proxy.taken
        for _ in range(10):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.02):
                    await behind.try_out()
        assert proxy.taken - before <= 1
        began = time.monotonic()
        await asyncio.sleep(0)
        assert time.monotonic() - began < 0.1


async def test_without_the_library_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3.session", None)
    s3_server._session.cache_clear()
    with pytest.raises(MissingHere, match="pip install boto3"):
        await S3Files(Bucket("b-any", "http://127.0.0.1:9", access_key="k", secret_key="s")).get(key())


async def test_the_secret_is_not_shown() -> None:
    """T50: neither by the bucket nor by what is said of it."""
    assert "hunter2" not in repr(Bucket("b-any", access_key="k", secret_key="hunter2"))
