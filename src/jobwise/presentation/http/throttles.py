"""What one address may ask of each class of endpoints, whoever is signed in."""

from collections.abc import Awaitable, Callable

from fastapi import Request

from jobwise.application.ports.throttle import Rate
from jobwise.presentation.http.dependencies import Cases
from jobwise.presentation.http.places import address_of, counted_address

REGISTER = Rate("register", 5, 3600)
REFRESH = Rate("refresh", 150, 300)
MAIL = Rate("mail", 10, 3600)
TOKEN = Rate("mailed-token", 30, 300)
ACCOUNT = Rate("account", 120, 60)
PUBLIC = Rate("public", 120, 60)
JOBS = Rate("jobs", 300, 60)
MODELS = Rate("models", 120, 3600)


def throttled(rate: Rate) -> Callable[[Request, Cases], Awaitable[None]]:
    """A dependency that counts the request for its address; 429 with the time to wait when that is too many."""

    async def count(request: Request, cases: Cases) -> None:
        left = await cases.users.throttle.spend(rate, counted_address(address_of(request)))
        request.scope["jobwise.left"] = left

    return count
