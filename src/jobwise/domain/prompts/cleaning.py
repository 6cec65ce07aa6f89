"""How text looks before a model sees it: nothing that a person could not see, and no more than was promised."""

import re
import unicodedata

from jobwise.domain.shared.text import squeeze

# Zero-width signs, direction overrides, variation selectors, fillers and the tag block: what hides words from people.
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def seen(text: str, *, most_bytes: int) -> str:
    """NFKC text without unseen signs, lines trimmed, cut at a word before `most_bytes` of UTF-8."""
    # Cut first, so that a giant text costs nothing; NFKC can make it longer, so it is cut again.
    text = _UNSEEN.sub("", text[: most_bytes * 2])
    return cut(squeeze(_UNSEEN.sub("", unicodedata.normalize("NFKC", text))), most_bytes)


def cut(text: str, most_bytes: int) -> str:
    """The text, or as much of it as fits, ending with a whole word where there is one."""
    data = text.encode("utf-8", "replace")
    if len(data) <= most_bytes:
        return text
    short = data[:most_bytes].decode("utf-8", "ignore")
    head, space, _ = short.rpartition(" ")
    return head if space and len(head) > len(short) - 100 else short
