"""Files that a sample may be, and files that it may not: each is judged at the door and then read, or refused."""

import codecs
import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from jobwise.domain.samples.sample import check_type
from jobwise.domain.shared.errors import JobWiseError
from jobwise.infrastructure.extraction.strangers import plain_text
from jobwise.infrastructure.files.types import ContentTypes
from tests.support.odd_files import body, docx, flagged, pdf, zipped

SAID = "Dear team, I bake bread."
_RELATIONS = "word/_rels/settings.xml.rels"
_TEMPLATE = (
    '<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'attachedTemplate" Target="{}" TargetMode="{}"/></Relationships>'
)
_CONTENTS = "[Content_Types].xml"

ACCEPTED: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "plain text": ("a.txt", SAID.encode),
    "text with the mark of UTF-8": ("a.txt", lambda: codecs.BOM_UTF8 + SAID.encode()),
    "text in UTF-16": ("a.txt", lambda: SAID.encode("utf-16")),
    "text in UTF-32": ("a.txt", lambda: SAID.encode("utf-32")),
    "text in UTF-32 from the other end": ("a.txt", lambda: codecs.BOM_UTF32_BE + SAID.encode("utf-32-be")),
    "text in Windows-1252": ("a.txt", lambda: f"{SAID} Grüße, Zoë".encode("cp1252")),
    "text in capital letters": ("A.TXT", SAID.encode),
    "text with line ends of Windows and control characters": ("a.txt", f"{SAID}\r\n\x0b\x07ok\r\n".encode),
    "text of another script": ("a.txt", f"{SAID}\nΨήνω ψωμί. 我烤面包。 أخبز الخبز".encode),
    "a PDF": ("a.pdf", lambda: pdf(SAID)),
    "a packed PDF": ("a.pdf", lambda: pdf(SAID, packed=True)),
    "a PDF of three pages": ("a.pdf", lambda: pdf(SAID, pages=3)),
    "a PDF behind a few bytes": ("a.pdf", lambda: pdf(SAID, before=b"\n\n\n")),
    "a PDF that would run something": ("a.pdf", lambda: pdf(SAID, extra=b"/OpenAction<</S/JavaScript/JS(app.alert)>>")),
    "a DOCX": ("a.docx", lambda: docx(SAID)),
    "a DOCX with a header": ("a.docx", lambda: docx(SAID, word__header1_xml=body("Jo Baker"))),
    "a DOCX with a template of its own": (
        "a.docx", lambda: docx(SAID, **{_RELATIONS: _TEMPLATE.format("Normal.dotm", "Internal")}),
    ),
    "a DOCX that is stored unpacked": (
        "a.docx",
        lambda: zipped({"[Content_Types].xml": "<x/>", "word/document.xml": body(SAID)}, method=zipfile.ZIP_STORED),
    ),
}  # fmt: skip


def _typed(type: str, part: str) -> dict[str, str | bytes]:
    """The list of types of a DOCX that says this of a part."""
    return {_CONTENTS: f'<Types><Override ContentType="application/{type}" PartName="/{part}"/></Types>'}


def _twice() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        for name, text in (("[Content_Types].xml", "<x/>"), ("word/document.xml", body(SAID))) * 2:
            made.writestr(name, text)
    return file.getvalue()


def _lying() -> bytes:
    """A directory that claims a hundred bytes for what unpacks to a million."""
    data = bytearray(docx(document=body("a" * 1_000_000)))
    at = data.find(b"word/document.xml", data.find(b"PK\x01\x02"))
    data[at - 22 : at - 18] = (100).to_bytes(4, "little")
    return bytes(data)


def _damaged() -> bytes:
    data = bytearray(docx(SAID))
    at = data.find(b"word/document.xml") + 30
    data[at : at + 8] = b"\xff" * 8
    return bytes(data)


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + body(SAID).split("?>", 1)[1]
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;"><!ENTITY n "&m;&m;&m;&m;">]>'
    + body("&n;").split("?>", 1)[1]
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + body("&b;").split("?>", 1)[1]

