"""What this installation can do, read from the code and the files that ship with it."""

from jobwise import __version__
from jobwise.application.operations.config import Installation
from jobwise.domain import limits
from jobwise.domain.exports.layout import Format
from jobwise.infrastructure.templates import load_templates

LANGUAGES = ("en", "de", "fr", "es", "pt")
"""Languages that letters are written and checked in."""


def installation() -> Installation:
    shown = {
        "page_limit": limits.MAX_PAGE_LIMIT,
        "json_bytes": limits.MAX_JSON_BODY_BYTES,
        "upload_bytes": limits.MAX_DOCUMENT_BYTES,
        "posting_chars": limits.MAX_POSTING_CHARS,
        "resume_pages": limits.MAX_RESUME_PAGES,
    }
    return Installation(__version__, shown, tuple(load_templates()), tuple(Format), LANGUAGES)
