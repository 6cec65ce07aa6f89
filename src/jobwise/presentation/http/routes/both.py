"""The same act under two addresses: on a profile that is named, and on the default one."""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Response

_CONVERTOR = re.compile(r":[a-z_]+(?=})")


@dataclass(frozen=True, slots=True)
class Way:
    """One act with its address below the profile; `answers` is its response model, `more` goes to the route."""

    method: str
    path: str
    act: Callable[..., Any]
    answers: Any
    summary: str
    more: dict[str, Any] = field(default_factory=dict)


def add_both(ways: Sequence[Way], *, named: APIRouter, default: APIRouter) -> None:
    """Adds each way below `/{profile_id}` of the one router, and without an id to the other."""
    for way in ways:
        named.add_api_route(
            "/{profile_id}" + way.path,
            way.act,
            methods=[way.method],
            response_model=way.answers,
            summary=way.summary,
            **way.more,
        )
        canonical = _CONVERTOR.sub("", way.path)
        extra = way.more.get("openapi_extra", {})
        # There may be no default profile yet.
        failures = {**extra, "x-errors": sorted({404, *extra.get("x-errors", ())})}
        default.add_api_route(
            way.path,
            _of_default(way.act),
            methods=[way.method],
            response_model=way.answers,
            summary=f"My default profile: {way.summary[0].lower()}{way.summary[1:]}",
            description=f"`{way.method} /api/v1/profiles/{{profile_id}}{canonical}` for the default profile.",
            **{**way.more, "openapi_extra": failures},
        )


def _of_default(act: Callable[..., Any]) -> Callable[..., Any]:
    """The same act on the default profile: no id is asked for."""

    async def of_default(**given: Any) -> Response:
        answer: Response = await act(profile_id=None, **given)
        return answer

    signature = inspect.signature(act)
    asked = [one for name, one in signature.parameters.items() if name != "profile_id"]
    of_default.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in asked]
    )
    verb, _, rest = act.__name__.partition("_")
    of_default.__name__ = f"{verb}_my_{rest}"
    return of_default
