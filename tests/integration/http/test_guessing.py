"""Guessing, locking out, spoofing, and finding out who is here. Names begin with the row of the threat table."""

from typing import Any

import pytest

from jobwise.infrastructure.throttling import LimitsThrottle
from tests.support.http import House
from tests.support.signing import MARA, PASSWORD, failure, registered


@pytest.fixture
def guarded() -> House:
    return House(throttle=LimitsThrottle())


async def attempts(house: House, count: int, *, address: str = "203.0.113.5", **more: Any) -> list[int]:
    client = house.client(address=address)
    body = {"email": MARA, "password": "wrong", **more}
    return [(await client.post("/auth/login", json=body)).status_code for _ in range(count)]


async def test_t22_guessing_is_refused_by_the_eleventh_attempt(guarded: House) -> None:
    await registered(guarded)
    assert await attempts(guarded, 11) == [401] * 5 + [429] * 6
    answer = await guarded.client(address="203.0.113.77").post(
        "/auth/login", json={"email": MARA, "password": PASSWORD}
    )
    assert failure(answer) == (429, "RATE_LIMITED")
    assert 1 <= int(answer.headers["Retry-After"]) <= 900
    assert (answer.headers["RateLimit-Limit"], answer.headers["RateLimit-Remaining"]) == ("5", "0")


async def test_t22_unknown_addresses_are_counted_the_same(guarded: House) -> None:
    assert await attempts(guarded, 6, email="nobody@example.org") == [401] * 5 + [429]
    assert await attempts(guarded, 6, email="not an address") == [401] * 5 + [429]


async def test_t22_one_address_tries_few_accounts(guarded: House) -> None:
    statuses = [(await attempts(guarded, 1, email=f"user{number}@example.org"))[0] for number in range(25)]
    assert statuses == [401] * 20 + [429] * 5


async def test_t22_success_forgives_the_account_in_this_network_alone(guarded: House) -> None:
    await registered(guarded)
    assert await attempts(guarded, 4) == [401] * 4
    assert await attempts(guarded, 1, password=PASSWORD) == [200]
    assert await attempts(guarded, 6) == [401] * 5 + [429]


async def test_t23_an_attack_from_one_network_does_not_lock_the_owner_out(guarded: House) -> None:
    await registered(guarded)
    assert (await attempts(guarded, 7))[-1] == 429
    assert await attempts(guarded, 1, address="198.51.100.9", password=PASSWORD) == [200]


async def test_t23_a_device_that_was_here_has_a_count_of_its_own(guarded: House) -> None:
    await registered(guarded)
    client = guarded.client(address="203.0.113.5")
    device = (await client.post("/auth/login", json={"email": MARA, "password": PASSWORD})).json()["data"]["device"]
    for network in range(25):
        await attempts(guarded, 5, address=f"198.51.{network}.1")
    # The account's own total is spent, and so is this network's; the owner's device is not held to them.
    assert (await attempts(guarded, 6))[-1] == 429
    assert await attempts(guarded, 1, address="192.0.2.8", password=PASSWORD) == [429]
    assert await attempts(guarded, 1, address="192.0.2.8", password=PASSWORD, device=device) == [200]
    assert await attempts(guarded, 1, address="192.0.2.8", password=PASSWORD, device=device[:-1] + "x") == [429]
    ben = {"email": "ben@example.org", "password": "wrong", "device": device}
    for _ in range(6):
        last = await guarded.client(address="192.0.2.9").post("/auth/login", json=ben)
    assert last.status_code == 429


async def test_t24_a_made_up_forwarded_header_changes_nothing(guarded: House) -> None:
    await registered(guarded)
    client = guarded.client(address="203.0.113.5")
    body = {"email": MARA, "password": "wrong"}
    statuses = [
        (await client.post("/auth/login", json=body, headers={"X-Forwarded-For": f"10.{n}.0.1"})).status_code
        for n in range(20)
    ]
    assert statuses == [401] * 5 + [429] * 15


async def test_registering_is_limited_for_each_address(guarded: House) -> None:
    client = guarded.client(address="203.0.113.5")
    answers = [
        await client.post("/auth/register", json={"email": f"p{number}@example.org", "password": PASSWORD})
        for number in range(6)
    ]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429]
    assert (answers[0].headers["RateLimit-Limit"], answers[0].headers["RateLimit-Remaining"]) == ("5", "4")


async def test_t25_nothing_tells_whether_an_address_has_an_account(house: House) -> None:
    """F2: nor does the time, which `benchmarks.sign_in` measures."""
    await registered(house)
    for path in ("/auth/forgot-password", "/auth/resend-verification"):
        known = await house.client().post(path, json={"email": MARA})
        unknown = await house.client().post(path, json={"email": "nobody@example.org"})
        assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, known.content)
    known = await house.client().post("/auth/login", json={"email": MARA, "password": "wrong"})
    unknown = await house.client().post("/auth/login", json={"email": "nobody@example.org", "password": "wrong"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (401, known.content)


async def test_jobs_and_open_routes_are_limited_for_each_address(guarded: House) -> None:
    person = await guarded.person()
    for path, client in (("/jobs", person.http), ("/plans", guarded.client(address="203.0.113.5"))):
        first = await client.get(path)
        limit = int(first.headers["RateLimit-Limit"])
        assert int(first.headers["RateLimit-Remaining"]) == limit - 1
        for _ in range(limit):
            last = await client.get(path)
        assert failure(last) == (429, "RATE_LIMITED")
        assert int(last.headers["Retry-After"]) >= 1
