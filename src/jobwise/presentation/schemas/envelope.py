"""The forms that all answers share, for OpenAPI."""

from typing import Any, Generic, TypeVar, get_args

from pydantic import Field

from jobwise.presentation.schemas.inputs import Output

T = TypeVar("T")


def _called(*parts: Any) -> str:
    """A name that a generated client can show: OneJobOut, OneListOfPlanOut."""
    return "".join("ListOf" + _called(*get_args(part)) if get_args(part) else str(part.__name__) for part in parts)


class One(Output, Generic[T]):
    """One thing."""

    data: T

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        return cls.__name__ + _called(*params)


class Meta(Output):
    """Where in the list this page stands. `total` is exact to 10,000; above it `total_exact` is false."""

    page: int = Field(ge=1, examples=[1])
    limit: int = Field(ge=1, le=100, examples=[20])
    total: int = Field(ge=0, le=10_000, examples=[57])
    total_pages: int = Field(ge=0, examples=[3])
    total_exact: bool = Field(examples=[True])
    filters: dict[str, Any] = Field(description="The filters that were applied.", examples=[{"status": "active"}])


class Many(Output, Generic[T]):
    """One page of a list."""

    data: list[T]
    meta: Meta

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        return cls.__name__ + _called(*params)


class ErrorDetail(Output):
    field: str = Field(description="The field or path it concerns; empty for the request as a whole.")
    reason: str


class ErrorContent(Output):
    code: str = Field(pattern="^[A-Z_]+$", examples=["VALIDATION_ERROR"])
    message: str = Field(examples=["The request does not have the form that is asked for."])
    details: list[ErrorDetail]


class Failure(Output):
    """What every failure answers."""

    error: ErrorContent
