"""What a stored command is called, what it takes and how its answer looks: plain words, so that help stays quick."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument as argparse takes it."""

    name: str
    more: Mapping[str, Any]


def arg(name: str, words: str = "", **more: Any) -> Arg:
    """An argument; its name in help is its own in capitals."""
    shown = more.pop("metavar", name.strip("-").replace("-", "_").upper())
    if "action" in more or "choices" in more:
        return Arg(name, MappingProxyType({"help": words, **more}))
    return Arg(name, MappingProxyType({"help": words, "metavar": shown, **more}))


def fields(names: str, *, what: str = "fields") -> tuple[Arg, ...]:
    """What is written as FIELD=VALUE: texts, or JSON after `:=`. `names` are those of the REST API."""
    said = f"{what}: {names}; NAME=TEXT, or NAME:=JSON"
    return (Arg("given", MappingProxyType({"nargs": "*", "metavar": "FIELD=VALUE", "help": said})),)


def body(names: str) -> tuple[Arg, ...]:
    """Fields of what is sent, one by one or as a whole object in a file."""
    return (*fields(names), arg("--data", "a JSON object with the fields; - is standard input", metavar="FILE"))


def filters(names: str) -> tuple[Arg, ...]:
    """Filters of a list, and which page of it."""
    return (
        *fields(names, what="filters"),
        arg("--page", "from 1 (1)", metavar="N"),
        arg("--limit", "entries of a page (20)", metavar="N"),
    )


def sorted_by(names: str) -> Arg:
    return arg("--sort", f"of {names}, with commas; - in front for falling (--sort=-name)", metavar="NAMES")


VERSION = arg(
    "--version",
    "the version you have read: the command fails when there is a newer one (default: the present one)",
    dest="if_version",
    metavar="N",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A command; without a name it is the only one below its first word.

    It calls an act of `stored` with the use cases, or a function in a `room` of `commands`, which finds for itself
    what it needs. `columns` are those of a list, `said` is told when there is nothing to show. `acts`: it is done for
    somebody, whom `--as` names. `needs`: the feature that has to be on. `mails`: it hands over the mail
    that it has queued.
    """

    name: str
    words: str
    args: tuple[Arg, ...] = ()
    example: str = ""
    columns: tuple[str, ...] = ()
    said: str = ""
    room: str = ""
    needs: str = ""
    acts: bool = True
    mails: bool = False


def needing(feature: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, each of which needs the feature unless it needs another one."""
    return tuple(replace(row, needs=row.needs or feature) for row in rows)
