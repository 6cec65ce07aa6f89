"""Other addresses of the same acts, and routes that will go."""

import json
from datetime import date
from typing import Any

import httpx
from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute

from jobwise.presentation.http.aliases import ALIASES
from jobwise.presentation.http.deprecation import Going
from jobwise.presentation.http.edge import Edge, EdgeOptions
from jobwise.presentation.http.routes import ROUTERS
from tests.support.http import House, described
from tests.support.signing import failure


async def test_accounts_stand_under_users_too(house: House) -> None:
    admin, person = await house.admin(), await house.person(name="Mara")
    listed = await admin.http.get("/users", params={"role": "user"})
    assert listed.json() == (await admin.http.get("/admin/users", params={"role": "user"})).json()
    here = f"/users/{person.user.id}"
    shown = await admin.http.get(here)
    assert (shown.json(), shown.headers["ETag"]) == ((await admin.http.get(f"/admin{here}")).json(), '"1"')
    assert failure(await admin.http.patch(here, json={"tier": "pro"})) == (428, "PRECONDITION_REQUIRED")
    changed = await admin.http.patch(here, json={"tier": "pro"}, headers={"If-Match": '"1"'})
    assert changed.json()["data"]["tier"] == "pro"
    for path in ("/users", here, f"/users/{house.ids.new()}"):
        assert failure(await person.http.get(path)) == (403, "FORBIDDEN")
    assert (await person.http.get("/users/me")).json()["data"]["name"] == "Mara"


def test_the_document_says_what_is_another_address_of_what() -> None:
    paths = described()["paths"]
    for alias in ALIASES:
        (here,) = [one for one in paths[f"/api/v1{alias.path}"].values() if one["operationId"] == alias.id]
        (there,) = [one for one in paths[f"/api/v1{alias.canonical}"].values() if one["operationId"] == alias.of]
        assert f"/api/v1{alias.canonical}" in here["description"]
        assert _said(here) == _said(there)


def _said(operation: dict[str, Any]) -> str:
    """What is said of an operation, but its own name, that of the form it takes, and where it stands."""
    said = json.dumps({**operation, "operationId": "", "description": ""}, sort_keys=True)
    return said.replace(f"Body_{operation['operationId']}", "Body")


async def test_a_route_that_will_go_says_so_in_every_answer() -> None:
    going = Going(date(2026, 11, 1), date(2027, 5, 1), "/api/v2/things")
    app = FastAPI()

    @app.get("/things", deprecated=True, dependencies=[Depends(going)])
    async def list_things() -> list[str]:
        return []

    edge = Edge(app, EdgeOptions(observe=lambda served: None))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=edge), base_url="http://testserver") as client:
        answer = await client.get("/things")
        assert "deprecation" not in (await client.get("/nowhere")).headers
    assert answer.headers["Deprecation"] == "@1793491200"
    assert answer.headers["Sunset"] == "Sat, 01 May 2027 00:00:00 GMT"
    assert answer.headers["Link"] == '</api/v2/things>; rel="successor-version"'


def test_no_route_is_called_deprecated_without_saying_until_when() -> None:
    for router, _ in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and route.deprecated:
                assert any(isinstance(one.dependency, Going) for one in route.dependencies), route.name


def test_no_two_forms_share_a_name() -> None:
    """Of two forms of one name the document calls both by their modules, which generated clients cannot take."""
    forms = described()["components"]["schemas"]
    assert [name for name in forms if name.startswith("jobwise__")] == []
