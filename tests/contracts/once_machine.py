"""The state machine of Idempotency-Key: requests that last, fail, die and are sent again, held against a small model.

The same class runs over memory (unit), SQLite and PostgreSQL (integration).
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from jobwise.application.ports.idempotency import KeptAnswer, KeyScope, KeyState
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared.errors import Conflict, InvalidInput
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import User
from tests.contracts.machines import StoredMachine

LEASE = timedelta(seconds=60)
KEPT = timedelta(hours=24)
ROUTES = ("POST /jobs", "POST /profiles")
KEYS = ("one", "two")
BODIES = ("a" * 64, "b" * 64)
OTHER_BODY, RUNNING, TAKEN = "another body", "still running", "taken by another"
ALL_JOBS = Page(limit=100)


class Gone(BaseException):
    """The client hung up, or the process was told to end: no error of ours."""


@dataclass(eq=False)
class Attempt:
    """A request that has its key and has not come to an end; `word` tells it how to go on."""

    number: int
    owner: UUID
    scope: KeyScope
    lease_until: datetime
    word: "asyncio.Future[str]"
    looks: bool
    inside: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[tuple[KeptAnswer, bool]] | None" = None

    @property
    def title(self) -> str:
        return f"Job {self.number}"

    @property
    def answer(self) -> KeptAnswer:
        return KeptAnswer(201, (("location", f"/jobs/{self.number}"),), f'{{"number": {self.number}}}'.encode())


@dataclass
class Row:
    """What ought to stand under a key: without an answer a request holds it until `until`, with one it is kept."""

    body: str
    until: datetime
    attempt: Attempt
    answer: KeptAnswer | None = None


class OnceMachine(StoredMachine):
    """One effect per key, the first answer for a day, one request at a time, and nothing of those who came too late."""

    @initialize()
    def register(self) -> None:
        self.owners, now = (uuid4(), uuid4()), self.clock.now()
        self.rows: dict[KeyScope, Row] = {}
        self.at_work: list[Attempt] = []
        self.effects: Counter[str] = Counter()
        self.begun = 0

        async def add() -> None:
            async with self.store.write() as work:
                for id in self.owners:
                    email = f"{id.hex}@example.org"
                    await work.users.add(User(id=id, email=email, created_at=now, updated_at=now))
                await work.commit()

        self.run(add())

    def teardown(self) -> None:
        for attempt in getattr(self, "at_work", []):
            assert attempt.task is not None
            attempt.task.cancel()
            self.run(asyncio.wait({attempt.task}))
        super().teardown()

    def standing(self, scope: KeyScope) -> Row | None:
        """The row that a new request would meet."""
        row = self.rows.get(scope)
        return row if row is not None and row.until > self.clock.now() else None

    def holds(self, attempt: Attempt) -> bool:
        row = self.rows.get(attempt.scope)
        return row is not None and row.attempt is attempt and row.answer is None

    def next_attempt(self, owner: int, scope: KeyScope, *, looks: bool = False) -> Attempt:
        self.begun += 1
        word: asyncio.Future[str] = self.loop.create_future()
        return Attempt(self.begun, self.owners[owner], scope, self.clock.now() + LEASE, word, looks)

    async def act(self, attempt: Attempt) -> KeptAnswer:
        """The request itself: waits for its word, writes one job, and ends as it was told."""
        attempt.inside.set()
        word = await attempt.word
        if word == "fail":
            raise InvalidInput("This was no good.")
        if word == "write nothing":
            return attempt.answer
        made = await self.cases.jobs.capture(owner=attempt.owner, content=Job(attempt.title))
        if attempt.looks:
            shown = await self.cases.jobs.show(owner=attempt.owner, id=made.id)
            assert shown["title"] == attempt.title
        if word == "write, then fail":
            raise InvalidInput("This was no good after all.")
        if word == "write, then go":
            raise Gone
        return KeptAnswer(422, (), b"{}") if word == "write, then refuse" else attempt.answer

    def asked(self, attempt: Attempt, body: str) -> Coroutine[Any, Any, tuple[KeptAnswer, bool]]:
        return self.cases.once.run(attempt.scope, body, lambda: self.act(attempt))

    def scope(self, owner: int, route: int, key: int) -> KeyScope:
        return KeyScope(str(self.owners[owner]), ROUTES[route], KEYS[key])

    @rule(
        owner=st.integers(0, 1),
        route=st.sampled_from((0, 0, 0, 1)),
        key=st.integers(0, 1),
        body=st.sampled_from((0, 0, 0, 1)),
        looks=st.booleans(),
    )
    def begin(self, owner: int, route: int, key: int, body: int, looks: bool) -> None:
        """A request comes in. One that gets its key stays at work until another rule ends it."""
        scope = self.scope(owner, route, key)
        standing, attempt = self.standing(scope), self.next_attempt(owner, scope, looks=looks)
        outcome = self.run(self.until_inside(attempt, BODIES[body]))
        if standing is None:
            assert outcome is None, outcome
            self.rows[scope] = Row(BODIES[body], attempt.lease_until, attempt)
            self.at_work.append(attempt)
        else:
            self.meets(standing, BODIES[body], outcome)

    async def until_inside(self, attempt: Attempt, body: str) -> Any:
        """What it ended with; None when it is at work."""
        attempt.task = asyncio.ensure_future(self.asked(attempt, body))
        inside = asyncio.ensure_future(attempt.inside.wait())
        await asyncio.wait({attempt.task, inside}, return_when=asyncio.FIRST_COMPLETED)
        inside.cancel()
        return await ended(attempt.task) if attempt.task.done() else None

    def meets(self, row: Row, body: str, outcome: Any) -> None:
        if row.body != body:
            assert refused(outcome, OTHER_BODY), outcome
        elif row.answer is None:
            assert refused(outcome, RUNNING), outcome
        else:
            assert outcome == (row.answer, True), outcome

    def end(self, pick: int, word: str) -> tuple[Attempt, bool, Any]:
        """Who ended, whether it had its key to the last, and what came of it."""
        attempt = self.at_work.pop(pick % len(self.at_work))
        held = self.holds(attempt)
        attempt.word.set_result(word)
        assert attempt.task is not None
        return attempt, held, self.run(ended(attempt.task))

    @precondition(lambda self: self.at_work)
    @rule(pick=st.integers(0, 9), word=st.sampled_from(("write", "write", "write nothing")))
    def finish(self, pick: int, word: str) -> None:
        attempt, held, outcome = self.end(pick, word)
        if not held:
            assert refused(outcome, TAKEN), outcome
            return
        assert outcome == (attempt.answer, False), outcome
        row = self.rows[attempt.scope]
        row.answer, row.until = attempt.answer, self.clock.now() + KEPT
        self.effects[attempt.title] += word == "write"

    @precondition(lambda self: self.at_work)
    @rule(pick=st.integers(0, 9), word=st.sampled_from(("fail", "write, then fail", "write, then go")))
    def fail(self, pick: int, word: str) -> None:
        attempt, held, outcome = self.end(pick, word)
        assert type(outcome) is (Gone if word == "write, then go" else InvalidInput), outcome
        self.forget(attempt, held)

    @precondition(lambda self: self.at_work)
    @rule(pick=st.integers(0, 9))
    def refuse(self, pick: int) -> None:
        """An answer over 399 is given, not kept; what its use case has committed (a count of attempts) stays."""
        attempt, held, outcome = self.end(pick, "write, then refuse")
        assert outcome == (KeptAnswer(422, (), b"{}"), False), outcome
        self.effects[attempt.title] += 1
        self.forget(attempt, held)

    @precondition(lambda self: self.at_work)
    @rule(pick=st.integers(0, 9))
    def cancel(self, pick: int) -> None:
        attempt = self.at_work.pop(pick % len(self.at_work))
        held = self.holds(attempt)
        assert attempt.task is not None
        attempt.task.cancel()
        assert type(self.run(ended(attempt.task))) is asyncio.CancelledError
        self.forget(attempt, held)

    def forget(self, attempt: Attempt, held: bool) -> None:
        if held:
            del self.rows[attempt.scope]

    @rule(owner=st.integers(0, 1), key=st.integers(0, 1), at_once=st.integers(2, 4), others=st.sampled_from((0, 0, 1)))
    def ask_at_once(self, owner: int, key: int, at_once: int, others: int) -> None:
        """Several send the same at the same time, some of them another body under the same key."""
        scope = self.scope(owner, 0, key)
        standing = self.standing(scope)
        attempts = [self.next_attempt(owner, scope) for _ in range(at_once + others)]
        bodies = [BODIES[0]] * at_once + [BODIES[1]] * others
        outcomes = self.run(self.all_of(attempts, bodies))
        if standing is not None:
            for body, outcome in zip(bodies, outcomes, strict=True):
                self.meets(standing, body, outcome)
            return
        fresh = [place for place, one in enumerate(outcomes) if isinstance(one, tuple) and not one[1]]
        assert len(fresh) == 1, outcomes
        first = fresh[0]
        assert outcomes[first] == (attempts[first].answer, False)
        for place, outcome in enumerate(outcomes):
            if bodies[place] != bodies[first]:
                assert refused(outcome, OTHER_BODY), outcome
            elif place != first:
                assert outcome == (attempts[first].answer, True) or refused(outcome, RUNNING), outcome
        self.rows[scope] = Row(bodies[first], self.clock.now() + KEPT, attempts[first], attempts[first].answer)
        self.effects[attempts[first].title] += 1

    async def all_of(self, attempts: list[Attempt], bodies: list[str]) -> list[Any]:
        for attempt in attempts:
            attempt.word.set_result("write")
        calls = (self.asked(attempt, body) for attempt, body in zip(attempts, bodies, strict=True))
        return list(await asyncio.gather(*calls, return_exceptions=True))

    @rule(seconds=st.sampled_from((1, 29, 59, 60, 61, 3_600, 86_399, 86_400)))
    def wait(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)

    @rule()
    def clean_up(self) -> None:
        async def erase() -> int:
            async with self.store.write() as work:
                erased = await work.idempotency_keys.erase_expired(self.clock.now())
                await work.commit()
                return erased

        gone, erased = [scope for scope in self.rows if self.standing(scope) is None], 0
        # A clean-up takes so many at a time, and on a shared database others' keys among them.
        while now := self.run(erase()):
            erased += now
        assert erased >= len(gone)
        for scope in gone:
            del self.rows[scope]

    @invariant()
    def what_was_done_was_done_once(self) -> None:
        if hasattr(self, "effects"):
            assert self.run(self.titles()) == +self.effects

    async def titles(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for owner in self.owners:
            listing = await self.cases.jobs.list(owner=owner, page=ALL_JOBS)
            assert listing.total == len(listing.items)
            found.update(str(item["title"]) for item in listing.items)
        return found

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        if hasattr(self, "rows"):
            self.run(self.compare())

    async def compare(self) -> None:
        async with self.store.read() as work:
            for owner in range(2):
                for route in range(2):
                    for key in range(2):
                        scope = self.scope(owner, route, key)
                        found, row = await work.idempotency_keys.find(scope), self.rows.get(scope)
                        if row is None:
                            assert found is None, found
                            continue
                        assert found is not None, row
                        state = KeyState.RUNNING if row.answer is None else KeyState.DONE
                        assert (found.body_sha256, found.state, found.answer) == (row.body, state, row.answer)
                        assert found.lease_until == row.attempt.lease_until


async def ended(task: "asyncio.Task[Any]") -> Any:
    """What a task gave or raised."""
    await asyncio.wait({task})
    if task.cancelled():
        return asyncio.CancelledError()
    return task.exception() or task.result()


def refused(outcome: Any, words: str) -> bool:
    return type(outcome) is Conflict and words in outcome.message
