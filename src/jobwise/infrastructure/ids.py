"""Time-ordered ids: UUID version 7 (RFC 9562), with a counter so that they rise within a millisecond too."""

import secrets
import threading
import time
from uuid import UUID

_COUNTER_BITS = 42
_TAIL_BITS = 32


class Uuid7Ids:
    """Safe to share between threads. A clock that is set back does not make ids fall."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last_ms = 0
        self._counter = 0

    def new(self) -> UUID:
        with self._lock:
            now_ms = time.time_ns() // 1_000_000
            if now_ms > self._last_ms:
                self._last_ms, self._counter = now_ms, _fresh_counter()
            else:
                self._counter += 1
                if self._counter >> _COUNTER_BITS:
                    self._last_ms, self._counter = self._last_ms + 1, _fresh_counter()
            return _uuid7(self._last_ms, self._counter)


def _fresh_counter() -> int:
    # The top bit stays free, so that a millisecond has room to count.
    return secrets.randbits(_COUNTER_BITS - 1)


def _uuid7(ms: int, counter: int) -> UUID:
    high, low = counter >> 30, counter & (1 << 30) - 1
    tail = secrets.randbits(_TAIL_BITS)
    return UUID(int=ms << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low << 32 | tail)
