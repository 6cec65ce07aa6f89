"""An OpenAPI document with fewer operations: cut from the whole one, which takes seconds to make from its routes."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

_SCHEMA = "#/components/schemas/"


def pruned(document: Mapping[str, Any], kept: Collection[str]) -> dict[str, Any]:
    """The document with the operations of these ids alone, and only what they mention; the given one stays as it is."""
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        operations = {method: one for method, one in item.items() if one["operationId"] in kept}
        if operations:
            paths[path] = {method: _linked(one, kept) for method, one in operations.items()}
    components = dict(document["components"])
    found = _reachable(components["schemas"], [paths, {k: v for k, v in components.items() if k != "schemas"}])
    components["schemas"] = {name: one for name, one in components["schemas"].items() if name in found}
    return {**document, "paths": paths, "components": components}


def _linked(operation: Mapping[str, Any], kept: Collection[str]) -> dict[str, Any]:
    return {**operation, "responses": {code: _without_links(one, kept) for code, one in operation["responses"].items()}}


def _without_links(answer: Mapping[str, Any], kept: Collection[str]) -> dict[str, Any]:
    if "links" not in answer:
        return dict(answer)
    links = {name: link for name, link in answer["links"].items() if link["operationId"] in kept}
    rest = {name: value for name, value in answer.items() if name != "links"}
    return rest | ({"links": links} if links else {})


def _reachable(schemas: Mapping[str, Any], roots: Collection[Any]) -> set[str]:
    found: set[str] = set()
    waiting = [name for root in roots for name in _named(root)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_named(schemas[name]))
    return found


def _named(part: Any) -> Iterator[str]:
    """The schemas that a part of the document names, wherever in it."""
    if isinstance(part, str):
        # References, and the targets of discriminators.
        if part.startswith(_SCHEMA):
            yield part.removeprefix(_SCHEMA)
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _named(value)
    elif isinstance(part, list):
        for value in part:
            yield from _named(value)
