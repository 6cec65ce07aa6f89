"""Frozen domain types to JSON values and back, driven by their fields and annotations.

| type | JSON value |
| --- | --- |
| dataclass | object of all its fields that the constructor takes |
| tuple | array |
| mapping | object; enum keys by value |
| enum | its value |
| PartialDate, datetime, UUID, Decimal | their ISO or canonical text |
| Any | as it stands (JSON values only) |
"""

import dataclasses
import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from jobwise.domain.limits import MAX_JSON_DEPTH
from jobwise.domain.shared.errors import Detail, InvalidInput, TooLarge, UnreadableInput
from jobwise.domain.shared.values import PartialDate

T = TypeVar("T")
Place = str | tuple["Place", object]
"""Where a value stands: a path, or the place around it and its name there. It becomes text only for an error."""
Decoder = Callable[[Any, Place], Any]
Encoder = Callable[[Any, int], Any]

# What no UTF-8 file and no PostgreSQL text can hold.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def to_data(value: object) -> Any:
    """The JSON value of a domain value, sharing nothing mutable with it.

    Raises InvalidInput for text with NUL or half a surrogate pair, and for numbers that JSON has no word for; TooLarge
    when it is nested deeper than `MAX_JSON_DEPTH`.
    """
    return _encode(value, 0)


def from_data(kind: type[T], data: object, path: str = "") -> T:
    """The value of type `kind` that `to_data` wrote; missing fields take their defaults.

    Raises UnreadableInput, naming the field, for unknown fields, wrong types and values the type refuses; TooLarge
    for free JSON (`Any`) that is nested too deep.
    """
    return cast(T, _decoder(cast(Any, kind))(data, path))


def storable(text: str) -> str:
    """The text itself; InvalidInput when it holds NUL or half a surrogate pair."""
    if "\x00" in text or not (text.isascii() or _UNSTORABLE.search(text) is None):
        raise InvalidInput("Text holds characters that cannot be stored (NUL or half a surrogate pair); remove them.")
    return text


def _encode(value: Any, depth: int) -> Any:
    if depth > MAX_JSON_DEPTH:
        raise TooLarge(f"Data is nested deeper than {MAX_JSON_DEPTH} levels; flatten it.")
    kind: Any = type(value)
    return _encoder(kind)(value, depth)


@lru_cache(maxsize=1024)
def _encoder(kind: type) -> Encoder:
    """How the values of one type are written; the first type of the table that it is one of says so."""
    for known, encode in _WRITTEN:
        if issubclass(kind, known):
            return encode
    if dataclasses.is_dataclass(kind):
        return _fields(_names(cast(Any, kind)))
    raise InvalidInput(f"A value of type {kind.__name__} cannot be written as JSON.")


def _fields(names: tuple[str, ...]) -> Encoder:
    def encode(value: Any, depth: int) -> dict[str, Any]:
        below = depth + 1
        data: dict[str, Any] = {}
        for name in names:
            item = getattr(value, name)
            # Most fields are plain text, and most of the others are empty.
            if type(item) is str and below <= MAX_JSON_DEPTH:
                data[name] = storable(item) if item else item
            else:
                data[name] = _encode(item, below)
        return data

    return encode


def _members(value: Mapping[Any, Any], depth: int) -> dict[str, Any]:
    return {storable(str(_encode(key, depth))): _encode(item, depth + 1) for key, item in value.items()}


def _items(value: list[Any] | tuple[Any, ...], depth: int) -> list[Any]:
    return [_encode(item, depth + 1) for item in value]


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise InvalidInput("A number is not finite; JSON cannot hold it.")
    return value


_WRITTEN: tuple[tuple[type | UnionType, Encoder], ...] = (
    (Enum, lambda value, depth: value.value),
    (str, lambda value, depth: storable(value)),
    (NoneType | bool | int, lambda value, depth: value),
    (float, lambda value, depth: _finite(value)),
    (PartialDate, lambda value, depth: value.iso),
    (datetime, lambda value, depth: value.isoformat()),
    (Decimal | UUID, lambda value, depth: str(value)),
    (Mapping, _members),
    (list | tuple, _items),
)


@lru_cache(maxsize=256)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind) if field.init)


