"""`jobs parse`, `rank` and `fit`."""

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jobwise.domain.jobs.json_job import to_json
from jobwise.domain.limits import MAX_INPUT_BYTES
from jobwise.domain.rankings.json_ranking import ranking_json
from jobwise.domain.shared.errors import JobWiseError
from jobwise.presentation.cli.exits import CHECK_FAILED, DONE
from jobwise.presentation.cli.output import Output, say

if TYPE_CHECKING:
    from rich.console import Console

    from jobwise.application.rankings.fit import FittedJob
    from jobwise.domain.jobs.job import Job
    from jobwise.domain.rankings.ranking import Ranking
    from jobwise.presentation.cli.cases import Cases


def jobs_parse(args: Namespace, cases: "Cases", out: Output) -> int:
    data = cases.read_input(args.file, what="posting", limit_bytes=MAX_INPUT_BYTES)
    job = cases.parse_job(data, args.file)
    out.data(to_json(job), lambda console: show_job(console, job))
    return DONE


def rank(args: Namespace, cases: "Cases", out: Output) -> int:
    profile = cases.read_input(args.profile, what="profile", limit_bytes=MAX_INPUT_BYTES)
    job = cases.read_input(args.job, what="posting", limit_bytes=MAX_INPUT_BYTES)
    with out.progress("Ranking"):
        ranking = cases.rank(profile, job)
    out.data(ranking_json(ranking), lambda console: show_ranking(console, ranking))
    return DONE


def fit(args: Namespace, cases: "Cases", out: Output) -> int:
    """A posting that cannot be read costs no other its place; it is named, and the exit code says that one failed."""
    profile = cases.read_input(args.profile, what="profile", limit_bytes=MAX_INPUT_BYTES)
    jobs: list[tuple[str, Job]] = []
    skipped: list[tuple[str, JobWiseError]] = []
    with out.progress("Reading and comparing"):
        for name in args.postings:
            try:
                data = cases.read_input(name, what="posting", limit_bytes=MAX_INPUT_BYTES)
                jobs.append((name, cases.parse_job(data, name)))
            except JobWiseError as error:
                skipped.append((name, error))
        if not jobs:
            raise skipped[0][1]
        fitted = cases.fit(profile, jobs)
    answer = {
        "postings": [
            {"file": one.name, "fit": one.fit, "title": one.job.title, "company": one.job.company} for one in fitted
        ],
        "skipped": [{"file": name, "code": why.code, "reason": why.message} for name, why in skipped],
    }
    out.data(answer, lambda console: show_fits(console, fitted))
    if not out.as_json:
        for name, failure in skipped:
            say(f"jobwise: {name} was left out: {failure.message}")
    return CHECK_FAILED if skipped else DONE


def show_fits(console: "Console", fitted: "Sequence[FittedJob]") -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("fit", "title", "company", "posting")
    for one in fitted:
        table.add_row(f"{one.fit:.2f}", Text(one.job.title), Text(one.job.company), Text(one.name))
    console.print(table)


def show_job(console: "Console", job: "Job") -> None:
    """The fields of a job as a table, each with its confidence and its words."""
    from rich.table import Table
    from rich.text import Text

    table = Table("field", "value", "sure", "read from", title=None, title_justify="left")
    for field, value in _fields(job):
        evidence = job.evidence.get(field)
        sure = f"{evidence.confidence:.0%}" if evidence else ""
        table.add_row(field, Text(value), sure, Text(evidence.words[:60] if evidence else ""))
    console.print(table)
    for requirement in job.requirements:
        console.print(Text(f"{requirement.necessity.value:4s}  {requirement.text}"))
    for part in job.quarantined:
        console.print(Text(f"set aside ({part.kind.value}): {part.text[:100]} - {part.reason}"), style="yellow")


def _fields(job: "Job") -> list[tuple[str, str]]:
    pay = ""
    if job.pay:
        bounds = " - ".join(f"{bound:,}" for bound in (job.pay.min, job.pay.max) if bound is not None)
        pay = f"{bounds} {job.pay.currency} per {job.pay.period.value}"
    return [
        ("title", job.title),
        ("company", job.company),
        ("location", job.location),
        ("work_mode", job.work_mode.value if job.work_mode else ""),
        ("employment_type", job.employment_type.value if job.employment_type else ""),
        ("salary", pay),
        ("min_years", "" if job.min_years is None else str(job.min_years)),
        ("required_skills", ", ".join(job.required_skills)),
        ("preferred_skills", ", ".join(job.preferred_skills)),
        ("deadline", job.deadline.iso if job.deadline else ""),
    ]


def show_ranking(console: "Console", ranking: "Ranking") -> None:
    """The best items with what earned their score, and the gaps."""
    from rich.table import Table
    from rich.text import Text

    table = Table("score", "item, and its path for --keep", "why", show_lines=True)
    for item in ranking.items[:25]:
        why = dict.fromkeys(word for contribution in item.contributions for word in contribution.words)
        what = Text(f"{' '.join(item.text.split())[:90]}\n").append(item.path, style="dim")
        table.add_row(f"{item.score:.2f}", what, Text(", ".join(why)[:60]))
    if len(ranking.items) > 25:
        console.print(f"The best 25 of {len(ranking.items)} items; --json lists them all.")
    console.print(table)
    show_gaps(console, ranking)


def show_gaps(console: "Console", ranking: "Ranking") -> None:
    """What the posting asks and how the profile stands to it."""
    from rich.table import Table
    from rich.text import Text

    colours = {"has": "green", "supported": "yellow", "lacks": "red"}
    table = Table("asked", "necessity", "profile")
    for gap in ranking.gaps:
        table.add_row(Text(gap.skill), gap.necessity.value, Text(gap.grade.value, style=colours[gap.grade.value]))
    console.print(table)
