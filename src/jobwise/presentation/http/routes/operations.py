"""Alive, ready, what is on, and numbers. These stand outside `/api/v1` and are answered bare."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from jobwise.application.operations.readiness import Health
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Cases
from jobwise.presentation.http.inputs import Output

router = APIRouter(tags=["operations"])


class Alive(Output):
    status: str = Field(examples=["ok"])


class CheckedOut(Output):
    name: str = Field(examples=["database"])
    status: Health
    latency_ms: float = Field(ge=0, examples=[0.8])
    detail: str = Field(examples=["sqlite"])


class ReadyOut(Output):
    status: Health
    checks: list[CheckedOut]


class ConfigOut(Output):
    version: str = Field(examples=["0.1.0"])
    features: dict[str, bool] = Field(examples=[{"applications": True}])
    limits: dict[str, int]
    templates: list[str]
    formats: list[str]
    languages: list[str]


@router.get("/health", response_model=Alive, summary="Whether the process is alive")
async def health() -> Response:
    return answers.bare({"status": "ok"})


@router.get(
    "/ready",
    response_model=ReadyOut,
    summary="Whether requests may come; 503 when database, migrations or storage are down",
    responses={503: {"model": ReadyOut, "description": "Something essential is down, or the process is ending."}},
)
async def ready(cases: Cases) -> Response:
    found = await cases.operations.ready()
    listed = [
        {"name": one.name, "status": one.health, "latency_ms": one.latency_ms, "detail": one.detail}
        for one in found.checks
    ]
    status = 503 if found.health is Health.DOWN else 200
    answer = answers.bare({"status": found.health, "checks": listed}, status=status)
    if status == 503:
        answer.headers["Retry-After"] = "5"
    return answer


@router.get("/config", response_model=ConfigOut, summary="What this installation offers; no secret is in it")
async def config(cases: Cases) -> Response:
    shown: dict[str, Any] = await cases.operations.config(off=await cases.features.off())
    return answers.bare(shown)


@router.get("/metrics", summary="Numbers for Prometheus", response_class=Response)
async def metrics(request: Request) -> Response:
    return Response(request.app.state.metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")
