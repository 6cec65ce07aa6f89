"""What is answered, as plain JSON: the one way in which ids, times, amounts and choices are written."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson

from jobwise.domain.limits import EXACT_TOTAL

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def to_bytes(value: Any) -> bytes:
    """The value as JSON in UTF-8."""
    return orjson.dumps(value, _default, _OPTIONS)


def to_plain(value: Any) -> Any:
    """The value as whoever reads the JSON sees it: texts, numbers, lists and objects alone."""
    return orjson.loads(to_bytes(value))


def page_of(
    rows: Sequence[Any], *, page: int, limit: int, total: int, filters: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A page of a list in its envelope. `total` is exact to 10,000; above it says so."""
    shown = min(total, EXACT_TOTAL)
    meta = {
        "page": page,
        "limit": limit,
        "total": shown,
        "total_pages": -(-shown // limit),
        "total_exact": total <= EXACT_TOTAL,
        "filters": dict(filters or {}),
    }
    return {"data": rows, "meta": meta}


def _default(value: Any) -> Any:
    if isinstance(value, Decimal):
        # Money has two to four places: a double holds them, and JSON has no other number.
        return float(value)
    return str(value)
