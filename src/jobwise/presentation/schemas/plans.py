"""What tiers allow, and what is left of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import Field

from jobwise.application.ports.model_calls import ModelUse
from jobwise.application.quotas import Usage
from jobwise.domain.users.tiers import PLANS, Plan, QuotaKind, Window, tier_allowing
from jobwise.domain.users.user import Tier
from jobwise.presentation.schemas.inputs import Output


class LimitOut(Output):
    kind: QuotaKind
    per: Window = Field(description="`held`: so many at a time.")
    limit: int | None = Field(description="Null is no limit.", examples=[25])


class PlanOut(Output):
    tier: Tier
    files_kept_days: int = Field(examples=[30])
    model_tokens_per_day: int = Field(
        description="What language models may use for one person in a day (UTC), question and answer together.",
        examples=[500_000],
    )
    limits: list[LimitOut]


class QuotaOut(LimitOut):
    used: int = Field(examples=[3])
    remaining: int | None = Field(examples=[22])
    resets_at: datetime | None
    next_tier: Tier | None = Field(description="The smallest tier that allows more.")


class ModelUseOut(Output):
    """What language models used for me today (UTC)."""

    calls: int = Field(ge=0, examples=[3])
    tokens: int = Field(ge=0, examples=[7200])
    tokens_limit: int = Field(description="What the tier allows in a day; past it the offline way is taken.")
    cost_micros: int = Field(
        ge=0, description="Millionths of a US dollar, as far as prices are known.", examples=[4300]
    )


class UsageOut(Output):
    tier: Tier
    quotas: list[QuotaOut]
    models: ModelUseOut


def plan(one: Plan) -> dict[str, Any]:
    limits = [{"kind": kind, "per": kind.window, "limit": limit} for kind, limit in one.limits.items()]
    return {
        "tier": one.tier,
        "files_kept_days": one.files_kept_days,
        "model_tokens_per_day": one.model_tokens,
        "limits": limits,
    }


def usage(tier: Tier, quotas: Sequence[Usage], models: ModelUse) -> dict[str, Any]:
    return {
        "tier": tier,
        "quotas": [
            {
                "kind": one.kind,
                "per": one.kind.window,
                "limit": one.limit,
                "used": one.used,
                "remaining": one.remaining,
                "resets_at": one.resets_at,
                "next_tier": None if one.limit is None else tier_allowing(one.kind, one.limit),
            }
            for one in quotas
        ],
        "models": {
            "calls": models.calls,
            "tokens": models.tokens,
            "tokens_limit": PLANS[tier].model_tokens,
            "cost_micros": models.micros,
        },
    }
