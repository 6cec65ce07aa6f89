"""What is taken as which file, and what is not: the name, the content and the structure have to agree."""

import hashlib
import io
import zipfile

import pytest

from jobwise.domain.documents.document import DocumentType, shown_name, type_of_name
from jobwise.domain.limits import MAX_DOCUMENT_BYTES
from jobwise.domain.shared.errors import JobWiseError, TooLarge, WrongMedia
from jobwise.infrastructure.files.types import ContentTypes

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 20 + b"\xff\xd9"
TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
BODY = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
WORD = {"[Content_Types].xml": TYPES, "word/document.xml": BODY}


def word(*without: str, **more: str | bytes) -> bytes:
    parts = {name: text for name, text in WORD.items() if name not in without}
    names = {"vba": "word/vbaProject.bin", "relations": "word/_rels/settings.xml.rels", "body": "word/document.xml"}
    return packed([*parts.items(), *((names.get(name, name), text) for name, text in more.items())])


def packed(members: list[tuple[str, str | bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return file.getvalue()


def encrypted() -> bytes:
    data = bytearray(word())
    # The flag of encryption, in the directory at the end and before each member.
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def relation(type: str, mode: str) -> str:
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}"
    return f'<Relationships><Relationship Id="r1" Type="{kind}" Target="x" TargetMode="{mode}"/></Relationships>'


async def inspected(name: str, data: bytes) -> DocumentType:
    return (await ContentTypes().inspect(name, io.BytesIO(data))).type


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", PDF, DocumentType.PDF),
        ("A.PDF", b"\n\n" + PDF, DocumentType.PDF),
        ("Zeugnis.2024.pdf", PDF + b"\x00" * 500, DocumentType.PDF),
        ("a.docx", word(), DocumentType.DOCX),
        ("a.docx", word(relations=relation("attachedTemplate", "Internal")), DocumentType.DOCX),
        ("a.docx", word(relations=relation("hyperlink", "External")), DocumentType.DOCX),
        ("a.txt", b"Hello", DocumentType.TXT),
        ("a.txt", "Łódź, 林 小雨".encode(), DocumentType.TXT),
        ("a.txt", "Grüße".encode("utf-16"), DocumentType.TXT),
        ("a.txt", "Grüße aus Köln".encode("cp1252"), DocumentType.TXT),
        ("a.txt", b"\xef\xbb\xbfHello\r\n", DocumentType.TXT),
        ("a.png", PNG, DocumentType.PNG),
        ("a.jpg", JPG, DocumentType.JPG),
        ("a.JPEG", JPG, DocumentType.JPG),
        ("a.txt", b"x" * MAX_DOCUMENT_BYTES, DocumentType.TXT),
    ],
)
async def test_what_agrees_is_taken(name: str, data: bytes, expected: DocumentType) -> None:
    assert await inspected(name, data) is expected


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *((name, PDF) for name in ("", "pdf", "a", "a.", "a.exe", "a.pdf.exe", "a.html", "a.svg", "a.pdf ", "a.doc")),
        *((name, PDF) for name in ("a.docx", "a.txt", "a.png", "a.jpg")),
        *((name, word()) for name in ("a.pdf", "a.txt", "a.png")),
        *((name, PNG) for name in ("a.pdf", "a.txt", "a.jpg", "a.docx")),
        *((name, b"") for name in ("a.pdf", "a.txt", "a.docx", "a.png", "a.jpg")),
        ("a.pdf", b"x" * 1024 + PDF),
        ("a.pdf", b"%PDF-1.7 and no end"),
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.txt", b"a\x00b"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old word"),
        ("a.txt", b"{\\rtf1 hello}"),
        ("a.txt", b"GIF89a"),
        ("a.png", PNG[:-4]),
        ("a.png", PNG + b"<script>alert(1)</script>"),
        ("a.jpg", JPG[:-2]),
        ("a.docx", word("word/document.xml")),
        ("a.docx", word("[Content_Types].xml")),
        ("a.docx", word(vba=b"\x00")),
        ("a.docx", word()[:-30]),
        ("a.docx", b"PK\x03\x04 and nothing"),
        ("a.docx", encrypted()),
        ("a.docx", packed([("mimetype", "application/epub+zip"), *WORD.items()][:1])),
        ("a.docx", word("word/document.xml", body=f"<!DOCTYPE x [<!ENTITY a 'b'>]>{BODY}")),
        ("a.docx", word("word/document.xml", body=f"<!DocType x>{BODY}".encode("utf-16"))),
        ("a.docx", word(relations=relation("attachedTemplate", "External"))),
        ("a.docx", word(relations=f"<!DOCTYPE x>{relation('hyperlink', 'Internal')}")),
    ],
)
async def test_what_does_not_agree_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(WrongMedia):
        await inspected(name, data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
async def test_a_part_that_is_named_twice_is_refused() -> None:
    with pytest.raises(WrongMedia, match="twice"):
        await inspected("a.docx", packed([*WORD.items(), ("word/document.xml", "<other/>")]))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"x" * (MAX_DOCUMENT_BYTES + 1)),
        ("a.docx", packed([*WORD.items(), ("word/media/a.bin", b"\x00" * 19_000_000)])),
        ("a.docx", packed([*WORD.items(), ("word/media/a.bin", b"\x00" * 21_000_000)])),
        ("a.docx", packed([*WORD.items(), *((f"word/media/{n}", b"") for n in range(2_001))])),
    ],
)
async def test_what_is_too_large_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(TooLarge):
        await inspected(name, data)


async def test_size_and_hash_are_those_of_the_bytes() -> None:
    source = io.BytesIO(PDF)
    found = await ContentTypes().inspect("a.pdf", source)
    assert (found.size_bytes, found.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert source.tell() == 0


@pytest.mark.parametrize(
    ("given", "type", "expected"),
    [
        ("Zeugnis.pdf", DocumentType.PDF, "Zeugnis.pdf"),
        ("Zeugnis.PDF", DocumentType.PDF, "Zeugnis.PDF"),
        ("photo.jpeg", DocumentType.JPG, "photo.jpeg"),
        ("../../etc/passwd", DocumentType.TXT, "passwd.txt"),
        ("C:\\Users\\me\\a.pdf", DocumentType.PDF, "a.pdf"),
        ("a\r\nX-Evil: 1.pdf", DocumentType.PDF, "aX-Evil: 1.pdf"),
        ("a\x00b.pdf", DocumentType.PDF, "ab.pdf"),
        ("\ud800a.pdf", DocumentType.PDF, "a.pdf"),
        ("gnp\u202efdp.pdf", DocumentType.PDF, "gnpfdp.pdf"),
        (".pdf", DocumentType.PDF, "file.pdf"),
        ("", DocumentType.PDF, "file.pdf"),
        ("a.pdf", DocumentType.TXT, "a.pdf.txt"),
        ("x" * 500 + ".pdf", DocumentType.PDF, "x" * 196 + ".pdf"),
        ("林 小雨.docx", DocumentType.DOCX, "林 小雨.docx"),
    ],
)
def test_names_for_people(given: str, type: DocumentType, expected: str) -> None:
    assert shown_name(given, type) == expected
    assert type_of_name(shown_name(given, type)) is type


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + bytes(range(256)) * 40, b"%PDF-" + b"\xff" * 2000, b"\x00\xff" * 3000]
)
@pytest.mark.parametrize("ending", ["pdf", "docx", "txt", "png", "jpg"])
async def test_noise_is_refused_and_never_a_crash(data: bytes, ending: str) -> None:
    with pytest.raises(JobWiseError):
        await inspected(f"a.{ending}", data)
