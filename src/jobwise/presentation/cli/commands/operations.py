"""`db upgrade|downgrade`, `keys list|rotate|remove`, `doctor`, `serve` and `worker`."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from jobwise.domain.limits import MAX_PORT, MAX_WORK_PLACES
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import InvalidInput
from jobwise.presentation.cli.exits import DONE, MISSING
from jobwise.presentation.cli.output import Output, say
from jobwise.presentation.cli.tables import show_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from jobwise.application.ports.keys import KeyState
    from jobwise.presentation.cli.cases import Cases


def db_upgrade(args: Namespace, cases: "Cases", out: Output) -> int:
    with out.progress("Upgrading the database"):
        now = cases.upgrade_database(args.revision)
    out.data({"revision": now}, lambda console: console.print(f"The database is at {now or 'base'}."))
    return DONE


def db_downgrade(args: Namespace, cases: "Cases", out: Output) -> int:
    lost = (
        "every profile, job, ranking and document" if args.revision == "base" else "what only newer versions can keep"
    )
    loss = f"Going back to {args.revision!r} deletes {lost} in {cases.database_name()}"
    if not args.yes and not _agreed(loss, out):
        raise InvalidInput(f"{loss}; nothing was changed. Keep a copy, then say it again with --yes.")
    with out.progress("Downgrading the database"):
        now = cases.downgrade_database(args.revision)
    out.data({"revision": now}, lambda console: console.print(f"The database is at {now or 'base'}."))
    return DONE


def _agreed(loss: str, out: Output) -> bool:
    """Asks the person at the terminal; where there is none, nobody has agreed."""
    if out.as_json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    say(f"{loss}. Type yes to do it:")
    return sys.stdin.readline().strip().lower() == "yes"


def doctor(args: Namespace, cases: "Cases", out: Output) -> int:
    findings = cases.machine.look()

    def show(console: "Console") -> None:
        from rich.table import Table
        from rich.text import Text

        table = Table("", "what", "found", "mend")
        for finding in findings:
            mark = "[green]ok[/]" if finding.here else "[red]missing[/]" if finding.needed else "[yellow]absent[/]"
            table.add_row(mark, finding.name, Text(finding.detail), Text("" if finding.here else finding.mend))
        console.print(table)

    out.data({"findings": to_data(findings)}, show)
    return DONE if all(finding.here for finding in findings if finding.needed) else MISSING


def keys_list(args: Namespace, cases: "Cases", out: Output) -> int:
    return _keys(cases.keys.listed(), out)


def keys_rotate(args: Namespace, cases: "Cases", out: Output) -> int:
    return _keys(cases.keys.rotate(), out)


def keys_remove(args: Namespace, cases: "Cases", out: Output) -> int:
    return _keys(cases.keys.remove(args.kid), out)


def _keys(found: "Sequence[KeyState]", out: Output) -> int:
    """Names and times alone: no key is ever printed."""
    rows = [
        {
            "kid": one.kid,
            "created": one.created.isoformat() if one.created else None,
            "retire_at": one.retire_at.isoformat() if one.retire_at else None,
            "signs": one.signs,
        }
        for one in found
    ]
    out.data(rows, lambda console: show_list(console, rows, ("kid", "created", "retire_at", "signs")))
    return DONE


def serve(args: Namespace, cases: "Cases", out: Output) -> int:
    port = _port(args)
    cases.serve(host=args.host, port=port)
    return DONE


def worker(args: Namespace, cases: "Cases", out: Output) -> int:
    classes = tuple(part.strip() for part in (args.classes or "").split(",") if part.strip())
    if args.concurrency is not None and not 1 <= args.concurrency <= MAX_WORK_PLACES:
        raise InvalidInput(f"--concurrency takes a whole number from 1 to {MAX_WORK_PLACES}.")
    port = _port(args)
    cases.work(classes=classes, places=args.concurrency, port=port)
    return DONE


def _port(args: Namespace) -> int | None:
    port: int | None = args.port
    if port is not None and not 0 <= port <= MAX_PORT:
        raise InvalidInput(f"--port takes a whole number from 0 to {MAX_PORT}.")
    return port
