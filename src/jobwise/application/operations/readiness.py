"""Whether this process can do its work."""

import asyncio
import time
from dataclasses import dataclass, field
from enum import StrEnum

from jobwise.application.ports.readiness import Check
from jobwise.domain.limits import READINESS_TIMEOUT_S
from jobwise.domain.shared.errors import JobWiseError


class Health(StrEnum):
    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Checked:
    name: str
    health: Health
    latency_ms: float
    detail: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """`down` when something essential is; `degraded` when something else is."""

    health: Health
    checks: tuple[Checked, ...]


@dataclass(slots=True)
class Stopping:
    """Set when the process has been told to end: it finishes what it has and takes nothing new."""

    asked: bool = False


@dataclass(frozen=True, slots=True)
class CheckReadiness:
    """Asks all checks at once, each for at most `READINESS_TIMEOUT_S` seconds."""

    checks: tuple[Check, ...]
    stopping: Stopping = field(default_factory=Stopping)

    async def __call__(self) -> Readiness:
        checked = tuple(await asyncio.gather(*(_checked(check) for check in self.checks)))
        if self.stopping.asked or any(one.health is Health.DOWN for one in checked):
            return Readiness(Health.DOWN, checked)
        degraded = any(one.health is Health.DEGRADED for one in checked)
        return Readiness(Health.DEGRADED if degraded else Health.OK, checked)


def _silent(check: Check) -> str:
    return f"does not answer; check {check.setting}" if check.setting else "does not answer"


async def _checked(check: Check) -> Checked:
    started = time.perf_counter()
    health, detail = Health.OK, ""
    try:
        async with asyncio.timeout(READINESS_TIMEOUT_S):
            detail = await check()
    except (JobWiseError, OSError) as error:
        # TimeoutError is an OSError too. The sentence of an unknown error may hold an address, so it is not shown.
        health = Health.DOWN if check.essential else Health.DEGRADED
        detail = error.message if isinstance(error, JobWiseError) else _silent(check)
    return Checked(check.name, health, round((time.perf_counter() - started) * 1000, 1), detail)
