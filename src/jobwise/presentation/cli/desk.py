"""What a stored command works with: the use cases, who it acts for, what was typed, and the files of this machine."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from jobwise.application.access import Actor
from jobwise.application.use_cases import UseCases
from jobwise.domain.limits import MAX_JSON_BODY_BYTES
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.presentation.schemas.asked import Asked
from jobwise.presentation.schemas.plain import page_of, to_plain

if TYPE_CHECKING:
    from argparse import Namespace

    from jobwise.presentation.cli.cases import Cases

M = TypeVar("M", bound=BaseModel)
A = TypeVar("A", bound=Asked)
_MAX_SECRET_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command answers: `data` and, of a list, `meta`, as a REST client gets them; or a file to hand over."""

    data: Any
    meta: Mapping[str, Any] | None = None
    code: int = 0
    file: bytes | None = field(default=None, repr=False)


def shown(data: Any, *, code: int = 0) -> Shown:
    return Shown(to_plain(data), code=code)


def listed(rows: Sequence[Any], *, asked: Asked, total: int, filters: Mapping[str, Any] | None = None) -> Shown:
    """A page of a list, in the words of the REST API."""
    page = to_plain(page_of(rows, page=asked.page, limit=asked.limit, total=total, filters=filters))
    return Shown(page["data"], page["meta"])


@dataclass(frozen=True, slots=True)
class Desk:
    cases: UseCases
    who: Actor
    args: "Namespace"
    house: "Cases"

    @property
    def owner(self) -> UUID:
        return self.who.user_id

    def admin(self) -> UUID:
        """Who acts, when they may act as an administrator; else Forbidden."""
        self.who.must_be_admin()
        return self.who.user_id

    def id(self, name: str = "id") -> UUID:
        """The id that was typed as the argument of this name."""
        return uuid_of(getattr(self.args, name), name)

    def maybe_id(self, name: str) -> UUID | None:
        return None if getattr(self.args, name) is None else self.id(name)

    def number(self, name: str) -> int:
        return number_of(getattr(self.args, name), name)

    def version(self, present: int) -> int:
        """The version that was read: the one that --version names, or the `present` one."""
        return present if self.args.if_version is None else number_of(self.args.if_version, "--version")

    def body(self, model: type[M], **said: Any) -> M:
        """What is sent: the file of --data, over it the FIELD=VALUE, over these what the command itself `said`."""
        return read_by(model, {**self._data(), **_pairs(self.args.given), **said})

    def fields(self) -> dict[str, Any]:
        """The same without a form: which fields there are is known to whom it is handed."""
        return {**self._data(), **_pairs(self.args.given)}

    def asked(self, model: type[A], *lists: str) -> A:
        """Filters, page and order of a list; those in `lists` take several values with commas."""
        given = _pairs(self.args.given)
        unknown = given.keys() - (model.model_fields.keys() - {"page", "limit", "sort"})
        if unknown:
            details = tuple(Detail(name, "is no filter of this list") for name in sorted(unknown))
            raise InvalidInput("The list has no such filter; see --help.", details)
        for name in given.keys() & set(lists):
            given[name] = str(given[name]).split(",")
        for name in ("page", "limit", "sort"):
            if getattr(self.args, name, None) is not None:
                given[name] = getattr(self.args, name)
        return read_by(model, given)

    def read_file(self, limit_bytes: int, *, what: str = "file") -> bytes:
        return self.house.read_input(self.args.file, what=what, limit_bytes=limit_bytes)

    def uploaded(self, limit_bytes: int, *, what: str) -> tuple[str, BytesIO]:
        """The name of a file that is brought, and what stands in it."""
        name = self.args.name or PurePath(self.args.file).name
        if self.args.file == "-" and not self.args.name:
            raise InvalidInput("What comes from standard input has no name; give one with --name.")
        return name, BytesIO(self.read_file(limit_bytes, what=what))

    def secret(self, name: str, words: str) -> str:
        """A password: the first line of its file, or what is typed at the terminal without being shown."""
        file = getattr(self.args, name)
        if file is not None:
            data = self.house.read_input(file, what="file", limit_bytes=_MAX_SECRET_BYTES)
            return _first_line(data)
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise InvalidInput(f"Name the file that holds the {words} with --{name.replace('_', '-')}.")
        from getpass import getpass

        return getpass(f"The {words}: ")

    def token(self) -> str:
        """The token that was typed; `-` reads it from standard input."""
        typed: str = self.args.token
        if typed == "-":
            return _first_line(self.house.read_input(typed, what="token", limit_bytes=_MAX_SECRET_BYTES))
        return typed

    def _data(self) -> dict[str, Any]:
        if self.args.data is None:
            return {}
        data = self.house.read_input(self.args.data, what="data", limit_bytes=MAX_JSON_BODY_BYTES)
        try:
            found = json.loads(data)
        except ValueError:
            raise InvalidInput("The file of --data is no JSON; write one object with the fields.") from None
        if not isinstance(found, dict):
            raise InvalidInput("The file of --data holds no JSON object; write one with the fields.")
        return found


def read_by(model: type[M], said: Mapping[str, Any]) -> M:
    """What was said as the model reads it; InvalidInput names each field that is not as it should be."""
    try:
        return model.model_validate(said)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:50]
        details = tuple(Detail("/".join(map(str, one["loc"])), str(one["msg"])) for one in found)
        raise InvalidInput("What was given does not have the form that is asked for.", details) from None


def uuid_of(text: str, name: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(f"{text[:60]!r} is no id; copy one from a list.", (Detail(name, "is no id"),)) from None


def number_of(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise InvalidInput(f"{name} takes a whole number from 1.", (Detail(name, "is no whole number"),))
    return int(text)


def _first_line(data: bytes) -> str:
    return data.decode("utf-8", "replace").partition("\n")[0].removesuffix("\r")


def _pairs(given: Sequence[str]) -> dict[str, Any]:
    """NAME=TEXT as it stands, NAME:=JSON as what it says."""
    found: dict[str, Any] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name.removesuffix(":"):
            raise InvalidInput(f"{pair[:60]!r} is no FIELD=VALUE.", (Detail(pair[:60], "has no name and value"),))
        found[name.removesuffix(":")] = _json(name, value) if name.endswith(":") else value
    return found


def _json(name: str, value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        raise InvalidInput(f"What stands after {name}= is no JSON.", (Detail(name[:-1], "is no JSON"),)) from None
