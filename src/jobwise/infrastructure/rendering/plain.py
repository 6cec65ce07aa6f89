"""Plain text and Markdown: the lines of a document in reading order."""

import re

from jobwise.domain.exports.compose import shown
from jobwise.domain.exports.layout import Block, Format, Layout
from jobwise.domain.generations.document import Role

_SECTION = frozenset({Role.HEADING, Role.TITLE, Role.DATE_LINE, Role.SUBJECT, Role.SALUTATION, Role.PARAGRAPH})
_SECTION_END = frozenset({Role.CLOSING})
_MARKS = {Role.NAME: "# ", Role.HEADING: "## ", Role.TITLE: "### ", Role.BULLET: "- "}
_ALWAYS = re.compile(r"[\\`*<>\[\]~]|&(?=#?\w)|(?<!\w)_|_(?!\w)")


class PlainText:
    """UTF-8 text, one line for each paragraph, an empty line before each section and entry."""

    format = Format.TXT
    engine = None

    def render(self, layout: Layout) -> bytes:
        out: list[str] = []
        for place, block in enumerate(layout.blocks):
            if place and _stands_apart(block, layout.blocks[place - 1]):
                out.append("")
            out.append(block.text)
        return ("\n".join(out) + "\n").encode("utf-8")


class Markdown:
    """CommonMark whose every mark comes from the document's roles; what a person wrote is escaped."""

    format = Format.MD
    engine = None

    def render(self, layout: Layout) -> bytes:
        out: list[str] = []
        for place, block in enumerate(layout.blocks):
            previous = layout.blocks[place - 1] if place else None
            if previous is not None:
                tight = previous.line.role is block.line.role is Role.BULLET
                stays = (
                    not _stands_apart(block, previous) and not tight and not _marked(block) and not _marked(previous)
                )
                # Two spaces keep lines of one paragraph apart.
                out.append("  \n" if stays else "\n" if tight else "\n\n")
            out.append(_MARKS.get(block.line.role, "") + _labelled(block))
        return ("".join(out) + "\n").encode("utf-8")


def _stands_apart(block: Block, previous: Block) -> bool:
    role, before = block.line.role, previous.line.role
    if role is Role.TITLE:
        return True
    return role in _SECTION or role in _SECTION_END or (role is Role.RECIPIENT and before is not Role.RECIPIENT)


def _marked(block: Block) -> bool:
    return block.line.role in _MARKS


def _labelled(block: Block) -> str:
    text = shown(block.line.text)
    if block.lead:
        return f"**{_escaped(text[: block.lead])}**{_escaped(text[block.lead :], starts=False)}"
    return _escaped(text)


def _escaped(text: str, starts: bool = True) -> str:
    text = _ALWAYS.sub(lambda match: "\\" + match[0], text)
    if not starts:
        return text
    match = re.match(r"\d{1,9}(?=[.)])|(?=[#+\-=|])", text)
    return text if match is None else f"{match[0]}\\{text[match.end() :]}"
