"""Text out of text that carries HTML, without harming text that only looks like it (`a < b`, `List<String>`)."""

import re
from html import unescape
from html.entities import html5

_BLOCKS = (
    "address|article|blockquote|br|dd|div|dl|dt|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|"
    "tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = (
    "a|abbr|b|big|cite|code|del|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|"
    "u|var"
)
_TAG = re.compile(rf"<(/?)({_BLOCKS}|{_INLINE})((?:\s[^<>]{{0,2000}})?/?)>", re.IGNORECASE)
_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_STANDS_ALONE = frozenset({"br", "hr", "img", "p", "li", "td", "th", "tr", "dd", "dt"})
_UNSEEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CELLS = frozenset({"td", "th"})


def reduced(text: str) -> str:
    """The text without HTML: tags of HTML taken out, block ends as line ends, entities decoded once."""
    if "<" in text:
        for start, end in _UNSEEN:
            text = _without(text, start, end)
        text = _without_tags(text)
    return _ENTITY.sub(_decoded, text) if "&" in text else text


def _without(text: str, start: str, end: str) -> str:
    lower = text.lower()
    if len(lower) != len(text) or end not in lower:
        return text
    kept = []
    place = 0
    while (begin := lower.find(start, place)) >= 0 and (close := lower.find(end, begin)) >= 0:
        kept.append(text[place:begin])
        place = close + len(end)
    return " ".join([*kept, text[place:]])


def _without_tags(text: str) -> str:
    """Takes out a tag only if it stands alone by nature or has its partner: generics and formulas have none."""
    found = list(_TAG.finditer(text))
    opened = {match[2].lower() for match in found if not match[1]}
    closed = {match[2].lower() for match in found if match[1]}
    html = _STANDS_ALONE | (opened & closed)
    if not any(match[2].lower() in html for match in found):
        return text

    def replacement(match: re.Match[str]) -> str:
        name = match[2].lower()
        if name not in html:
            return match.group()
        if name in _CELLS:
            return " "
        return "\n" if _BLOCK.fullmatch(name) else ""

    return _TAG.sub(replacement, text)


def _decoded(match: re.Match[str]) -> str:
    entity = match.group()
    if entity[1] != "#" and entity[1:] not in html5:
        return entity
    return unescape(entity)
