"""Leaving a server alone that fails again and again."""

from collections import deque

from jobwise.domain.limits import BREAKER_FAILURES, BREAKER_REST_S, BREAKER_WINDOW_S


class Breaker:
    """Closed it lets everything through; open nothing; after its rest one call, and that one's end decides."""

    def __init__(self) -> None:
        self._failures: deque[float] = deque(maxlen=BREAKER_FAILURES)
        self._opened_at: float | None = None
        self._trying = False

    def rest_s(self, now: float) -> float:
        """How long the server is left alone yet; 0 when a call may be made."""
        if self._opened_at is None:
            return 0.0
        rest = self._opened_at + BREAKER_REST_S - now
        # While one call tries the server out, others wait for its end as if the rest went on.
        return max(rest, 1.0) if rest > 0 or self._trying else 0.0

    def called(self, now: float) -> None:
        """A call is being made, which `rest_s` allowed."""
        self._trying = self._opened_at is not None

    def succeeded(self) -> None:
        self._failures.clear()
        self._opened_at = None
        self._trying = False

    def failed(self, now: float) -> None:
        self._failures.append(now)
        often = len(self._failures) == BREAKER_FAILURES and now - self._failures[0] <= BREAKER_WINDOW_S
        if self._trying or often:
            self._opened_at = now
        self._trying = False

    def dropped(self) -> None:
        """A call ended that says nothing about the server."""
        self._trying = False
