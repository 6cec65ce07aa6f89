"""The whole HTTP application over memory adapters, with people who are signed in."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast
from uuid import UUID, uuid4

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from jobwise.application.mails import WriteMail
from jobwise.application.ports.language_model import LanguageModel
from jobwise.application.ports.mail import Mail, MailTemplate
from jobwise.application.ports.pages import FetchedPage, PageFetcher
from jobwise.application.ports.store import Store
from jobwise.application.ports.throttle import Throttle
from jobwise.application.ports.tokens import Claims
from jobwise.application.use_cases import UseCases, use_cases
from jobwise.application.users.parts import AccountRules
from jobwise.domain.shared.errors import InvalidInput, JobWiseError
from jobwise.domain.users.sessions import Carrier, Session
from jobwise.domain.users.user import Tier, User, UserRole
from jobwise.infrastructure.accounts import mail_words
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.security.tokens import JwtTokens, KeyRing
from jobwise.infrastructure.shipped_postings import shipped_postings
from jobwise.presentation.http.app import HttpOptions, create_api, create_app
from tests.support.accounts import account_parts, operation_acts, outside_acts


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class FakePages:
    """A web of our own: pages and failures by address; what it does not know cannot be fetched."""

    known: dict[str, FetchedPage | JobWiseError] = field(default_factory=dict)

    async def __call__(self, url: str) -> FetchedPage:
        found = self.known.get(url) or InvalidInput("This address cannot be fetched.")
        if isinstance(found, JobWiseError):
            raise found
        return found


_at_home: ContextVar[UseCases] = ContextVar("the use cases of the house that is asked")


class _CasesAtHome:
    """The use cases of whichever house is asked."""

    def __getattr__(self, room: str) -> Any:
        return getattr(_at_home.get(), room)


@cache
def _shared_app() -> ASGIApp:
    """One application for all houses with the usual options: its routes are made at the first request, in 0.2 s."""
    return create_app(cast(UseCases, _CasesAtHome()), HttpOptions())


@cache
def described() -> dict[str, Any]:
    """The OpenAPI document, made once for all tests of this process. Nobody may change it."""
    return create_api(cast(UseCases, _CasesAtHome())).openapi()


class House:
    """Use cases over a memory store, the app over them, and a client per person."""

    def __init__(
        self,
        *,
        store: Store | None = None,
        throttle: Throttle | None = None,
        rules: AccountRules | None = None,
        options: HttpOptions | None = None,
        pages: PageFetcher | None = None,
        model: Callable[["House"], LanguageModel] | None = None,
    ) -> None:
        self.ids = Uuid7Ids()
        self.clock = HandClock()
        self.store: Store = store or MemoryStore(self.ids, shipped_postings())
        self.tokens = JwtTokens(lambda: KeyRing({"one": b"k" * 32}, "one"))
        self.parts = account_parts(throttle=throttle, rules=rules)
        self.files = MemoryFiles(self.clock.now)
        self.pages = FakePages()
        self.outside = outside_acts(self.clock, self.files, pages or self.pages, model and model(self))
        self.cases: UseCases = use_cases(
            self.store, self.clock, self.ids, self.tokens, self.parts, operation_acts(), self.outside
        )
        self.app: ASGIApp = self._among_others if options is None else create_app(self.cases, options)

    async def _among_others(self, scope: Scope, receive: Receive, send: Send) -> None:
        _at_home.set(self.cases)
        await _shared_app()(scope, receive, send)

    async def person(self, **given: Any) -> "Person":
        """Somebody with an account (verified, free tier, unless given otherwise) who is signed in."""
        now = self.clock.now()
        values: dict[str, Any] = {"email": f"{uuid4().hex}@example.org", "verified": True, **given}
        user = User(id=self.ids.new(), created_at=now, updated_at=now, **values)
        session = Session.start(
            id=self.ids.new(), owner_id=user.id, label="Test", carrier=Carrier.APP, epoch=user.auth_epoch, now=now
        )
        async with self.store.write() as work:
            await work.users.add(user)
            await work.sessions.add(session)
            await work.commit()
        return Person(user, self.client(self.token(user.id, user.tier, session.id, user.auth_epoch)), session, self)

    async def admin(self) -> "Person":
        return await self.person(role=UserRole.ADMIN)

    def token(self, user_id: UUID, tier: Tier = Tier.FREE, session_id: UUID | None = None, epoch: int = 0) -> str:
        """An access token. Without the session of a sign-in it lets nobody in."""
        now = self.clock.now()
        claims = Claims(user_id, session_id or uuid4(), epoch, tier, now + timedelta(minutes=15))
        return self.tokens.issue(claims, now=now)

    def token_of(self, person: "Person") -> str:
        """A fresh access token of somebody's sign-in."""
        return self.token(person.user.id, person.user.tier, person.session.id, person.user.auth_epoch)

    async def mails(self, recipient: str | None = None) -> list[Mail]:
        """The mails that wait to be sent, oldest first; they wait on."""
        now = self.clock.now()
        async with self.store.write() as work:
            waiting = await work.mails.claim(now=now, lease_until=now, limit=100)
        return [queued.mail for queued in waiting if recipient in (None, queued.mail.recipient)]

    async def mailed_token(self, template: MailTemplate, recipient: str) -> str:
        """The token of the newest mail of this kind to somebody, read from the link as they would."""
        mail = [mail for mail in await self.mails(recipient) if mail.template is template][-1]
        body = WriteMail(mail_words, self.parts.secrets, "https://jobs.example.org")(mail).body
        found = re.search(r"https://jobs\.example\.org/[a-z/-]+\?token=(\S+)", body)
        assert found is not None
        return found[1]

    def client(self, token: str = "", address: str = "127.0.0.1") -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx.ASGITransport(app=self.app, client=(address, 50_000))
        return httpx.AsyncClient(transport=transport, base_url="http://testserver/api/v1", headers=headers)


@dataclass
class Person:
    user: User
    http: httpx.AsyncClient
    session: Session
    house: House
