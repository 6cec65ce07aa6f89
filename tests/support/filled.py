"""Builds a value of any domain type with every field off its default, from the annotations alone.

A field added tomorrow is filled without a change here, so that a mapper that forgets it fails its round trip.
"""

import dataclasses
import itertools
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from jobwise.domain.applications.calendar import CalendarFeed
from jobwise.domain.applications.parts import Interview
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.stored import RankingInputs
from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.shared.values import PartialDate, PayRange, Span
from jobwise.domain.users.user import User

T = TypeVar("T")
START = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)
# Text of several scripts, with a quote, a percent sign and an emoji outside the basic plane.
_WORDS = ("Zoë's 100 %", "Łódź", "Ελένη", "林 小雨", "أمل", "Käthe 🚀")


def filled(kind: type[T], /, **given: Any) -> T:
    """A value of type `kind` with every field off its default, but for what is `given` for the outermost one."""
    return cast(T, _Filler().make(kind, given))


class _Filler:
    def __init__(self) -> None:
        self._numbers: Iterator[int] = itertools.count(1)

    def make(self, kind: Any, given: Mapping[str, Any]) -> Any:
        hints = get_type_hints(kind)
        values: dict[str, Any] = {}
        special = _special(kind, next(self._numbers))
        for field in dataclasses.fields(kind):
            if not field.init:
                continue
            if field.name in given:
                values[field.name] = given[field.name]
            elif field.name in special:
                values[field.name] = special[field.name]
            else:
                values[field.name] = self._value(hints[field.name], _default(field))
                assert values[field.name] != _default(field), f"{kind.__name__}.{field.name} is at its default"
        return kind(**values)

    def _value(self, kind: Any, default: Any) -> Any:
        origin, inner = get_origin(kind), get_args(kind)
        number = next(self._numbers)
        if origin in (Union, UnionType):
            return self._value(next(one for one in inner if one is not NoneType), default)
        if origin is tuple:
            kinds = [inner[0]] * 2 if inner[-1] is Ellipsis else inner
            return tuple(self._value(one, None) for one in kinds)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            keys = (f"zz key {number}", f"aa/key {number}") if inner[0] is str else tuple(inner[0])
            return {key: self._value(inner[1], None) for key in keys}
        if isinstance(kind, type) and issubclass(kind, Enum):
            members = [member for member in kind if member != default]
            return members[number % len(members)]
        if kind is bool:
            return default is not True
        if kind in _PLAIN:
            return _PLAIN[kind](number)
        assert dataclasses.is_dataclass(kind), f"the filler does not know {kind!r}"
        return self.make(kind, {})


def _default(field: "dataclasses.Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default


def _partial_date(number: int) -> PartialDate:
    return PartialDate(*(2000 + number % 25, 1 + number % 12, 1 + number % 28)[: 1 + number % 3])


def _anything(number: int) -> Any:
    return {"list": [number, 2.5, True, None, "x"], "": {"deep": [{"er": _text(number)}]}}


def _text(number: int) -> str:
    return f"{_WORDS[number % len(_WORDS)]} {number}"


_PLAIN: Mapping[Any, Any] = {
    str: _text,
    int: lambda number: number + 1,
    float: lambda number: number + 0.125,
    Decimal: lambda number: Decimal(number) + Decimal("0.10"),
    UUID: lambda number: UUID(int=(7 << 76 | 2 << 62) + number),
    datetime: lambda number: START + timedelta(hours=number),
    PartialDate: _partial_date,
    Any: _anything,
}


def _special(kind: Any, number: int) -> dict[str, Any]:
    """Fields that a type's own rules tie to each other or to a form."""
    tied: dict[Any, dict[str, Any]] = {
        PayRange: {"min": Decimal("45000.50"), "max": Decimal("52000.75"), "currency": "EUR"},
        Span: {"start": number, "end": number + 7},
        RankingInputs: {"profile_sha256": "a1" * 32, "job_sha256": "b2" * 32},
        StoredFile: {"sha256": "c3" * 32, "size_bytes": 5_000_000_000},
        CalendarFeed: {"token_sha256": f"{number:064x}"},
        Interview: {"time_zone": "Europe/Paris"},
        User: {"email": f"person{number}@example.org", "is_local": False, "language": "de"},
        Generation: {"status": GenerationStatus.FAILED},
        Export: {"status": ExportStatus.COMPLETED, "format": Format.DOCX},
        MasterProfile: {"name": f"Profil {number} für Łódź"},
    }
    if issubclass(kind, Aggregate):
        times = {
            "version": 3,
            "created_at": START,
            "updated_at": START + timedelta(days=1, microseconds=1),
            "deleted_at": START + timedelta(days=2),
        }
        return {**times, **tied.get(kind, {})}
    return tied.get(kind, {})
