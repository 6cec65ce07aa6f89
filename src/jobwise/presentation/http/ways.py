"""Which methods each address takes, where one address fits several routes: `/things/counts` is not a thing's id."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path


@dataclass(frozen=True, slots=True)
class _Way:
    path: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ways:
    """Every address with its methods, the most exact first."""

    all: tuple[_Way, ...]

    @classmethod
    def of(cls, routes: Iterable[tuple[str, frozenset[str]]]) -> Self:
        methods: dict[str, frozenset[str]] = {}
        for path, taken in routes:
            methods[path] = methods.get(path, frozenset()) | taken
        exact_first = sorted(methods, key=lambda path: (path.count("{"), path))
        return cls(tuple(_Way(path, compile_path(path)[0], methods[path]) for path in exact_first))

    def allowed(self, path: str) -> frozenset[str]:
        """The methods of what stands at an address; none where nothing does."""
        return next((way.methods for way in self.all if way.pattern.match(path)), frozenset())

    def shadowed(self) -> Iterator[tuple[str, list[str]]]:
        """Addresses with the methods that they do not take, and that a less exact route would."""
        for way in self.all:
            taken: frozenset[str] = frozenset()
            for other in self.all:
                taken |= other.methods if other.path != way.path and other.pattern.match(way.path) else frozenset()
            if more := sorted(taken - way.methods):
                yield way.path, more


async def refused(request: Request) -> Response:
    raise HTTPException(405)
