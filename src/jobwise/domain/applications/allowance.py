"""How many active applications each tier may have."""

from collections.abc import Mapping
from types import MappingProxyType

from jobwise.domain.shared.errors import Detail, QuotaExceeded
from jobwise.domain.users.user import Tier

ACTIVE_APPLICATIONS: Mapping[Tier, int | None] = MappingProxyType({Tier.FREE: 50, Tier.PRO: 500, Tier.ENTERPRISE: None})
"""The smallest tier first; None is no limit."""

_ASK_AGAIN_S = 3600


def check_allowance(tier: Tier, active: int) -> None:
    """QuotaExceeded, naming the tier that would allow it, when `active` applications are all that the tier allows."""
    limit = ACTIVE_APPLICATIONS[tier]
    if limit is None or active < limit:
        return
    larger = next(one for one, most in ACTIVE_APPLICATIONS.items() if most is None or most > active)
    raise QuotaExceeded(
        f"The {tier} tier allows {limit} active applications; end one, or take the {larger} tier.",
        (Detail("tier", larger.value),),
        retry_after_s=_ASK_AGAIN_S,
        limit=limit,
        remaining=0,
    )
