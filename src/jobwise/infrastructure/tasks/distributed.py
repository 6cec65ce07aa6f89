"""Celery over Redis: messages that say in which class of work there is something to do, one queue for each class.

A message is a hint and names nothing but its class: whoever gets it claims the next due row. So a message that is lost,
late or delivered twice changes nothing but when a task is done, and no queue decides whose task comes first.
"""

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from jobwise.domain.limits import HINT_KEPT_S, HINTS_WAITING, REDIS_CONNECT_S, REDIS_READ_S
from jobwise.domain.shared.errors import Unavailable
from jobwise.infrastructure.tasks.rounds import Pulses
from jobwise.infrastructure.tasks.runner import Runner, WorkClass

if TYPE_CHECKING:
    from celery import Celery
    from kombu import Producer

PREFIX = "jobwise:"
_TASK = "jobwise.work"
_PUBLISHING, _CONSUMING = "publish", "consume"
# A message that is not acknowledged comes again after this time; it would be a hint like any other.
_VISIBLE_S = 300
_LEAVING_S, _AGAIN_S = 5.0, 5.0
_NO_BROKER = "Redis takes no messages; look at JOBWISE_REDIS_URL. Workers look for work themselves."
_GONE = "The Celery worker ended; look at JOBWISE_REDIS_URL. It is started again, and work is looked for meanwhile."
_ONE_QUICK_RETRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.02, "interval_max": 0.05}


def make_app(redis_url: str, classes: Sequence[WorkClass]) -> "Celery":
    """The Celery application of these classes. It takes JSON alone, keeps no results and obeys no remote commands."""
    from celery import Celery
    from kombu import Queue

    app = Celery("jobwise", set_as_current=False, fixups=[])
    app.conf.update(
        broker_url=redis_url,
        broker_use_ssl={"ssl_cert_reqs": ssl.CERT_REQUIRED} if redis_url.startswith("rediss:") else None,
        accept_content=["json"],
        task_serializer="json",
        result_serializer="json",
        event_serializer="json",
        task_queues=[Queue(_queue(each.name)) for each in classes],
        task_create_missing_queues=False,
        task_ignore_result=True,
        task_acks_late=True,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=REDIS_CONNECT_S,
        broker_transport_options={
            "global_keyprefix": PREFIX,
            "visibility_timeout": _VISIBLE_S,
            "socket_connect_timeout": REDIS_CONNECT_S,
            "socket_timeout": REDIS_READ_S,
            "socket_keepalive": True,
            **_ONE_QUICK_RETRY,
            "health_check_interval": 5,
        },
    )
    return app


class Publisher:
    """Says that there is work, from a thread of its own: nobody waits for the broker, and nobody fails by it.

    What cannot be said is forgotten; the row is found when a worker next looks for itself.
    """

    def __init__(self, app: "Celery", classes: Sequence[WorkClass], pulses: Pulses) -> None:
        self._app, self._pulses = app, pulses
        self._class_of: Mapping[str, str] = {kind: each.name for each in classes for kind in each.kinds}
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="publish")
        self._waiting: Counter[str] = Counter()
        self._lock, self._busy = threading.Lock(), False
        self._producer: Producer | None = None

    def __call__(self, kinds: Sequence[str]) -> None:
        with self._lock:
            self._waiting.update(self._class_of[kind] for kind in kinds if kind in self._class_of)
            if self._busy or not self._waiting:
                return
            self._busy = True
        self._thread.submit(self._publish)

    async def close(self) -> None:
        """Says what is still to be said, if that is quickly done."""
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)
        self._hang_up()
        self._app.close()

    def _publish(self) -> None:
        while True:
            with self._lock:
                waiting, self._waiting = self._waiting, Counter()
                if not waiting:
                    self._busy = False
                    return
            try:
                self._send(waiting)
            except Exception as error:  # noqa: BLE001 - whatever ails the broker, work goes on without it
                self._hang_up()
                self._pulses.missed(_PUBLISHING, Unavailable(f"{_NO_BROKER} ({type(error).__name__})"))
            else:
                self._pulses.well(_PUBLISHING)

    def _send(self, waiting: Mapping[str, int]) -> None:
        if self._producer is None:
            self._producer = self._app.amqp.Producer(self._app.connection_for_write())
        for name, count in waiting.items():
            there = self._producer.channel.queue_declare(_queue(name)).message_count
            # As many hints as there may be places to wake. Whoever is awake goes on until nothing is due.
            for _ in range(min(count, HINTS_WAITING - there)):
                self._app.send_task(
                    _TASK, (name,), queue=_queue(name), producer=self._producer, expires=HINT_KEPT_S,
                    retry=True, retry_policy=_ONE_QUICK_RETRY, ignore_result=True,
                )  # fmt: skip

    def _hang_up(self) -> None:
        """What is known of a broken connection is not worth keeping."""
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(Exception):
                producer.connection.release()


class Consumer:
    """A Celery worker in a thread of this process. Its tasks are done by the runner, on the loop of the process: what
    is made for one loop (connections of databases, of HTTP) must not be used from another."""

    def __init__(self, app: "Celery", runner: Runner, pulses: Pulses) -> None:
        self._app, self._runner, self._pulses = app, runner, pulses
        self._loop, self._ending = asyncio.get_running_loop(), threading.Event()
        self._thread = threading.Thread(target=self._consume, name="celery", daemon=True)
        app.task(name=_TASK, acks_late=True, ignore_result=True)(self._attended)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Takes nothing new: what it would take is left to others."""
        from celery.worker import state

        self._ending.set()
        state.should_stop = 0

    async def ended(self) -> None:
        """Returns when the worker has gone, or after some seconds: it holds nothing that could be lost."""
        self.end()
        await asyncio.to_thread(self._thread.join, _LEAVING_S)

    def _attended(self, name: str) -> None:
        with suppress(CancelledError):
            asyncio.run_coroutine_threadsafe(self._runner.attend(name), self._loop).result()

    def _consume(self) -> None:
        from celery.worker import WorkController

        classes = self._runner.classes
        while not self._ending.is_set():
            # It tries for ever to reach the broker; what else goes wrong ends it.
            WorkController(
                app=self._app,
                # One more than there are places, so that there is somebody to say that all are taken.
                concurrency=sum(each.size for each in classes) + 1,
                pool="threads",
                queues=[_queue(each.name) for each in classes],
                ready_callback=lambda consumer: self._pulses.well(_CONSUMING),
                without_gossip=True,
                without_mingle=True,
                without_heartbeat=True,
            ).start()
            if not self._ending.is_set():
                self._ending.wait(self._pulses.failed(_CONSUMING, Unavailable(_GONE), _AGAIN_S))


def _queue(name: str) -> str:
    return f"work.{name}"
