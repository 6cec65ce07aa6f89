"""What waits to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store
from jobwise.domain.limits import LEFT_ALONE_S
from jobwise.domain.shared.errors import Unavailable


@dataclass(frozen=True, slots=True)
class ShowQueues:
    """How many tasks wait or run, by kind; kinds of which there are none are left out."""

    store: Store

    async def __call__(self) -> Mapping[str, int]:
        async with self.store.read(single=True) as work:
            return dict(sorted((await work.tasks.depths()).items()))


@dataclass(frozen=True, slots=True)
class QueueCheck:
    """Whether work can be queued, and somebody does it; without that requests are still served."""

    store: Store
    clock: Clock
    name: str = "queue"
    essential: bool = False
    setting: str = "DATABASE_URL"

    async def __call__(self) -> str:
        now = self.clock.now()
        async with self.store.read() as work:
            depths = await work.tasks.depths()
            left = await work.tasks.left_alone(since=now - timedelta(seconds=LEFT_ALONE_S), now=now)
        if left:
            raise Unavailable(f"Nobody does what waits of {', '.join(left)}; start `jobwise worker`.")
        return f"{sum(depths.values())} waiting or running"
