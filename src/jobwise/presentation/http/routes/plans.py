"""What each tier allows, and what is left of it for me."""

from fastapi import APIRouter, Depends, Response

from jobwise.domain.users.tiers import PLANS
from jobwise.presentation.http import answers, throttles
from jobwise.presentation.http.dependencies import Cases, SignedIn
from jobwise.presentation.http.throttles import throttled
from jobwise.presentation.schemas import plans as schema
from jobwise.presentation.schemas.envelope import One

plans_router = APIRouter(tags=["plans"])
usage_router = APIRouter(tags=["plans"])


@plans_router.get(
    "",
    response_model=One[list[schema.PlanOut]],
    summary="All tiers, the smallest first",
    dependencies=[Depends(throttled(throttles.PUBLIC))],
)
async def list_plans() -> Response:
    return answers.one([schema.plan(plan) for plan in PLANS.values()])


@usage_router.get("", response_model=One[schema.UsageOut], summary="What is left of my tier")
async def show_usage(who: SignedIn, cases: Cases) -> Response:
    tier, quotas = await cases.usage(owner=who.user_id)
    return answers.one(schema.usage(tier, quotas, await cases.model_use(owner=who.user_id)))
