"""Clients that remember what they were answered, for a server that is killed while they work.

A client gives up its round when its connection breaks. What it did not get an answer to is asked again, with the same
key, once the server is back; what it did get an answer to must then be as it was answered.
"""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

PASSWORD = "seven tin lanterns adrift"
STILL_RUNNING = 409


class Lost(Exception):
    """The connection broke before there was an answer."""


@dataclass
class Keyed:
    """A POST with an Idempotency-Key, and what it was answered; `asked` counts how often it was sent."""

    path: str
    key: str
    body: dict[str, Any]
    status: int = 0
    answer: bytes = b""
    asked: int = 0


@dataclass(frozen=True)
class State:
    """A job as somebody was, or may have been, told that it is."""

    version: int
    company: str
    hidden: bool = False


@dataclass
class SeenJob:
    known: State
    maybe: State | None = None

    def settle(self, found: State) -> None:
        assert found in (self.known, self.maybe), f"a job is {found}, and was {self.known}, perhaps {self.maybe}"
        self.known, self.maybe = found, None


@dataclass
class Client:
    """One person with one sign-in; every choice comes from `seed`."""

    name: str
    seed: int
    access: str = ""
    refresh: str = ""
    lost_refresh: bool = False
    jobs: dict[UUID, SeenJob] = field(default_factory=dict)
    saved: dict[str, UUID | None] = field(default_factory=dict)
    postings: list[str] = field(default_factory=list)
    keyed: list[Keyed] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    answered: int = 0

    def __post_init__(self) -> None:
        # Not for secrets: a failing round must be repeatable.
        self.random = random.Random(self.seed)  # noqa: S311
        self.email = f"{self.name}-{self.seed}@example.org"

    async def begin(self, http: httpx.AsyncClient) -> None:
        """Registers and signs in; nothing is killed yet."""
        body = {"email": self.email, "password": PASSWORD}
        assert (await http.post("/auth/register", json=body)).status_code == 201
        await self.sign_in(http)
        browsed = await http.get("/jobs/browse?limit=8", headers=self.bearer)
        self.postings = [one["id"] for one in browsed.json()["data"]]

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access}"}

    async def work(self, http: httpx.AsyncClient) -> None:
        """Goes on until the server is gone."""
        acts: tuple[Callable[[httpx.AsyncClient], Awaitable[None]], ...] = (
            *(self.create, self.create, self.create, self.change, self.change, self.change),
            *(self.hide_or_restore, self.save_or_unsave, self.register, self.ask_for_mail, self.renew, self.sign_in),
        )
        try:
            while True:
                await self.random.choice(acts)(http)
        except Lost:
            return

    async def ask(self, http: httpx.AsyncClient, method: str, path: str, *allowed: int, **given: Any) -> httpx.Response:
        """The answer; Lost without one. Its status is one of `allowed`."""
        try:
            answer = await http.request(method, path, **given)
        except httpx.TransportError:
            raise Lost from None
        assert answer.status_code in allowed, f"{method} {path}: {answer.status_code} {answer.text[:400]}"
        self.answered += answer.status_code < 300
        return answer

    async def post_once(self, http: httpx.AsyncClient, path: str, body: dict[str, Any]) -> Keyed:
        one = Keyed(path, f"{self.random.getrandbits(128):032x}", body)
        self.keyed.append(one)
        await self.post_again(http, one)
        return one

    async def post_again(self, http: httpx.AsyncClient, one: Keyed, *also: int) -> int:
        """Sends a keyed POST, again or for the first time, and keeps or compares its answer."""
        one.asked += 1
        headers = {**self.bearer, "Idempotency-Key": one.key}
        if one.path.startswith("/auth/"):
            del headers["Authorization"]
        answer = await self.ask(http, "POST", one.path, 200, 201, 202, *also, json=one.body, headers=headers)
        if answer.status_code == STILL_RUNNING:
            assert "still running" in answer.text, answer.text
            return answer.status_code
        if one.status:
            assert (answer.status_code, answer.content) == (one.status, one.answer), "a repeat got another answer"
        one.status, one.answer = answer.status_code, answer.content
        if one.path == "/jobs":
            said = answer.json()["data"]
            self.jobs.setdefault(UUID(said["id"]), SeenJob(State(said["version"], said["company"])))
        return answer.status_code

    async def create(self, http: httpx.AsyncClient) -> None:
        title = f"Job {self.random.getrandbits(60):015x}"
        await self.post_once(http, "/jobs", {"title": title, "company": "First", "description": "Bread. " * 40})

    async def change(self, http: httpx.AsyncClient) -> None:
        shown = [id for id, job in self.jobs.items() if not job.known.hidden]
        if not shown:
            return
        id = self.random.choice(shown)
        job, company = self.jobs[id], f"Company {self.random.getrandbits(40):x}"
        job.maybe = State(job.known.version + 1, company)
        headers = {**self.bearer, "If-Match": f'"{job.known.version}"'}
        answer = await self.ask(http, "PATCH", f"/jobs/{id}", 200, json={"company": company}, headers=headers)
        said = answer.json()["data"]
        job.settle(State(said["version"], said["company"]))

    async def hide_or_restore(self, http: httpx.AsyncClient) -> None:
        if not self.jobs:
            return
        id = self.random.choice(list(self.jobs))
        job = self.jobs[id]
        now = job.known
        job.maybe = State(now.version + 1, now.company, not now.hidden)
        if now.hidden:
            await self.ask(http, "POST", f"/jobs/{id}/restore", 200, headers=self.bearer)
        else:
            headers = {**self.bearer, "If-Match": f'"{now.version}"'}
            await self.ask(http, "DELETE", f"/jobs/{id}", 204, headers=headers)
        job.settle(job.maybe)

    async def save_or_unsave(self, http: httpx.AsyncClient) -> None:
        if not self.postings:
            return
        posting = self.random.choice(self.postings)
        before = self.saved.pop(posting, None)
        if before is None:
            answer = await self.ask(http, "POST", f"/jobs/{posting}/save", 200, 201, headers=self.bearer)
            self.saved[posting] = UUID(answer.json()["data"]["id"])
        else:
            await self.ask(http, "DELETE", f"/jobs/{posting}/save", 204, headers=self.bearer)
            self.saved[posting] = None

    async def register(self, http: httpx.AsyncClient) -> None:
        email = f"{self.name}-{self.random.getrandbits(60):015x}@example.org"
        await self.post_once(http, "/auth/register", {"email": email, "password": PASSWORD})
        self.addresses.append(email)

    async def ask_for_mail(self, http: httpx.AsyncClient) -> None:
        if self.addresses:
            await self.post_once(http, "/auth/forgot-password", {"email": self.addresses.pop()})

    async def renew(self, http: httpx.AsyncClient) -> None:
        self.lost_refresh = True
        answer = await self.ask(http, "POST", "/auth/refresh", 200, json={"refresh_token": self.refresh})
        self._keep(answer)

    async def sign_in(self, http: httpx.AsyncClient) -> None:
        body = {"email": self.email, "password": PASSWORD}
        self._keep(await self.ask(http, "POST", "/auth/login", 200, json=body))

    def _keep(self, answer: httpx.Response) -> None:
        said = answer.json()["data"]
        self.access, self.refresh, self.lost_refresh = said["access_token"], said["refresh_token"], False

    async def recover(self, http: httpx.AsyncClient) -> None:
        """Asks again for what was never answered, as a good client does: same key, same refresh token.

        The refresh token is good whether it was used up or not, because its successor is within the grace."""
        await self.renew(http)
        for one in self.keyed:
            if not one.status:
                await self.post_again(http, one, STILL_RUNNING)

    async def compare(self, http: httpx.AsyncClient) -> None:
        """Everything that was answered is there, as it was answered."""
        for id, job in self.jobs.items():
            await self._compare_job(http, id, job)
        rows = await self.ask(http, "GET", "/saved-jobs?limit=100", 200, headers=self.bearer)
        found = {one["posting_id"]: UUID(one["id"]) for one in rows.json()["data"]}
        assert len(found) == rows.json()["meta"]["total"], "a posting was saved twice"
        for posting, id_saved in self.saved.items():
            assert found.get(posting) == id_saved, f"posting {posting} was answered as {id_saved}: {found}"
        self.saved = dict(found)
        for one in self.random.sample(self.keyed, min(3, len(self.keyed))):
            await self.post_again(http, one)

    async def _compare_job(self, http: httpx.AsyncClient, id: UUID, job: SeenJob) -> None:
        answer = await self.ask(http, "GET", f"/jobs/{id}", 200, 404, headers=self.bearer)
        if answer.status_code == 404:
            hidden = [one for one in (job.known, job.maybe) if one is not None and one.hidden]
            assert hidden, f"job {id} was answered as {job.known}, and is gone"
            job.settle(hidden[0])
            return
        said = answer.json()["data"]
        job.settle(State(said["version"], said["company"]))
