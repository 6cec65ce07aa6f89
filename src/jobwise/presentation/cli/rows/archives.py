"""`archives`."""

from jobwise.presentation.cli.rows import Row, arg, filters, needing

ARCHIVES = needing(
    "data_export",
    (
        Row("request", "have everything of mine put into one ZIP; a running server makes it and mails me"),
        Row(
            "list",
            "my archives, the newest first",
            filters("none"),
            columns=("id", "status", "requested_at", "completed_at", "expires_at", "size_bytes"),
        ),
        Row("show", "one of my archives", (arg("id", "the archive"),), "ID"),
        Row(
            "download",
            "an archive that is completed",
            (arg("id", "the archive"), arg("file", "- is standard output")),
            "ID mine.zip",
        ),
        Row("bring", "bring an archive of another account into mine: all of it or nothing", (arg("file"),), "mine.zip"),
    ),
)
