"""JSON from the outside: bytes in, one value or one clear sentence out."""

import codecs
import json
import math
import re
from typing import Any, NoReturn

from jobwise.domain.limits import MAX_INPUT_BYTES, MAX_JSON_DEPTH
from jobwise.domain.shared.errors import TooLarge, UnreadableInput

# The closing quote is optional so that an unterminated string is one match and the scan stays linear.
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
_DAMAGED_ESCAPE = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_DAMAGED = re.compile(r"[\x00\ud800-\udfff]")
# UTF-32 little endian begins with the mark of UTF-16 little endian, so it is asked first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FILES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP or DOCX file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip file"),
)


def load(data: bytes, *, what: str, most_bytes: int = MAX_INPUT_BYTES) -> Any:
    """The value that JSON bytes hold; `what` names the input in the sentences, e.g. `The profile me.json`.

    Reads UTF-8, and UTF-16 or UTF-32 that begins with its mark. Of a key given twice the last value counts. NUL and
    halves of surrogate pairs, which nothing can store, become U+FFFD.
    UnreadableInput names line and column; TooLarge is over `most_bytes` or `MAX_JSON_DEPTH`.
    """
    if len(data) > most_bytes:
        raise TooLarge(f"{what} has {len(data):,} bytes; at most {most_bytes:,} are read.")
    text = _decoded(data, what)
    if not text.strip():
        raise UnreadableInput(f"{what} is empty; give a JSON document.")
    _check_depth(text, what)
    value = _parsed(text, what)
    return _mended(value) if _DAMAGED_ESCAPE.search(text) else value


def _decoded(data: bytes, what: str) -> str:
    for start, kind in _OTHER_FILES:
        if data.startswith(start):
            raise UnreadableInput(f"{what} is {kind}, not JSON; give the JSON file.")
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"{what} is not {encoding.upper()} text (byte {error.start + 1:,}); save it as UTF-8."
        ) from error


def _check_depth(text: str, what: str) -> None:
    # A text with few brackets cannot be deep, and counting them costs next to nothing.
    if text.count("[") + text.count("{") <= MAX_JSON_DEPTH:
        return
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        mark = match.group()
        if mark in ("[", "{"):
            depth += 1
            if depth > MAX_JSON_DEPTH:
                raise TooLarge(
                    f"{what} nests lists and objects more than {MAX_JSON_DEPTH} deep "
                    f"({_place(text, match.start())}); flatten it."
                )
        elif mark in ("]", "}"):
            depth -= 1


def _parsed(text: str, what: str) -> Any:
    def constant(name: str) -> NoReturn:
        raise UnreadableInput(f"{what} holds {name}, which JSON does not have; write a number, a text or null.")

    def real(digits: str) -> float:
        number = float(digits)
        if math.isinf(number):
            raise UnreadableInput(f"{what} holds the number {digits[:40]}, which is too large; write it as a text.")
        return number

    try:
        return json.loads(text, parse_constant=constant, parse_float=real)
    except json.JSONDecodeError as error:
        raise UnreadableInput(f"{what} is not valid JSON: {_reason(text, error)} ({_at(error)}).") from error
    except ValueError as error:
        # Python refuses to turn thousands of digits into an integer.
        raise UnreadableInput(f"{what} holds a number with too many digits; write it as a text.") from error
    except RecursionError as error:
        raise TooLarge(f"{what} nests too deep; flatten it.") from error


def _reason(text: str, error: json.JSONDecodeError) -> str:
    here = text[error.pos : error.pos + 2]
    before = text[max(0, error.pos - 200) : error.pos].rstrip()
    after = text[error.pos + 1 : error.pos + 200].lstrip()
    if (here[:1] in ("]", "}") and before.endswith(",")) or (here[:1] == "," and after[:1] in ("]", "}")):
        return "remove the comma before the closing bracket"
    if here in ("//", "/*") or here[:1] == "#":
        return "JSON has no comments; remove this one"
    if here[:1] == "'":
        return "texts and names stand in double quotes, not in single ones"
    if here[:1] == "<":
        return "this looks like HTML or XML"
    if error.msg == "Extra data":
        return "the document ends before this point; keep one JSON value"
    if error.pos >= len(text.rstrip()):
        return "it breaks off at the end; a closing bracket or quote is missing"
    return error.msg[:1].lower() + error.msg[1:]


def _at(error: json.JSONDecodeError) -> str:
    return f"line {error.lineno:,}, column {error.colno:,}"


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line:,}, column {column:,}"


def _mended(value: Any) -> Any:
    """The value with U+FFFD for NUL and for halves of surrogate pairs: no file and no database can hold those."""
    if isinstance(value, str):
        return _DAMAGED.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_mended(one) for one in value]
    return value
