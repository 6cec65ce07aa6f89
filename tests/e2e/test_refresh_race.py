"""Many clients refresh one sign-in at once, over the wire: one family goes on, with one live token."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.tables.sessions import refresh_tokens, sessions
from tests.support.crash import PASSWORD
from tests.support.forked_server import Served
from tests.support.postgres import Postgres

CLIENTS, TURNS = 20, 3


@pytest.fixture(params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    if request.param == "sqlite":
        with Served(tmp_path / "home") as server:
            yield server
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.migrated() as url, Served(tmp_path / "home", url) as server:
        yield server


async def test_of_twenty_who_refresh_at_once_one_family_lives_on(served: Served) -> None:
    email = "race@example.org"
    async with httpx.AsyncClient(base_url=served.base, timeout=30) as http:
        assert (await http.post("/auth/register", json={"email": email, "password": PASSWORD})).status_code == 201
        answer = await http.post("/auth/login", json={"email": email, "password": PASSWORD})
        token = answer.json()["data"]["refresh_token"]
        for _ in range(TURNS):
            token = await _race(http, token)
        assert (await http.post("/auth/refresh", json={"refresh_token": token})).status_code == 200
    settings = served.settings()
    with migrate.connected(settings.database_url.get_secret_value()) as connection:
        unused = select(func.count()).select_from(refresh_tokens).where(refresh_tokens.c.used_at.is_(None))
        assert connection.execute(unused).scalar_one() == 1
        assert connection.execute(select(func.count()).select_from(refresh_tokens)).scalar_one() == TURNS + 2
        assert connection.execute(select(sessions.c.ending)).scalars().all() == [None]


async def _race(http: httpx.AsyncClient, token: str) -> str:
    """The one successor that everybody got: two tabs that refresh at once must not sign each other out."""
    asked = (http.post("/auth/refresh", json={"refresh_token": token}) for _ in range(CLIENTS))
    answers = await asyncio.gather(*asked)
    assert [answer.status_code for answer in answers] == [200] * CLIENTS
    successors = {answer.json()["data"]["refresh_token"] for answer in answers}
    assert len(successors) == 1
    return successors.pop()
