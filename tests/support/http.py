"""The whole HTTP application over memory adapters, with people who are signed in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.readiness import CheckReadiness
from jobwise.application.ports.pages import FetchedPage
from jobwise.application.ports.tokens import Claims
from jobwise.application.use_cases import OperationActs, Outside, UseCases, use_cases
from jobwise.domain.shared.errors import InvalidInput, JobWiseError
from jobwise.domain.users.user import Tier, User, UserRole
from jobwise.infrastructure.extraction.desk import PostingDesk, shipped
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.installation import installation
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.security.tokens import JwtTokens, KeyRing
from jobwise.infrastructure.shipped_postings import shipped_postings
from jobwise.presentation.http.app import HttpOptions, create_app


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


class House:
    """Use cases over a memory store, the app over them, and a client per person."""

    def __init__(self) -> None:
        self.ids = Uuid7Ids()
        self.clock = HandClock()
        self.store = MemoryStore(self.ids, shipped_postings())
        self.tokens = JwtTokens(lambda: KeyRing({"one": b"k" * 32}, "one"))
        operations = OperationActs(CheckReadiness(()), ShowConfig(installation()))
        self.pages = FakePages()
        self.outside = Outside(PostingDesk(shipped), self.pages)
        self.cases: UseCases = use_cases(self.store, self.clock, self.ids, self.tokens, operations, self.outside)
        self.app = create_app(self.cases, HttpOptions())

    async def person(self, **given: Any) -> "Person":
        """Somebody with an account (verified, free tier, unless given otherwise) who is signed in."""
        now = self.clock.now()
        values: dict[str, Any] = {"email": f"{uuid4().hex}@example.org", "verified": True, **given}
        user = User(id=self.ids.new(), created_at=now, updated_at=now, **values)
        async with self.store.write() as work:
            await work.users.add(user)
            await work.commit()
        return Person(user, self.client(self.token(user.id, user.tier)))

    async def admin(self) -> "Person":
        return await self.person(role=UserRole.ADMIN)

    def token(self, user_id: UUID, tier: Tier = Tier.FREE) -> str:
        now = self.clock.now()
        return self.tokens.issue(Claims(user_id, uuid4(), 0, tier, now + timedelta(minutes=15)), now=now)

    def client(self, token: str = "") -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://testserver/api/v1", headers=headers)


@dataclass
class Person:
    user: User
    http: httpx.AsyncClient
