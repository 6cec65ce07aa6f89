"""Every command that is a row of a table: calls its act with the use cases, and shows what it answers."""

from argparse import Namespace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from jobwise.domain.shared.errors import InvalidInput
from jobwise.presentation.cli.output import Output
from jobwise.presentation.cli.tables import show_answer

if TYPE_CHECKING:
    from jobwise.application.access import Actor
    from jobwise.application.use_cases import UseCases
    from jobwise.presentation.cli.cases import Cases
    from jobwise.presentation.cli.desk import Desk, Shown


def stored(args: Namespace, cases: "Cases", out: Output) -> int:
    answer = _answer(args, cases)
    if answer.file is not None:
        _hand_over(answer, args.file, cases, out)
    else:
        row = args.row
        out.data(
            answer.data,
            lambda console: show_answer(console, answer.data, answer.meta, row.columns, row.said),
            meta=answer.meta,
        )
    return answer.code


def _answer(args: Namespace, cases: "Cases") -> "Shown":
    act = getattr(import_module(f"jobwise.presentation.cli.stored.{args.module}"), args.run)
    from jobwise.application.access import NOBODY
    from jobwise.domain.users.flags import Feature
    from jobwise.presentation.cli.desk import Desk

    async def done(desk: "Desk") -> Any:
        if args.row.needs:
            await desk.cases.features.need(Feature(args.row.needs))
        return await act(desk)

    async def acting(use_cases: "UseCases", who: "Actor") -> Any:
        return await done(Desk(use_cases, who, args, cases))

    async def alone(use_cases: "UseCases") -> Any:
        return await done(Desk(use_cases, NOBODY, args, cases))

    found: Shown = (
        cases.acting(acting, email=args.act_as, mails=args.row.mails)
        if args.row.acts
        else cases.alone(alone, mails=args.row.mails)
    )
    return found


def _hand_over(answer: "Shown", target: str, cases: "Cases", out: Output) -> None:
    """Writes a file and says where; on standard output it stands alone, or as JSON within the one answer."""
    data = answer.file or b""
    if target != "-":
        cases.write_file(target, data)
        out.data({"file": target}, lambda console: console.print(f"Written to {target}", markup=False))
    elif not out.as_json:
        out.raw(data)
    elif answer.data is not None:
        out.data({"file": target, "document": answer.data}, lambda console: None)
    else:
        raise InvalidInput("A file cannot stand within JSON; name one to write, or leave --json out.")
