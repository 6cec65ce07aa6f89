"""The store: one unit of work per transaction, through one of two doors."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from jobwise.application.ports.exports import Exports
from jobwise.application.ports.generations import Generations
from jobwise.application.ports.idempotency import IdempotencyKeys
from jobwise.application.ports.jobs import Jobs
from jobwise.application.ports.outbox import Outbox
from jobwise.application.ports.postings import Postings
from jobwise.application.ports.profiles import Profiles
from jobwise.application.ports.rankings import Rankings
from jobwise.application.ports.users import Users


class UnitOfWork(Protocol):
    """The rooms of one transaction. What is not committed at the end of the `async with` block never happened."""

    @property
    def users(self) -> Users: ...
    @property
    def profiles(self) -> Profiles: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def postings(self) -> Postings: ...
    @property
    def rankings(self) -> Rankings: ...
    @property
    def generations(self) -> Generations: ...
    @property
    def exports(self) -> Exports: ...
    @property
    def idempotency_keys(self) -> IdempotencyKeys: ...
    @property
    def outbox(self) -> Outbox: ...

    async def commit(self) -> None:
        """Makes all changes and their events last, together."""
        ...


class Store(Protocol):
    def read(self, *, single: bool = False) -> AbstractAsyncContextManager[UnitOfWork]:
        """One consistent state to look at. It cannot commit, so what is written here is gone.

        `single` is for one statement, which is consistent by itself: it saves the round trips of a transaction.
        """
        ...

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A transaction that may commit, once, as its last act."""
        ...

    async def close(self) -> None:
        """Lets go of every connection."""
        ...