@lru_cache(maxsize=1024)
def _decoder(kind: Any) -> Decoder:
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return _anything
    if origin in (Union, UnionType):
        return _union(inner)
    if origin is tuple:
        return _many(_decoder(inner[0])) if inner[-1] is Ellipsis else _fixed([_decoder(part) for part in inner])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_decoder(inner[0]), _decoder(inner[1]))
    if kind in _SCALARS:
        return _SCALARS[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _parsed(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    raise TypeError(f"no JSON form for {kind!r}")


def _bad(place: Place, reason: str) -> UnreadableInput:
    path = _path(place)
    return UnreadableInput(f"{path or 'the document'} {reason}.", (Detail(path, reason),))


def _path(place: Place) -> str:
    if isinstance(place, str):
        return place
    around, name = _path(place[0]), place[1]
    return f"{around}/{name}" if around else str(name)


def _anything(data: Any, path: Place) -> Any:
    # Copied, so that the value shares nothing with what it was read from.
    try:
        return _encode(data, 0)
    except TooLarge:
        raise
    except InvalidInput as error:
        raise _bad(path, "holds what JSON or a database cannot") from error


def _text(data: Any, path: Place) -> str:
    if not isinstance(data, str):
        raise _bad(path, "is not text")
    if "\x00" in data or not (data.isascii() or _UNSTORABLE.search(data) is None):
        raise _bad(path, "holds NUL or half a surrogate pair")
    return data


def _integer(data: Any, path: Place) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise _bad(path, "is not a whole number")
    return data


def _number(data: Any, path: Place) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise _bad(path, "is not a number")
    try:
        number = float(data)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _bad(path, "is not a finite number")
    return number


def _boolean(data: Any, path: Place) -> bool:
    if not isinstance(data, bool):
        raise _bad(path, "is neither true nor false")
    return data


def _nothing(data: Any, path: Place) -> None:
    if data is not None:
        raise _bad(path, "is not null")


def _parsed(parse: Callable[[str], Any]) -> Decoder:
    def decode(data: Any, path: Place) -> Any:
        try:
            return parse(_text(data, path))
        except (ValueError, InvalidOperation):
            raise _bad(path, "has a value that is not allowed") from None

    return decode


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


_SCALARS: dict[Any, Decoder] = {
    str: _text,
    int: _integer,
    float: _number,
    bool: _boolean,
    NoneType: _nothing,
    PartialDate: _parsed(PartialDate.parse),
    datetime: _parsed(datetime.fromisoformat),
    Decimal: _parsed(_decimal),
    UUID: _parsed(UUID),
}


def _union(kinds: tuple[Any, ...]) -> Decoder:
    others = [kind for kind in kinds if kind is not NoneType]
    if len(others) != 1:
        raise TypeError(f"no JSON form for a choice of types: {kinds!r}")
    decode_one = _decoder(others[0])
    return lambda data, path: None if data is None else decode_one(data, path)


def _many(decode_one: Decoder) -> Decoder:
    def decode(data: Any, path: Place) -> tuple[Any, ...]:
        if not isinstance(data, (list, tuple)):
            raise _bad(path, "is not a list")
        return tuple([decode_one(item, (path, place)) for place, item in enumerate(data)])

    return decode


def _fixed(parts: list[Decoder]) -> Decoder:
    def decode(data: Any, path: Place) -> tuple[Any, ...]:
        if not isinstance(data, (list, tuple)) or len(data) != len(parts):
            raise _bad(path, f"is not a list of {len(parts)}")
        return tuple(part(item, (path, place)) for place, (part, item) in enumerate(zip(parts, data, strict=True)))

    return decode


def _mapping(decode_key: Decoder, decode_one: Decoder) -> Decoder:
    def decode(data: Any, path: Place) -> dict[Any, Any]:
        if not (type(data) is dict or isinstance(data, Mapping)):
            raise _bad(path, "is not an object")
        return {decode_key(key, path): decode_one(item, (path, key)) for key, item in data.items()}

    return decode


def _record(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    decoders = {name: _decoder(hints[name]) for name in _names(kind)}
    known, texts = decoders.keys(), {name for name, decode_one in decoders.items() if decode_one is _text}
    required = [field.name for field in dataclasses.fields(kind) if field.init and _is_required(field)]

    def decode(data: Any, path: Place) -> Any:
        if not (type(data) is dict or isinstance(data, Mapping)):
            raise _bad(path, "is not an object")
        if not data.keys() <= known:
            raise _bad((path, next(key for key in data if key not in known)), "is not a known field")
        for name in required:
            if name not in data:
                raise _bad((path, name), "is missing")
        values: dict[str, Any] = {}
        for name, item in data.items():
            # Most fields are plain text.
            if name in texts and type(item) is str and item.isascii() and "\x00" not in item:
                values[name] = item
            else:
                values[name] = decoders[name](item, (path, name))
        try:
            return kind(**values)
        except (ValueError, InvalidInput) as error:
            raise _bad(path, f"is not acceptable: {error}") from error

    return decode


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def fingerprint(value: object) -> str:
    """SHA-256 in hex of the value as canonical JSON: the same value has the same one everywhere."""
    text = json.dumps(to_data(value), ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
