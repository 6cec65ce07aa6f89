"""What runs beside requests in a process: the relay of events, the runner of tasks, the schedule."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from jobwise.application.audit.relay import PublishEvents
from jobwise.application.data_exports.commands import MAKING
from jobwise.application.enhancements.commands import MAKING as ENHANCING
from jobwise.application.exports.commands import MAKING as PRINTING
from jobwise.application.generations.commands import MAKING as GENERATING
from jobwise.application.operations.clean_up import CleanUp
from jobwise.application.operations.queues import ShowQueues
from jobwise.application.ports.tasks import Task
from jobwise.application.sample_files import READING
from jobwise.application.samples.reading import ReadSampleTask
from jobwise.application.styles.following import FOLLOWING, FollowSamplesTask
from jobwise.application.users.erasing import EraseAccount
from jobwise.bootstrap.container import Container
from jobwise.domain.limits import READING_AT_ONCE, WORK_POLL_S
from jobwise.domain.shared.errors import JobWiseError
from jobwise.infrastructure.tasks.hands import Handler
from jobwise.infrastructure.tasks.rounds import Pulses, lasting
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from jobwise.infrastructure.tasks.schedule import Every, Schedule

CLASSES = (
    WorkClass("accounts", ("account.erase",)),
    WorkClass("data_exports", (MAKING,), size=2),
    WorkClass("exports", (PRINTING,), size=2),
    WorkClass("enhancements", (ENHANCING,), size=2),
    WorkClass("generations", (GENERATING,), size=2),
    WorkClass("samples", (READING, FOLLOWING), size=READING_AT_ONCE),
    WorkClass(
        "upkeep",
        (
            "upkeep.clean_up",
            "upkeep.erase_documents",
            "upkeep.expire_data_exports",
            "upkeep.expire_exports",
            "upkeep.give_up_generations",
            "upkeep.sweep_files",
        ),
    ),
)
"""Each class of work has places of its own, so that none waits for another's."""

SCHEDULED = (
    Every("upkeep.clean_up", 3600),
    Every("upkeep.erase_documents", 3600),
    Every("upkeep.expire_data_exports", 3600),
    Every("upkeep.expire_exports", 3600),
    Every("upkeep.give_up_generations", 3600),
    Every("upkeep.sweep_files", 24 * 3600),
)
SENDING = "sending"
"""What is failing while the mail server takes no mail."""

RELAY_POLL_S = 1.0
MAIL_POLL_S = 1.0
MEASURE_POLL_S = 15.0

REACTIONS: Mapping[str, tuple[str, ...]] = {
    "user.deletion_requested": ("account.erase",),
    **{f"sample.{what}": (FOLLOWING,) for what in ("activated", "deactivated", "deleted", "restored")},
}
"""Which kinds of tasks follow an event."""


@dataclass(frozen=True, slots=True)
class Background:
    """The parts, ready to run."""

    runner: Runner
    relay: PublishEvents
    schedule: Schedule
    mails: Callable[[], Awaitable[int]]
    pulses: Pulses = field(default_factory=Pulses)
    measure: Callable[[], Awaitable[object]] | None = None


def background(
    container: Container, classes: tuple[WorkClass, ...] = CLASSES, *, poll_s: float = WORK_POLL_S
) -> Background:
    """Everything, with the tasks of these classes. New tasks are told of to the runner."""
    store, clock, ids = container.offering(), container.clock(), container.ids()
    pulses = container.pulses()
    kinds = {kind for each in classes for kind in each.kinds}
    known = {kind: handler for kind, handler in handlers(container).items() if kind in kinds}
    runner = Runner(store, clock, ids, known, classes, poll_s=poll_s, pulses=pulses)
    relay = PublishEvents(store, clock, ids, REACTIONS)
    schedule, show = Schedule(store, clock, ids, SCHEDULED), ShowQueues(store)

    async def measure() -> None:
        container.metrics().queued(
            {**dict.fromkeys((kind for each in CLASSES for kind in each.kinds), 0), **await show()}
        )

    mails = replace(container.deliver_mails(), told=sending(pulses))
    return Background(runner, relay, schedule, mails, pulses, measure)


def sending(pulses: Pulses) -> Callable[[JobWiseError | None], None]:
    """Has it logged, counted and shown when no mail goes out. The loop itself goes well when it has put mail off."""

    def told(trouble: JobWiseError | None) -> None:
        if trouble is None:
            pulses.well(SENDING)
        else:
            pulses.failed(SENDING, trouble, 0)

    return told


def handlers(container: Container) -> dict[str, Handler]:
    """What does each kind of task."""
    store, clock = container.store(), container.clock()
    documents, data_exports = container.use_cases().documents, container.use_cases().data_exports
    return {
        "account.erase": EraseAccount(store, clock, container.files()),
        "upkeep.clean_up": _alone(CleanUp(store, clock)),
        MAKING: data_exports.make,
        PRINTING: container.use_cases().exports.make,
        ENHANCING: container.use_cases().enhancements.make,
        GENERATING: container.use_cases().generations.make,
        READING: ReadSampleTask(container.use_cases().samples.read),
        FOLLOWING: FollowSamplesTask(container.use_cases().styles.follow),
        "upkeep.erase_documents": _alone(documents.erase),
        "upkeep.expire_data_exports": _alone(data_exports.expire),
        "upkeep.expire_exports": _alone(container.use_cases().exports.expire),
        "upkeep.give_up_generations": _alone(container.use_cases().generations.give_up),
        "upkeep.sweep_files": _alone(documents.sweep),
    }


def _alone(act: Callable[[], Awaitable[object]]) -> Handler:
    """A use case that needs nothing of its task."""

    async def handle(task: Task) -> None:
        await act()

    return handle


@asynccontextmanager
async def running(parts: Background) -> AsyncIterator[None]:
    """Runs everything until the block ends; tasks that were begun are finished or, when it is cancelled, put back."""
    work = asyncio.create_task(parts.runner.run())
    loops = [_relay(parts), _mail(parts), parts.schedule.run(parts.pulses)]
    if parts.measure is not None:
        loops.append(lasting("measure", parts.measure, poll_s=MEASURE_POLL_S, pulses=parts.pulses))
    others = [asyncio.create_task(one) for one in loops]
    try:
        yield
    except asyncio.CancelledError:
        work.cancel()
        raise
    finally:
        for other in others:
            other.cancel()
        parts.runner.end()
        await asyncio.gather(work, *others, return_exceptions=True)


async def _relay(parts: Background) -> None:
    await lasting("relay", parts.relay, poll_s=RELAY_POLL_S, pulses=parts.pulses)


async def _mail(parts: Background) -> None:
    async def deliver() -> None:
        while await parts.mails():
            pass

    await lasting("mail", deliver, poll_s=MAIL_POLL_S, pulses=parts.pulses)
