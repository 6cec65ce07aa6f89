"""Gives a document its look: every line its style, its space above, its direction and what is shown of it."""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from jobwise.domain.exports.layout import Block, BlockStyle, Layout, Paper, Template, text_width
from jobwise.domain.exports.lines import in_thousandths, width
from jobwise.domain.exports.typeface import UNIT
from jobwise.domain.generations.document import Document, Line, Role
from jobwise.domain.limits import MAX_BULLETS, MAX_DOCUMENT_TEXT_CHARS
from jobwise.domain.shared.errors import TooLarge
from jobwise.domain.shared.text import one_line

_MAX_LABEL = 40
_VARIATIONS = dict.fromkeys(range(0xFE00, 0xFE10))
_CONTACT_MARK = " | "
# Capitals of these languages follow rules of their own (dotless i, dropped accents): their headings stay as written.
_OWN_CAPITALS = frozenset({"tr", "az", "el", "lt"})
_RTL_LANGUAGES = frozenset({"ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"})
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")


def lay_out(document: Document, template: Template, paper: Paper) -> Layout:
    """The document in a template on a paper. Raises TooLarge over the limits for text and bullets."""
    _check_size(document)
    blocks: list[Block] = []
    lines = [
        part
        for line in document.lines
        if line.text.strip()
        for run in _one_direction(line)
        for part in _fitting(run, template, paper)
    ]
    for place, line in enumerate(lines):
        previous = lines[place - 1].role if place else None
        following = lines[place + 1].role if place + 1 < len(lines) else None
        blocks.append(_block(template, _primary(document.language), line, previous, following))
    return Layout(document, template, paper, tuple(blocks))


def _one_direction(line: Line) -> tuple[Line, ...]:
    """A contact line that mixes directions as one line for each: readers of PDF put a mixed line in a wrong order."""
    if line.role is not Role.CONTACT or line.text.isascii():
        return (line,)
    runs: list[tuple[bool, list[str]]] = []
    for part in line.text.split(_CONTACT_MARK):
        rtl = is_rtl(part)
        if runs and runs[-1][0] == rtl:
            runs[-1][1].append(part)
        else:
            runs.append((rtl, [part]))
    return tuple(replace(line, text=_CONTACT_MARK.join(parts)) for _, parts in runs)


def _fitting(line: Line, template: Template, paper: Paper) -> tuple[Line, ...]:
    """A contact line as lines that each fit: a mark left at the end of a line separates nothing."""
    if line.role is not Role.CONTACT or _CONTACT_MARK not in line.text:
        return (line,)
    style = template.styles[Role.CONTACT]
    room = in_thousandths(text_width(template, paper) - style.indent, style.size)
    rows: list[str] = []
    for part in line.text.split(_CONTACT_MARK):
        joined = f"{rows[-1]}{_CONTACT_MARK}{part}" if rows else part
        if rows and width(template.font, joined, style.bold) <= room:
            rows[-1] = joined
        else:
            rows.append(part)
    return tuple(replace(line, text=row) for row in rows) if len(rows) > 1 else (line,)


def _check_size(document: Document) -> None:
    if sum(len(line.text) for line in document.lines) > MAX_DOCUMENT_TEXT_CHARS:
        raise TooLarge(f"The document holds more than {MAX_DOCUMENT_TEXT_CHARS} characters; shorten it.")
    if sum(line.role is Role.BULLET for line in document.lines) > MAX_BULLETS:
        raise TooLarge(f"The document holds more than {MAX_BULLETS} bullets; leave some out.")


@lru_cache(maxsize=4096)
def _block(template: Template, language: str, line: Line, previous: Role | None, following: Role | None) -> Block:
    style = template.styles[line.role]
    gap = _gap(template, previous, style)
    if style.rule and following is line.role:
        style = _without_rule(style)
    text = shown(line.text)
    rtl = is_rtl(text)
    hang, lead = 0.0, 0
    if line.role is Role.BULLET:
        mark = f"{template.bullet} "
        text = mark + text
        hang = hang_of(template)
    elif line.role is Role.SKILLS and not style.bold:
        lead = _label(text)
    if style.upper:
        text = _capitals(text, language)
    return Block(line, style, text, gap, hang, lead, rtl, _align(language, style, line, rtl))


def _align(language: str, style: BlockStyle, line: Line, rtl: bool) -> str:
    if style.align == "center":
        return "center"
    # An e-mail address in an Arabic resume stands at the right edge with everything else.
    in_rtl = line.role is not Role.BULLET and language in _RTL_LANGUAGES
    return "right" if rtl or in_rtl else "left"


def shown(text: str) -> str:
    """The text as every format shows it: on one line, without the signs that only choose between two pictures."""
    text = one_line(text)
    return text if text.isascii() else text.translate(_VARIATIONS)


def _gap(template: Template, previous: Role | None, style: BlockStyle) -> float:
    if previous is None:
        return 0.0
    after = template.styles[previous].after
    return after if previous is Role.HEADING else max(after, style.before)


@lru_cache(maxsize=128)
def _without_rule(style: BlockStyle) -> BlockStyle:
    return replace(style, rule=0.0)


@lru_cache(maxsize=64)
def hang_of(template: Template) -> float:
    """Points by which the lines of a bullet stand behind its mark."""
    style = template.styles[Role.BULLET]
    return round(width(template.font, f"{template.bullet} ", style.bold) * style.size / UNIT, 2)


def _label(text: str) -> int:
    """Length of the "Group:" that a skills line begins with, else 0."""
    place = text.find(":", 0, _MAX_LABEL)
    return place + 1 if place > 0 and text[place + 1 : place + 2] == " " else 0


def _capitals(text: str, language: str) -> str:
    upper = text.upper()
    same = upper.casefold() == text.casefold() and not _GREEK.search(text)
    return upper if same and language not in _OWN_CAPITALS else text


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False
