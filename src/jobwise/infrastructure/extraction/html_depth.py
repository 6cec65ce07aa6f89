"""How deeply markup nests, told without parsing it: a parser takes minutes for elements nested by the thousand."""

import re

from jobwise.domain.jobs.posting_rules import wordset

# Browsers stop nesting at 512 elements; no page made for readers comes near that.
MAX_OPEN = 512
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9]{0,20})|!--)")
_RAW = frozenset(["script", "style", "textarea", "title", "template", "noscript"])
# Void elements, and those that the next of their kind closes.
_FLAT = wordset(
    "area base br col embed hr img input link meta source track wbr p li td tr th dt dd option optgroup thead tbody "
    "tfoot colgroup caption rp rt html head body param frame keygen command svg path"
)


def is_too_deep(markup: str) -> bool:
    """Whether more than `MAX_OPEN` elements are open at once; linear in the length of the markup."""
    if markup.count("<") <= MAX_OPEN:
        return False
    low = markup.lower()
    opened: dict[str, int] = {}
    total, at = 0, 0
    while match := _TAG.search(low, at):
        at = match.end()
        name = match[2]
        if name is None:
            at = _behind(low, "-->", at)
        elif name in _FLAT:
            continue
        elif match[1]:
            if opened.get(name, 0):
                opened[name] -= 1
                total -= 1
        elif name in _RAW:
            at = _behind(low, f"</{name}", at)
        else:
            opened[name] = opened.get(name, 0) + 1
            total += 1
            if total > MAX_OPEN:
                return True
    return False


def _behind(low: str, mark: str, at: int) -> int:
    """The place behind the next mark; the end of the text when there is none."""
    found = low.find(mark, at)
    return found + len(mark) if found >= 0 else len(low)
