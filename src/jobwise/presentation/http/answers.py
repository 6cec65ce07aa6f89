"""The envelope: `{"data": ...}`, lists with `meta`, tags of versions, written to bytes without a second model.

What a route answers is described by its response model (for OpenAPI) and built here from plain values: validating
our own output again would cost more than the query.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from starlette.responses import Response, StreamingResponse

from jobwise.presentation.schemas.plain import page_of, to_bytes

JSON = "application/json"


def one(data: Any, *, status: int = 200, version: int | None = None, location: str = "") -> Response:
    """One thing in its envelope, with the ETag of its version and its address when they are given."""
    answer = Response(to_bytes({"data": data}), status, media_type=JSON)
    if version is not None:
        answer.headers["ETag"] = etag(version)
    if location:
        answer.headers["Location"] = location
    return answer


def many(
    rows: Sequence[Any], *, page: int, limit: int, total: int, filters: Mapping[str, Any] | None = None
) -> Response:
    """A page of a list. `total` is exact to 10,000; above it says so."""
    return Response(to_bytes(page_of(rows, page=page, limit=limit, total=total, filters=filters)), media_type=JSON)


def bare(data: Any, *, status: int = 200, media_type: str = JSON) -> Response:
    """JSON without the envelope, where a standard fixes the form."""
    return Response(to_bytes(data), status, media_type=media_type)


def nothing() -> Response:
    return Response(status_code=204)


def attachment(data: bytes, *, name: str, media_type: str) -> Response:
    """A file to keep. The name is written as RFC 6266 asks: an ASCII fallback, and the real one percent-encoded."""
    return Response(data, media_type=media_type, headers={"Content-Disposition": disposition(name)})


def streamed(pieces: AsyncIterator[bytes], *, media_type: str, size_bytes: int, name: str) -> Response:
    """A file as an attachment, as it comes: no browser shows it as a page of ours."""
    return StreamingResponse(
        pieces,
        headers={
            "Content-Type": media_type,
            "Content-Length": str(size_bytes),
            "Content-Disposition": disposition(name),
            "Cache-Control": "private, no-store",
        },
    )


def disposition(name: str) -> str:
    from urllib.parse import quote

    shown = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\"')[:150] or "file"
    ascii_name = shown.encode("ascii", "replace").decode().replace("?", "_")
    encoded = quote(shown.encode("utf-8", "replace"), safe="")
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{encoded}"


def etag(version: int) -> str:
    return f'"{version}"'
