"""`documents`."""

from jobwise.presentation.cli.rows import VERSION, Row, arg, body, filters, needing, sorted_by

_ID = arg("id", "the document")

DOCUMENTS = (
    *needing(
        "documents",
        (
            Row(
                "upload",
                "upload a file: PDF, DOCX, TXT, PNG or JPG of at most 10 MiB",
                (
                    arg("file"),
                    arg("--kind", "certificate, portfolio, ... (other)", default="other"),
                    arg("--name", "what to call it (the name of the file)"),
                ),
                "diploma.pdf --kind certificate",
            ),
            Row(
                "list",
                "my documents",
                (*filters("kind, q"), sorted_by("created_at, name")),
                "kind=certificate",
                columns=("id", "name", "kind", "type", "size_bytes", "created_at"),
            ),
            Row("show", "one of my documents, with a link that opens it for a while", (_ID,), "ID"),
            Row(
                "edit",
                "rename a document, or change its kind",
                (_ID, *body("name, kind"), VERSION),
                "ID name=Diploma.pdf",
            ),
            Row("download", "the file", (_ID, arg("file", "- is standard output")), "ID diploma.pdf"),
            Row(
                "attach",
                "note on applications that this document went out with them; all or none",
                (
                    _ID,
                    arg("application_ids", "the applications", nargs="+", metavar="APPLICATION"),
                    arg("--label", "what it was", default=""),
                ),
                "ID APPLICATION",
                columns=("application_id", "version"),
            ),
            Row("delete", "delete a document; it can be restored for 30 days", (_ID, VERSION), "ID", said="Deleted."),
            Row("restore", "restore a deleted document", (_ID,), "ID"),
        ),
    ),
    Row("clean-up", "erase what was deleted long ago, and files that nothing names (administrators)"),
)
