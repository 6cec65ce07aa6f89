"""Routes of areas that can be switched off: 403 while they are, and not in the OpenAPI document."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts

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


def shown_routes(app: FastAPI, off: frozenset[Feature]) -> list[RouteContext]:
    """The routes that belong in the document while these features are off."""
    return [route for route in iter_route_contexts(app.routes) if not _needed(route) & off]


def _needed(route: RouteContext) -> set[Feature]:
    dependant: Dependant | None = getattr(route, "dependant", None)
    found = () if dependant is None else dependant.dependencies
    return {one.call.feature for one in found if isinstance(one.call, NeededFeature)}
