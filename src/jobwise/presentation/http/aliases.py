"""Other addresses of acts that stand elsewhere. Profiles have theirs, `/profile`, in `routes/both.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute

from jobwise.presentation.http.routes import admin, exports, generations, rankings, samples


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
    Alias("create_ranking_too", "/rankings/create", "create_ranking", "/rankings"),
    Alias("list_generation_history", "/generations/history", "list_generations", "/generations"),
    Alias("generate_resume", "/generate/resume", "request_resume", "/generations/resume"),
    Alias("generate_cover_letter", "/generate/cover-letter", "request_cover_letter", "/generations/cover-letter"),
    Alias("generate_letter_by_kind", "/generate/cover_letter", "request_cover_letter", "/generations/cover-letter"),
    Alias("write_cover_letter", "/cover-letter/generate", "request_cover_letter", "/generations/cover-letter"),
    Alias("list_export_files", "/exports/files", "list_exports", "/exports"),
    Alias("download_file", "/exports/files/{export_id}/download", "download_export", "/exports/{export_id}/download"),
    Alias("upload_sample_file", "/samples/upload", "upload_sample", "/samples"),
)
_ROUTERS = (admin.router, exports.router, generations.router, rankings.router, samples.router)


def aliases(*, exact: bool) -> APIRouter:
    """A router of them, each with what its canonical route asks and answers.

    Those that are `exact` name no id: they are looked up before the routes that would take their last word for one.
    """
    router, known = APIRouter(), _routes(*_ROUTERS)
    for alias in ALIASES:
        if exact is ("{" in alias.path):
            continue
        route = known[alias.of]
        method = next(iter(route.methods or ()))
        router.add_api_route(
            alias.path,
            route.endpoint,
            methods=[method],
            name=alias.id,
            response_model=route.response_model,
            responses=route.responses,
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


def link_alike(document: dict[str, Any]) -> None:
    """Gives each of them in an OpenAPI document the answers of its canonical operation, whose links go by address."""
    paths: Mapping[str, dict[str, dict[str, Any]]] = document["paths"]
    named = {one["operationId"]: one for item in paths.values() for one in item.values()}
    for alias in ALIASES:
        if alias.id in named and alias.of in named:
            named[alias.id]["responses"] = named[alias.of]["responses"]
