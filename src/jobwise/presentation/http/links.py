"""Links in the OpenAPI document: which operations take the id of what was made, and its version with it.

Told from the addresses: what `POST /jobs` made is read, changed and ended at `/jobs/{job_id}` and below.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_LAST_ID = re.compile(r"/\{([a-z_]+)\}")
_ETAG = {"description": "The version, for `If-Match`.", "schema": {"type": "string"}, "example": '"1"'}
_LOCATION = {"description": "Where it can be read.", "schema": {"type": "string"}}

Operation = dict[str, Any]


def add_links(document: dict[str, Any]) -> None:
    """Adds `links` to each answer that names a new resource, and the headers that carry its version."""
    paths: Mapping[str, dict[str, Operation]] = document["paths"]
    for path, item in paths.items():
        for method, operation in item.items():
            for status, answer in operation["responses"].items():
                if status.startswith("2") and "content" in answer:
                    _complete(paths, path, method, status, answer, document["components"]["schemas"])
                elif status == "204" and method == "delete" and "post" in paths.get(f"{path}/restore", {}):
                    answer["links"] = _restore(paths[f"{path}/restore"]["post"], path)


def _complete(
    paths: Mapping[str, dict[str, Operation]],
    path: str,
    method: str,
    status: str,
    answer: dict[str, Any],
    schemas: Mapping[str, Any],
) -> None:
    one = _fields(answer, schemas).get("data", {})
    versioned = "version" in _properties(one, schemas)
    if versioned:
        answer.setdefault("headers", {})["ETag"] = _ETAG
    if status not in ("201", "202"):
        return
    answer.setdefault("headers", {})["Location"] = _LOCATION
    if method == "post" and "id" in _properties(one, schemas):
        links = dict(_links(paths, path, "$response.body#/data/id", "$response.header.ETag" if versioned else ""))
        answer |= {"links": links} if links else {}


def _restore(operation: Operation, path: str) -> dict[str, Any]:
    """What was deleted can be brought back at its own address."""
    given = {f"path.{name}": f"$request.path.{name}" for name in _LAST_ID.findall(path)}
    return {operation["operationId"]: {"operationId": operation["operationId"], "parameters": given}}


def _links(
    paths: Mapping[str, dict[str, Operation]], path: str, id_at: str, tag: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    for other, item in paths.items():
        below = _LAST_ID.match(other, len(path)) if other.startswith(path) else None
        if below is None or "{" in other[below.end() :]:
            continue
        outer = dict.fromkeys(_LAST_ID.findall(path))
        for operation in item.values():
            given = {f"path.{name}": f"$request.path.{name}" for name in outer} | {f"path.{below[1]}": id_at}
            if tag and _takes_version(operation):
                given["header.If-Match"] = tag
            yield operation["operationId"], {"operationId": operation["operationId"], "parameters": given}


def _takes_version(operation: Operation) -> bool:
    return any(parameter["name"].lower() == "if-match" for parameter in operation.get("parameters", ()))


def _fields(answer: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    return _properties(answer["content"].get("application/json", {}).get("schema", {}), schemas)


def _properties(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _resolved(schema, schemas).get("properties", {})
    return found


def _resolved(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    return schema if reference is None else schemas[reference.rpartition("/")[2]]
