"""What administrators send and see."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field, StrictBool

from jobwise.domain.shared.events import StoredEvent
from jobwise.domain.users.flags import Feature
from jobwise.domain.users.user import Tier, UserRole
from jobwise.presentation.schemas.inputs import Input, Output


class UserAdminEdit(Input):
    role: UserRole | None = None
    tier: Tier | None = Field(None, examples=["pro"])
    active: StrictBool | None = None


class FlagIn(Input):
    enabled: StrictBool


class FlagOut(Output):
    feature: Feature
    enabled: bool


class QueueOut(Output):
    kind: str = Field(examples=["account.erase"])
    depth: int = Field(ge=0, description="How many wait or run.", examples=[2])


class EventOut(Output):
    id: UUID
    name: str = Field(examples=["user.tier_changed"])
    aggregate_type: str = Field(examples=["user"])
    aggregate_id: UUID
    aggregate_version: int
    owner_id: UUID | None
    occurred_at: datetime
    payload: dict[str, Any]
    position: int | None = Field(description="Its place in the published order; null while it waits.")


def event(stored: StoredEvent) -> dict[str, Any]:
    fact = stored.event
    return {
        "id": stored.id,
        "name": fact.name,
        "aggregate_type": fact.aggregate_type,
        "aggregate_id": fact.aggregate_id,
        "aggregate_version": fact.aggregate_version,
        "owner_id": fact.owner_id,
        "occurred_at": fact.occurred_at,
        "payload": dict(fact.payload),
        "position": stored.position,
    }


def flag(feature: Feature, enabled: bool) -> dict[str, Any]:
    return {"feature": feature, "enabled": enabled}


def queue(kind: str, depth: int) -> dict[str, Any]:
    return {"kind": kind, "depth": depth}
