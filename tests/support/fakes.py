"""Fakes with behaviour for the ports that every use case needs."""

from datetime import UTC, datetime, timedelta


class SteppingClock:
    """Starts at a fixed moment and goes on by a second at every look."""

    def __init__(self) -> None:
        self._now = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def forward(self, *, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
