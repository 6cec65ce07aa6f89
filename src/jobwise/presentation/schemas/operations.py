"""What an installation says of itself."""

from typing import Any

from pydantic import Field

from jobwise.application.operations.readiness import Health, Readiness
from jobwise.presentation.schemas.inputs import Output


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


class ProviderOut(Output):
    name: str = Field(examples=["groq"])
    models: list[str] = Field(examples=[["llama-3.3-70b-versatile"]])
    keeps: str = Field(
        description="Where the provider says what it keeps and for how long; empty for a server that whoever runs this "
        "installation answers for.",
        examples=["https://console.groq.com/docs/your-data"],
    )


class ConfigOut(Output):
    version: str = Field(examples=["0.1.0"])
    features: dict[str, bool] = Field(examples=[{"applications": True}])
    limits: dict[str, int]
    templates: list[str]
    formats: list[str]
    languages: list[str]
    models: list[str] = Field(
        description="Language models that a request may name; none when this installation works offline.",
        examples=[["groq/llama-3.3-70b-versatile"]],
    )
    providers: list[ProviderOut] = Field(description="Who gets what is asked of a language model.")


def readiness(found: Readiness) -> dict[str, Any]:
    listed = [
        {"name": one.name, "status": one.health, "latency_ms": one.latency_ms, "detail": one.detail}
        for one in found.checks
    ]
    return {"status": found.health, "checks": listed}
