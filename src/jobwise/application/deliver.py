"""Delivering queued mail: claimed, handed over, noted; a process that dies in between sends it again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from jobwise.application.mails import WriteMail
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.mail import Mailer, QueuedMail
from jobwise.application.ports.store import Store
from jobwise.domain.limits import MAIL_BATCH, MAX_MAIL_ATTEMPTS, TASK_BACKOFF_S, TASK_LEASE_S
from jobwise.domain.shared.errors import InvalidInput, JobWiseError


def _untold(trouble: JobWiseError | None) -> None:
    """For commands, which end before anybody could look."""


@dataclass(frozen=True, slots=True)
class DeliverMails:
    """Hands over what is due, a batch at a time. A mail that nobody will take is given up; others are tried again.

    `told` hears of each mail what keeps it here, or None when it went out. An error that nobody expected is raised once
    the whole batch has been tried.
    """

    store: Store
    clock: Clock
    write: WriteMail
    mailer: Mailer
    told: Callable[[JobWiseError | None], None] = _untold

    async def __call__(self) -> int:
        """How many mails were handed over."""
        now = self.clock.now()
        async with self.store.write() as work:
            claimed = await work.mails.claim(
                now=now, lease_until=now + timedelta(seconds=TASK_LEASE_S), limit=MAIL_BATCH
            )
            await work.commit()
        sent, unexpected = 0, None
        for queued in claimed:
            try:
                sent += await self._deliver(queued)
            except Exception as error:  # noqa: BLE001 - one mail's trouble is not the others', and is raised at the end
                unexpected = unexpected or error
                await self._put_off(queued, hopeless=False)
        if unexpected is not None:
            raise unexpected
        return sent

    async def _deliver(self, queued: QueuedMail) -> bool:
        try:
            await self.mailer.send(self.write(queued.mail))
        except InvalidInput:
            await self._put_off(queued, hopeless=True)
            return False
        except JobWiseError as error:
            self.told(error)
            await self._put_off(queued, hopeless=False)
            return False
        self.told(None)
        async with self.store.write() as work:
            await work.mails.sent(queued.mail.id, now=self.clock.now())
            await work.commit()
        return True

    async def _put_off(self, queued: QueuedMail, *, hopeless: bool) -> None:
        pause = timedelta(seconds=TASK_BACKOFF_S * 4 ** min(queued.attempts - 1, 5))
        given_up = hopeless or queued.attempts >= MAX_MAIL_ATTEMPTS
        async with self.store.write() as work:
            await work.mails.failed(queued.mail.id, again_at=None if given_up else self.clock.now() + pause)
            await work.commit()