REJECTED: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("a.txt", lambda: b"", "UNSUPPORTED_MEDIA_TYPE"),
    "an empty PDF": ("a.pdf", lambda: b"", "UNSUPPORTED_MEDIA_TYPE"),
    "blanks": ("a.txt", lambda: b" \n\t\n", "NO_TEXT"),
    "marks alone": ("a.txt", lambda: b"... -- !!", "NO_TEXT"),
    "a name without an ending": ("letter", SAID.encode, "UNSUPPORTED_MEDIA_TYPE"),
    "a program": ("a.exe", lambda: b"MZ" + SAID.encode(), "UNSUPPORTED_MEDIA_TYPE"),
    "a page": ("a.html", lambda: b"<p>Hello</p>", "UNSUPPORTED_MEDIA_TYPE"),
    "an old Word document": ("a.doc", lambda: b"\xd0\xcf\x11\xe0", "UNSUPPORTED_MEDIA_TYPE"),
    "an old Word document as text": ("a.txt", lambda: b"\xd0\xcf\x11\xe0" + SAID.encode(), "UNSUPPORTED_MEDIA_TYPE"),
    "rich text as text": ("a.txt", lambda: b"{\\rtf1 Hello}", "UNSUPPORTED_MEDIA_TYPE"),
    "a PDF as text": ("a.txt", lambda: pdf(SAID), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX as text": ("a.txt", lambda: docx(SAID), "UNSUPPORTED_MEDIA_TYPE"),
    "bytes as text": ("a.txt", lambda: bytes(range(256)) * 4, "UNSUPPORTED_MEDIA_TYPE"),
    "half of UTF-32": ("a.txt", lambda: SAID.encode("utf-32") + b"\x41", "UNSUPPORTED_MEDIA_TYPE"),
    "half of UTF-16": ("a.txt", lambda: SAID.encode("utf-16") + b"\x41", "UNSUPPORTED_MEDIA_TYPE"),
    "a picture": ("a.png", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 9 + b"IEND\xaeB`\x82",
                  "UNSUPPORTED_MEDIA_TYPE"),
    "a picture as PDF": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n", "UNSUPPORTED_MEDIA_TYPE"),
    "text as PDF": ("a.pdf", SAID.encode, "UNSUPPORTED_MEDIA_TYPE"),
    "a PDF that is cut off": ("a.pdf", lambda: pdf(SAID)[:200], "UNSUPPORTED_MEDIA_TYPE"),
    "a PDF whose header comes late": ("a.pdf", lambda: pdf(SAID, before=b" " * 2_000), "UNSUPPORTED_MEDIA_TYPE"),
    "a PDF that is nothing but its ends": ("a.pdf", lambda: b"%PDF-1.7\n%%EOF\n", "UNREADABLE_INPUT"),
    "a PDF without text": ("a.pdf", lambda: pdf(""), "NO_TEXT"),
    "a PDF of too many pages": ("a.pdf", lambda: pdf(SAID, pages=51), "TOO_LARGE"),
    "text as DOCX": ("a.docx", SAID.encode, "UNSUPPORTED_MEDIA_TYPE"),
    "an archive of something else": ("a.docx", lambda: zipped({"a.txt": SAID}), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX without a document": ("a.docx", lambda: zipped({"[Content_Types].xml": "<x/>"}), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX without its types": ("a.docx", lambda: zipped({"word/document.xml": body(SAID)}), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX that is cut off": ("a.docx", lambda: docx(SAID)[:-40], "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX that is damaged": ("a.docx", _damaged, "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX without text": ("a.docx", docx, "NO_TEXT"),
    "a DOCX that is no XML": ("a.docx", lambda: docx(document="<w:p>"), "UNREADABLE_INPUT"),
    "a DOCX with macros": ("a.docx", lambda: docx(SAID, **{"word/vbaProject.bin": b"x"}), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX with macros in capitals": (
        "a.docx", lambda: docx(SAID, **{"word/VBAPROJECT.BIN": b"x"}), "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a DOCX with macros under another name": (
        "a.docx", lambda: docx(SAID, **_typed("vnd.ms-office.vbaProject", "word/a.bin"), **{"word/a.bin": b"x"}),
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a DOCX that says it may carry macros": (
        "a.docx", lambda: docx(SAID, **_typed("vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml")),
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a DOCX whose types are no XML": ("a.docx", lambda: docx(SAID, **{_CONTENTS: "<x"}), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX with a password": ("a.docx", lambda: flagged(docx(SAID), 1), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX with an encrypted package": ("a.docx", lambda: docx(SAID, EncryptedPackage=b"x"), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX that names a part twice": ("a.docx", _twice, "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX with a template from elsewhere": (
        "a.docx", lambda: docx(SAID, **{_RELATIONS: _TEMPLATE.format("https://example.org/t.dotm", "External")}),
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a DOCX with a template from elsewhere beside another part": (
        "a.docx", lambda: docx(SAID, **{"word/_rels/Other.xml.RELS": _TEMPLATE.format("x", "External")}),
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a DOCX with a template from elsewhere in disguise": (
        "a.docx", lambda: docx(SAID, **{_RELATIONS: _TEMPLATE.format("x", "Ext&#101;rnal").replace("dT", "d&#84;")}),
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a DOCX with a document type": ("a.docx", lambda: docx(document=DOCTYPE), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX with a document type in UTF-16": (
        "a.docx", lambda: docx(document=DOCTYPE.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")),
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a DOCX that laughs": ("a.docx", lambda: docx(document=LAUGHS), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX that reads our files": ("a.docx", lambda: docx(document=OUTSIDE), "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX that unpacks to too much": (
        "a.docx", lambda: docx(SAID, **{f"word/media/{n}": b"\0" * 7_000_000 for n in range(3)}), "TOO_LARGE",
    ),
    "a DOCX that unpacks a thousandfold": ("a.docx", lambda: docx(document=body("a" * 3_000_000)), "TOO_LARGE"),
    "a DOCX whose directory lies": ("a.docx", _lying, "UNSUPPORTED_MEDIA_TYPE"),
    "a DOCX of too many parts": (
        "a.docx", lambda: docx(SAID, **{f"word/media/{n}": b"" for n in range(2_000)}), "TOO_LARGE",
    ),
    "a DOCX that is nested too deep": (
        "a.docx", lambda: docx(document=body("").replace("<w:t></w:t>", "<w:x>" * 300 + "</w:x>" * 300)), "TOO_LARGE",
    ),
}  # fmt: skip


async def taken(name: str, data: bytes) -> str:
    """What a sample of this file says: judged by its type, then read."""
    check_type((await ContentTypes().inspect(name, io.BytesIO(data))).type)
    return plain_text(data, name, 500_000)


@pytest.mark.parametrize("kind", list(ACCEPTED))
async def test_is_taken_and_read(kind: str) -> None:
    name, made = ACCEPTED[kind]
    assert SAID in await taken(name, made())


@pytest.mark.parametrize("kind", list(REJECTED))
async def test_is_refused_with_the_reason(kind: str) -> None:
    """T34, T37: by magic and structure, and by what the directory gives away before anything is unpacked."""
    name, made, code = REJECTED[kind]
    with pytest.raises(JobWiseError) as refused:
        await taken(name, made())
    assert refused.value.code == code


def test_there_are_enough_of_both() -> None:
    assert len(ACCEPTED) >= 10
    assert len(REJECTED) >= 30
