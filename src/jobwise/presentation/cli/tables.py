"""How stored answers look to a person: lists as tables, one thing as its fields, nothing as a sentence."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_LONGEST = 60


def show_answer(
    console: "Console", data: Any, meta: Mapping[str, Any] | None, columns: Sequence[str], said: str
) -> None:
    """The answer in a form that is quick to read; everything of it is in `--json`."""
    if isinstance(data, list):
        show_list(console, data, columns)
        if meta is not None and meta["total_pages"] > 1:
            more = "" if meta["total_exact"] else "more than "
            console.print(
                f"Page {meta['page']} of {meta['total_pages']}, {more}{meta['total']} in all (--page, --limit)."
            )
    elif isinstance(data, Mapping):
        show_fields(console, data)
    else:
        console.print(said or "Done.", markup=False)


def show_list(console: "Console", rows: Sequence[Any], columns: Sequence[str]) -> None:
    from rich.table import Table
    from rich.text import Text

    if not rows:
        console.print("There is nothing here.")
        return
    names = columns or [name for name, value in rows[0].items() if not isinstance(value, dict | list)]
    # An id is there to be copied: it is shown whole.
    table = Table()
    for name in names:
        table.add_column(name, no_wrap=name == "id", overflow="fold")
    for row in rows:
        table.add_row(*(Text(short(row.get(name))) for name in names))
    console.print(table)


def show_fields(console: "Console", data: Mapping[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=False, box=None)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in data.items():
        if value not in (None, "", [], {}):
            table.add_row(name, Text(whole(value)))
    console.print(table)


def short(value: Any) -> str:
    """A value in one cell."""
    text = " ".join(plain(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def whole(value: Any) -> str:
    """A value that has lines to itself: of lists an entry a line."""
    if isinstance(value, list):
        return "\n".join(plain(one) for one in value)
    return plain(value)


def plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {plain(one)}" for name, one in value.items() if one not in (None, "", [], {}))
    if isinstance(value, list):
        return ", ".join(plain(one) for one in value)
    return str(value)
