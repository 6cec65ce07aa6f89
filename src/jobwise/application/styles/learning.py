"""Learning how a user writes, and showing what was learnt."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.samples import SampleSum
from jobwise.application.ports.store import Store
from jobwise.application.ports.styles import StyleReader
from jobwise.domain.shared.errors import LostRace, NotCompleted, NotFound
from jobwise.domain.styles.style import LearntFrom, WritingStyle, are_same


@dataclass(frozen=True, slots=True)
class StyleShown:
    """A style, and whether other samples are active by now."""

    style: WritingStyle
    stale: bool


@dataclass(frozen=True, slots=True)
class LearnStyle:
    """Learns anew from the active samples. NotCompleted when none of them was read.

    LostRace when others are active by the end: whoever changed them has them learnt from, or nothing kept.
    """

    store: Store
    clock: Clock
    ids: Ids
    reader: StyleReader

    async def __call__(self, *, owner: UUID) -> StyleShown:
        async with self.store.read(single=True) as work:
            samples = await work.samples.active(owner=owner)
        if not samples:
            raise NotCompleted("There is no active sample that was read; upload one, or activate one.")
        found = await self.reader(samples)
        learnt, now = [LearntFrom(one.id, one.file.sha256) for one in samples], self.clock.now()
        async with self.store.write() as work:
            # Who asks what is held is alone with it: two who learn at once end one after the other.
            await work.samples.held(owner=owner)
            active = learnt_from(await work.samples.active_sums(owner=owner))
            if not are_same(learnt, active):
                raise LostRace("Other samples are active by now; learn again.")
            style = await work.writing_styles.find_own(owner=owner)
            if style is None:
                style = WritingStyle.learn(id=self.ids.new(), owner_id=owner, samples=learnt, found=found, now=now)
                await work.writing_styles.add(style)
            else:
                style.learn_anew(learnt, found, now)
                await work.writing_styles.save(style)
            await work.commit()
        return StyleShown(style, stale=False)


@dataclass(frozen=True, slots=True)
class ShowStyle:
    """What was learnt of the owner; NotFound while nothing was."""

    store: Store

    async def __call__(self, *, owner: UUID) -> StyleShown:
        async with self.store.read() as work:
            style = await work.writing_styles.find_own(owner=owner)
            if style is None:
                raise NotFound("No writing style was learnt yet; upload a sample.")
            return StyleShown(style, style.is_stale(learnt_from(await work.samples.active_sums(owner=owner))))


def learnt_from(sums: Sequence[SampleSum]) -> list[LearntFrom]:
    """What a style that is learnt from these says of them."""
    return [LearntFrom(one.id, one.sha256) for one in sums]
