"""What each tier may use, as one table; quotas, `GET /plans` and every refusal are read off it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from jobwise.domain.users.user import Tier


class Window(StrEnum):
    """Over what time a quota is counted. `held` counts what is there now and gives back what goes."""

    HOUR = "hour"
    DAY = "day"
    HELD = "held"


class QuotaKind(StrEnum):
    UPLOADS = "uploads"
    RESUMES = "resumes"
    COVER_LETTERS = "cover_letters"
    EXPORTS = "exports"
    ACTIVE_APPLICATIONS = "active_applications"
    SAVED_JOBS = "saved_jobs"
    DATA_EXPORTS = "data_exports"

    @property
    def window(self) -> Window:
        return _WINDOWS[self]


_WINDOWS: Mapping[QuotaKind, Window] = MappingProxyType(
    {
        QuotaKind.UPLOADS: Window.DAY,
        QuotaKind.RESUMES: Window.DAY,
        QuotaKind.COVER_LETTERS: Window.DAY,
        QuotaKind.EXPORTS: Window.HOUR,
        QuotaKind.ACTIVE_APPLICATIONS: Window.HELD,
        QuotaKind.SAVED_JOBS: Window.HELD,
        QuotaKind.DATA_EXPORTS: Window.DAY,
    }
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One tier. A limit of None is no limit; `files_kept_days` is how long what was made stays.

    `model_tokens` is what language models may use for one person in a day (UTC), question and answer together.
    """

    tier: Tier
    limits: Mapping[QuotaKind, int | None]
    files_kept_days: int
    model_tokens: int


def _plan(tier: Tier, files_kept_days: int, model_tokens: int, *limits: int | None) -> Plan:
    return Plan(tier, MappingProxyType(dict(zip(QuotaKind, limits, strict=True))), files_kept_days, model_tokens)


PLANS: Mapping[Tier, Plan] = MappingProxyType(
    {
        plan.tier: plan
        for plan in (
            _plan(Tier.FREE, 30, 500_000, 10, 25, 25, 50, 50, 100, 1),
            _plan(Tier.PRO, 180, 2_500_000, 50, 200, 100, 200, 500, 2_000, 1),
            _plan(Tier.ENTERPRISE, 730, 25_000_000, 500, 2_000, 1_000, 2_000, None, None, 1),
        )
    }
)
"""The smallest tier first."""

_START = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
_LENGTHS: Mapping[Window, timedelta] = MappingProxyType(
    {Window.HOUR: timedelta(hours=1), Window.DAY: timedelta(days=1)}
)


def limit_of(tier: Tier, kind: QuotaKind) -> int | None:
    return PLANS[tier].limits[kind]


def window_start(kind: QuotaKind, now: datetime) -> datetime:
    """The start of the window that `now` lies in (UTC hours and days; one for ever for what is held)."""
    length = _LENGTHS.get(kind.window)
    return _START if length is None else now - (now - _START) % length


def window_end(kind: QuotaKind, now: datetime) -> datetime | None:
    """When the present window ends; None for what is held."""
    length = _LENGTHS.get(kind.window)
    return None if length is None else window_start(kind, now) + length


def tier_allowing(kind: QuotaKind, more_than: int) -> Tier | None:
    """The smallest tier that allows more than so many; None when none does."""
    for plan in PLANS.values():
        limit = plan.limits[kind]
        if limit is None or limit > more_than:
            return plan.tier
    return None
