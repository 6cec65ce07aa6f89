"""Keeping a style what the active samples show, also when one is switched off, deleted or comes back."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store
from jobwise.application.ports.tasks import Task
from jobwise.application.styles.learning import LearnStyle, learnt_from
from jobwise.domain.shared.errors import InvalidInput, LostRace, NotCompleted, NotFound

FOLLOWING = "writing_style.follow"
"""The kind of task that has a style follow its samples; it is the reaction to what happened to one of them."""


@dataclass(frozen=True, slots=True)
class FollowSamples:
    """Learns anew when other samples are active than those a style was learnt from, and lets go of the style when none
    says anything any more. Done again, or after the account was closed, it does nothing."""

    store: Store
    clock: Clock
    learn: LearnStyle

    async def __call__(self, *, owner: UUID) -> None:
        async with self.store.read() as work:
            try:
                await work.users.get(owner)
            except NotFound:
                return
            style = await work.writing_styles.find_own(owner=owner)
            active = learnt_from(await work.samples.active_sums(owner=owner))
        if (not style.is_stale(active)) if style else (not active):
            return
        try:
            await self.learn(owner=owner)
        except LostRace:
            # Whoever was faster follows what it changed.
            return
        except (NotCompleted, InvalidInput):
            # Nothing is left that shows it, so that nothing is to sound like it, and no sentence of it is kept.
            await self._let_go(owner)

    async def _let_go(self, owner: UUID) -> None:
        async with self.store.write() as work:
            style = await work.writing_styles.find_own(owner=owner)
            active = learnt_from(await work.samples.active_sums(owner=owner))
            if style is not None and style.is_stale(active):
                style.delete(self.clock.now())
                await work.writing_styles.save(style)
                await work.commit()


@dataclass(frozen=True, slots=True)
class FollowSamplesTask:
    """Has the style of a task's owner follow."""

    follow: FollowSamples

    async def __call__(self, task: Task) -> None:
        if task.owner_id is not None:
            await self.follow(owner=task.owner_id)
