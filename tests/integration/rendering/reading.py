"""Reads files back with the common extractors, and scores how much of a document returns in order."""

import io
import shutil
import subprocess
import unicodedata
from collections.abc import Callable

from jobwise.domain.generations.document import Document, Role

# What must come back, in this order: who, how to reach, then every entry and bullet.
_KEPT = frozenset(
    {Role.NAME, Role.CONTACT, Role.HEADING, Role.TITLE, Role.ORGANISATION, Role.DATES, Role.BULLET, Role.PARAGRAPH}
)


def score(document: Document, text: str) -> float:
    """Share of the document's lines found one after the other in the text, white space aside."""
    where = "".join(char for char in "".join(text.split()).casefold() if unicodedata.category(char) != "Cf")
    place, found, wanted = (
        0,
        0,
        [part for line in document.lines if line.role in _KEPT for part in line.text.split(" | ")],
    )
    for line in wanted:
        at = where.find("".join(line.split()).casefold(), place)
        if at >= 0:
            found += 1
            place = at
    return found / len(wanted)


def by_pdfium(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def by_pypdf(pdf: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def by_pdfminer(pdf: bytes) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(pdf))


def by_pdftotext(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def by_docx(data: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


PDF_READERS: dict[str, Callable[[bytes], str]] = {
    "pypdfium2": by_pdfium,
    "pypdf": by_pypdf,
    "pdfminer": by_pdfminer,
}
if shutil.which("pdftotext"):
    PDF_READERS["pdftotext"] = by_pdftotext
