"""Cookie mode: what browsers are given, and what they must bring to change something."""

from http.cookies import SimpleCookie

import httpx
import pytest

from jobwise.presentation.http.app import HttpOptions
from tests.support.http import House
from tests.support.signing import MARA, NEW_PASSWORD, PASSWORD, failure, registered, signed_in

PAGE = "http://localhost:8501"
NAMES = ("access", "refresh", "device")


def browser(house: House, scheme: str = "http") -> httpx.AsyncClient:
    client = house.client()
    client.base_url = httpx.URL(f"{scheme}://testserver/api/v1")
    return client


async def in_browser(house: House, client: httpx.AsyncClient | None = None) -> tuple[httpx.AsyncClient, httpx.Response]:
    client = client or browser(house)
    answer = await client.post("/auth/login?carrier=cookie", json={"email": MARA, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return client, answer


async def token_of(client: httpx.AsyncClient) -> dict[str, str]:
    answer = await client.get("/auth/csrf")
    return {"X-CSRF-Token": answer.json()["data"]["csrf_token"]}


def cookies_of(answer: httpx.Response) -> dict[str, dict[str, str]]:
    found = {}
    for header in answer.headers.get_list("set-cookie"):
        jar = SimpleCookie(header)
        for name, morsel in jar.items():
            found[name] = {key: str(value) for key, value in morsel.items() if value} | {"value": morsel.value}
    return found


async def test_over_https_the_cookies_have_the_names_and_attributes_that_bind_them() -> None:
    house = House(options=HttpOptions(https=True))
    await registered(house)
    _, answer = await in_browser(house, browser(house, "https"))
    cookies = cookies_of(answer)
    assert set(cookies) == {"__Host-jw_access", "__Secure-jw_refresh", "__Host-jw_device"}
    for cookie in cookies.values():
        assert cookie["secure"] == cookie["httponly"] == "True"
        assert "domain" not in cookie
    access, refresh = cookies["__Host-jw_access"], cookies["__Secure-jw_refresh"]
    assert (access["path"], access["samesite"]) == ("/", "lax")
    assert (refresh["path"], refresh["samesite"]) == ("/api/v1/auth", "strict")
    data = answer.json()["data"]
    assert (data["access_token"], data["refresh_token"], data["device"]) == (None, None, None)
    assert not [cookie for cookie in cookies.values() if cookie["value"] in answer.text]


async def test_on_ones_own_machine_the_names_have_no_prefix(house: House) -> None:
    await registered(house)
    _, answer = await in_browser(house)
    cookies = cookies_of(answer)
    assert set(cookies) == {f"jw_{name}" for name in NAMES}
    assert all("secure" not in cookie and cookie["httponly"] == "True" for cookie in cookies.values())


async def test_over_https_a_cookie_without_the_prefix_is_none() -> None:
    house = House(options=HttpOptions(https=True))
    await registered(house)
    access = (await signed_in(house))["access_token"]
    planted = await house.client().get("/users/me", headers={"Cookie": f"jw_access={access}"})
    assert failure(planted) == (401, "UNAUTHENTICATED")
    own = await house.client().get("/users/me", headers={"Cookie": f"__Host-jw_access={access}"})
    assert own.status_code == 200


async def test_a_browser_reads_writes_refreshes_and_leaves(house: House) -> None:
    await registered(house)
    client, _ = await in_browser(house)
    assert (await client.get("/users/me")).json()["data"]["email"] == MARA
    csrf = await token_of(client)
    assert (await client.post("/jobs", json={"title": "Baker"}, headers=csrf)).status_code == 201
    house.clock.forward(minutes=20)
    assert failure(await client.get("/users/me"))[0] == 401
    # The access token has ended, and still the page can learn what to repeat.
    fresh = await client.post("/auth/refresh", headers=await token_of(client))
    assert fresh.status_code == 200
    assert fresh.json()["data"]["refresh_token"] is None
    assert (await client.get("/users/me")).status_code == 200
    left = await client.post("/auth/logout", headers=await token_of(client))
    assert left.status_code == 204
    assert all(cookie.get("max-age") == "0" or not cookie["value"] for cookie in cookies_of(left).values())
    assert failure(await client.get("/users/me"))[0] == 401


async def test_a_failed_refresh_leaves_the_cookies_where_they_are(house: House) -> None:
    await registered(house)
    client, answer = await in_browser(house)
    csrf = await token_of(client)
    old = cookies_of(answer)["jw_refresh"]["value"]
    await client.post("/auth/refresh", headers=csrf)
    house.clock.forward(seconds=30)
    replay = await house.client().post("/auth/refresh", headers={**csrf, "Cookie": f"jw_refresh={old}"})
    assert failure(replay) == (401, "REFRESH_REUSED")
    assert "set-cookie" not in replay.headers


FORGED = [
    ({}, {"json": {"title": "x"}}, (403, "CSRF_FAILED")),
    ({"X-CSRF-Token": "x" * 43}, {"json": {"title": "x"}}, (403, "CSRF_FAILED")),
    ({"Origin": "https://evil.example"}, {"json": {"title": "x"}, "good": True}, (403, "CSRF_FAILED")),
    ({"Origin": "null"}, {"json": {"title": "x"}, "good": True}, (403, "CSRF_FAILED")),
    ({"Sec-Fetch-Site": "cross-site"}, {"json": {"title": "x"}, "good": True}, (403, "CSRF_FAILED")),
    ({"Content-Type": "text/plain"}, {"content": b'{"title":"x"}', "good": True}, (415, "UNSUPPORTED_MEDIA_TYPE")),
    ({}, {"data": {"title": "x"}, "good": True}, (415, "UNSUPPORTED_MEDIA_TYPE")),
    ({"Origin": PAGE}, {"json": {"title": "x"}, "good": True}, None),
    ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, {"json": {"title": "x"}, "good": True}, None),
]


@pytest.mark.parametrize(("headers", "sent", "expected"), FORGED)
async def test_t32_what_another_page_could_send_changes_nothing(
    house: House, headers: dict[str, str], sent: dict[str, object], expected: tuple[int, str] | None
) -> None:
    await registered(house)
    client, _ = await in_browser(house)
    sent = dict(sent)
    good = await token_of(client) if sent.pop("good", False) else {}
    answer = await client.post("/jobs", headers={**good, **headers}, **sent)  # type: ignore[arg-type]
    made = (await client.get("/jobs")).json()["meta"]["total"]
    if expected is None:
        assert (answer.status_code, made) == (201, 1)
    else:
        assert (*failure(answer), made) == (*expected, 0)


async def test_t32_the_token_belongs_to_one_session(house: House) -> None:
    await registered(house)
    mine, _ = await in_browser(house)
    other, _ = await in_browser(house)
    answer = await mine.post("/jobs", json={"title": "x"}, headers=await token_of(other))
    assert failure(answer) == (403, "CSRF_FAILED")


@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout", "/auth/logout-all"])
async def test_t32_signing_on_and_out_needs_it_too(house: House, path: str) -> None:
    await registered(house)
    client, _ = await in_browser(house)
    assert failure(await client.post(path)) == (403, "CSRF_FAILED")
    assert (await client.get("/users/me")).status_code == 200


async def test_t32_nobody_is_signed_in_from_another_page(house: House) -> None:
    await registered(house)
    body = {"email": MARA, "password": PASSWORD}
    answer = await browser(house).post(
        "/auth/login?carrier=cookie", json=body, headers={"Origin": "https://evil.example"}
    )
    assert failure(answer) == (403, "CSRF_FAILED")
    assert "set-cookie" not in answer.headers


async def test_t32_the_header_needs_no_such_thing_and_goes_first(house: House) -> None:
    await registered(house)
    await registered(house, "ben@example.org")
    ben = await signed_in(house, "ben@example.org")
    client, _ = await in_browser(house)
    header = {"Authorization": f"Bearer {ben['access_token']}", "Origin": "https://evil.example"}
    assert (await client.get("/users/me", headers=header)).json()["data"]["email"] == "ben@example.org"
    assert (await client.post("/jobs", json={"title": "x"}, headers=header)).status_code == 201
    broken = {"Authorization": "Bearer nonsense"}
    assert failure(await client.get("/users/me", headers=broken)) == (401, "UNAUTHENTICATED")


async def test_a_changed_password_goes_on_in_the_cookie(house: House) -> None:
    await registered(house)
    client, _ = await in_browser(house)
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    changed = await client.post("/auth/change-password", json=body, headers=await token_of(client))
    assert changed.json()["data"]["access_token"] is None
    assert (await client.get("/users/me")).status_code == 200


async def test_without_a_sign_in_there_is_nothing_to_repeat(house: House) -> None:
    assert failure(await house.client().get("/auth/csrf")) == (401, "UNAUTHENTICATED")
