"""A file that is sent: as a part of a form, or as the body itself."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from fastapi import Request
from starlette.datastructures import UploadFile

from jobwise.domain.shared.errors import Detail, InvalidInput, WrongMedia

_MOST_TOLD = 50
PROFILE_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A JSON Resume as the body, or a JSON Resume or LinkedIn archive as the form's `file`.",
        "content": {
            "application/json": {
                "schema": {"type": "object"},
                "example": {"basics": {"name": "Mara Lind"}, "work": [{"name": "Mill & Oven", "position": "Baker"}]},
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}


@dataclass(frozen=True, slots=True)
class PartsAsked:
    """Refuses a form with a part that is not one of `names`, or comes twice: what nobody reads was meant for something.

    It stands behind whoever signs in among a route's parameters, so that strangers are told that first.
    """

    names: tuple[str, ...]

    async def __call__(self, request: Request) -> None:
        sent = Counter(name for name, _ in (await request.form()).multi_items())
        wrong = [Detail(name, "is not asked for") for name in sent if name not in self.names]
        wrong += [Detail(name, "comes more than once") for name, count in sent.items() if count > 1]
        if wrong:
            asked = " and ".join(f"`{name}`" for name in self.names)
            raise InvalidInput(f"The form takes {asked}, once each; leave out what else there is.", wrong[:_MOST_TOLD])


@asynccontextmanager
async def profile_file(request: Request) -> AsyncIterator[BinaryIO]:
    """The JSON body or the form's `file`, which lies on the disk when it is long, within the block.

    WrongMedia for a body of another type.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json":
        yield BytesIO(await request.body())
        return
    if media != "multipart/form-data":
        raise WrongMedia("Send the file as application/json, or as `file` in multipart/form-data.")
    async with request.form(max_files=1, max_fields=10) as form:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise InvalidInput("The form needs the file as `file`.", (Detail("file", "is missing"),))
        yield sent.file
