"""Bodies that hold a posting: as a text in JSON, or as what they are (text, a page, a JobPosting)."""

from typing import Any

import orjson
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError

from jobwise.domain.limits import MAX_JSON_BODY_BYTES
from jobwise.domain.shared.errors import UnreadableInput, WrongMedia
from jobwise.presentation.schemas.inputs import Input

RAW = ("text/plain", "text/html", "application/ld+json")
_JSON = "application/json"


class PastedIn(Input):
    text: str = Field(
        min_length=1,
        max_length=MAX_JSON_BODY_BYTES,
        description="The posting: its text, the source of its page, or its JSON.",
        examples=["Data Engineer\nAcme GmbH, Berlin (hybrid)\n\nWhat you bring\n- 3 years of Python"],
    )


BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"The posting in JSON. It may also be sent as what it is: {', '.join(RAW)}.",
        "content": {_JSON: {"schema": PastedIn.model_json_schema()}},
    }
}
"""For `openapi_extra`: the body is read here, not by the framework."""


async def pasted(request: Request) -> bytes:
    """The posting that was sent; WrongMedia when it is of a type that holds none."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in (_JSON, *RAW):
        raise WrongMedia(f"Send the posting as {', '.join((_JSON, *RAW[:-1]))} or {RAW[-1]}.")
    body = await request.body()
    if media_type != _JSON:
        return body
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise UnreadableInput("The body is not JSON; send the posting as `text` in an object.") from None
    # A JobPosting, or what a board gives out, is taken as it stands.
    if isinstance(said, dict) and "text" not in said and ("@type" in said or "@graph" in said or "@context" in said):
        return body
    try:
        return PastedIn.model_validate(said).text.encode("utf-8", "replace")
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from None
