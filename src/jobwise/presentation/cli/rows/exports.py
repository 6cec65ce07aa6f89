"""`exports`."""

from jobwise.presentation.cli.rows import VERSION, Row, arg, body, filters, needing, sorted_by

_ID = arg("id", "the export")
_LATER = arg("--later", "leave the making to a running server", action="store_true")

EXPORTS = (
    *needing(
        "exports",
        (
            Row(
                "create",
                "make a file of a resume or letter",
                (
                    arg("generation_id", "the resume or letter", metavar="GENERATION"),
                    arg("format", "pdf, docx, tex, md, txt or json"),
                    *body("template, paper, engine"),
                    _LATER,
                ),
                "GENERATION pdf template=classic",
            ),
            Row("batch", "make one ZIP of several; all or none", (*body("items"), _LATER), "--data items.json"),
            Row(
                "list",
                "my exports",
                (*filters("generation_id, format, status"), sorted_by("created_at")),
                "format=pdf",
                columns=("id", "name", "format", "status", "size_bytes", "download_count", "expires_at"),
            ),
            Row("show", "one of my exports, with a link that opens it for a while", (_ID,), "ID"),
            Row("link", "a link that opens the file for a while", (_ID,), "ID"),
            Row("download", "the file", (_ID, arg("file", "- is standard output")), "ID resume.pdf"),
            Row("retry", "make again what has failed", (_ID, _LATER), "ID"),
            Row("cancel", "give up one that is not made yet", (_ID,), "ID"),
            Row("delete", "delete one; it can be restored for 30 days", (_ID, VERSION), "ID", said="Deleted."),
            Row("restore", "restore one that was deleted", (_ID,), "ID"),
            Row("templates", "what files can look like", columns=("name", "title", "description", "version")),
            Row(
                "preview",
                "a picture of an example in a template",
                (
                    arg("name", "the template"),
                    arg("file", "- is standard output"),
                    arg("--kind", "resume or cover_letter (resume)", default="resume"),
                ),
                "modern modern.png",
            ),
        ),
    ),
    Row("clean-up", "erase exports whose time is over, and fail those that nobody makes (administrators)"),
)
