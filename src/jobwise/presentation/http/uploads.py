"""A file that is sent: as a part of a form, or as the body itself."""

from typing import Any

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


async def profile_file(request: Request) -> bytes:
    """The bytes of the JSON body or of the form's `file`. WrongMedia for a body of another type."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json":
        return await request.body()
    if media != "multipart/form-data":
        raise WrongMedia("Send the file as application/json, or as `file` in multipart/form-data.")
    async with request.form(max_files=1, max_fields=10) as form:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise InvalidInput("The form needs the file as `file`.", (Detail("file", "is missing"),))
        return await sent.read()
