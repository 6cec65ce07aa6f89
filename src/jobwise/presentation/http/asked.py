"""Query parameters of lists, read by one model in one go.

The framework reads each parameter by itself, and a list has fifteen: that costs more than the list. So the model reads
the query string, and the document is told of its fields.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from fastapi import Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from jobwise.presentation.schemas.asked import Asked, sort_pattern

A = TypeVar("A", bound="Asked")


def read_by(model: type[A]) -> Callable[[Request], Awaitable[A]]:
    """A dependency that reads the query by the model."""
    nothing = model.model_validate({})

    async def asked(request: Request) -> A:
        if not request.scope["query_string"]:
            return nothing
        try:
            return model.model_validate(dict(request.query_params))
        except ValidationError as error:
            raise RequestValidationError([{**one, "loc": ("query", *one["loc"])} for one in error.errors()]) from None

    return asked


def sorting(names: frozenset[str], *, max_length: int = 200, example: str = "", more: str = "") -> Any:
    """The parameter `sort` of a list that is sorted by these, for routes that declare their parameters one by one."""
    of = f"Of {', '.join(sorted(names))}, " if len(names) > 1 else ""
    return Query(
        max_length=max_length,
        pattern=sort_pattern(names),
        description=f"{of}`-` in front for falling.{more}",
        examples=[example] if example else None,
    )


def described(model: type[Asked]) -> dict[str, Any]:
    """The model's fields as parameters, for `openapi_extra`."""
    schema = model.model_json_schema()
    kinds = schema.get("$defs", {})
    return {"parameters": [_parameter(name, field, kinds) for name, field in schema["properties"].items()]}


def _parameter(name: str, field: dict[str, Any], kinds: dict[str, Any]) -> dict[str, Any]:
    said = {key: value for key, value in field.items() if key not in ("title", "description", "examples", "default")}
    # An absent parameter is not a null one.
    choices = [kinds.get(one.get("$ref", "").rpartition("/")[2], one) for one in said.pop("anyOf", [said])]
    schema = next(one for one in choices if one.get("type") != "null")
    schema = {key: value for key, value in schema.items() if key not in ("title", "description")}
    if field.get("default") is not None:
        schema["default"] = field["default"]
    parameter = {"name": name, "in": "query", "required": False, "schema": schema}
    if "description" in field:
        parameter["description"] = field["description"]
    if field.get("examples"):
        parameter["example"] = field["examples"][0]
    return parameter
