"""Who hears of new tasks: the runner of this process, and with Celery the workers wherever they are."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from jobwise.bootstrap.background import CLASSES
from jobwise.bootstrap.container import Container
from jobwise.bootstrap.settings import Settings
from jobwise.infrastructure.tasks.runner import Runner

if TYPE_CHECKING:
    from celery import Celery


@asynccontextmanager
async def offering(container: Container, settings: Settings, runner: Runner | None) -> AsyncIterator["Celery | None"]:
    """Within the block new tasks are told of. The Celery application, where there is one."""
    if settings.queue != "celery":
        if runner is not None:
            container.offers().tell(runner.nudge)
        yield None
        return
    from jobwise.infrastructure.tasks.distributed import Publisher, make_app

    app = make_app(settings.redis_url.get_secret_value(), CLASSES)
    publisher = Publisher(app, CLASSES, container.pulses())

    def tell(kinds: Sequence[str]) -> None:
        publisher(kinds)
        if runner is not None:
            # The broker may be down.
            runner.nudge(kinds)

    container.offers().tell(tell)
    try:
        yield app
    finally:
        await publisher.close()
