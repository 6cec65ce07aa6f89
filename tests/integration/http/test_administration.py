"""Plans, usage, administrators, switches and the audit trail, through HTTP."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel

from jobwise.application.operations.queues import QueueCheck
from jobwise.application.ports.tasks import Task
from jobwise.application.quotas import refund, spend
from jobwise.domain.limits import LEFT_ALONE_S
from jobwise.domain.shared.errors import QuotaExceeded, Unavailable
from jobwise.domain.users.flags import Feature
from jobwise.domain.users.tiers import QuotaKind
from jobwise.domain.users.user import Tier
from jobwise.presentation.http.features import feature, shown_routes
from jobwise.presentation.http.routes import ROUTERS
from jobwise.presentation.schemas.inputs import Input
from tests.support.http import House
from tests.support.signing import MARA, PASSWORD, failure, registered, signed_in

# --- plans and usage


async def test_the_plans_are_open_to_everybody(house: House) -> None:
    plans = (await house.client().get("/plans")).json()["data"]
    assert [plan["tier"] for plan in plans] == ["free", "pro", "enterprise"]
    free, enterprise = ({limit["kind"]: limit["limit"] for limit in plan["limits"]} for plan in (plans[0], plans[2]))
    assert (free["uploads"], free["saved_jobs"], free["data_exports"]) == (10, 100, 1)
    assert enterprise["saved_jobs"] is None


async def test_what_was_spent_is_shown_and_comes_back_with_the_day(house: House) -> None:
    person = await house.person()
    async with house.store.write() as work:
        await spend(work, person.user.id, Tier.FREE, QuotaKind.RESUMES, house.clock.now(), amount=3)
        await work.commit()

    async def shown() -> dict[str, Any]:
        data = (await person.http.get("/usage")).json()["data"]
        return {quota["kind"]: quota for quota in data["quotas"]}["resumes"]

    quota = await shown()
    assert (quota["limit"], quota["used"], quota["remaining"]) == (25, 3, 22)
    assert (quota["resets_at"], quota["next_tier"]) == ("2026-11-21T00:00:00Z", "pro")
    fresh = house.client(house.token(person.user.id, session_id=person.session.id))
    house.clock.forward(hours=24)
    fresh = house.client(house.token(person.user.id, session_id=person.session.id))
    assert ((await fresh.get("/usage")).json()["data"]["quotas"][1]["used"]) == 0


async def test_a_refusal_names_the_tier_that_would_allow_it(house: House) -> None:
    person = await house.person()
    now = house.clock.now()
    async with house.store.write() as work:
        await spend(work, person.user.id, Tier.FREE, QuotaKind.SAVED_JOBS, now, amount=100)
        with pytest.raises(QuotaExceeded) as held:
            await spend(work, person.user.id, Tier.FREE, QuotaKind.SAVED_JOBS, now)
        await spend(work, person.user.id, Tier.PRO, QuotaKind.SAVED_JOBS, now)
        await refund(work, person.user.id, QuotaKind.SAVED_JOBS, now - timedelta(days=40), amount=2)
        await spend(work, person.user.id, Tier.FREE, QuotaKind.SAVED_JOBS, now)
        await spend(work, person.user.id, Tier.FREE, QuotaKind.DATA_EXPORTS, now)
        with pytest.raises(QuotaExceeded) as daily:
            await spend(work, person.user.id, Tier.FREE, QuotaKind.DATA_EXPORTS, now)
        with pytest.raises(QuotaExceeded) as large:
            await spend(work, person.user.id, Tier.FREE, QuotaKind.ACTIVE_APPLICATIONS, now, amount=600)
    assert "the pro tier allows it" in held.value.message
    assert [(detail.field, detail.reason) for detail in held.value.details] == [("saved_jobs", "pro")]
    assert (held.value.limit, held.value.remaining) == (100, 0)
    assert [(detail.field, detail.reason) for detail in large.value.details] == [("active_applications", "enterprise")]
    assert "no tier allows more" in daily.value.message
    assert daily.value.retry_after_s == 15 * 3600 + 1


# --- administrators


async def test_administrators_alone_get_in(house: House) -> None:
    person, admin = await house.person(), await house.admin()
    paths = ("/admin/users", f"/admin/users/{admin.user.id}", "/admin/flags", "/admin/audit")
    for path in paths:
        assert failure(await house.client().get(path)) == (401, "UNAUTHENTICATED")
        assert failure(await person.http.get(path)) == (403, "FORBIDDEN")
        assert (await admin.http.get(path)).status_code == 200
    body, headers = {"role": "admin"}, {"If-Match": '"1"'}
    own = await person.http.patch(f"/admin/users/{person.user.id}", json=body, headers=headers)
    assert failure(own) == (403, "FORBIDDEN")
    assert failure(await person.http.put("/admin/flags/documents", json={"enabled": False})) == (403, "FORBIDDEN")


async def test_accounts_are_found_and_paged(house: House) -> None:
    admin = await house.admin()
    for number in range(3):
        await house.person(email=f"person{number}@example.org", tier=Tier.PRO)
    answer = (await admin.http.get("/admin/users", params={"tier": "pro", "email": "PERSON", "limit": 2})).json()
    assert [user["email"] for user in answer["data"]] == ["person2@example.org", "person1@example.org"]
    assert (answer["meta"]["total"], answer["meta"]["filters"]) == (3, {"email": "PERSON", "tier": "pro"})
    assert not {"password_hash", "auth_epoch"} & set(answer["data"][0])
    for bad in ({"tier": "gold"}, {"active": "maybe"}, {"email": "x" * 300}, {"email": "a\x00"}, {"limit": 0}):
        assert failure(await admin.http.get("/admin/users", params=bad)) == (422, "VALIDATION_ERROR")


async def test_an_account_is_set_at_the_version_that_was_read_and_the_act_is_kept(house: House) -> None:
    admin, person = await house.admin(), await house.person()
    path = f"/admin/users/{person.user.id}"
    assert failure(await admin.http.patch(path, json={"tier": "pro"})) == (428, "PRECONDITION_REQUIRED")
    set_ = await admin.http.patch(path, json={"tier": "pro"}, headers={"If-Match": '"1"'})
    assert (set_.json()["data"]["tier"], set_.headers["ETag"]) == ("pro", '"2"')
    stale = await admin.http.patch(path, json={"tier": "free"}, headers={"If-Match": '"1"'})
    assert failure(stale) == (412, "PRECONDITION_FAILED")
    trail = (await admin.http.get("/admin/audit", params={"aggregate_id": str(person.user.id)})).json()
    assert [(event["name"], event["payload"]) for event in trail["data"]] == [
        ("user.tier_changed", {"tier": "pro", "by": str(admin.user.id)})
    ]
    assert trail["meta"]["filters"] == {"aggregate_id": str(person.user.id)}
    missing = await admin.http.patch(f"/admin/users/{house.ids.new()}", json={}, headers={"If-Match": '"1"'})
    assert failure(missing) == (404, "RESOURCE_NOT_FOUND")


async def test_nobody_takes_their_own_keys_away(house: House) -> None:
    admin = await house.admin()
    for body in ({"role": "user"}, {"active": False}):
        answer = await admin.http.patch(f"/admin/users/{admin.user.id}", json=body, headers={"If-Match": '"1"'})
        assert failure(answer) == (403, "FORBIDDEN")


async def test_a_role_counts_at_once(house: House) -> None:
    admin, person = await house.admin(), await house.person()
    assert failure(await person.http.get("/admin/flags"))[0] == 403
    path = f"/admin/users/{person.user.id}"
    await admin.http.patch(path, json={"role": "admin"}, headers={"If-Match": '"1"'})
    assert (await person.http.get("/admin/flags")).status_code == 200
    await admin.http.patch(path, json={"role": "user"}, headers={"If-Match": '"2"'})
    assert failure(await person.http.get("/admin/flags"))[0] == 403


# --- my account


async def test_my_account_is_merged_at_the_version_that_was_read(house: House) -> None:
    await registered(house)
    client = house.client((await signed_in(house))["access_token"])
    read = await client.get("/users/me")
    headers = {"If-Match": read.headers["ETag"]}
    body = {"name": "Mara Łęcka", "time_zone": "Europe/Warsaw"}
    assert failure(await client.patch("/users/me", json=body)) == (428, "PRECONDITION_REQUIRED")
    changed = await client.patch("/users/me", json=body, headers=headers)
    data = changed.json()["data"]
    assert (data["name"], data["time_zone"], data["language"]) == ("Mara Łęcka", "Europe/Warsaw", "en")
    assert failure(await client.patch("/users/me", json=body, headers=headers)) == (412, "PRECONDITION_FAILED")
    for bad in ({"time_zone": "Europe/Nowhere"}, {"time_zone": "../etc"}, {"language": "xx"}, {"name": "x" * 201}):
        answer = await client.patch("/users/me", json=bad, headers={"If-Match": changed.headers["ETag"]})
        assert failure(answer) == (422, "VALIDATION_ERROR")
    assert (await client.get("/users/me")).json()["data"] == data


@pytest.mark.parametrize("bad", [{"name": "nul\x00"}, {"name": "a\nb"}, {"name": "\ud800"}, {"name": 5}])
async def test_bad_text_about_oneself_is_refused(house: House, bad: dict[str, Any]) -> None:
    person = await house.person()
    answer = await person.http.patch(
        "/users/me",
        content=json.dumps(bad).encode(),
        headers={"If-Match": '"1"', "Content-Type": "application/json"},
    )
    assert failure(answer) == (422, "VALIDATION_ERROR")


@pytest.mark.parametrize("field", ["role", "tier", "verified", "active", "email", "auth_epoch", "id", "version"])
async def test_t15_nobody_sets_what_is_not_theirs_to_set(house: House, field: str) -> None:
    person = await house.person()
    answer = await person.http.patch("/users/me", json={field: "admin"}, headers={"If-Match": '"1"'})
    assert failure(answer) == (422, "VALIDATION_ERROR")
    made = await house.client().post(
        "/auth/register", json={"email": MARA, "password": PASSWORD, **({} if field == "email" else {field: "admin"})}
    )
    assert made.status_code == (201 if field == "email" else 422)


def test_t15_every_model_that_is_sent_refuses_unknown_fields() -> None:
    models = set()
    for router, _ in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            for part in route.dependant.body_params:
                kind = part.field_info.annotation
                models |= {one for one in (kind, *getattr(kind, "__args__", ())) if isinstance(one, type)}
    sent = {model for model in models if issubclass(model, BaseModel)}
    assert len(sent) >= 10
    assert all(issubclass(model, Input) and model.model_config["extra"] == "forbid" for model in sent)


# --- switches


async def test_what_is_switched_off_answers_so_and_leaves_the_document(house: House) -> None:
    admin = await house.admin()
    body = {"email": MARA, "password": PASSWORD}
    off = await admin.http.put("/admin/flags/registration", json={"enabled": False})
    assert off.json()["data"] == {"feature": "registration", "enabled": False}
    assert failure(await house.client().post("/auth/register", json=body)) == (403, "FEATURE_DISABLED")
    document = (await house.client().get("http://testserver/openapi.json")).json()
    assert "/api/v1/auth/register" not in document["paths"]
    assert "/api/v1/auth/login" in document["paths"]
    flags = {flag["feature"]: flag["enabled"] for flag in (await admin.http.get("/admin/flags")).json()["data"]}
    assert flags == {feature.value: feature is not Feature.REGISTRATION for feature in Feature}
    await admin.http.put("/admin/flags/registration", json={"enabled": True})
    assert (await house.client().post("/auth/register", json=body)).status_code == 201
    document = (await house.client().get("http://testserver/openapi.json")).json()
    assert "/api/v1/auth/register" in document["paths"]
    trail = (await admin.http.get("/admin/audit")).json()["data"]
    names = [event["name"] for event in trail if event["name"].startswith("flag.")]
    assert names == ["flag.switched_on", "flag.switched_off"]
    assert all(event["payload"]["by"] == str(admin.user.id) for event in trail if event["name"].startswith("flag."))


async def test_another_process_learns_of_a_switch_within_five_seconds(house: House) -> None:
    elsewhere = House(store=house.store)
    elsewhere.clock.at = house.clock.at
    assert await elsewhere.cases.features.off() == frozenset()
    admin = await house.admin()
    await admin.http.put("/admin/flags/documents", json={"enabled": False})
    elsewhere.clock.forward(seconds=5)
    assert await elsewhere.cases.features.off() == {Feature.DOCUMENTS}


async def test_an_unknown_feature_is_none(house: House) -> None:
    admin = await house.admin()
    assert failure(await admin.http.put("/admin/flags/moonshine", json={"enabled": False}))[0] == 422
    assert failure(await admin.http.put("/admin/flags/documents", json={"enabled": "perhaps"}))[0] == 422


async def test_administrators_see_what_waits(house: House) -> None:
    admin, person = await house.admin(), await house.person()
    assert (await admin.http.get("/admin/queues")).json()["data"] == []
    now = house.clock.now()
    tasks = [Task(house.ids.new(), "account.erase", str(number), now, now) for number in range(2)]
    async with house.store.write() as work:
        await work.tasks.add(tasks)
        await work.commit()
    assert (await admin.http.get("/admin/queues")).json()["data"] == [{"kind": "account.erase", "depth": 2}]
    assert failure(await person.http.get("/admin/queues")) == (403, "FORBIDDEN")
    check = QueueCheck(house.store, house.clock)
    assert await check() == "2 waiting or running"
    house.clock.forward(seconds=LEFT_ALONE_S)
    with pytest.raises(Unavailable, match=r"account\.erase; start `jobwise worker`"):
        await check()
    assert not check.essential


# --- T63


async def test_t63_every_act_that_changes_an_account_leaves_its_event(house: House) -> None:
    async def last(name: str) -> None:
        async with house.store.read() as work:
            names = [stored.event.name for stored in await work.outbox.pending(1_000)]
        assert names[-1] == name, names

    made = await registered(house)
    await last("user.registered")
    tokens = await signed_in(house)
    await last("session.started")
    client = house.client(tokens["access_token"])
    await client.patch("/users/me", json={"name": "Mara"}, headers={"If-Match": '"1"'})
    await last("user.edited")
    house.clock.forward(seconds=1)
    await house.client().post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    await last("session.refreshed")
    house.clock.forward(seconds=1)
    await client.post("/users/me/email", json={"email": "lind@example.org", "current_password": PASSWORD})
    await last("user.email_change_asked")
    house.clock.forward(seconds=1)
    await client.post("/auth/logout-all")
    await last("user.signed_out_everywhere")
    async with house.store.read() as work:
        history = await work.outbox.history(UUID(made["id"]))
    assert [stored.event.aggregate_version for stored in history] == [1, 2, 3, 4]


async def test_many_changes_at_once_lose_none(house: House) -> None:
    person = await house.person()

    async def edit(number: int) -> int:
        headers = {"If-Match": '"1"'}
        return (await person.http.patch("/users/me", json={"name": f"Name {number}"}, headers=headers)).status_code

    assert sorted(await asyncio.gather(*(edit(number) for number in range(12)))) == [200] + [412] * 11


def test_routes_of_a_feature_are_known_by_their_router() -> None:
    router = APIRouter(dependencies=[Depends(feature("documents"))])

    @router.get("/papers")
    async def list_papers() -> None: ...

    app = FastAPI()
    app.include_router(router)
    on = {route.path for route in shown_routes(app, frozenset())}
    off = {route.path for route in shown_routes(app, frozenset({Feature.DOCUMENTS}))}
    assert on - off == {"/papers"}
