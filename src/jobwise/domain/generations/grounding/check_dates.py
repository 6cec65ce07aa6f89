"""Dates of a letter against the entries they are tied to."""

from collections.abc import Iterable

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.dates import IN, SINCE, UNTIL, DateMention
from jobwise.domain.generations.grounding.facts import OTHER, SCHOOL, WORK, Index, Item
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.numbers import Quantity
from jobwise.domain.generations.grounding.reading import telling
from jobwise.domain.generations.grounding.titles import MODIFIERS, carries, read_title

_AROUND = 9
"""How many words around a date tell what it is the date of."""
_MUCH = 2
"""So many telling words shared make a sentence repeat a fact."""
_KINDS = (
    ("certifications/", frozenset(("certificate",))),
    ("awards/", frozenset(("prize", "nomination"))),
    ("volunteering/", frozenset(("volunteer",))),
)
"""Entries whose date is told by what they are, with the concepts that say so."""


def check_dates(framed: Framed, context: Context) -> list[Claim]:
    """A claim for every date of the sentence."""
    claims = []
    for mention in framed.reading.dates:
        source = _source(mention, framed, context)
        reason = "The profile ties no such date to this."
        claims.append(framed.claim(ClaimKind.DATE, mention.start, mention.end, source, reason))
    return claims


def as_year(number: Quantity, framed: Framed) -> DateMention | None:
    """The year that four plain digits before a noun may be: "by 2024 turnover had fallen"."""
    written = framed.words[number.start].text
    if number.end - number.start != 1 or len(written) != 4 or not written.isdecimal() or number.unit:
        return None
    year = int(written)
    if not 1900 <= year < 2100:
        return None
    return DateMention(year, None, False, IN, number.start, number.end, number.start)


def dated(mention: DateMention, framed: Framed, context: Context) -> str:
    """What carries this date for this sentence: a path, `job` for the posting, empty for nothing."""
    return _source(mention, framed, context)


def _source(mention: DateMention, framed: Framed, context: Context) -> str:
    frame = framed.frame(mention.core)
    if not frame.claims_own or frame.yours:
        if _in_text(mention, context.posting):
            return "job"
    tied = _tied(mention, framed, context)
    for item in tied:
        if _of_item(mention, item) or (mention.tie == IN and item.kind == WORK and _borders(mention, item)):
            return item.path
    schooled = any(item.kind == SCHOOL for item in tied)
    spoken = _spoken_of(mention, framed, context)
    for item in spoken:
        if item.kind == SCHOOL and (schooled or (mention.tie == SINCE and item.end and UNTIL not in _ties(framed))):
            continue
        if _of_item(mention, item):
            return item.path
    if (frame.yours or not frame.claims_own) and _is_birthday(mention, framed, context):
        return "job"
    if (frame.yours or not frame.claims_own) and _is_now(mention, context):
        return "-"
    bare = not tied and not (len(framed.reading.dates) == 1 and any(item.kind == OTHER for item in spoken))
    if bare and not _told_otherwise(mention, framed, context):
        studies = _studies(framed, context)
        for item in context.held.items:
            if mention.tie == SINCE and item.kind == SCHOOL and not studies and UNTIL not in _ties(framed):
                continue
            if _of_item(mention, item):
                return item.path
    near = framed.reading.about()
    return _in_facts(mention, context.held, near, {item.path for item in tied})


def _is_now(mention: DateMention, context: Context) -> bool:
    """Whether the date is the year of the letter, or the next, said of nothing the writer has done."""
    return context.as_of.year <= mention.year <= context.as_of.year + 1


def _is_birthday(mention: DateMention, framed: Framed, context: Context) -> bool:
    """Whether years told in the sentence lead from a year of the posting to this one: founded 1973, fifty in 2023."""
    if context.posting is None:
        return False
    spans = {number.value for number in framed.reading.numbers if number.unit == "year"}
    known = (m.year for text in context.posting.texts for r in text.readings for m in r.dates)
    return any(mention.year - year in spans for year in known)


def _borders(mention: DateMention, item: Item) -> bool:
    """Whether a month named is the one before the entry or the one behind it: one leaves in May and begins in June."""
    if not mention.exact or mention.months is None:
        return False
    said = mention.year * 12 + mention.months[0]
    ends = [date.year * 12 + date.month for date in (item.start, item.end) if date is not None and date.month]
    return any(abs(said - end) == 1 for end in ends)


