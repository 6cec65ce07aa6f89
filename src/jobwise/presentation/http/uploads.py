"""A file that is sent: as a part of a form, or as the body itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any, BinaryIO

from fastapi import Request
from starlette.datastructures import UploadFile

from jobwise.domain.shared.errors import Detail, InvalidInput, WrongMedia

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
