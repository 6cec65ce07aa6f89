"""`profile import|show|check|export|convert`."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
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
    _write(args.target, converted.document, cases)
    answer = {"file": args.target, "changes": to_data(converted.changes)}
    if args.target == "-" and not out.as_json:
        return DONE
    out.data(answer, lambda console: show_changes(console, converted.changes, args.target))
    return DONE


def profile_check(args: Namespace, cases: "Cases", out: Output) -> int:
    if args.file:
        insight = cases.check_profile(cases.read_input(args.file, what="profile", limit_bytes=MAX_INPUT_BYTES))
    else:
        insight = cases.check_stored_profile()
    out.data(to_data(insight), lambda console: show_insight(console, insight))
    return DONE


def profile_import(args: Namespace, cases: "Cases", out: Output) -> int:
    data = cases.read_input(args.file, what="profile", limit_bytes=MAX_INPUT_BYTES)
    stored = cases.import_profile(data)
    answer = {"id": stored.id, "version": stored.version, "changes": to_data(stored.changes)}

    def show(console: "Console") -> None:
        show_changes(console, stored.changes, f"your profile (version {stored.version})")

    out.data(answer, show)
    return DONE


def profile_show(args: Namespace, cases: "Cases", out: Output) -> int:
    document = cases.export_profile()
    out.data(document, lambda console: console.print_json(json.dumps(document, ensure_ascii=False)))
    return DONE


def profile_export(args: Namespace, cases: "Cases", out: Output) -> int:
    document = cases.export_profile()
    _write(args.file, document, cases)
    if args.file == "-" and not out.as_json:
        return DONE
    out.data({"file": args.file}, lambda console: console.print(f"Written to {args.file}", markup=False))
    return DONE


def _write(target: str, document: Mapping[str, Any], cases: "Cases") -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if target == "-":
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        cases.write_file(target, text.encode("utf-8"))


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
