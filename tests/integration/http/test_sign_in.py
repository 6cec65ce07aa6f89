"""Registering, signing in, staying signed in, signing out, through HTTP."""

from typing import Any

import httpx

from tests.support.http import House

PASSWORD = "four wandering herons"


def failure(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def registered(house: House, email: str = "mara@example.org", password: str = PASSWORD) -> dict[str, Any]:
    answer = await house.client().post("/auth/register", json={"email": email, "password": password})
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["data"])


async def signed_in(house: House, email: str = "mara@example.org", password: str = PASSWORD) -> dict[str, Any]:
    answer = await house.client().post("/auth/login", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["data"])


async def test_register_sign_in_refresh_and_me(house: House) -> None:
    made = await registered(house)
    assert (made["email"], made["verified"], made["tier"]) == ("mara@example.org", False, "free")
    assert "password" not in str(made)
    tokens = await signed_in(house)
    me = await house.client(tokens["access_token"]).get("/users/me")
    assert me.json()["data"]["id"] == made["id"]
    house.clock.forward(minutes=20)
    assert failure(await house.client(tokens["access_token"]).get("/users/me")) == (401, "UNAUTHENTICATED")
    again = await house.client().post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    fresh = again.json()["data"]
    assert fresh["session_id"] == tokens["session_id"]
    assert (await house.client(fresh["access_token"]).get("/users/me")).status_code == 200
