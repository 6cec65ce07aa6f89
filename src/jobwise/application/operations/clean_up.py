"""Taking out what has served its time. Doing it twice, or being killed in the middle, does no harm."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.limits import (
    ERASE_BATCH,
    MAILED_TOKENS_KEPT_S,
    MAILS_KEPT_S,
    MODEL_CALLS_KEPT_S,
    QUOTAS_KEPT_S,
    RESTORE_DAYS,
    TASKS_KEPT_S,
)

Erase = Callable[[UnitOfWork], Awaitable[int]]
"""Takes out at most `ERASE_BATCH` rows of one kind; how many there were."""


@dataclass(frozen=True, slots=True)
class CleanUp:
    """Erases rows that were deleted longer ago than they can be restored, sign-ins whose last day is over, used-up
    tokens and keys, old model calls, old mails and tasks that have ended, and what was spent in windows long over.

    At most `ERASE_BATCH` rows go in one transaction, so that nobody who writes waits for all of them.
    """

    store: Store
    clock: Clock

    async def __call__(self) -> Mapping[str, int]:
        """How many of each were erased."""
        return {kind: await self._all(erase) for kind, erase in {**self._hidden(), **self._used_up()}.items()}

    async def _all(self, erase: Erase) -> int:
        erased = 0
        while True:
            async with self.store.write() as work:
                count = await erase(work)
                await work.commit()
            erased += count
            if count < ERASE_BATCH:
                return erased

    def _hidden(self) -> dict[str, Erase]:
        before = self.clock.now() - timedelta(days=RESTORE_DAYS)
        return {
            "profiles": lambda work: work.profiles.erase_hidden(before),
            "jobs": lambda work: work.jobs.erase_hidden(before),
            "rankings": lambda work: work.rankings.erase_hidden(before),
            "generations": lambda work: work.generations.erase_hidden(before),
            "applications": lambda work: work.applications.erase_hidden(before),
            "writing_styles": lambda work: work.writing_styles.erase_hidden(before),
            "calendar_feeds": lambda work: work.calendar_feeds.erase_hidden(before),
        }

    def _used_up(self) -> dict[str, Erase]:
        now = self.clock.now()
        of_links, of_mails, of_calls, of_tasks, of_quotas = (
            now - timedelta(seconds=kept)
            for kept in (MAILED_TOKENS_KEPT_S, MAILS_KEPT_S, MODEL_CALLS_KEPT_S, TASKS_KEPT_S, QUOTAS_KEPT_S)
        )
        return {
            # A session is kept to its last day even when it ended before: a stolen token of it is known by it.
            "refresh_tokens": lambda work: work.refresh_tokens.erase_before(now),
            "sessions": lambda work: work.sessions.erase_over(now),
            "mailed_tokens": lambda work: work.mailed_tokens.erase_before(of_links),
            "mails": lambda work: work.mails.erase_ended(of_mails),
            "model_calls": lambda work: work.model_calls.erase_before(of_calls),
            "idempotency_keys": lambda work: work.idempotency_keys.erase_expired(now),
            "tasks": lambda work: work.tasks.erase_ended(of_tasks),
            "quotas": lambda work: work.quotas.erase_over(of_quotas),
        }