def _spoken_of(mention: DateMention, framed: Framed, context: Context) -> list[Item]:
    """The entries that the words right around the date speak of without naming a house: a certificate, a title."""
    words = framed.words
    first, last = max(0, mention.start - _AROUND), min(len(words), mention.end + _AROUND)
    near = framed.reading.about(first, last)
    behind = framed.reading.about(mention.end, last)
    title = read_title(words, framed.reading.rules, mention.end, last)
    kinds = [path for path, concepts in _KINDS if near & concepts]
    if framed.reading.rules.degrees.has(words[first:last]):
        kinds.append("education/")
    found = []
    for item in context.held.items:
        if item.path.startswith(tuple(kinds)) or (item.kind == OTHER and len(telling(near & item.about)) >= 2):
            found.append(item)
        elif item.kind == WORK and item.title is not None and title.roles - MODIFIERS and behind & item.about:
            found += [item] if carries(item.title, title, item.about) else []
    return found


def _told_otherwise(mention: DateMention, framed: Framed, context: Context) -> bool:
    """Whether the fact that the sentence repeats, by a figure or by its words, says another date and none says this."""
    figures = {number.value for number in framed.reading.numbers if number.value > 2}
    first, last = max(0, mention.start - _AROUND), min(len(framed.words), mention.end + _AROUND)
    about = telling(framed.reading.about(first, last))
    if mention.tie != IN and len(framed.reading.dates) < 2:
        return False
    otherwise = False
    for text in context.held.texts:
        for reading in text.readings:
            if not reading.dates:
                continue
            shared = any(number.value in figures for number in reading.numbers)
            if shared or len(about & telling(reading.about())) >= _MUCH:
                if any(_same(mention, other) for other in reading.dates):
                    return False
                otherwise = True
    return otherwise


def _studies(framed: Framed, context: Context) -> bool:
    rules = context.rules
    return bool(rules.degrees.has(framed.words) or {"university", "pupil", "school"} & framed.reading.about())


def _ties(framed: Framed) -> frozenset[str]:
    return frozenset(date.tie for date in framed.reading.dates)


def _tied(mention: DateMention, framed: Framed, context: Context) -> list[Item]:
    """The entries that the clause, else the sentence, names; a title that only some entries bear names those."""
    items = context.held.items
    frame = framed.frame(mention.core)
    inside = [items[a.item] for a in framed.anchors if frame.start <= a.start < frame.end]
    named = inside or [items[a.item] for a in framed.anchors]
    if named:
        nearest = sorted(framed.anchors, key=lambda a: (abs(a.start - mention.core), a.start))
        if len(framed.reading.dates) > 1 and len(framed.anchors) > 1 and inside:
            return [items[nearest[0].item], *named]
        return named
    said = read_title(framed.words, framed.reading.rules, frame.start, frame.end)
    if not said.roles - MODIFIERS:
        return []
    bearing = [item for item in items if item.kind == WORK and item.title and carries(item.title, said, item.about)]
    return bearing if len(bearing) == 1 else []


def _of_item(mention: DateMention, item: Item) -> bool:
    if mention.tie == SINCE:
        return mention.fits(item.start)
    if mention.tie == UNTIL:
        return mention.fits(item.end)
    return mention.fits(item.start) or mention.fits(item.end)


def _in_facts(mention: DateMention, index: Index, near: frozenset[str], tied: Iterable[str]) -> str:
    """The text that says this date itself: of the tied entries first, of any when it shares words with the sentence."""
    homes = set(tied)
    for text in index.texts:
        for reading in text.readings:
            if any(_same(mention, other) for other in reading.dates):
                owner = index.items[text.item].path if text.item >= 0 else ""
                if not homes or owner in homes or near & text.about:
                    return text.path
    return ""


def _same(mention: DateMention, other: DateMention) -> bool:
    if mention.year != other.year:
        return False
    if {mention.tie, other.tie} == {SINCE, UNTIL} and IN not in (mention.tie, other.tie):
        return False
    return not mention.exact or mention.months == other.months


def _in_text(mention: DateMention, index: Index | None) -> bool:
    if index is None:
        return False
    return any(
        mention.year == other.year and (not mention.exact or other.months in (None, mention.months))
        for text in index.texts
        for reading in text.readings
        for other in reading.dates
    )
