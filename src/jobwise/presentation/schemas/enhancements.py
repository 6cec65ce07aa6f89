"""What is sent about better wordings, and what they are answered with."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.application.enhancements.queries import EnhancementShown
from jobwise.domain.enhancements.enhancement import Decision, Enhancement, EnhancementStatus
from jobwise.domain.limits import MAX_KEPT_ITEMS
from jobwise.presentation.schemas.generation_reports import ClaimOut
from jobwise.presentation.schemas.inputs import Input, Name, Output

BASE = "/api/v1/enhancements"


class EnhanceIn(Input):
    paths: list[Name] = Field(
        default_factory=list,
        max_length=MAX_KEPT_ITEMS,
        description="Items to word better, such as `summary`, `experiences/ID/summary`, `experiences/ID/bullets/ID` or "
        "`projects/ID/description`. Without: all of them.",
        examples=[["summary"]],
    )
    model: Name | None = Field(
        None, description="One of the language models that `GET /config` names. Without it: the usual ones."
    )


class ProposalOut(Output):
    id: str = Field(examples=["i1"])
    path: str = Field(examples=["summary"])
    before: str = Field(description="What the item says.", examples=["Responsible for baking of bread."])
    text: str = Field(description="What is proposed.", examples=["Baked bread."])
    decision: Decision
    stale: bool = Field(description="Whether the item says something else by now, or is gone.", examples=[False])
    claims: list[ClaimOut] = Field(description="What the wording claims; each is carried by the item.")


class UnproposedOut(Output):
    path: str = Field(examples=["projects/p1/description"])
    text: str = Field(description="The wording that was refused; empty when there was none.")
    reasons: list[str]


class ProposerOut(Output):
    """Who proposed, and what it cost."""

    provider: str = Field(examples=["groq"])
    model: str = Field(examples=["llama-3.3-70b-versatile"])
    prompt_version: str = Field(examples=["enhancement-1+question-1"])
    calls: int = Field(ge=0, description="0 when the model had answered the same before.", examples=[1])
    tokens_in: int = Field(ge=0, examples=[900])
    tokens_out: int = Field(ge=0, examples=[300])
    cost_micros: int | None = Field(description="Millionths of a US dollar; null when a price is unknown.")


class EnhancementCardOut(Output):
    id: UUID
    version: int
    status: EnhancementStatus
    profile_id: UUID
    profile_version: int = Field(ge=1, examples=[3])
    proposals: int = Field(ge=0, description="How many there are.", examples=[7])
    open: int = Field(ge=0, description="How many of them are neither accepted nor rejected.", examples=[2])
    failure: str = Field(description="Why there are none, as a code.", examples=[""])
    created_at: datetime
    updated_at: datetime


class EnhancementLinks(Output):
    self: str
    profile: str


class EnhancementOut(Output):
    id: UUID
    version: int
    status: EnhancementStatus
    profile_id: UUID
    profile_version: int = Field(ge=1, description="Of the profile when they were asked for.", examples=[3])
    paths: list[str] = Field(description="What was asked for; empty for everything.", examples=[[]])
    proposals: list[ProposalOut]
    unproposed: list[UnproposedOut] = Field(description="Items for which nothing is proposed, and why.")
    proposer: ProposerOut | None
    failure: str = Field(description="Why there are none, as a code.", examples=[""])
    reason: str = Field(description="Why there are none, as a sentence.", examples=[""])
    created_at: datetime
    updated_at: datetime
    links: EnhancementLinks


def card(one: Enhancement) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "status": one.status,
        "profile_id": one.profile_id,
        "profile_version": one.profile_version,
        "proposals": len(one.proposals),
        "open": sum(each.decision is Decision.OPEN for each in one.proposals),
        "failure": one.failure,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
    }


def whole(found: EnhancementShown) -> dict[str, Any]:
    one = found.enhancement
    return {
        "id": one.id,
        "version": one.version,
        "status": one.status,
        "profile_id": one.profile_id,
        "profile_version": one.profile_version,
        "paths": one.paths,
        "proposals": [
            {
                "id": each.id,
                "path": each.path,
                "before": each.before,
                "text": each.text,
                "decision": each.decision,
                "stale": each.path in found.changed,
                "claims": [claim for sentence in each.trace["sentences"] for claim in sentence["claims"]],
            }
            for each in one.proposals
        ],
        "unproposed": one.unproposed,
        "proposer": one.proposer,
        "failure": one.failure,
        "reason": one.reason,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "links": {"self": f"{BASE}/{one.id}", "profile": f"/api/v1/profiles/{one.profile_id}"},
    }
