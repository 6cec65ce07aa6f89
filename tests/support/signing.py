"""Registering and signing in through HTTP, as clients do."""

from typing import Any

import httpx

from tests.support.http import House

MARA = "mara@example.org"
PASSWORD = "four wandering herons"
NEW_PASSWORD = "seven sleeping otters"


def failure(answer: httpx.Response) -> tuple[int, str]:
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "details"}
    return answer.status_code, error["code"]


async def registered(house: House, email: str = MARA, password: str = PASSWORD, **more: Any) -> dict[str, Any]:
    answer = await house.client().post("/auth/register", json={"email": email, "password": password, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["data"])


async def signed_in(house: House, email: str = MARA, password: str = PASSWORD, **more: Any) -> dict[str, Any]:
    answer = await house.client().post("/auth/login", json={"email": email, "password": password, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["data"])


async def refreshed(house: House, token: str) -> httpx.Response:
    return await house.client().post("/auth/refresh", json={"refresh_token": token})


async def is_let_in(house: House, access_token: str) -> bool:
    answer = await house.client(access_token).get("/users/me")
    assert answer.status_code in (200, 401)
    return answer.status_code == 200
