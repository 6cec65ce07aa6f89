"""What a file is: the ending of its name, its first bytes, its last ones and its structure have to agree."""

import asyncio
import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import BinaryIO
from xml.etree import ElementTree

from jobwise.application.ports.files import Inspected, Measured
from jobwise.domain.documents.document import DocumentType, type_of_name
from jobwise.domain.exports.layout import Format
from jobwise.domain.exports.naming import is_fit
from jobwise.domain.limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_RATIO, MAX_BATCH, MAX_DOCUMENT_BYTES, MAX_XML_BYTES
from jobwise.domain.shared.errors import Detail, TooLarge, UnreadableInput, WrongMedia

_PIECE = 64 * 1024
_ENDS = 1024
_PNG_START, _PNG_END = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"IEND\xaeB`\x82"
_CONTENTS = "[Content_Types].xml"
_RELATIONS = re.compile(r"word/_rels/[^/]*\.rels", re.IGNORECASE)
_DAMAGED = "The DOCX is damaged and cannot be opened; save it again."


class ContentTypes:
    """Reads in a thread, in pieces: only text is held whole."""

    async def inspect(self, name: str, source: BinaryIO) -> Inspected:
        return await asyncio.to_thread(_inspect, name, source)

    async def measure(self, format: Format, source: BinaryIO) -> Measured:
        return await asyncio.to_thread(_measure, format, source)


def _inspect(name: str, source: BinaryIO) -> Inspected:
    claimed = type_of_name(name)
    measured = _checked(_CHECKS[claimed], source)
    if claimed is not DocumentType.TXT:
        return Inspected(claimed, measured.size_bytes, measured.sha256)
    text = _text(source)
    blank = not any(sign.isalnum() for sign in text)
    return Inspected(claimed, measured.size_bytes, measured.sha256, blank, len(text.encode()))


def _measure(format: Format, source: BinaryIO) -> Measured:
    return _checked(_MADE.get(format, _txt), source)


def _checked(check: Callable[[BinaryIO, int], None], source: BinaryIO) -> Measured:
    size, sha256 = _measured(source)
    if size == 0:
        raise _other("The file is empty; choose another one.")
    try:
        check(source, size)
    except UnreadableInput as error:
        # Here the question is what the file is, not whether it can be read.
        raise _other(error.message) from error
    finally:
        source.seek(0)
    return Measured(size, sha256)


def _measured(source: BinaryIO) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while piece := source.read(_PIECE):
        size += len(piece)
        if size > MAX_DOCUMENT_BYTES:
            raise TooLarge(f"A file has at most {MAX_DOCUMENT_BYTES // (1024 * 1024)} MiB.")
        digest.update(piece)
    return size, digest.hexdigest()


def _other(message: str) -> WrongMedia:
    return WrongMedia(message, (Detail("file", "type"),))


def _not_a(name: str) -> WrongMedia:
    return _other(f"The name says {name}, the content does not; save it again as {name}, or name it by what it is.")


def _first(source: BinaryIO) -> bytes:
    source.seek(0)
    return source.read(_ENDS)


def _last(source: BinaryIO, size: int) -> bytes:
    source.seek(max(0, size - _ENDS))
    return source.read(_ENDS)


def _pdf(source: BinaryIO, size: int) -> None:
    if b"%PDF-" not in _first(source) or b"%%EOF" not in _last(source, size):
        raise _not_a("PDF")


def _png(source: BinaryIO, size: int) -> None:
    head = _first(source)
    if not head.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") or not _last(source, size).endswith(
        b"IEND\xaeB`\x82"
    ):
        raise _not_a("PNG")


def _jpg(source: BinaryIO, size: int) -> None:
    if not _first(source).startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in _last(source, size):
        raise _not_a("JPG")


def _docx(source: BinaryIO, size: int) -> None:
    from jobwise.infrastructure.extraction.docx import BODY, check_directory

    if not _first(source).startswith(b"PK\x03\x04"):
        raise _not_a("DOCX")
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            check_directory(archive, size)
            _check_part(archive, BODY)
            _watch(_check_part(archive, _CONTENTS))
            for name in archive.namelist():
                if _RELATIONS.fullmatch(name):
                    _watch(_check_part(archive, name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _other(_DAMAGED) from error


def _check_part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as handle:
        data = handle.read(MAX_XML_BYTES + 1)
    if len(data) > MAX_XML_BYTES:
        raise TooLarge("The text of the DOCX is larger than any document of one person; shorten it.")
    # No word processor writes a document type; entities live there. In UTF-16 each sign has a zero beside it.
    if b"<!doctype" in data.replace(b"\x00", b"").lower():
        raise _other("The DOCX declares a document type, which no word processor writes; save it again.")
    return data


class _Watched:
    """A parser's target: looks at what the parts of a DOCX say that they are, and at what they load."""

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        said = {name: value.lower() for name, value in attributes.items()}
        # Word finds macros by their type: under another name they run as well.
        if any(mark in said.get("ContentType", "") for mark in ("macroenabled", "vbaproject")):
            raise _other("The Word document carries macros; save it as a plain .docx.")
        if said.get("Type", "").endswith("/attachedtemplate") and said.get("TargetMode") == "external":
            raise _other("The DOCX loads a template from elsewhere; save it without one.")

    def close(self) -> None:
        """The part ended."""


def _watch(part: bytes) -> None:
    """As its XML says, so that no spelling of a word hides it. No tree is held, and there is no document type here."""
    # No entity can be declared any more.
    parser = ElementTree.XMLParser(target=_Watched())  # noqa: S314
    try:
        parser.feed(part)
        parser.close()
    except (ElementTree.ParseError, LookupError) as error:
        raise _other(_DAMAGED) from error


def _txt(source: BinaryIO, size: int) -> None:
    from jobwise.infrastructure.extraction.reader import check_text

    source.seek(0)
    check_text(source.read())


def _zip(source: BinaryIO, size: int) -> None:
    if not _first(source).startswith(b"PK\x03\x04"):
        raise _not_a("ZIP")
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise _other("The ZIP is damaged and cannot be opened.") from error
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_BATCH or total > min(MAX_ARCHIVE_BYTES, MAX_ARCHIVE_RATIO * size):
        raise TooLarge(f"A ZIP of documents holds at most {MAX_BATCH}, and not more than was packed.")
    names = {info.filename for info in infos}
    if len(names) != len(infos) or not all(is_fit(name) for name in names) or any(i.flag_bits & 0x1 for i in infos):
        raise _other("The ZIP holds other things than documents of one folder.")


def _text(source: BinaryIO) -> str:
    from jobwise.infrastructure.extraction.reader import decoded

    text = decoded(source.read())
    source.seek(0)
    return text


_CHECKS: Mapping[DocumentType, Callable[[BinaryIO, int], None]] = MappingProxyType(
    {
        DocumentType.PDF: _pdf,
        DocumentType.DOCX: _docx,
        DocumentType.TXT: _txt,
        DocumentType.PNG: _png,
        DocumentType.JPG: _jpg,
    }
)
_MADE: Mapping[Format, Callable[[BinaryIO, int], None]] = MappingProxyType(
    {Format.PDF: _pdf, Format.DOCX: _docx, Format.ZIP: _zip}
)
"""What is not here is text."""
