"""How many active applications each tier may have."""

from jobwise.domain.shared.errors import Detail, QuotaExceeded
from jobwise.domain.users.tiers import QuotaKind, limit_of, tier_allowing
from jobwise.domain.users.user import Tier

_KIND = QuotaKind.ACTIVE_APPLICATIONS
_ASK_AGAIN_S = 24 * 3600


def check_allowance(tier: Tier, active: int) -> None:
    """QuotaExceeded, naming the tier that would allow it, when `active` applications are all that the tier allows."""
    limit = limit_of(tier, _KIND)
    if limit is None or active < limit:
        return
    larger = tier_allowing(_KIND, active)
    advice = "no tier allows more" if larger is None else f"end one, or take the {larger} tier"
    raise QuotaExceeded(
        f"The {tier} tier allows {limit} active applications; {advice}.",
        (Detail(_KIND.value, "no tier" if larger is None else larger.value),),
        retry_after_s=_ASK_AGAIN_S,
        limit=limit,
        remaining=0,
    )
