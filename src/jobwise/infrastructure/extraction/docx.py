"""DOCX -> lines: the archive's directory is judged first, then the XML is streamed; no entity is ever expanded."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree

from jobwise.domain.generations.readback import ReadLine
from jobwise.domain.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_MEMBERS,
    MAX_ARCHIVE_RATIO,
    MAX_XML_BYTES,
    MAX_XML_DEPTH,
)
from jobwise.domain.shared.errors import TooLarge, UnreadableInput

BODY = "word/document.xml"
_HEADER = re.compile(r"word/header\d*\.xml")
_BROKEN = "The DOCX is damaged and cannot be opened; save it again."


def read_docx(data: bytes) -> tuple[list[ReadLine], int]:
    """The lines of a DOCX (headers, then paragraphs, tables and text boxes in order) and its number of pages."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_directory(archive, len(data))
            names = archive.namelist()
            lines: list[ReadLine] = []
            seen: set[str] = set()
            for name in sorted(name for name in names if _HEADER.fullmatch(name)):
                fresh = [line for line in _part(archive, name)[0] if line.text not in seen]
                seen.update(line.text for line in fresh)
                lines.extend(fresh)
            body, pages = _part(archive, BODY)
            return [*lines, *body], pages
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise UnreadableInput(_BROKEN) from error


def check_directory(archive: zipfile.ZipFile, size: int) -> None:
    """Refuses what the central directory already gives away: bombs, macros, encryption, another kind of file."""
    infos = archive.infolist()
    if len(infos) > MAX_ARCHIVE_MEMBERS:
        raise TooLarge(f"The file unpacks to more than {MAX_ARCHIVE_MEMBERS} parts; this is no resume.")
    total = sum(info.file_size for info in infos)
    if total > MAX_ARCHIVE_BYTES or total > MAX_ARCHIVE_RATIO * size:
        raise TooLarge("The file unpacks to far more than its size; save it again from a word processor.")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise UnreadableInput("The DOCX names one part twice; save it again from a word processor.")
    if any(info.flag_bits & 0x1 for info in infos) or "EncryptedPackage" in names:
        raise UnreadableInput("The DOCX is protected by a password; save it without one.")
    if "[Content_Types].xml" not in names or BODY not in names:
        raise UnreadableInput("The file is an archive but no Word document; give a PDF, DOCX or text file.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableInput("The Word document carries macros; save it as a plain .docx.")


def _part(archive: zipfile.ZipFile, name: str) -> tuple[list[ReadLine], int]:
    with archive.open(name) as handle:
        data = handle.read(MAX_XML_BYTES + 1)
    if len(data) > MAX_XML_BYTES:
        raise TooLarge("The text of the DOCX is larger than any resume; shorten it.")
    reader = _Paragraphs()
    # The target refuses any DOCTYPE, so there are no entities to expand; size and depth are capped.
    parser = ElementTree.XMLParser(target=reader)  # noqa: S314
    try:
        parser.feed(data)
        parser.close()
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise UnreadableInput(_BROKEN) from error
    return reader.lines, reader.page


class _Paragraph:
    """What is known of an open paragraph."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.listed = False
        self.heading = False
        self.size = 0.0
        self.bold: list[bool] = []


class _Paragraphs:
    """A parser's target: gathers paragraphs as they close, so nothing but text is ever held."""

    def __init__(self) -> None:
        self.lines: list[ReadLine] = []
        self.page = 1
        self._open: list[_Paragraph] = []
        self._depth = 0
        self._skip_from = 0
        self._in_text = False
        self._run_bold = False
        self._deleted = False

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """Refused: no word processor writes one, and entities live there."""
        raise UnreadableInput("The DOCX declares a document type, which no word processor writes; save it again.")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > MAX_XML_DEPTH:
            raise TooLarge("The DOCX is nested deeper than any word processor writes; save it again.")
        name = tag.rsplit("}", 1)[-1]
        if self._skip_from:
            return
        if name == "Fallback":
            self._skip_from = self._depth
        elif name == "p" and "wordprocessingml" in tag:
            self._open.append(_Paragraph())
        elif name == "t":
            self._in_text = True
        elif self._open:
            self._mark(name, {key.rsplit("}", 1)[-1]: value for key, value in attributes.items()})

    def _mark(self, name: str, values: Mapping[str, str]) -> None:
        paragraph = self._open[-1]
        if name == "tab":
            if "val" not in values:
                paragraph.parts.append("\t")
        elif name in ("br", "cr"):
            if values.get("type") == "page":
                self.page += 1
            paragraph.parts.append("\n")
        elif name == "noBreakHyphen":
            paragraph.parts.append("-")
        elif name == "lastRenderedPageBreak":
            self.page += 1
        elif name == "numId":
            paragraph.listed = values.get("val") != "0"
        elif name == "pStyle":
            style = values.get("val", "").lower()
            paragraph.listed = paragraph.listed or style.startswith("list")
            paragraph.heading = style.startswith(("heading", "title", "berschrift", "titre", "titulo"))
        elif name == "r":
            self._run_bold = False
        elif name == "b":
            self._run_bold = values.get("val", "1") not in ("0", "false")
        elif name == "sz" and not paragraph.size:
            half = values.get("val", "")
            paragraph.size = float(half) / 2 if half.isdecimal() and len(half) < 5 else 0.0

    def data(self, text: str) -> None:
        """Characters of a text element."""
        if self._in_text and self._open and not self._skip_from:
            self._open[-1].parts.append(text)
            if text.strip():
                self._open[-1].bold.append(self._run_bold)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rsplit("}", 1)[-1]
        if self._skip_from:
            if self._depth == self._skip_from:
                self._skip_from = 0
        elif name == "t":
            self._in_text = False
        elif name == "p" and "wordprocessingml" in tag and self._open:
            self._close(self._open.pop())
        self._depth -= 1

    def _close(self, paragraph: _Paragraph) -> None:
        bold = paragraph.heading or (bool(paragraph.bold) and all(paragraph.bold))
        mark = "• " if paragraph.listed and not paragraph.heading else ""
        for text in "".join(paragraph.parts).split("\n"):
            if text.strip():
                lead = "" if _MARKED.match(text.strip()) else mark
                self.lines.append(ReadLine(lead + text.strip(), self.page, paragraph.size, bold))

    def close(self) -> None:
        """The document ended."""


_MARKED = re.compile(r"[•‣▪◦●○■–*·-]\s")
