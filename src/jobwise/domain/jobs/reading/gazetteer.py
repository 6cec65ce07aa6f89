"""Which names are places, and in which country."""

import re
from functools import lru_cache

from jobwise.domain.jobs.posting_rules import Places, PostingRules, lowered, wordset

_PARTS = re.compile(r"[^\s,/;](?:[^,/;]*[^\s,/;])?")
_ZIP = re.compile(r"^\d{4,5}(?:-\d{3,4})?\s|\s\d{5}(?:-\d{4})?$|\s[A-Z]{1,2}\d[\dA-Z]?(?:\s\d[A-Z]{2})?$")
# "Paris 9e", "Dublin 2", "Lyon 3ème".
_DISTRICT = re.compile(r"(?<=[^\W\d]) \d{1,2}(?:e|er|ème)?$")
_SMALL = wordset("and or und et y e & the of greater area metro metropolitan region")


@lru_cache(maxsize=4)
def _folded(places: Places) -> dict[str, str]:
    """Place names and regions in lower case, with their country or "region"."""
    names = {name.lower(): code for name, code in places.places.items()}
    for region in sorted(places.regions):
        names.setdefault(region.lower(), "region")
    return names


def country_of(text: str, rules: PostingRules) -> str:
    """The country code that a location names, empty when unknown."""
    names = _folded(rules.places)
    for part in re.split(r"[,/()|;–-]", text):
        bare = part.strip()
        if bare in rules.places.codes:
            return rules.places.codes[bare]
        code = names.get(lowered(bare), "")
        if code and code != "region":
            return code
    return ""


def country_only(text: str, rules: PostingRules) -> bool:
    """Whether a place is no town but a state, a country or a region."""
    return text in rules.places.areas or text in rules.places.regions


def is_place(text: str, rules: PostingRules) -> bool:
    """Whether a short text is a place: "Leeds", "Austin, TX", "Lyon (69)", "Grand Rapids, Michigan"."""
    bare = text.strip(" .")
    return bool(bare) and place_in(bare, rules) == bare


def place_in(text: str, rules: PostingRules) -> str:
    """The place at the end of a short text of parts, without what stands before it ("Spital Seeblick, Zürich")."""
    spans = [(m.start(), m.group()) for m in _PARTS.finditer(text)]
    if not spans or len(spans) > 6:
        return ""
    names = _folded(rules.places)
    known = [_ZIP.sub("", part).strip() in rules.places.codes or _known(part, names) for _, part in spans]
    # A lone code ("IN", "DE") is a word too; it names a state only behind a city.
    if len(spans) == 1 and spans[0][1] in rules.places.codes:
        return ""
    if not all(part[:1].isupper() or part[:1].isdigit() or not part.isascii() for _, part in spans):
        return ""
    for at, (start, _) in enumerate(spans):
        area = at + 1 < len(spans) and _is_area(spans[at + 1][1], rules)
        # "Uberaba/MG" is a town in its state, "SAP FI/CO" is not.
        area = area and ("/" not in text[start : spans[at + 1][0]] or not any(map(str.isupper, spans[at][1].split())))
        # A code alone says nothing, not behind an unknown name either.
        starts = known[at] and (spans[at][1] not in rules.places.codes or _known(spans[at][1], names))
        if starts or (area and len(spans[at][1].split()) <= 3 and at + 2 >= len(spans)):
            return text[start:].strip() if all(known[at + 1 :]) or starts else ""
    return ""


def _is_area(part: str, rules: PostingRules) -> bool:
    bare = _ZIP.sub("", part).strip(" .")
    return bare in rules.places.codes or bare in rules.places.areas


def _known(part: str, names: dict[str, str]) -> bool:
    low = _DISTRICT.sub("", lowered(_ZIP.sub("", part).strip(" .*")))
    if not part[:1].isupper() and not part[:1].isdigit() and part.isascii():
        return False
    words = [word for word in low.split() if word not in _SMALL]
    return low in names or (bool(words) and " ".join(words) in names)
