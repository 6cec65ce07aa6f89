"""`samples`."""

from jobwise.presentation.cli.rows import VERSION, Row, arg, filters, needing, sorted_by

_ID = arg("id", "the sample")

SAMPLES = needing(
    "samples",
    (
        Row(
            "add",
            "add an example of how I write: TXT, PDF or DOCX",
            (
                arg("file"),
                arg("--kind", "cover_letter or resume (cover_letter)", default="cover_letter"),
                arg("--name", "what to call it (the name of the file)"),
            ),
            "letter.txt",
        ),
        Row(
            "list",
            "my samples",
            (*filters("kind, status, active"), sorted_by("created_at, name")),
            "kind=cover_letter",
            columns=("id", "name", "kind", "status", "active", "words", "created_at"),
        ),
        Row("show", "one of my samples, with its text", (_ID,), "ID"),
        Row("download", "the file as it was sent", (_ID, arg("file", "- is standard output")), "ID letter.txt"),
        Row("activate", "let a sample say how I write", (_ID,), "ID"),
        Row("deactivate", "leave a sample out for now", (_ID,), "ID"),
        Row("delete", "delete a sample; it can be restored for 30 days", (_ID, VERSION), "ID", said="Deleted."),
        Row("restore", "restore a deleted sample", (_ID,), "ID"),
    ),
)
