"""The envelope: `{"data": ...}`, lists with `meta`, tags of versions, written to bytes without a second model.

What a route answers is described by its response model (for OpenAPI) and built here from plain values: validating
our own output again would cost more than the query.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from starlette.responses import Response

from jobwise.domain.limits import EXACT_TOTAL

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
JSON = "application/json"


def one(data: Any, *, status: int = 200, version: int | None = None, location: str = "") -> Response:
    """One thing in its envelope, with the ETag of its version and its address when they are given."""
    answer = Response(orjson.dumps({"data": data}, _default, _OPTIONS), status, media_type=JSON)
    if version is not None:
        answer.headers["ETag"] = etag(version)
    if location:
        answer.headers["Location"] = location
    return answer


def many(
    rows: Sequence[Any], *, page: int, limit: int, total: int, filters: Mapping[str, Any] | None = None, **more: Any
) -> Response:
    """A page of a list. `total` is exact to 10,000; above it says so. `more` goes into `meta`."""
    exact = total <= EXACT_TOTAL
    shown = min(total, EXACT_TOTAL)
    meta: dict[str, Any] = {
        "page": page,
        "limit": limit,
        "total": shown,
        "total_pages": -(-shown // limit),
        "total_exact": exact,
        "filters": dict(filters or {}),
        **more,
    }
    return Response(orjson.dumps({"data": rows, "meta": meta}, _default, _OPTIONS), media_type=JSON)


def bare(data: Any, *, status: int = 200, media_type: str = JSON) -> Response:
    """JSON without the envelope, where a standard fixes the form."""
    return Response(orjson.dumps(data, _default, _OPTIONS), status, media_type=media_type)


def nothing() -> Response:
    return Response(status_code=204)


def attachment(data: bytes, *, name: str, media_type: str) -> Response:
    """A file to keep. The name is written as RFC 6266 asks: an ASCII fallback, and the real one percent-encoded."""
    return Response(data, media_type=media_type, headers={"Content-Disposition": disposition(name)})


def disposition(name: str) -> str:
    from urllib.parse import quote

    shown = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\"')[:150] or "file"
    ascii_name = shown.encode("ascii", "replace").decode().replace("?", "_")
    encoded = quote(shown.encode("utf-8", "replace"), safe="")
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{encoded}"


def etag(version: int) -> str:
    return f'"{version}"'


def _default(value: Any) -> Any:
    from decimal import Decimal

    if isinstance(value, Decimal):
        # Money has two to four places: a double holds them, and JSON has no other number.
        return float(value)
    return str(value)
