"""The state machines of accounts and of Idempotency-Key over real databases, and the race of many for one token."""

import asyncio
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from tests.contracts.machines import QuotaMachine, RefreshMachine, StoredMachine
from tests.contracts.once_machine import OnceMachine
from tests.integration.persistence.conftest import SIZES
from tests.support.accounts import all_acts
from tests.support.http import HandClock
from tests.support.soak import examples

from jobwise.application.ports.secrets import sha256
from jobwise.application.ports.store import Store
from jobwise.application.users.sign_in import Granted, Place
from jobwise.domain.shared.errors import EmailTaken
from jobwise.domain.users.sessions import Carrier
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql.store import SqlStore

PASSWORD = "four wandering herons"


@pytest.mark.parametrize("kind", [RefreshMachine, QuotaMachine, OnceMachine])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_long_lives_keep_the_rules(
    request: pytest.FixtureRequest, tmp_path: Path, database: str, kind: type[StoredMachine]
) -> None:
    def address() -> str:
        if database == "postgresql":
            # Every life has an account of its own, so that one set of tables serves them all.
            return str(request.getfixturevalue("postgres_url"))
        template = request.getfixturevalue("migrated_file")
        return f"sqlite:///{shutil.copy(template, tmp_path / f'{uuid4().hex}.db')}"

    url = address()

    class Stored(kind):  # type: ignore[valid-type, misc]
        async def open_store(self) -> Store:
            return SqlStore(url, Uuid7Ids(), SIZES)

    run_state_machine_as_test(Stored, settings=settings(max_examples=examples(6), stateful_step_count=20))


async def test_t13_of_twenty_who_race_one_token_one_family_lives(store: Store) -> None:
    cases = all_acts(store, HandClock(), Uuid7Ids())
    made = await cases.users.register(email="mara@example.org", password=PASSWORD)
    assert made is not None
    start = await cases.users.sign_in(email="mara@example.org", password=PASSWORD, carrier=Carrier.APP, place=Place())
    token = start.refresh_token
    for _ in range(3):
        done = await asyncio.gather(*(cases.users.refresh(token=token) for _ in range(20)))
        assert len({one.refresh_token for one in done}) == 1
        async with store.read() as work:
            before, after = (
                await work.refresh_tokens.find(sha256(token)),
                await work.refresh_tokens.find(sha256(done[0].refresh_token)),
            )
            history = await work.outbox.history(start.session_id)
        assert before is not None
        assert after is not None
        assert (before.token.replaced_by, after.token.used_at) == (after.token.sha256, None)
        token = done[0].refresh_token
    assert [stored.event.name for stored in history].count("session.refreshed") == 3
    living = await cases.users.sessions(owner=made.id)
    assert [session.id for session in living] == [start.session_id]


async def test_signing_out_wins_against_those_who_refresh_at_the_same_time(store: Store) -> None:
    cases = all_acts(store, HandClock(), Uuid7Ids())
    made = await cases.users.register(email="mara@example.org", password=PASSWORD)
    assert made is not None
    for _ in range(3):
        start = await cases.users.sign_in(
            email="mara@example.org", password=PASSWORD, carrier=Carrier.APP, place=Place()
        )
        outcomes = await asyncio.gather(
            *(cases.users.refresh(token=start.refresh_token) for _ in range(5)),
            cases.users.sign_out(owner=made.id, session_id=start.session_id),
            *(cases.users.refresh(token=start.refresh_token) for _ in range(5)),
            return_exceptions=True,
        )
        for one in outcomes:
            if isinstance(one, Granted):
                with pytest.raises(Exception, match="sign in again"):
                    await cases.users.refresh(token=one.refresh_token)
        assert await cases.users.sessions(owner=made.id) == type(await cases.users.sessions(owner=made.id))()


async def test_of_twenty_who_register_one_address_one_gets_it(store: Store) -> None:
    cases = all_acts(store, HandClock(), Uuid7Ids())
    calls = (cases.users.register(email="mara@example.org", password=PASSWORD) for _ in range(20))
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(one, EmailTaken) for one in outcomes) == 19, outcomes
