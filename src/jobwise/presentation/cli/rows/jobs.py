"""`jobs`: those of my own, and the catalogue they can be saved from."""

from jobwise.presentation.cli.rows import VERSION, Row, arg, body, filters, sorted_by

_ID = arg("id", "the job")
_POSTING = arg("posting", "its id in the catalogue")
_BODY = (
    "title, company, location, work_mode, location_type, employment_type, salary, min_years, required_skills, "
    "preferred_skills, deadline, posted_at, source_url, description"
)
_SEARCH = "q, company, location, work_mode, location_type, employment_type, salary_min, skill, posted_after"
_CARD = ("id", "title", "company", "location", "status", "application_status", "deadline")

JOBS = (
    Row(
        "parse",
        "read a posting into its fields",
        (arg("file", "text, HTML or JSON; - is standard input"),),
        "posting.txt --json",
        room="jobs",
        acts=False,
    ),
    Row(
        "list",
        "my jobs, the newest first",
        (
            *filters(f"{_SEARCH}, source, status, application_status"),
            sorted_by("company, created_at, deadline, salary, title, updated_at"),
        ),
        "status=active q=python",
        columns=_CARD,
    ),
    Row("counts", "how many jobs I have, by kind"),
    Row("show", "one of my jobs", (_ID,), "ID"),
    Row("create", "keep a job of my own", body(f"{_BODY}, status"), "title='Head baker' company='Mill & Oven'"),
    Row(
        "capture",
        "keep the job of a posting: text, HTML or JSON",
        (arg("file", "- is standard input"),),
        "posting.txt",
    ),
    Row(
        "from-url", "keep the job of a public page", (arg("url"),), "https://jobs.example.org/42", needs="jobs_from_url"
    ),
    Row("edit", "change some of what a job says", (_ID, *body(_BODY), VERSION), "ID deadline=2027-01-31"),
    Row("replace", "replace what a job says", (_ID, *body(_BODY), VERSION), "ID --data job.json"),
    Row("move", "move a job to another status", (_ID, arg("status")), "ID archived"),
    Row("delete", "delete a job; it can be restored for 30 days", (_ID, VERSION), "ID", said="Deleted."),
    Row("restore", "bring a deleted job back", (_ID,), "ID"),
    Row("jsonld", "a job as schema.org JobPosting", (_ID,), "ID"),
    Row(
        "browse",
        "the catalogue, the newest first",
        (*filters(_SEARCH), sorted_by("company, deadline, posted_at, salary, title")),
        "work_mode=remote",
        columns=("id", "title", "company", "location", "posted_at", "fit", "saved"),
    ),
    Row("posting", "one posting of the catalogue", (_POSTING,), "ID"),
    Row("save", "save a posting as a job of my own", (_POSTING,), "ID"),
    Row("unsave", "unsave a posting; its job is deleted", (_POSTING,), "ID", said="It is no longer saved."),
    Row(
        "saved",
        "the jobs I saved from the catalogue",
        (*filters("none"), sorted_by("company, created_at, deadline, salary, title, updated_at")),
        columns=_CARD,
    ),
)
