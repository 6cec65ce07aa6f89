"""An HTML page as a posting: its JobPosting data first, else what a reader sees of it."""

import json
import re
from typing import Any

from jobwise.domain.jobs.job import Quarantined, QuarantineKind
from jobwise.domain.jobs.posting import PostingText
from jobwise.domain.limits import MAX_POSTING_CHARS
from jobwise.domain.shared.errors import MissingHere, UnreadableInput
from jobwise.infrastructure.extraction.html_depth import MAX_OPEN, is_too_deep
from jobwise.infrastructure.vocabularies import load_posting_rules

_HTML = re.compile(
    r"<(?:!doctype|html|head|body|div|p|script|meta|span|h[1-6]|ul|ol|li|br|table|article|section|main|b|strong|i|em|a)\b"
    r"[^<>]{0,500}>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        "p", "div", "section", "article", "main", "ul", "ol", "li", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6",
        "br", "hr", "dl", "dt", "dd", "blockquote", "pre", "header", "footer", "address", "figure", "fieldset",
        "legend", "details", "summary", "body", "label", "option",
    ]
)  # fmt: skip
_DROPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "nav",
        "footer",
        "form",
        "iframe",
        "svg",
        "canvas",
        "button",
        "select",
        "input",
        "dialog",
        "object",
    ]
)
_UNSEEN_TAGS = frozenset(["template", "noscript"])
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0{1,4})?(?![\d.])"
    r"|font-size\s*:\s*(?:[01](?:\.\d)?(?:px|pt)|0(?:\.\d)?(?:em|rem|%)?)\s*(?:;|!|$)"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0"
    r"|(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_COLOR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,60})", re.IGNORECASE)
_WHITE = frozenset(
    ["white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "transparent", "#fefefe", "hsl(0,0%,100%)"]
)
_RULE = re.compile(r"([^{}@;]{1,80})\{([^{}]{0,2000})\}")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_SHOWN = 300


def is_html(text: str) -> bool:
    """Whether a text is marked up: a tag at its beginning, or at least two in its first part."""
    head = text[:20_000]
    return bool(_HTML.match(head.lstrip())) or sum(1 for _ in _HTML.finditer(head)) > 1


def read_html(text: str) -> PostingText:
    """The posting of a page. A JobPosting block in it wins; broken blocks are passed over."""
    from jobwise.infrastructure.extraction.posting_json import read_job_posting

    tree = _parsed(text)
    body, quarantined = _visible(tree)
    title = tree.css_first("title")
    headings = tuple(
        node.text(strip=True) for node in [tree.css_first("h1"), title] if node is not None and node.text(strip=True)
    )
    block = _job_posting(tree)
    if block is not None:
        found = read_job_posting(block, body)
        return PostingText(
            found.text,
            found.rules,
            found.known,
            headings if not found.known.title else (),
            {},
            (*found.quarantined, *quarantined),
            "jobposting",
        )
    if not body.strip() and not quarantined:
        raise UnreadableInput("The page shows no text; copy the posting's text from the browser into a file.")
    return PostingText(
        body[:MAX_POSTING_CHARS],
        load_posting_rules(),
        headings=headings,
        quarantined=quarantined,
        source="html",
        cut=len(body) > MAX_POSTING_CHARS,
    )


def html_text(markup: str) -> tuple[str, tuple[Quarantined, ...]]:
    """What a reader sees of a piece of markup, one line per block, and what was hidden in it."""
    if "<" not in markup and "&" not in markup:
        return markup, ()
    return _visible(_parsed(markup))


def _parsed(markup: str) -> Any:
    try:
        from selectolax.lexbor import LexborHTMLParser
    except (ImportError, OSError):
        raise MissingHere("Reading HTML needs the package selectolax; install JobWise again.") from None
    if is_too_deep(markup):
        raise UnreadableInput(
            f"The page nests more than {MAX_OPEN} elements in each other; copy its text from the browser into a file."
        )
    return LexborHTMLParser(markup)


def _job_posting(tree: Any) -> dict[str, Any] | None:
    for node in tree.css('script[type*="ld+json" i]'):
        try:
            value = json.loads(node.text(deep=True))
        except (ValueError, RecursionError):
            continue
        found = find_job_posting(value)
        if found is not None:
            return found
    return None


def find_job_posting(value: Any) -> dict[str, Any] | None:
    """The first JobPosting in JSON-LD: bare, in an array, in `@graph`, with `@type` as a word or a list."""
    queue = [value]
    for _ in range(2000):
        if not queue:
            return None
        one = queue.pop(0)
        if isinstance(one, list):
            queue.extend(one)
        elif isinstance(one, dict):
            kinds = one.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(
                isinstance(kind, str) and kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1] == "JobPosting" for kind in names
            ):
                return one
            queue.extend(
                one[key]
                for key in ("@graph", "mainEntity", "itemListElement", "item")
                if isinstance(one.get(key), dict | list)
            )
    return None


