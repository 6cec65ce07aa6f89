"""The store: one unit of work per transaction, through one of two doors."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from jobwise.application.ports.applications import Applications
from jobwise.application.ports.calendar import CalendarFeeds, FeedTokens
from jobwise.application.ports.data_exports import DataExports
from jobwise.application.ports.documents import Documents, Leftovers
from jobwise.application.ports.enhancements import Enhancements
from jobwise.application.ports.exports import Exports
from jobwise.application.ports.flags import Flags
from jobwise.application.ports.generations import Generations
from jobwise.application.ports.idempotency import IdempotencyKeys
from jobwise.application.ports.jobs import Jobs
from jobwise.application.ports.mail import MailQueue
from jobwise.application.ports.model_calls import ModelCalls
from jobwise.application.ports.outbox import Outbox
from jobwise.application.ports.personal import Personal
from jobwise.application.ports.postings import Postings
from jobwise.application.ports.profiles import Profiles
from jobwise.application.ports.quotas import Quotas
from jobwise.application.ports.rankings import Rankings
from jobwise.application.ports.samples import Samples
from jobwise.application.ports.sessions import MailedTokens, RefreshTokens, Sessions
from jobwise.application.ports.sources import Sources
from jobwise.application.ports.styles import WritingStyles
from jobwise.application.ports.tasks import Tasks
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
    def data_exports(self) -> DataExports: ...
    @property
    def flags(self) -> Flags: ...
    @property
    def mailed_tokens(self) -> MailedTokens: ...
    @property
    def mails(self) -> MailQueue: ...
    @property
    def quotas(self) -> Quotas: ...
    @property
    def refresh_tokens(self) -> RefreshTokens: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def applications(self) -> Applications: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def samples(self) -> Samples: ...
    @property
    def writing_styles(self) -> WritingStyles: ...
    @property
    def enhancements(self) -> Enhancements: ...
    @property
    def calendar_feeds(self) -> CalendarFeeds: ...
    @property
    def feed_tokens(self) -> FeedTokens: ...
    @property
    def sources(self) -> Sources: ...
    @property
    def leftovers(self) -> Leftovers: ...
    @property
    def idempotency_keys(self) -> IdempotencyKeys: ...
    @property
    def model_calls(self) -> ModelCalls: ...
    @property
    def outbox(self) -> Outbox: ...

    @property
    def personal(self) -> Personal: ...
    @property
    def tasks(self) -> Tasks: ...

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
