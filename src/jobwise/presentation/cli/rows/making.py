"""`rankings` and `generations`."""

from jobwise.presentation.cli.rows import VERSION, Row, arg, body, filters, needing, sorted_by

_ID = arg("id", "the resume or letter")
_JOB = arg("job_id", "the job", metavar="JOB")
_LATER = arg("--later", "leave the making to a running server", action="store_true")
_CARDS = ("id", "kind", "status", "title", "company", "ats_score", "stale", "created_at")

RANKINGS = needing(
    "rankings",
    (
        Row(
            "create",
            "rank a profile for a job; the same profile and job give the stored ranking",
            (_JOB, *body("profile_id, force")),
            "JOB",
        ),
        Row(
            "list",
            "my rankings, the newest first",
            (*filters("job_id"),),
            columns=("id", "title", "company", "fit", "stale", "created_at"),
        ),
        Row("show", "one of my rankings", (arg("id", "the ranking"),), "ID"),
    ),
)

GENERATIONS = needing(
    "generations",
    (
        Row(
            "resume",
            "make a resume for a job",
            (
                _JOB,
                *body("profile_id, pages, keep, sections, tailor, template, paper, language, max_bullets, export"),
                _LATER,
            ),
            "JOB pages:=2",
        ),
        Row(
            "letter",
            "write a cover letter for a job",
            (_JOB, *body("profile_id, language, date, template, model, export"), _LATER),
            "JOB date=2026-12-01",
        ),
        Row(
            "list",
            "my resumes and letters",
            (*filters("kind, status, job_id"), sorted_by("created_at")),
            "kind=resume status=completed",
            columns=_CARDS,
        ),
        Row("show", "one of them, with its document", (_ID,), "ID"),
        Row("ats", "how a tracking system reads a resume", (_ID,), "ID"),
        Row("provenance", "what it was made from, line by line", (_ID,), "ID"),
        Row("versions", "all of its kind for its job", (_ID, *filters("none")), "ID", columns=_CARDS),
        Row("diff", "what changed from one to another", (_ID, arg("other_id", "the other", metavar="OTHER")), "ID ID"),
        Row("retry", "make again what has failed", (_ID, _LATER), "ID"),
        Row("cancel", "give up one that is not made yet", (_ID,), "ID"),
        Row("delete", "delete one; it can be restored for 30 days", (_ID, VERSION), "ID", said="Deleted."),
        Row("restore", "restore one that was deleted", (_ID,), "ID"),
    ),
)
