"""A second look at a date no rule could tie: that of a degree, a certificate, a start, or of the posting's plans."""

from jobwise.domain.generations.grounding.dates import IN, UNTIL, DateMention
from jobwise.domain.generations.grounding.facts import OTHER, SCHOOL, WORK, Item
from jobwise.domain.generations.grounding.frames import Context, Framed


def second_date(mention: DateMention, framed: Framed, context: Context) -> str:
    """What carries a date after all: the path of an entry, `job`; empty for nothing."""
    return _of_an_entry(mention, framed, context) or _planned(mention, framed, context)


def _of_an_entry(mention: DateMention, framed: Framed, context: Context) -> str:
    """The entry that begins or ends then, where the sentence names no other employer for it.

    A month is told by itself; a bare year only of a degree or certificate, in a sentence that speaks of one.
    """
    frame = framed.frame(mention.core)
    dates = framed.reading.dates
    named = [
        context.held.items[a.item]
        for a in framed.anchors
        if frame.start <= a.start < frame.end and min(dates, key=lambda d: abs(d.core - a.start)) == mention
    ]
    for item in context.held.items:
        if mention.tie != UNTIL and item.kind != WORK and _at_end(mention, item):
            if mention.exact or _speaks_of(item, framed, context):
                return item.path
        elif (
            mention.exact
            and mention.tie == IN
            and item.kind == WORK
            and (not named or item in named)
            and _ends(mention, item)
        ):
            return item.path
    return ""


def _at_end(mention: DateMention, item: Item) -> bool:
    """Whether a degree was finished or a certificate given then; the beginning of studies is not told so."""
    return mention.fits(item.end) or (mention.fits(item.start) and item.kind == OTHER)


def _ends(mention: DateMention, item: Item) -> bool:
    return mention.fits(item.start) or mention.fits(item.end)


def _speaks_of(item: Item, framed: Framed, context: Context) -> bool:
    rules = context.rules
    if item.kind == SCHOOL:
        studied = rules.degrees.has(framed.words) or rules.fields.has(framed.words)
        return studied or bool(framed.reading.about() & {"university", "school", "certificate"})
    return bool(framed.reading.about() & {"certificate", "prize", "nomination"})


def _planned(mention: DateMention, framed: Framed, context: Context) -> str:
    """`job` for a year to come that the posting names: the start, a launch."""
    if context.posting is None or mention.year <= context.as_of.year:
        return ""
    told = (other for text in context.posting.texts for reading in text.readings for other in reading.dates)
    return "job" if any(other.year == mention.year for other in told) else ""
