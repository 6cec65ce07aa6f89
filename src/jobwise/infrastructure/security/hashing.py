"""Passwords under bcrypt, hashed in threads of their own."""

import asyncio
import base64
import hashlib
import hmac
import os
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

from jobwise.domain.limits import PASSWORD_QUEUE
from jobwise.domain.shared.errors import Unavailable
from jobwise.domain.users.passwords import normal_password

COST = 12
TEST_COST = 4
_PREFIX = "v2$"
_OWN = re.compile(r"v2\$\$2b\$([0-9]{2})\$[./A-Za-z0-9]{53}")
_OLD = re.compile(r"\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}")
_BCRYPT_BYTES = 72

T = TypeVar("T")


class BcryptHasher:
    """`v2$` and bcrypt over base64(HMAC-SHA-384(pepper, NFKC(password))): every sign of a long password counts.

    Plain bcrypt hashes of other systems are read too. One core stays free for everything else; when more than
    `PASSWORD_QUEUE` passwords wait, the next is told to come again.
    """

    def __init__(self, pepper: Callable[[], bytes], cost: int = COST) -> None:
        self._find_pepper = pepper
        self._cost = cost
        self._waiting = 0
        self._lock = threading.Lock()

    @cached_property
    def _pepper(self) -> bytes:
        return self._find_pepper()

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max(1, (os.cpu_count() or 2) - 1), thread_name_prefix="password")

    @cached_property
    def _nobodys(self) -> str:
        """The hash that unknown people are measured against; its password is forgotten at once."""
        return self._hash(os.urandom(24).hex())

    async def hash(self, password: str) -> str:
        return await self._aside(lambda: self._hash(password))

    async def matches(self, password: str, stored: str | None) -> bool:
        return await self._aside(lambda: self._matches(password, stored))

    def is_outdated(self, stored: str) -> bool:
        own = _OWN.fullmatch(stored)
        return own is None or int(own[1]) < self._cost

    def close(self) -> None:
        """Lets the threads go once they have done what they are at."""
        if "_threads" in self.__dict__:
            self._threads.shutdown(wait=False, cancel_futures=True)

    async def _aside(self, act: Callable[[], T]) -> T:
        with self._lock:
            if self._waiting >= PASSWORD_QUEUE:
                raise Unavailable(
                    "Too many people sign in at this moment; try again in a few seconds.", retry_after_s=5
                )
            self._waiting += 1
        future = self._threads.submit(act)
        # A caller who goes away does not stop the thread, so the place is free only when the thread is done.
        future.add_done_callback(self._done)
        return await asyncio.wrap_future(future)

    def _done(self, future: "Future[T]") -> None:
        with self._lock:
            self._waiting -= 1

    def _hash(self, password: str) -> str:
        import bcrypt

        return _PREFIX + bcrypt.hashpw(self._key(password), bcrypt.gensalt(self._cost)).decode()

    def _matches(self, password: str, stored: str | None) -> bool:
        import bcrypt

        against = stored or self._nobodys
        if _OWN.fullmatch(against):
            same = bcrypt.checkpw(self._key(password), against.removeprefix(_PREFIX).encode())
            return same and stored is not None
        plain = password.encode("utf-8", "surrogatepass")
        if _OLD.fullmatch(against) and len(plain) <= _BCRYPT_BYTES and b"\x00" not in plain:
            return bcrypt.checkpw(plain, against.encode())
        # A hash of no known form lets nobody in, and takes its time like any other.
        bcrypt.checkpw(self._key(password), self._nobodys.removeprefix(_PREFIX).encode())
        return False

    def _key(self, password: str) -> bytes:
        plain = normal_password(password).encode("utf-8", "surrogatepass")
        return base64.b64encode(hmac.new(self._pepper, plain, hashlib.sha384).digest())
