"""Asking an S3 server: how it is reached, how long it may take, when it is asked again, what its errors mean."""

import asyncio
import math
import random
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from jobwise.domain.limits import (
    FILE_BACKOFF_S,
    FILE_CONNECT_S,
    FILE_READ_S,
    FILE_RETRIES,
    FILE_TOTAL_S,
    FILES_AT_ONCE,
)
from jobwise.domain.shared.errors import JobWiseError, MissingHere, NotFound, Unavailable
from jobwise.infrastructure.breaker import Breaker
from jobwise.infrastructure.threads import Threads

T = TypeVar("T")
Client = Any
"""A client of boto3, whose methods are made when it runs."""

SLOW = "The file server does not answer in time; check JOBWISE_S3_ENDPOINT."
_DOWN = "The file server cannot be reached or breaks off; check JOBWISE_S3_ENDPOINT."
_BUSY = "The file server is out of order or too busy; try again later."
_FULL = "The file server is full; give it more space."
_RESTING = "The file server failed again and again and is left alone for some seconds; check JOBWISE_S3_ENDPOINT."
_NO_BUCKET = "The bucket of the files is not there; check JOBWISE_S3_BUCKET."
_REFUSED = "The file server refuses us; check JOBWISE_S3_ACCESS_KEY, JOBWISE_S3_SECRET_KEY and what they may do."
_ELSEWHERE = "The bucket of the files is in another region; check JOBWISE_S3_REGION."
_CLOCK = "The file server has another time than this machine; set the clock of one of them."
_STRANGE = "The file server does not do what is asked; check that JOBWISE_S3_ENDPOINT speaks S3."

_GONE = frozenset({"NoSuchKey", "NoSuchUpload", "404"})
_KEYS = frozenset(
    {"AccessDenied", "ExpiredToken", "InvalidAccessKeyId", "InvalidToken", "SignatureDoesNotMatch", "401", "403"}
)
_REGION = frozenset({"AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect", "301"})
_PASSING = frozenset(
    {"BadDigest", "IncompleteBody", "OperationAborted", "RequestTimeout", "SlowDown", "XAmzContentSHA256Mismatch"}
)


