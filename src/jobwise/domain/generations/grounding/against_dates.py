"""What speaks against a date: that no entry of the profile begins or ends then, and no fact has it."""

from jobwise.domain.generations.grounding.claims import Claim
from jobwise.domain.generations.grounding.dates import IN, SINCE, UNTIL, DateMention
from jobwise.domain.generations.grounding.evidence import Letter, Told
from jobwise.domain.generations.grounding.facts import OTHER, WORK, Item
from jobwise.domain.generations.grounding.sentences import breaks, commas


def date_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a date is told of the writer's past, and no entry begins or ends in that very month."""
    place = told.place(claim)
    mention = next((d for d in told.framed.reading.dates if d.start <= place < d.end), None)
    context = letter.context
    if mention is None:
        return True
    if mention.year > context.as_of.year:
        return False
    if _begins_or_ends(mention, told, letter) or _before_all(mention, letter):
        return False
    spoken = _by_name(told, letter)
    if spoken and len(told.framed.reading.dates) == 1:
        return not any(mention.fits(item.start) or mention.fits(item.end) for item in spoken)
    frame = told.framed.frame(mention.core)
    if frame.yours and not frame.own:
        return False
    named = {a.item for a in told.framed.anchors if frame.start <= a.start < frame.end}
    works = any(context.held.items[at].kind == WORK for at in named)
    alone = works and len(named) == 1 and len(told.framed.anchors) == 1 and mention.tie != IN
    only = named if alone and _in_one_breath(mention.core, told.framed.anchors[0].start, told) else None
    for at, item in enumerate(context.held.items):
        if only is not None and at not in only:
            continue
        fits = mention.fits(item.start) or mention.fits(item.end)
        tied = {SINCE: item.start, UNTIL: item.end}
        if fits and mention.exact and (mention.tie not in tied or mention.fits(tied[mention.tie])):
            return False
        if fits and item.kind == OTHER and _speaks_of(at, told, letter):
            return False
        vague = mention.months is not None and not mention.exact
        if vague and (not works or at in named) and mention.year in {d.year for d in (item.start, item.end) if d}:
            return False
        if fits and mention.tie == IN and item.kind != WORK and not named:
            return False
    return True


def _begins_or_ends(mention: DateMention, told: Told, letter: Letter) -> bool:
    """Whether some entry began or ended then, where the stretch between two marks names none to hold it against."""
    rules, words = letter.context.rules, told.framed.words
    marks = commas(told.framed.reading.sentence) | breaks(told.framed.reading.sentence)
    marks |= {at for at, word in enumerate(words) if word.norm in rules.coordinators}
    start = max((mark for mark in marks if mark <= mention.core), default=0)
    end = min((mark for mark in marks if mark > mention.core), default=len(words))
    if any(start <= anchor.start < end for anchor in told.framed.anchors):
        return False
    for item in letter.context.held.items:
        tied = {SINCE: (item.start,), UNTIL: (item.end,)}.get(mention.tie, (item.start, item.end))
        if any(mention.fits(date) for date in tied):
            return True
    return False


def _before_all(mention: DateMention, letter: Letter) -> bool:
    """Whether a year of the posting lies before all that the profile tells: nobody takes it for the writer's."""
    starts = [item.start.year for item in letter.context.held.items if item.start is not None]
    posting = letter.context.posting
    if posting is None or not starts or mention.year >= min(starts):
        return False
    return any(
        other.year == mention.year for text in posting.texts for reading in text.readings for other in reading.dates
    )


def _in_one_breath(one: int, other: int, told: Told) -> bool:
    """Whether no mark parts two words of a sentence."""
    words, text = told.framed.words, told.framed.text
    first, last = sorted((one, other))
    return not any(mark in text[words[first].start : words[last].start] for mark in ",;:()–—")


def _speaks_of(place: int, told: Told, letter: Letter) -> bool:
    """Whether the sentence has a word written large of the certificate, prize or paper at this place."""
    large = {word.norm for word in told.framed.words if word.capital and len(word.text) > 3}
    texts = (text for text in letter.context.held.texts if text.item == place)
    return any(word.norm in large for text in texts for reading in text.readings for word in reading.words)


def _by_name(told: Told, letter: Letter) -> list[Item]:
    """The certificates, prizes and papers of which the sentence has a word written large throughout."""
    large = {word.norm for word in told.framed.words if len(word.text) > 2 and word.text.isupper()}
    held = letter.context.held
    return [
        item
        for place, item in enumerate(held.items)
        if item.kind == OTHER
        and any(
            word.norm in large
            for text in held.texts
            if text.item == place
            for reading in text.readings
            for word in reading.words
        )
    ]
