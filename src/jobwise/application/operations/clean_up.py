"""Taking out what has served its time. Doing it twice, or being killed in the middle, does no harm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store
from jobwise.domain.limits import RESTORE_DAYS, TASKS_KEPT_S


@dataclass(frozen=True, slots=True)
class CleanUp:
    """Erases rows that were deleted longer ago than they can be restored, used-up keys and old ended tasks."""

    store: Store
    clock: Clock

    async def __call__(self) -> Mapping[str, int]:
        """How many of each were erased."""
        now = self.clock.now()
        before = now - timedelta(days=RESTORE_DAYS)
        async with self.store.write() as work:
            erased = {
                "profiles": await work.profiles.erase_hidden(before),
                "jobs": await work.jobs.erase_hidden(before),
                "rankings": await work.rankings.erase_hidden(before),
                "generations": await work.generations.erase_hidden(before),
                "exports": await work.exports.erase_hidden(before),
                "applications": await work.applications.erase_hidden(before),
                "calendar_feeds": await work.calendar_feeds.erase_hidden(before),
                "idempotency_keys": await work.idempotency_keys.erase_expired(now),
                "tasks": await work.tasks.erase_ended(now - timedelta(seconds=TASKS_KEPT_S)),
            }
            await work.commit()
        return erased
