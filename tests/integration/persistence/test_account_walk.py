"""A whole life of an account through HTTP over each real database, and what is left in its tables."""

from collections.abc import Iterable

from sqlalchemy import select
from tests.support.http import House
from tests.support.signing import (
    MARA,
    NEW_PASSWORD,
    PASSWORD,
    failure,
    is_let_in,
    refreshed,
    registered,
    signed_in,
)

from jobwise.application.ports.mail import MailTemplate
from jobwise.application.ports.store import Store
from jobwise.infrastructure.persistence.sql.engine import PoolSizes, make_engine, parsed_url
from jobwise.infrastructure.persistence.sql.tables import metadata


async def dump(url: str) -> str:
    """Everything that stands in the tables."""
    engine = make_engine(parsed_url(url), PoolSizes())
    try:
        async with engine.connect() as connection:
            rows = [repr((await connection.execute(select(table))).all()) for table in metadata.sorted_tables]
    finally:
        await engine.dispose()
    return "\n".join(rows)


def found(secrets: Iterable[str], text: str) -> list[str]:
    return [secret for secret in secrets if secret in text]


async def test_t51_a_whole_life_leaves_no_token_behind(url: str, store: Store) -> None:
    house = House(store=store)
    made = await registered(house, name="Mara Łęcka", time_zone="Europe/Warsaw")
    verify = await house.mailed_token(MailTemplate.VERIFY_EMAIL, MARA)
    assert (await house.client().post("/auth/verify-email", json={"token": verify})).status_code == 200
    first = await signed_in(house)
    second = (await refreshed(house, first["refresh_token"])).json()["data"]
    await house.client().post("/auth/forgot-password", json={"email": MARA})
    reset = await house.mailed_token(MailTemplate.RESET_PASSWORD, MARA)
    sent = {"token": reset, "password": NEW_PASSWORD}
    assert (await house.client().post("/auth/reset-password", json=sent)).status_code == 204
    assert not await is_let_in(house, second["access_token"])
    third = await signed_in(house, password=NEW_PASSWORD)
    client = house.client(third["access_token"])
    change = {"email": "lind@example.org", "current_password": NEW_PASSWORD}
    assert (await client.post("/users/me/email", json=change)).status_code == 202
    confirm = await house.mailed_token(MailTemplate.CONFIRM_NEW_EMAIL, "lind@example.org")
    answer = await house.client().post("/users/me/email/confirm", json={"token": confirm})
    assert answer.json()["data"]["email"] == "lind@example.org"
    secrets = [verify, reset, confirm, PASSWORD, NEW_PASSWORD, third["device"]]
    secrets += [one[name] for one in (first, second, third) for name in ("access_token", "refresh_token")]
    text = await dump(url)
    assert found(["lind@example.org", made["id"]], text) == ["lind@example.org", made["id"]]
    assert found(secrets, text) == []
    closed = await client.request("DELETE", "/users/me", json={"password": NEW_PASSWORD})
    assert closed.status_code == 202
    assert not await is_let_in(house, third["access_token"])
    assert failure(await refreshed(house, third["refresh_token"]))[0] == 401


async def test_a_repeated_registration_gets_the_first_answer_and_keeps_no_password(url: str, store: Store) -> None:
    house = House(store=store)
    body, key = {"email": MARA, "password": PASSWORD}, {"Idempotency-Key": "one"}
    first = await house.client().post("/auth/register", json=body, headers=key)
    again = await house.client().post("/auth/register", json=body, headers=key)
    assert (first.status_code, again.status_code, first.content) == (201, 201, again.content)
    other = await house.client().post("/auth/register", json={**body, "password": NEW_PASSWORD}, headers=key)
    assert failure(other) == (409, "CONFLICT")
    assert PASSWORD not in await dump(url)


async def test_administrators_page_and_switch_on_real_tables(store: Store) -> None:
    house = House(store=store)
    admin, person = await house.admin(), await house.person()
    listed = (await admin.http.get("/admin/users", params={"role": "user"})).json()
    assert [user["id"] for user in listed["data"]] == [str(person.user.id)]
    assert (await admin.http.put("/admin/flags/registration", json={"enabled": False})).status_code == 200
    off = await house.client().post("/auth/register", json={"email": MARA, "password": PASSWORD})
    assert failure(off) == (403, "FEATURE_DISABLED")
    trail = (await admin.http.get("/admin/audit")).json()
    assert trail["data"][0]["name"] == "flag.switched_off"
    assert (await person.http.get("/usage")).status_code == 200
