"""`profile import|show|check|export|convert`."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from jobwise.domain.limits import MAX_INPUT_BYTES
from jobwise.domain.shared.codec import to_data
from jobwise.presentation.cli.exits import DONE
from jobwise.presentation.cli.output import Output

if TYPE_CHECKING:
    from rich.console import Console

    from jobwise.domain.profiles.insight import Insight
    from jobwise.domain.profiles.json_resume import Change
    from jobwise.presentation.cli.cases import Cases


def profile_convert(args: Namespace, cases: "Cases", out: Output) -> int:
    data = cases.read_input(args.source, what="profile", limit_bytes=MAX_INPUT_BYTES)
    converted = cases.convert_profile(data)
    answer = {"file": args.target, "changes": to_data(converted.changes)}

    def show(console: "Console") -> None:
        show_changes(console, converted.changes, args.target)

    _hand_over(converted.document, args.target, answer, show, cases, out)
    return DONE


def profile_check(args: Namespace, cases: "Cases", out: Output) -> int:
    if args.file:
        insight = cases.check_profile(cases.read_input(args.file, what="profile", limit_bytes=MAX_INPUT_BYTES))
    else:
        insight = cases.check_stored_profile(email=args.act_as)
    out.data(to_data(insight), lambda console: show_insight(console, insight))
    return DONE


def profile_import(args: Namespace, cases: "Cases", out: Output) -> int:
    data = cases.read_input(args.file, what="profile", limit_bytes=MAX_INPUT_BYTES)
    stored = cases.import_profile(data, email=args.act_as)
    answer = {"id": stored.id, "version": stored.version, "changes": to_data(stored.changes)}

    def show(console: "Console") -> None:
        show_changes(console, stored.changes, f"your profile (version {stored.version})")

    out.data(answer, show)
    return DONE


def profile_show(args: Namespace, cases: "Cases", out: Output) -> int:
    document = cases.export_profile(email=args.act_as)
    out.data(document, lambda console: console.print_json(json.dumps(document, ensure_ascii=False)))
    return DONE


def profile_export(args: Namespace, cases: "Cases", out: Output) -> int:
    document = cases.export_profile(email=args.act_as)

    def show(console: "Console") -> None:
        console.print(f"Written to {args.file}", markup=False)

    _hand_over(document, args.file, {"file": args.file}, show, cases, out)
    return DONE


def _hand_over(
    document: Mapping[str, Any],
    target: str,
    answer: Mapping[str, Any],
    show: Callable[["Console"], None],
    cases: "Cases",
    out: Output,
) -> None:
    """Writes the document to its file and says so; on standard output it stands alone, or within the one answer."""
    if target != "-":
        cases.write_file(target, document_bytes(document))
        out.data(answer, show)
    elif out.as_json:
        out.data({**answer, "document": document}, show)
    else:
        out.raw(document_bytes(document))


def document_bytes(document: Mapping[str, Any]) -> bytes:
    """A JSON document as it is written to a file."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def show_changes(console: "Console", changes: "tuple[Change, ...]", target: str) -> None:
    """Every change with what it was and why, or that there was none."""
    from rich.table import Table
    from rich.text import Text

    console.print(Text(f"Written to {target}; {len(changes) or 'no'} change{'' if len(changes) == 1 else 's'}."))
    if not changes:
        return
    table = Table("where", "was", "now", "why")
    for change in changes:
        where = f"{change.path}/{change.field}" if change.path else change.field
        table.add_row(Text(where), Text(change.was[:60]), Text(change.now[:60]), Text(change.why))
    console.print(table)


def show_insight(console: "Console", insight: "Insight") -> None:
    """Completeness by section, warnings, and the next best thing to add."""
    from rich.table import Table
    from rich.text import Text

    console.print(f"Completeness [bold]{insight.completeness_pct}[/] of 100", highlight=False)
    sections = Table("section", "weight", "earned")
    for section in insight.sections:
        sections.add_row(str(section.section), f"{section.weight:g}", f"{section.earned:g}")
    console.print(sections)
    for warning in insight.warnings:
        console.print(Text(f"{warning.severity.value:8s} {warning.path}  {warning.sentence}"))
    if insight.next_best:
        console.print(Text(f"Next best thing to add: {insight.next_best.sentence}"), style="bold")
