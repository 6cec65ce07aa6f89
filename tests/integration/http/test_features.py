"""Every switch: its routes answer that it is off and leave the document; all others, and the data, stay."""

import copy

import pytest

from jobwise.domain.users.flags import Feature
from jobwise.presentation.http.app import create_api
from jobwise.presentation.http.features import shown_routes
from jobwise.presentation.http.openapi import completed
from jobwise.presentation.http.pruning import pruned
from tests.integration.http.test_authorization import ALL, ROWS, Operation
from tests.integration.http.test_profiles import EXPORT, archive, upload
from tests.support.http import House, Person
from tests.support.signing import failure

OFF = {
    Feature.APPLICATIONS: lambda path: path.startswith("/api/v1/applications") or path.endswith("/application-status"),
    Feature.CALENDAR_FEED: lambda path: path.startswith("/api/v1/calendar"),
    Feature.DATA_EXPORT: lambda path: path.startswith(
        ("/api/v1/users/me/export", "/api/v1/users/me/import", "/api/v1/files/data-exports")
    ),
    Feature.DOCUMENTS: lambda path: path.startswith(("/api/v1/documents", "/api/v1/files/{")),
    Feature.EXPORTS: lambda path: path.startswith(("/api/v1/exports", "/api/v1/files/exports")),
    Feature.GENERATIONS: lambda path: (
        path.startswith(("/api/v1/generations", "/api/v1/generate/", "/api/v1/cover-letter/", "/api/v1/enhancements"))
        or path.endswith("/enhance")
    ),
    Feature.JOBS_FROM_URL: lambda path: path == "/api/v1/jobs/from-url",
    Feature.RANKINGS: lambda path: path.startswith("/api/v1/rankings"),
    Feature.SAMPLES: lambda path: path.startswith(("/api/v1/samples", "/api/v1/writing-style")),
    Feature.REGISTRATION: lambda path: path == "/api/v1/auth/register",
}


async def paths(person: Person) -> set[str]:
    return set((await person.http.get("http://testserver/openapi.json")).json()["paths"])


async def test_the_document_is_cut_as_if_it_were_made_anew() -> None:
    api = create_api(None)  # type: ignore[arg-type]
    whole = api.openapi()
    before = copy.deepcopy(whole)
    for off in (frozenset(OFF), frozenset({Feature.GENERATIONS, Feature.DOCUMENTS})):
        shown = {route.name for route in shown_routes(api, off) if route.name}
        assert pruned(whole, shown) == completed(api, off)
    assert whole == before


async def switched(house: House, feature: Feature, enabled: bool) -> None:
    admin = await house.admin()
    answer = await admin.http.put(f"/admin/flags/{feature.value}", json={"enabled": enabled})
    assert answer.status_code == 200


@pytest.mark.parametrize("feature", list(OFF))
async def test_what_is_off_says_so_leaves_the_document_and_keeps_its_data(house: House, feature: Feature) -> None:
    person = await house.person()
    mine = {one.id: one for one in ALL if OFF[feature](one.path)}
    assert mine
    # Made once for all that need it: of some things a day allows one.
    by = {make: await make(person) for make in dict.fromkeys(ROWS[id].make for id in mine) if make is not None}
    made = {id: by[make] if (make := ROWS[id].make) is not None else {} for id in mine}
    before = await paths(person)
    await switched(house, feature, enabled=False)
    for id, operation in mine.items():
        answer = await operation.call(person.http, made[id], ROWS[id])
        assert failure(answer) == (403, "FEATURE_DISABLED"), id
    assert await paths(person) == before - {one.path for one in mine.values()}
    assert (await person.http.get("http://testserver/config")).json()["features"][feature.value] is False
    await switched(house, feature, enabled=True)
    assert await paths(person) == before
    for id, operation in mine.items():
        if operation.method == "GET":
            assert (await operation.call(person.http, made[id], ROWS[id])).status_code == ROWS[id].expected, id


def others() -> list[Operation]:
    return [one for one in ALL if not any(off(one.path) for off in OFF.values()) and one.method == "GET"]


async def test_everything_else_goes_on(house: House) -> None:
    admin = await house.admin()
    for feature in Feature:
        await switched(house, feature, enabled=False)
    for operation in others():
        row = ROWS[operation.id]
        caller = admin if row.admin else await house.person()
        made = await row.make(caller) if row.make else {}
        assert (await operation.call(caller.http, made, row)).status_code == row.expected, operation.id


async def test_archives_can_be_switched_off_and_resumes_go_on(house: House) -> None:
    person = await house.person()
    await switched(house, Feature.LINKEDIN_IMPORT, enabled=False)
    refused = await person.http.post("/profiles/import", files=upload(archive(EXPORT)))
    assert failure(refused) == (403, "FEATURE_DISABLED")
    assert (await person.http.get("/profiles")).json()["meta"]["total"] == 0
    taken = await person.http.post("/profiles/import", json={"basics": {"name": "Mara Lind"}})
    assert taken.status_code == 201
