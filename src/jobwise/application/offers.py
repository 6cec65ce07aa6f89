"""Telling whoever does tasks that there are new ones, once they are there to be found."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import cast

from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import Task

Offer = Callable[[Sequence[str]], None]
"""Hears the kinds of tasks that were added, one word for each. It must not wait and may not fail: it is a hint."""


class Offers:
    """Where new tasks are told of: to nobody, until somebody listens."""

    def __init__(self) -> None:
        self._listener: Offer | None = None

    def tell(self, listener: Offer) -> None:
        self._listener = listener

    def __call__(self, kinds: Sequence[str]) -> None:
        if self._listener is not None:
            self._listener(kinds)


class _NotedTasks:
    """The tasks of a transaction; notes which kinds are added."""

    def __init__(self, work: UnitOfWork, noted: list[str]) -> None:
        self._work, self._noted = work, noted

    def __getattr__(self, name: str) -> object:
        return getattr(self._work.tasks, name)

    async def add(self, tasks: Sequence[Task]) -> int:
        added = await self._work.tasks.add(tasks)
        if added:
            self._noted.extend(task.kind for task in tasks)
        return added

    async def add_if_room(self, task: Task, *, most: int, most_of_lane: int) -> bool:
        added = await self._work.tasks.add_if_room(task, most=most, most_of_lane=most_of_lane)
        if added:
            self._noted.append(task.kind)
        return added


class _NotedWork:
    """A unit of work; everything but its tasks goes straight through."""

    def __init__(self, inner: UnitOfWork) -> None:
        self.inner = inner
        self.kinds: list[str] = []
        self.committed = False
        self.tasks = _NotedTasks(inner, self.kinds)

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    async def commit(self) -> None:
        await self.inner.commit()
        self.committed = True


class OfferingStore:
    """A store that tells of the tasks it was given, when their transaction has ended well."""

    def __init__(self, inner: Store, offer: Offer) -> None:
        self.inner, self._offer = inner, offer

    @asynccontextmanager
    async def read(self, *, single: bool = False) -> AsyncIterator[UnitOfWork]:
        async with self.inner.read(single=single) as work:
            yield work

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        async with self.inner.write() as work:
            noted = _NotedWork(work)
            yield cast("UnitOfWork", noted)
        if noted.committed and noted.kinds:
            self._offer(noted.kinds)

    async def close(self) -> None:
        await self.inner.close()
