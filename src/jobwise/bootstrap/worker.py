"""`jobwise worker`: the work beside requests, in this process."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from jobwise.bootstrap.api import watched
from jobwise.bootstrap.background import CLASSES, Background, background, running
from jobwise.bootstrap.container import opened_container
from jobwise.bootstrap.ending import ending
from jobwise.bootstrap.engine import offering
from jobwise.bootstrap.settings import Settings
from jobwise.domain.limits import WORK_POLL_S, WORK_POLL_UNTOLD_S
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.observing import logs
from jobwise.infrastructure.tasks.runner import WorkClass

if TYPE_CHECKING:
    from celery import Celery

    from jobwise.infrastructure.tasks.distributed import Consumer


def work(
    settings: Settings, *, classes: Sequence[str] = (), places: int | None = None, port: int | None = None
) -> None:
    """Works until the process is told to end; what was begun is finished first, or put back for somebody else.

    `places` are how many tasks of each class are done at once; on `port` monitors are answered."""
    picked = chosen(classes, places)
    logs.setup(settings.log_level)
    asyncio.run(_work(settings, picked, port))


async def _work(settings: Settings, classes: tuple[WorkClass, ...], port: int | None) -> None:
    done = asyncio.Event()
    poll_s = WORK_POLL_S if settings.queue == "celery" else WORK_POLL_UNTOLD_S
    async with opened_container(settings, pooled=True) as container:
        parts = background(container, classes, poll_s=poll_s)
        async with offering(container, settings, parts.runner) as app:
            consumer = None if app is None else _consumer(app, parts)

            def close() -> None:
                if consumer is not None:
                    consumer.end()
                parts.runner.end()
                done.set()

            async with (
                ending(close, container.stopping()),
                _consuming(consumer) if consumer is not None else nullcontext(),
                watched(container, settings, port) if port is not None else nullcontext(),
                running(parts),
            ):
                logs.logger().info("worker works", classes=[each.name for each in classes], queue=settings.queue)
                await done.wait()
    logs.logger().info("worker ends")


def _consumer(app: "Celery", parts: Background) -> "Consumer":
    from jobwise.infrastructure.tasks.distributed import Consumer

    return Consumer(app, parts.runner, parts.pulses)


@asynccontextmanager
async def _consuming(consumer: "Consumer") -> AsyncIterator[None]:
    consumer.begin()
    try:
        yield
    finally:
        await consumer.ended()


def chosen(names: Sequence[str], places: int | None) -> tuple[WorkClass, ...]:
    """The classes of work of these names, or all of them, with so many places each. InvalidInput for a name of none."""
    known = {each.name: each for each in CLASSES}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InvalidInput(f"There is no class of work {unknown[0][:60]!r}; there are {', '.join(known)}.")
    picked = tuple(known[name] for name in dict.fromkeys(names)) or CLASSES
    return picked if places is None else tuple(replace(each, size=places) for each in picked)
