"""Other addresses of acts that stand elsewhere. Profiles have theirs, `/profile`, in `routes/both.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.routing import APIRoute

from jobwise.presentation.http.routes import admin, samples


@dataclass(frozen=True, slots=True)
class Alias:
    """The operation `id` at `path`, below `/api/v1`, does what `of` of the room does at `canonical`."""

    id: str
    path: str
    of: str
    canonical: str


ALIASES: tuple[Alias, ...] = (
    Alias("list_accounts", "/users", "list_users", "/admin/users"),
    Alias("show_account", "/users/{user_id}", "show_user", "/admin/users/{user_id}"),
    Alias("administer_account", "/users/{user_id}", "administer_user", "/admin/users/{user_id}"),
    Alias("upload_sample_file", "/samples/upload", "upload_sample", "/samples"),
)


def aliases() -> APIRouter:
    """A router of all of them, each with what its canonical route asks and answers."""
    router, known = APIRouter(), _routes(admin.router, samples.router)
    for alias in ALIASES:
        route = known[alias.of]
        method = next(iter(route.methods or ()))
        router.add_api_route(
            alias.path,
            route.endpoint,
            methods=[method],
            name=alias.id,
            response_model=route.response_model,
            status_code=route.status_code,
            summary=route.summary,
            description=f"Another address of `{method} /api/v1{alias.canonical}`.",
            tags=list(route.tags),
            dependencies=list(route.dependencies),
            openapi_extra=route.openapi_extra,
            route_class_override=type(route),
        )
    return router


def _routes(*routers: APIRouter) -> Mapping[str, APIRoute]:
    return {route.name: route for router in routers for route in router.routes if isinstance(route, APIRoute)}
