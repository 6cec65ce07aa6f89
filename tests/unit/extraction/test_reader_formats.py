"""The reader goes by content, keeps the order, and refuses bad files with one sentence."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.readback import ReadKind
from jobwise.domain.shared.errors import InvalidInput, TooLarge, UnreadableInput
from jobwise.infrastructure.extraction.reader import read_document
from tests.support.soak import examples

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, extra: dict[str, str] | None = None, head: str = "") -> bytes:
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<w:document xmlns:w="{W}" xmlns:mc="urn:mc"><w:body>{body}</w:body></w:document>',
        **(extra or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def para(text: str, style: str = "") -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(data: bytes, name: str = "") -> list[str]:
    return [line.text for line in read_document(data, name).lines]


def test_a_docx_gives_paragraphs_tables_links_and_boxes_in_order() -> None:
    boxed = f"<mc:Choice>{para('Boxed')}</mc:Choice><mc:Fallback>{para('Boxed')}</mc:Fallback>"
    box = f"<mc:AlternateContent>{boxed}</mc:AlternateContent>"
    link = "<w:hyperlink><w:r><w:t>odile@example.org</w:t></w:r></w:hyperlink>"
    body = (
        para("Odile Brannick", "Title")
        + f"<w:tbl><w:tr><w:tc>{para('Left')}</w:tc><w:tc>{para('Right')}</w:tc></w:tr></w:tbl>"
        + f"<w:p>{link}<w:r><w:tab/><w:t>Leeds</w:t></w:r></w:p>"
        + f"<w:p><w:r>{box}</w:r></w:p>"
        + para("Trained 23 nurses", "ListBullet")
    )
    assert texts(docx(body)) == [
        "Odile Brannick",
        "Left",
        "Right",
        "odile@example.org\tLeeds",
        "Boxed",
        "• Trained 23 nurses",
    ]


def test_deleted_text_is_not_read() -> None:
    body = "<w:p><w:del><w:r><w:delText>Old</w:delText></w:r></w:del><w:r><w:t>New</w:t></w:r></w:p>"
    assert texts(docx(body)) == ["New"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + b"\0" * 600, "old Word document"),
        (b"{\\rtf1 Hello}", "rich text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        (b"%PDF-1.7\nbroken", "damaged"),
        (b"PK\x03\x04broken", "damaged"),
        (b"abc\x00def", "neither PDF, DOCX nor text"),
        (b"... --- ...", "no text"),
        (docx("", {"word/vbaProject.bin": "x"}), "macros"),
        (docx(para("x"), head='<!DOCTYPE a [<!ENTITY b "c">]>'), "document type"),
        (docx(""), "no text"),
    ],
)
def test_bad_files_end_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words):
        read_document(data)


def test_a_zip_that_is_no_document_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(UnreadableInput, match="no Word document"):
        read_document(buffer.getvalue(), "resume.docx")


@pytest.mark.parametrize(
    "data",
    [
        docx(para("x"), {"word/media/a.xml": "0" * 3_000_000}),
        docx("<w:p>" * 300 + "</w:p>" * 300),
        b"word " * 30_000,
    ],
    ids=["ratio", "depth", "text"],
)
def test_bombs_are_too_large(data: bytes) -> None:
    with pytest.raises(TooLarge):
        read_document(data)


def test_the_name_does_not_decide() -> None:
    assert read_document(docx(para("Hello")), "resume.pdf").kind is ReadKind.DOCX
    assert read_document(b"Hello there", "resume.docx").kind is ReadKind.TEXT


def test_markdown_loses_its_marks_and_keeps_its_bullets() -> None:
    text = (
        b"# Odile Brannick\n\n**Nurse** in *Leeds*\n\n"
        b"- Led [Epic](https://example.org/epic) roll-out\n- C\\# and snake_case_name\n"
    )
    assert texts(text, "cv.md") == [
        "Odile Brannick",
        "Nurse in Leeds",
        "• Led Epic (https://example.org/epic) roll-out",
        "• C# and snake_case_name",
    ]


def test_html_gives_what_is_seen() -> None:
    page = (
        b"<html><head><title>x</title><style>p{}</style></head><body><h1>Odile <b>Brannick</b></h1>"
        b'<p style="display:none">hidden</p><ul><li>Led a team</li></ul><script>bad()</script></body></html>'
    )
    assert texts(page) == ["Odile Brannick", "• Led a team"]


def test_wrapped_lines_of_plain_text_join_their_paragraph() -> None:
    lines = [
        "• Reduced medication errors by 37% within 14 months through a routine in which",
        "two nurses check every dose before it is given to a patient on any ward or in",
        "St. Brannoc's outpatient rooms",
        "• Trained 23 nurses in the use of the new charts on all of the four wards there",
        "Education",
        "• Cut waste by moving to",
        "  PostgreSQL",
    ]
    joins = [line.joins for line in read_document("\n".join(lines).encode()).lines]
    assert joins == [False, True, False, False, False, False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_known_by_their_marks(encoding: str) -> None:
    assert texts("Jimena Urrutxi, Bilbao – España".encode(encoding)) == ["Jimena Urrutxi, Bilbao – España"]


@settings(max_examples=examples(40), deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe"]))
def test_any_bytes_give_text_or_a_clear_refusal(data: bytes, head: bytes) -> None:
    try:
        read = read_document(head + data)
    except InvalidInput as error:
        assert error.message.endswith(".")
    else:
        assert read.text == "\n".join(line.text for line in read.lines)
