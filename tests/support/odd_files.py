"""Small PDF and DOCX files, plain and odd, built by code."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def body(*paragraphs: str) -> str:
    runs = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f'<?xml version="1.0"?><w:document xmlns:w="{_SPACE}"><w:body>{runs}</w:body></w:document>'


def zipped(members: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def docx(*paragraphs: str, document: str | bytes | None = None, **more: str | bytes) -> bytes:
    """A DOCX with these paragraphs, or with this document; `more` members have `/` written as `__`."""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": _TYPES}
    parts["word/document.xml"] = body(*paragraphs) if document is None else document
    parts.update({name.replace("__", "/").replace("_xml", ".xml"): content for name, content in more.items()})
    return zipped(parts)


def pdf(text: str, *, before: bytes = b"", pages: int = 1, extra: bytes = b"", packed: bool = False) -> bytes:
    """A PDF of pages that say this, with the table of its objects."""
    stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET".encode("latin-1") if text else b"0 0 40 40 re f"
    filter = b""
    if packed:
        stream, filter = zlib.compress(stream), b"/Filter/FlateDecode"
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % extra,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(stream), filter, stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
            for _ in range(pages)
        ],
    ]
    out, places = bytearray(before + b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(out) - len(before))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(out) - len(before)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def flagged(data: bytes, bit: int) -> bytes:
    """An archive whose entries all carry this flag, in both of their headers."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(mark)
        while start >= 0:
            (flags,) = struct.unpack_from("<H", out, start + at)
            struct.pack_into("<H", out, start + at, flags | bit)
            start = out.find(mark, start + 4)
    return bytes(out)
