"""Alive, ready, what is on, and numbers. These stand outside `/api/v1` and are answered bare."""

from typing import Any

from fastapi import APIRouter, Request, Response

from jobwise.application.operations.readiness import Health
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Cases
from jobwise.presentation.schemas import operations as schema

router = APIRouter(tags=["operations"])


@router.get("/health", response_model=schema.Alive, summary="Whether the process is alive")
async def health() -> Response:
    return answers.bare({"status": "ok"})


@router.get(
    "/ready",
    response_model=schema.ReadyOut,
    summary="Whether requests may come; 503 when database, migrations or storage are down",
    responses={503: {"model": schema.ReadyOut, "description": "Something essential is down, or we are ending."}},
)
async def ready(cases: Cases) -> Response:
    found = await cases.operations.ready()
    status = 503 if found.health is Health.DOWN else 200
    answer = answers.bare(schema.readiness(found), status=status)
    if status == 503:
        answer.headers["Retry-After"] = "5"
    return answer


@router.get("/config", response_model=schema.ConfigOut, summary="What this installation offers; no secret is in it")
async def config(cases: Cases) -> Response:
    shown: dict[str, Any] = await cases.operations.config(off=await cases.features.off())
    return answers.bare(shown)


@router.get("/metrics", summary="Numbers for Prometheus", response_class=Response)
async def metrics(request: Request) -> Response:
    return Response(request.app.state.metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")
