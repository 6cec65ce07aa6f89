"""What waits to be done."""

from collections.abc import Mapping
from dataclasses import dataclass

from jobwise.application.ports.store import Store


@dataclass(frozen=True, slots=True)
class ShowQueues:
    """How many tasks wait or run, by kind; kinds of which there are none are left out."""

    store: Store

    async def __call__(self) -> Mapping[str, int]:
        async with self.store.read(single=True) as work:
            return dict(sorted((await work.tasks.depths()).items()))


@dataclass(frozen=True, slots=True)
class QueueCheck:
    """Whether work can be queued; without it requests are still served."""

    queues: ShowQueues
    name: str = "queue"
    essential: bool = False

    async def __call__(self) -> str:
        return f"{sum((await self.queues()).values())} waiting or running"
