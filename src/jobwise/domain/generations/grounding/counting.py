"""Small counts that carry no figure of the profile: of what a letter itself lists, and of the profile's own entries."""

from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.numbers import PART, UNITS, Quantity
from jobwise.domain.generations.grounding.reading import PUBLIC, STAFF

_RISKY = STAFF | PUBLIC | UNITS | {"project", "prize", "budget", "percent", "contract", "country", "language", "patent"}
_FEW = 12
LISTED = frozenset(("language", "firm", "certificate", "prize"))
"""Things the profile lists: how many there are shows in the list, not in a figure."""


def is_rhetoric(number: Quantity, framed: Framed, frame: Frame) -> bool:
    """Whether the number only counts what the letter names around it: two reasons, all three, two out of five."""
    reading = framed.reading
    head = reading.head(number)
    if number.unit in ("month", "week", "day") and number.value <= _FEW and "need" in reading.about():
        return True
    if number.unit == PART:
        whole = number.value.denominator
        listed = framed.any("yours") or "rhetoric" in reading.about()
        return number.end - number.start > 2 and 2 < whole <= _FEW and listed and not head & (STAFF | PUBLIC)
    if (number.unit and number.value > 3) or number.op != "=" or number.value > _FEW or number.value.denominator != 1:
        return False
    if "rhetoric" in head or "rhetoric" in reading.about(number.start, number.start):
        return True
    words = reading.words
    if number.value <= 3 and number.start > 1 and words[number.start - 1].norm in reading.rules.coordinators:
        one = words[number.start - 2].norm
        if one in reading.rules.numbers.articles or reading.rules.numbers.words.get(one) == 1:
            return True
    if head & _RISKY or reading.about(max(0, number.start - 3), number.start) & STAFF:
        return False
    before = reading.words[number.start - 1].norm if number.start else ""
    if number.value <= 5 and before in reading.rules.numbers.all_of:
        return True
    bare = not head and _alone(number, framed)
    return bare and number.value <= 5 and not frame.deed


def _alone(number: Quantity, framed: Framed) -> bool:
    """Whether no thing stands behind the number: the clause ends there, or goes on with a small word."""
    words = framed.words
    if number.end >= len(words):
        return True
    gap = framed.text[words[number.end - 1].end : words[number.end].start]
    return any(mark in gap for mark in ",;:.()") or words[number.end].norm in framed.reading.rules.stopwords


def addressed(number: Quantity, framed: Framed) -> bool:
    """Whether the number stands right behind a word for the reader: your four printers, vos quatre imprimeurs."""
    you = framed.reading.rules.second_person
    first = max(0, number.start - 3)
    return any(word.norm in you for word in framed.words[first : number.start])


def counted(number: Quantity, framed: Framed, context: Context) -> str:
    """The list of the profile whose length the number is: two employers, three languages."""
    if number.op != "=" or number.unit or number.value.denominator != 1:
        return ""
    head = framed.reading.head(number) or framed.reading.about(number.end, number.end + 2)
    profile = context.profile
    counts = {
        "language": (len(profile.languages), "languages"),
        "firm": (len({item.employer for item in profile.experiences}), "experiences"),
        "workplace": (len({item.employer for item in profile.experiences}), "experiences"),
        "certificate": (len(profile.certifications), "certifications"),
        "prize": (len(profile.awards), "awards"),
    }
    for concept in sorted(head):
        total, path = counts.get(concept, (0, ""))
        if total and (number.value == total or (concept == "language" and 1 < number.value < total)):
            return path
    return ""
