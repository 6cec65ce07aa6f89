"""Plain text, Markdown and HTML -> lines."""

import re
from typing import Any

from jobwise.domain.generations.readback import ReadKind, ReadLine
from jobwise.domain.shared.errors import MissingHere

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^(\s*)[-*+]\s+(?=\S)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^\s<>@]*@?[^\s<>]+\.[^\s<>]+)>")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_BULLET = re.compile(r"^[•‣▪◦●○■*·–-]\s")
_SIZES = (20.0, 14.0, 12.0, 11.0, 11.0, 11.0)


def is_markdown(text: str, name: str) -> bool:
    """By the name's ending, or by headings or strong marks that plain text does not have."""
    if name.lower().endswith((".md", ".markdown")):
        return True
    if name.lower().endswith(".txt"):
        return False
    return bool(re.search(r"(?m)^#{1,3} \S", text)) and (text.count("**") >= 4 or len(re.findall(r"(?m)^#", text)) > 2)


def read_plain(text: str) -> list[ReadLine]:
    """Every line that is not empty; a line that was wrapped joins the one before it."""
    return _wrapped([(line.rstrip(), 0.0, False) for line in text.split("\n")])


def read_markdown(text: str) -> list[ReadLine]:
    """Lines without Markdown's marks: headings by size, "- " items as "• "."""
    out: list[tuple[str, float, bool]] = []
    for raw in text.split("\n"):
        line = raw.rstrip().rstrip("\\")
        if _RULE.match(line):
            out.append(("", 0.0, False))
            continue
        size, bold = 0.0, False
        heading = _HEADING.match(line)
        if heading:
            size, bold, line = _SIZES[len(heading.group(1)) - 1], True, heading.group(2)
        else:
            line = _ITEM.sub("• ", line)
            bold = line.startswith("**") and line.rstrip().endswith("**")
        out.append((_plain(line), size, bold))
    return _wrapped(out)


def _plain(line: str) -> str:
    line = _LINK.sub(_link, line)
    line = _AUTOLINK.sub(lambda match: match.group(1).removeprefix("mailto:"), line)
    line = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", line)).replace("`", "")
    return _ESCAPE.sub(r"\1", line).lstrip("> ").strip()


def _link(match: re.Match[str]) -> str:
    said, target = match.group(1), match.group(2).removeprefix("mailto:").removeprefix("tel:")
    return said if not target or target in said or said in target else f"{said} ({target})"


def _wrapped(rows: list[tuple[str, float, bool]]) -> list[ReadLine]:
    width = max((len(text) for text, _, _ in rows), default=0)
    out: list[ReadLine] = []
    before = ""
    for raw, size, bold in rows:
        text = raw.strip()
        if text:
            joins = bool(before) and not size and _goes_on(before, raw, width)
            out.append(ReadLine(text, 1, size, bold, joins))
        before = raw if not size else ""
    return out


def _goes_on(before: str, raw: str, width: int) -> bool:
    """Whether a line was wrapped off the one before it: set in under a bullet, or going on in small letters.

    A line that begins like a new one is left alone: a heading often follows a full line.
    """
    text = raw.lstrip()
    if _BULLET.match(text):
        return False
    inset = len(raw) - len(text)
    bulleted = bool(_BULLET.match(before.lstrip()))
    if bulleted and inset > len(before) - len(before.lstrip()):
        return True
    small = text[0].islower() or text[0] in "(&%€$" or (text[0].isdigit() and not bulleted)
    full = len(before) + 1 + len(text.split(" ")[0]) > 0.8 * width and 40 <= width <= 130
    if before.rstrip().endswith("-") and text[0].islower():
        return True
    return full and small and len(before) > 0.6 * width


_BLOCK_NAMES = (
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead tr ul title"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "svg", "iframe", "object", "canvas", "select"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_MAX_DEPTH = 400


def read_html(text: str) -> list[ReadLine]:
    """The visible text of a page, one line for each block; list items as "• "."""
    try:
        from selectolax.lexbor import LexborHTMLParser
    except (ImportError, OSError) as error:
        raise MissingHere("Reading HTML needs selectolax; install JobWise again with pip.") from error
    body = LexborHTMLParser(text).body
    lines: list[tuple[str, float, bool]] = [("", 0.0, False)]
    if body is not None:
        _walk(body, lines)
    out = []
    for said, size, bold in lines:
        line = " ".join(said.split())
        if line and line != "•":
            out.append(ReadLine(line, 1, size, bold))
    return out


def _walk(body: Any, lines: list[tuple[str, float, bool]]) -> None:
    """Depth first without recursion: a deep page cannot exhaust the stack."""
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag
        if closing:
            lines.append(("", 0.0, False))
            continue
        if tag == "-text":
            said, size, bold = lines[-1]
            lines[-1] = (said + (node.text_content or ""), size, bold)
            continue
        if tag in _UNSEEN or tag.startswith(("-", "_")) or _is_hidden(node):
            continue
        if tag in _BLOCKS:
            level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0
            lines.append(("• " if tag == "li" else "", _SIZES[level - 1] if level else 0.0, bool(level)))
            stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(attributes.get("style") or ""))


def kind_of_text(text: str, name: str) -> ReadKind:
    """What a decoded text is."""
    head = text[:1024].lstrip().lower()
    if head.startswith(("<!doctype html", "<html")) or ("<html" in head) or ("<body" in head):
        return ReadKind.HTML
    return ReadKind.MARKDOWN if is_markdown(text, name) else ReadKind.TEXT
