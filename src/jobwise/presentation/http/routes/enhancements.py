"""Better wordings for a profile: asked for, proposed in the background, accepted or rejected one by one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from jobwise.application.enhancements.queries import EnhancementShown
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers, throttles
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Verified
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.routes.both import Way
from jobwise.presentation.http.throttles import throttled
from jobwise.presentation.schemas import enhancements as schema
from jobwise.presentation.schemas.envelope import Many, One

_ON = [Depends(feature(Feature.GENERATIONS))]
router = APIRouter(tags=["enhancements"], route_class=OnceRoute, dependencies=_ON)
ProposalId = Annotated[str, Path(pattern="^i[1-9][0-9]{0,2}$", description="As the proposals name themselves.")]


async def enhance_profile(profile_id: UUID, body: schema.EnhanceIn, who: Verified, cases: Cases) -> Response:
    asked = await cases.enhancements.request(
        owner=who.user_id, profile_id=profile_id, paths=body.paths, model=body.model or ""
    )
    data = schema.whole(EnhancementShown(asked, ()))
    return answers.one(data, status=202, version=asked.version, location=f"{schema.BASE}/{asked.id}")


WAYS = (
    Way(
        "POST",
        "/enhance",
        enhance_profile,
        One[schema.EnhancementOut],
        "Have better wordings proposed for the items of a profile",
        {
            "status_code": 202,
            "dependencies": [*_ON, Depends(throttled(throttles.MODELS))],
            "openapi_extra": {"x-errors": [400]},
        },
    ),
)


@router.get("", response_model=Many[schema.EnhancementCardOut], summary="What was proposed for my profiles")
async def list_enhancements(who: SignedIn, cases: Cases, page: Paged) -> Response:
    found = await cases.enhancements.list(owner=who.user_id, page=page)
    rows = [schema.card(one) for one in found.items]
    return answers.many(rows, page=page.number, limit=page.limit, total=found.total)


@router.get("/{enhancement_id}", response_model=One[schema.EnhancementOut], summary="Proposals, each with its verdict")
async def show_enhancement(enhancement_id: UUID, who: SignedIn, cases: Cases) -> Response:
    found = await cases.enhancements.show(owner=who.user_id, id=enhancement_id)
    return answers.one(schema.whole(found), version=found.enhancement.version)


@router.post(
    "/{enhancement_id}/proposals/{proposal_id}/accept",
    response_model=One[schema.EnhancementOut],
    summary="Enter a proposed wording beside its item",
)
async def accept_proposal(enhancement_id: UUID, proposal_id: ProposalId, who: SignedIn, cases: Cases) -> Response:
    await cases.enhancements.accept(owner=who.user_id, id=enhancement_id, proposal_id=proposal_id)
    return await show_enhancement(enhancement_id, who, cases)


@router.post(
    "/{enhancement_id}/proposals/{proposal_id}/reject",
    response_model=One[schema.EnhancementOut],
    summary="Leave the item as it is",
)
async def reject_proposal(enhancement_id: UUID, proposal_id: ProposalId, who: SignedIn, cases: Cases) -> Response:
    await cases.enhancements.reject(owner=who.user_id, id=enhancement_id, proposal_id=proposal_id)
    return await show_enhancement(enhancement_id, who, cases)
