"""Routes of areas that can be switched off: 403 while they are, and not in the OpenAPI document."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi.routing import APIRoute

from jobwise.domain.users.flags import Feature
from jobwise.presentation.http.dependencies import Cases


class NeededFeature:
    """The dependency itself, so that the document can find it among a route's."""

    def __init__(self, feature: Feature) -> None:
        self.feature = feature

    async def __call__(self, cases: Cases) -> None:
        await cases.features.need(self.feature)


def feature(name: Feature | str) -> Callable[[Cases], Awaitable[None]]:
    """For `APIRouter(dependencies=[Depends(feature("applications"))])`, or a single route."""
    return NeededFeature(Feature(name))


def is_shown(route: Any, off: frozenset[Feature]) -> bool:
    """Whether a route belongs in the document while these features are off."""
    if not isinstance(route, APIRoute):
        return True
    needed = {one.call.feature for one in route.dependant.dependencies if isinstance(one.call, NeededFeature)}
    return not needed & off
