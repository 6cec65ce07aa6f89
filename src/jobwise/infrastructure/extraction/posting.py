"""A posting from bytes: plain text, an HTML page, or JSON, recognised by what it holds and not by its name."""

import re

from jobwise.domain.jobs.posting import PostingText
from jobwise.domain.limits import MAX_INPUT_BYTES, MAX_POSTING_CHARS
from jobwise.domain.shared import jsontext
from jobwise.domain.shared.errors import TooLarge, UnreadableInput
from jobwise.infrastructure.extraction.posting_html import is_html, read_html
from jobwise.infrastructure.extraction.posting_json import read_json
from jobwise.infrastructure.vocabularies import load_posting_rules

_MAGIC = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP or Office file", b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"{\\rtf": "an RTF file", b"\x7fELF": "a program",
}  # fmt: skip
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_CHARSET = re.compile(rb"charset=[\"']?([\w\-]{3,20})", re.IGNORECASE)
_JSON_START = re.compile(r"\A\s*(?:\{|\[\[\[|\[\s*[\{\"\]])")
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def read_source(data: bytes | str, *, name: str = "") -> PostingText:
    """The posting in a file's content. `name` (file name or board) is used in messages only.

    Raises UnreadableInput for empty, binary or broken input and for JSON without exactly one posting; TooLarge over
    `MAX_INPUT_BYTES` or `MAX_JSON_DEPTH`.
    """
    what = name or "The posting"
    size = len(data)
    if size > MAX_INPUT_BYTES:
        raise TooLarge(f"{what} is larger than {MAX_INPUT_BYTES // 1_000_000} MB; give the text of the posting alone.")
    text = decoded(data, what) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    if not text.strip():
        raise UnreadableInput(f"{what} is empty; give the text of a posting.")
    odd = len(_ODD.findall(text[:20_000]))
    if odd > 4 and odd * 20 > len(text[:20_000]):
        raise UnreadableInput(f"{what} is not text; save the posting as text, HTML or JSON.")
    if _JSON_START.match(text):
        # A lone half of a surrogate pair cannot be encoded; it becomes a question mark.
        return read_json(jsontext.load(text.encode("utf-8", "replace"), what=what), what)
    if is_html(text):
        return read_html(text)
    if not any(char.isalpha() for char in text):
        raise UnreadableInput(f"{what} holds no words; give the text of a posting.")
    return PostingText(text[:MAX_POSTING_CHARS], load_posting_rules(), cut=len(text) > MAX_POSTING_CHARS)


def decoded(data: bytes, what: str) -> str:
    """The text of bytes in any common encoding; UnreadableInput for files that are no text."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableInput(f"{what} is {kind}, not text; copy the posting's text into a file.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:2000]
    if head.count(0) > len(head) // 4:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) > 4 * min(even, odd) + 1:
            return data.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace")
    if 0 in head:
        raise UnreadableInput(f"{what} is a binary file, not text; copy the posting's text into a file.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    named = _CHARSET.search(data[:4000])
    for encoding in (named[1].decode("ascii") if named else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
