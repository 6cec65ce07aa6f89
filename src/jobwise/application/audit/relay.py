"""The relay: gives every event its place in the audit trail and hands it to whoever reacts, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.ports.tasks import Task
from jobwise.domain.limits import RELAY_BATCH
from jobwise.domain.shared.events import StoredEvent, link_sha256


@dataclass(frozen=True, slots=True)
class PublishEvents:
    """Publishes what the outbox holds, a batch at a time.

    `reactions` names, for an event, the kinds of tasks that follow it. A reaction is a task whose key is the event's
    id and whose lane is its aggregate: it is added with the event's position, so it is there exactly once, and the
    reactions to one aggregate are done in order.
    """

    store: Store
    clock: Clock
    ids: Ids
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    async def __call__(self) -> int:
        """How many events were published."""
        published = 0
        while count := await self._batch():
            published += count
        return published

    async def _batch(self) -> int:
        now = self.clock.now()
        async with self.store.write() as work:
            end = await work.outbox.chain_end()
            waiting = await work.outbox.pending(RELAY_BATCH)
            position, chain = end.position, end.chain_sha256
            for stored in waiting:
                position += 1
                chain = link_sha256(chain, stored, position)
                await work.outbox.stamp(stored.id, position=position, chain_sha256=chain, now=now)
                await work.tasks.add(self._tasks(stored))
            await work.commit()
        return len(waiting)

    def _tasks(self, stored: StoredEvent) -> tuple[Task, ...]:
        event = stored.event
        now = self.clock.now()
        return tuple(
            Task(
                id=self.ids.new(),
                kind=kind,
                key=str(stored.id),
                created_at=now,
                run_after=now,
                owner_id=event.owner_id,
                lane=str(event.aggregate_id),
                payload={"event_id": str(stored.id), "name": event.name, "aggregate_id": str(event.aggregate_id)},
            )
            for kind in self.reactions.get(event.name, ())
        )
