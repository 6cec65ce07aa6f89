"""What administrators see and set. Each of their acts is an event that names them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from jobwise.application.ports.outbox import EventFilter
from jobwise.application.ports.users import UserFilter
from jobwise.domain.users.flags import Feature
from jobwise.domain.users.user import Tier, UserRole
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Admin, Cases, Paged, Version, admin
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.schemas import admin as schema
from jobwise.presentation.schemas import auth
from jobwise.presentation.schemas.envelope import Many, One
from jobwise.presentation.schemas.inputs import Search

router = APIRouter(tags=["admin"], route_class=OnceRoute, dependencies=[Depends(admin)])


@router.get("/users", response_model=Many[auth.UserOut], summary="Accounts, newest first")
async def list_users(
    cases: Cases,
    page: Paged,
    email: Annotated[Search | None, Query(description="A part of the address.")] = None,
    role: UserRole | None = None,
    tier: Tier | None = None,
    active: bool | None = None,
) -> Response:
    wanted = UserFilter(email or "", role, tier, active)
    found = await cases.users.list(wanted=wanted, page=page)
    given = {"email": email, "role": role, "tier": tier, "active": active}
    return answers.many(
        [auth.user(one) for one in found.items],
        page=page.number,
        limit=page.limit,
        total=found.total,
        filters={name: value for name, value in given.items() if value is not None},
    )


@router.get("/users/{user_id}", response_model=One[auth.UserOut], summary="One account")
async def show_user(user_id: UUID, cases: Cases) -> Response:
    found = await cases.users.show(id=user_id)
    return answers.one(auth.user(found), version=found.version)


@router.patch("/users/{user_id}", response_model=One[auth.UserOut], summary="Set role, tier or access of an account")
async def administer_user(
    user_id: UUID, body: schema.UserAdminEdit, who: Admin, cases: Cases, version: Version
) -> Response:
    changes = {name: value for name, value in body.given().items() if value is not None}
    found = await cases.users.administer(by=who.user_id, id=user_id, version=version, **changes)
    return answers.one(auth.user(found), version=found.version)


@router.get("/flags", response_model=One[list[schema.FlagOut]], summary="Which features are on")
async def list_flags(cases: Cases) -> Response:
    flags = await cases.features.list()
    return answers.one([schema.flag(feature, enabled) for feature, enabled in flags.items()])


@router.put("/flags/{feature}", response_model=One[schema.FlagOut], summary="Switch a feature on or off")
async def switch_feature(feature: Feature, body: schema.FlagIn, who: Admin, cases: Cases) -> Response:
    enabled = await cases.features.switch(feature=feature, enabled=body.enabled, by=who.user_id)
    return answers.one(schema.flag(feature, enabled))


@router.get("/audit", response_model=Many[schema.EventOut], summary="The audit trail, newest first")
async def list_audit(
    cases: Cases, page: Paged, owner_id: UUID | None = None, aggregate_id: UUID | None = None
) -> Response:
    found = await cases.users.trail(wanted=EventFilter(owner_id, aggregate_id), page=page)
    given = {"owner_id": owner_id, "aggregate_id": aggregate_id}
    return answers.many(
        [schema.event(stored) for stored in found.items],
        page=page.number,
        limit=page.limit,
        total=found.total,
        filters={name: value for name, value in given.items() if value is not None},
    )


@router.get("/queues", response_model=One[list[schema.QueueOut]], summary="What waits to be done, by kind")
async def list_queues(cases: Cases) -> Response:
    return answers.one([schema.queue(kind, depth) for kind, depth in (await cases.queues()).items()])