_MAKING = threading.Lock()
"""The library makes clients in one thread at a time."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where files are kept. Without keys those of the machine are taken; without an endpoint it is Amazon's."""

    name: str
    endpoint: str = ""
    region: str = "us-east-1"
    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for a connection, for a pause and for one step altogether, and how often it is tried again."""

    connect_s: float = FILE_CONNECT_S
    read_s: float = FILE_READ_S
    total_s: float = FILE_TOTAL_S
    retries: int = FILE_RETRIES
    backoff_s: float = FILE_BACKOFF_S
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.SystemRandom().random


class S3Server:
    """Asks in threads of its own, so that a server that hangs keeps nothing else waiting."""

    def __init__(self, bucket: Bucket, patience: Patience | None = None) -> None:
        self._bucket = bucket
        self._patience = patience or Patience()
        self._threads = Threads(FILES_AT_ONCE, "files")
        self._breaker = Breaker()
        self._made: Client | None = None

    async def ask(self, step: Callable[[Client], T]) -> T:
        """What the step returns; a step that failed for a passing reason is done again from its start.

        Raises NotFound, Unavailable or MissingHere, after `total_s` at the latest.
        """
        now = self._patience.now
        rest_s = self._breaker.rest_s(now())
        if rest_s > 0:
            raise Unavailable(_RESTING, retry_after_s=math.ceil(rest_s))
        self._breaker.called(now())
        try:
            async with asyncio.timeout(self._patience.total_s):
                done = await self._tried(step)
        except TimeoutError:
            self._breaker.failed(now())
            raise Unavailable(SLOW, retry_after_s=30) from None
        except Unavailable:
            self._breaker.failed(now())
            raise
        except JobWiseError:
            # It answered, if not as we would like.
            self._breaker.succeeded()
            raise
        except BaseException:
            self._breaker.dropped()
            raise
        self._breaker.succeeded()
        return done

    async def _tried(self, step: Callable[[Client], T]) -> T:
        for number in range(self._patience.retries):
            try:
                return await self._threads.run(lambda: self._translated(step))
            except Unavailable:
                # What it asks us to wait is for whoever asked us: a person, or a task that comes again.
                await self._patience.sleep(self._patience.chance() * self._patience.backoff_s * 2**number)
        return await self._threads.run(lambda: self._translated(step))

    def _translated(self, step: Callable[[Client], T]) -> T:
        client = self._client()
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError

        try:
            return step(client)
        except ClientError as error:
            raise _told(error.response) from error
        except ResponseParserError as error:
            raise Unavailable(_BUSY, retry_after_s=30) from error
        except BotoCoreError as error:
            raise _lost(error) from error
        except KeyError as error:
            # Headers that were cut off are taken for whole ones, and something is not in them.
            raise Unavailable(_DOWN, retry_after_s=30) from error

    def _client(self) -> Client:
        with _MAKING:
            if self._made is None:
                self._made = _client(self._bucket, self._patience)
            return self._made

    async def close(self) -> None:
        """Closes the connections that nothing uses."""
        if self._made is not None:
            self._made.close()


@cache
def _session() -> Any:
    """What the library has read of the service, once for all clients."""
    import boto3.session

    return boto3.session.Session()


def _client(bucket: Bucket, patience: Patience) -> Client:
    try:
        session = _session()
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except (ImportError, OSError) as error:
        raise MissingHere("Files in a bucket need boto3; run `pip install boto3`.") from error
    config = Config(
        connect_timeout=patience.connect_s,
        read_timeout=patience.read_s,
        # Tries are ours to count: the library knows of no time for all of them.
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=FILES_AT_ONCE,
        s3={"addressing_style": "path" if bucket.endpoint else "auto"},
        # Every server knows MD5; the trailing checksums that are newer, not all.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        tcp_keepalive=True,
    )
    try:
        client = session.client(
            "s3",
            endpoint_url=bucket.endpoint or None,
            region_name=bucket.region,
            aws_access_key_id=bucket.access_key or None,
            aws_secret_access_key=bucket.secret_key or None,
            config=config,
        )
        client.meta.events.register("before-call.s3", _stay)
        return client
    except (BotoCoreError, ValueError) as error:
        raise MissingHere("The file server cannot be used; check JOBWISE_S3_ENDPOINT and JOBWISE_S3_REGION.") from error


def _stay(context: dict[str, Any], **_: object) -> None:
    """Has the library not go where a server sends it: it asks that server where to, is sent on again, and so on."""
    context.setdefault("s3_redirect", {})["redirected"] = True


def _told(answer: dict[str, Any]) -> JobWiseError:
    """What an answer with an error means."""
    code, meta = str(answer.get("Error", {}).get("Code", "")), answer.get("ResponseMetadata", {})
    status = int(meta.get("HTTPStatusCode", 0))
    if code in _GONE:
        return NotFound("There is no such file.")
    if code in ("NoSuchBucket", "InvalidBucketName"):
        return MissingHere(_NO_BUCKET)
    if code in _REGION:
        return MissingHere(_ELSEWHERE)
    if code == "RequestTimeTooSkewed":
        return MissingHere(_CLOCK)
    if status == 507 or "Full" in code:
        return Unavailable(_FULL, retry_after_s=60)
    if code in _PASSING or status in (408, 429) or status >= 500:
        return Unavailable(_BUSY, retry_after_s=_retry_after_s(meta.get("HTTPHeaders", {})))
    return MissingHere(_REFUSED if code in _KEYS or status in (401, 403) else _STRANGE)


def _retry_after_s(headers: dict[str, str]) -> int:
    said = headers.get("retry-after", "")
    return min(int(said), 3600) if said.isdigit() and len(said) < 6 else 30


def _lost(error: Exception) -> JobWiseError:
    """What it means that there is no whole answer."""
    from botocore import exceptions

    if isinstance(error, exceptions.ConnectTimeoutError | exceptions.ReadTimeoutError):
        return Unavailable(SLOW, retry_after_s=30)
    if isinstance(error, exceptions.ConnectionError | exceptions.HTTPClientError | exceptions.IncompleteReadError):
        return Unavailable(_DOWN, retry_after_s=30)
    if isinstance(
        error,
        exceptions.NoCredentialsError | exceptions.PartialCredentialsError | exceptions.CredentialRetrievalError,
    ):
        return MissingHere(_REFUSED)
    return MissingHere(_STRANGE)
