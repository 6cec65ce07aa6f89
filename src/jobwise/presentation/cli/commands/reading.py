"""`ats`, `verify`, `diff` and `read`: looking at finished documents."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from jobwise.domain.limits import MAX_DOCUMENT_BYTES, MAX_INPUT_BYTES
from jobwise.presentation.cli.exits import CHECK_FAILED, DONE
from jobwise.presentation.cli.output import Output

if TYPE_CHECKING:
    from rich.console import Console

    from jobwise.domain.generations.ats.findings import AtsReport
    from jobwise.domain.generations.grounding.claims import Verdict
    from jobwise.presentation.cli.cases import Cases


def ats(args: Namespace, cases: "Cases", out: Output) -> int:
    data = cases.read_input(args.file, what="document", limit_bytes=MAX_DOCUMENT_BYTES)
    job = cases.read_input(args.job, what="posting", limit_bytes=MAX_INPUT_BYTES)
    with out.progress("Reading as a tracking system would"):
        report = cases.ats(data, args.file, job)
    out.data(report.to_json(), lambda console: show_ats(console, report))
    return DONE


def verify(args: Namespace, cases: "Cases", out: Output) -> int:
    data = cases.read_input(args.file, what="document", limit_bytes=MAX_DOCUMENT_BYTES)
    profile = cases.read_input(args.profile, what="profile", limit_bytes=MAX_INPUT_BYTES)
    job = cases.read_input(args.job, what="posting", limit_bytes=MAX_INPUT_BYTES) if args.job else None
    with out.progress("Checking every claim"):
        verdicts = cases.verify(data, args.file, profile, job, args.date)
    out.data(_verdicts_json(verdicts), lambda console: show_verdicts(console, verdicts))
    return DONE if all(verdict.supported for verdict in verdicts.values()) else CHECK_FAILED


def diff(args: Namespace, cases: "Cases", out: Output) -> int:
    before = cases.read_input(args.before, what="generation", limit_bytes=MAX_DOCUMENT_BYTES)
    after = cases.read_input(args.after, what="generation", limit_bytes=MAX_DOCUMENT_BYTES)
    found = cases.diff(before, after)
    answer = {name: one.to_json() for name, one in found.items()}

    def show(console: "Console") -> None:
        from rich.text import Text

        for name in found:
            console.print(name.replace("_", " "), style="bold")
            for change in found[name].changes:
                words = " -> ".join(part for part in (change.before, change.after) if part)
                console.print(
                    Text(f"  {change.kind.value:9s} {words}" + (f" ({change.reason})" if change.reason else ""))
                )

    out.data(answer, show)
    return DONE


def read(args: Namespace, cases: "Cases", out: Output) -> int:
    data = cases.read_input(args.file, what="document", limit_bytes=MAX_DOCUMENT_BYTES)
    with out.progress("Reading"):
        seen = cases.read(data, args.file)

    def show(console: "Console") -> None:
        import json

        console.print_json(json.dumps(seen, ensure_ascii=False))

    out.data(seen, show)
    return DONE


def _verdicts_json(verdicts: "dict[str, Verdict]") -> dict[str, Any]:
    claims = [
        {
            "document": name,
            "kind": claim.kind.value,
            "text": claim.text,
            "start": claim.span.start,
            "end": claim.span.end,
            "supported": claim.supported,
            "source": claim.source,
            "reason": claim.reason,
        }
        for name, verdict in verdicts.items()
        for claim in verdict.claims
    ]
    return {"supported": all(verdict.supported for verdict in verdicts.values()), "claims": claims}


def show_verdicts(console: "Console", verdicts: "dict[str, Verdict]") -> None:
    """The claims nothing carries, each with the reason, and a count."""
    from rich.table import Table
    from rich.text import Text

    for name, verdict in verdicts.items():
        failed = [claim for claim in verdict.claims if not claim.supported]
        total = len(verdict.claims)
        console.print(
            Text(f"{name.replace('_', ' ')}: {total - len(failed)} of {total} claims are supported"), style="bold"
        )
        if failed:
            table = Table("kind", "words", "why not")
            for claim in failed:
                table.add_row(claim.kind.value, Text(claim.text), Text(claim.reason))
            console.print(table)


def show_ats(console: "Console", report: "AtsReport") -> None:
    """The score, its parts, and what would raise it."""
    from rich.table import Table
    from rich.text import Text

    table = Table("part", "weight", "earned", title=f"ATS {report.score} of 100", title_justify="left")
    for part in report.parts:
        table.add_row(part.name.replace("_", " "), f"{part.weight:.1f}", f"{part.earned:.1f}")
    console.print(table)
    for finding in report.findings:
        console.print(Text(f"{finding.severity.value}: {finding.message} {finding.fix}"))