def _visible(tree: Any) -> tuple[str, tuple[Quarantined, ...]]:
    root = tree.css_first("main") or tree.css_first("article") or tree.css_first('[role="main"]') or tree.body
    if root is None:
        return "", ()
    if tree.body is not None and len(root.text()) < 200:
        root = tree.body
    hidden = {node.mem_id for node in _hidden_by_rules(tree)}
    out: list[str] = []
    found: list[Quarantined] = []
    # A walk with its own stack: pages may be nested deeper than Python allows calls.
    stack: list[tuple[Any, str]] = [(root, "")]
    while stack:
        node, closing = stack.pop()
        if node is None:
            out.append(closing)
            continue
        tag = node.tag
        if tag == "-text":
            out.append(
                " ".join(node.text(deep=False).split())
                if not node.text(deep=False)[:1].isspace()
                else " " + " ".join(node.text(deep=False).split())
            )
            if node.text(deep=False)[-1:].isspace():
                out.append(" ")
            continue
        reason = _why_unseen(node, tag, hidden)
        if reason:
            said = " ".join(
                (
                    node.comment_content or ""
                    if tag == "-comment"
                    else node.text(separator=" ") or _MARKUP.sub(" ", node.html or "")
                ).split()
            )
            if said and not (tag == "-comment" and len(said.split()) < 4):
                found.append(Quarantined(QuarantineKind.HIDDEN, said[:_SHOWN], reason))
            continue
        if tag in _DROPPED or tag.startswith("-"):
            continue
        block = tag in _BLOCKS
        out.append(("\n- " if tag == "li" else "\n") if block else (" " if tag in ("td", "th") else ""))
        stack.append((None, "\n" if block and tag != "br" else ""))
        stack.extend((child, "") for child in reversed(list(node.iter(include_text=True))))
    return _tidy("".join(out)), tuple(found)


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    kept: list[str] = []
    for line in lines:
        if kept and kept[-1] == "-" and line:
            kept[-1] = "- " + line
        elif line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(line for line in kept if line != "-").strip()


def _why_unseen(node: Any, tag: str, hidden: set[int]) -> str:
    if tag == "-comment":
        return "inside a comment"
    if tag in _UNSEEN_TAGS:
        return f"inside <{tag}>"
    attributes = node.attributes
    if "hidden" in attributes and tag not in _DROPPED:
        return "marked hidden"
    if node.mem_id in hidden:
        return "hidden by a style rule"
    style = attributes.get("style") or ""
    if style and tag not in _DROPPED:
        if _HIDING.search(style):
            return "hidden by its style"
        if _is_unseen_color(node, style):
            return "in the colour of its ground"
    if tag == "font" and (attributes.get("color") or "").strip().lower() in _WHITE:
        return "in the colour of its ground"
    return ""


def _is_unseen_color(node: Any, style: str) -> bool:
    color = _COLOR.search(style)
    if color is None:
        return False
    said = color[1].replace(" ", "").lower()
    ground = _ground_of(node)
    return said in (ground, "transparent") or (said in _WHITE and (ground == "" or ground in _WHITE))


def _ground_of(node: Any) -> str:
    while node is not None:
        match = (
            _GROUND.search((node.attributes or {}).get("style") or "")
            if node.tag and not node.tag.startswith("-")
            else None
        )
        if match:
            return match[1].replace(" ", "").lower()
        node = node.parent
    return ""


def _hidden_by_rules(tree: Any) -> list[Any]:
    """Elements that a simple rule of the page's own style sheets hides."""
    out: list[Any] = []
    for sheet in tree.css("style")[:20]:
        for match in _RULE.finditer(sheet.text(deep=True)[:50_000]):
            declared = match[2]
            color, ground = _COLOR.search(declared), _GROUND.search(declared)
            same = bool(color and ground and color[1].replace(" ", "").lower() == ground[1].replace(" ", "").lower())
            if (_HIDING.search(declared) or same) and ":" not in match[1]:
                try:
                    out.extend(tree.css(match[1].strip())[:200])
                except (ValueError, RuntimeError):
                    continue
    return out
