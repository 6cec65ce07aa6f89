"""What speaks against a title, a degree or the part played in a deed: that it stands above all the profile tells."""

import re
from fractions import Fraction

from jobwise.domain.generations.grounding.check_degrees import degree_field, values_in
from jobwise.domain.generations.grounding.check_scope import AUTHOR, LEADER
from jobwise.domain.generations.grounding.check_titles import GUARDED
from jobwise.domain.generations.grounding.claims import Claim
from jobwise.domain.generations.grounding.evidence import Letter, Told
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK, FactText
from jobwise.domain.generations.grounding.lexicon import Hit, split
from jobwise.domain.generations.grounding.reading import STAFF
from jobwise.domain.generations.grounding.sounds import COGNATE
from jobwise.domain.generations.grounding.titles import KIN, MANAGER_RANK, PLAIN_RANK, Title, in_a_title, read_title

_DEGREES = ("school", "vocational", "diploma", "mastercraft", "bachelor", "master", "doctor")
"""Degrees by height; a diploma may be as high as a master's, so that it is no step of its own."""
_FOR = frozenset(("por", "pelo", "pela", "pelos", "pelas"))
"""Behind these stands what somebody answers for: responsável por is no title."""
_ME_ALONE = frozenset(("i", "ich", "moi", "yo", "eu", "ai"))
_ME = frozenset(("me", "us", "mich", "uns"))
"""Whom somebody else's deed befell: hired me."""
_INITIALS = re.compile(r"\b[BM](?=[A-Z][a-z]+\b|[A-Z]{1,3}\b)")
_LETTERS = {"B": "bachelor", "M": "master"}
"""What the first letter of a degree in letters stands for, whatever follows: BEd, MPharm."""
_TASKED = frozenset(("engineer", "civil", "architect", "foreman"))
"""Trades in which whoever leads a task is called plainly in other languages."""
_HIGH = 6
"""From this rank on a title is one of the house, in every language."""
_ACROSS = 1
"""So much higher may a translated title stand: what leads a shift or a site is named high in some languages."""
_BESIDE = 8
"""So many words may stand between a degree and its school."""
_LITTLE, _MUCH = 1, 2
"""So many things shared make a clause the retelling of a fact."""


def title_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a title stands higher than those held, or is one that the law or a chair guards and nothing shows."""
    context, frame = letter.context, told.frame(claim)
    said = read_title(split(claim.text), context.rules, inner=True)

    behind = told.framed.words[told.end(claim) :][:1]
    if _is_the_post(claim, told, letter) or any(word.norm in _FOR for word in behind):
        return False
    if not letter.across and not (frame.yours and not frame.own):
        return not _done_there(claim, said, letter)
    if said.rank <= MANAGER_RANK - (not letter.across) and _leads_there(told, letter):
        return False
    held = [
        item.title
        for at, item in enumerate(context.held.items)
        if item.kind == WORK and item.title is not None and (not _anchored(told) & _works(letter) or at in told.entries)
    ]
    if not held:
        return True
    top = max(title.rank for title in held)
    roles = frozenset().union(*(title.roles for title in held))
    if said.rank > top:
        return _rises(claim, said, top, roles, letter)
    shown = roles | _known_roles(letter)
    guarded = said.roles & GUARDED
    return bool(guarded) and not any(role in shown or KIN.get(role, frozenset()) & shown for role in guarded)


def _anchored(told: Told) -> frozenset[int]:
    return frozenset(anchor.item for anchor in told.framed.anchors)


def _works(letter: Letter) -> frozenset[int]:
    return frozenset(at for at, item in enumerate(letter.context.held.items) if item.kind == WORK)


def _rises(claim: Claim, said: Title, top: int, held: frozenset[str], letter: Letter) -> bool:
    """Whether a title is higher by more than two languages differ, and is no deputy's where a deputy's is held."""
    rules = letter.context.rules

    if said.rank >= _HIGH:
        return True
    if rules.tasks.has(split(claim.text)) and (held & _TASKED or top > PLAIN_RANK):
        return False
    return said.rank - top > _ACROSS or not letter.across or top < PLAIN_RANK


def _known_roles(letter: Letter) -> frozenset[str]:
    """The roles that any text of the profile names: a licence, a summary, a course."""
    table = letter.context.tables[letter.context.held.language]
    return frozenset(
        role
        for text in letter.context.held.texts
        if "/bullets/" not in text.path
        for word in split(text.text)
        for role in table.roles.values(word.norm)
    )


def _is_the_post(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether these are words of the posting's title, in a clause that names no house and no date."""
    job, frame = letter.context.job, told.frame(claim)
    places = [a.start for a in told.framed.anchors] + [date.core for date in told.framed.reading.dates]
    if job is None or any(frame.start <= place < frame.end for place in places) or frame.deed:
        return False
    return {word.norm for word in split(claim.text)} <= {word.norm for word in split(job.title)}


def degree_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a degree is higher than all that are held and finished, or of a field where the profile has another."""
    context = letter.context
    if told.frame(claim).yours and not told.frame(claim).own:
        return False
    words = split(claim.text)
    table = context.tables[context.held.language]
    hits = context.rules.degrees.find(words)
    levels = {one.value for hit in hits for one in context.rules.degrees.all_at(words, hit.start) if one.end == hit.end}
    heights = [_DEGREES.index(level) for level in levels if level in _DEGREES]
    if not heights:
        return False
    if min(heights) > _height_there(claim, told, letter):
        return True
    held: set[str] = set()
    fields: set[str] = set()
    for item in context.held.items:
        if item.kind != SCHOOL:
            continue
        area = split(item.area)
        fields |= values_in(table.fields, area) | values_in(context.rules.fields, area)
        if item.end is not None or item.start is None:
            held |= values_in(table.degrees, area) | values_in(context.rules.degrees, area)
            held |= {_LETTERS[m.group()[0]] for m in _INITIALS.finditer(item.area)}
    for text in context.held.texts:
        if text.path.startswith("certifications/"):
            held |= values_in(table.degrees, split(text.text))
    top = max((_DEGREES.index(level) for level in held if level in _DEGREES), default=-1)
    if min(heights) > top and not (top < 0 and held):
        return True
    said = degree_field(words, context.rules)
    if not said or not fields:
        return False
    return _elsewhere(said, levels, letter) or (not said & fields and not letter.across)


def _height_there(claim: Claim, told: Told, letter: Letter) -> int:
    """The height of the degree held at the school named right behind the claim; above all where none is known."""
    context, end = letter.context, told.end(claim)
    table = context.tables[context.held.language]
    schools = [a for a in told.framed.anchors if context.held.items[a.item].kind == SCHOOL and a.start >= end]
    if (
        not schools
        or schools[0].start - end > _BESIDE
        or context.rules.degrees.has(told.framed.words[end : schools[0].start])
    ):
        return len(_DEGREES)
    area = split(context.held.items[schools[0].item].area)
    levels = values_in(table.degrees, area) | values_in(context.rules.degrees, area)
    if not levels or levels & {"any", "diploma"}:
        return len(_DEGREES)
    return max(_DEGREES.index(level) for level in levels if level in _DEGREES)


def _elsewhere(said: frozenset[str], levels: set[str], letter: Letter) -> bool:
    """Whether the profile has this degree, and each time in another field."""
    context = letter.context
    table = context.tables[context.held.language]
    found = []
    for item in context.held.items:
        area = split(item.area)
        if item.kind == SCHOOL and levels & (values_in(table.degrees, area) | values_in(context.rules.degrees, area)):
            found.append(values_in(table.fields, area) | values_in(context.rules.fields, area))
    return bool(found) and all(one and not one & said for one in found)


def scope_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether the fact that a clause plainly retells tells a smaller part, or a great deed is told of no fact."""
    context, framed = letter.context, told.framed
    frame = told.frame(claim)
    place = told.place(claim)
    deed = next((hit for hit in framed.reading.deeds if hit.start <= place < hit.end), None)
    extent = next((hit for hit in framed.reading.extents if hit.start <= place < hit.end), None)
    if extent is not None and deed is None and _only(extent, told):
        return False
    if extent is not None and extent.value == "sole" and extent.start and deed is None:
        if framed.words[extent.start - 1].norm in _ME_ALONE:
            return True
    if extent is not None and extent.value != "all" and deed is None:
        itself = context.rules.frames.letter.has(framed.words[frame.start : frame.end])
        return frame.own and not itself and (frame.deed or frame.carried or extent.end - extent.start > 1)
    first, last = told.stretch(claim)
    facts = (
        _retold(told, frame.start, frame.end, letter)
        or _retold(told, first, last, letter)
        or _retold(told, 0, len(framed.words), letter)
    )
    if deed is None:
        return extent is None or framed.words[extent.start].norm not in context.rules.numbers.rates
    if int(deed.value) == AUTHOR:
        # To have made what one helped to make is said by anybody who was there.
        return False
    if any(fact.level == 0 and int(deed.value) < LEADER for fact in facts) or in_a_title(
        deed.start, deed.end, framed.words, context.rules
    ):
        return False
    after = framed.words[deed.end].norm if deed.end < len(framed.words) else ""

    if after in _ME:
        return False
    helped = any(frame.start <= h.start < frame.end and 0 < int(h.value) < AUTHOR for h in framed.reading.deeds)
    if helped and int(deed.value) <= LEADER and framed.words[deed.start].norm not in context.rules.knows:
        return False
    if not facts and int(deed.value) >= LEADER:
        facts = [fact for fact in _retold(told, first, last, letter, _LITTLE) if 0 < fact.level < AUTHOR]
    if not facts:
        near = framed.reading.about(first, last)
        values = {number.value for number in framed.reading.numbers if first <= number.start < last}
        if near & STAFF and values & {known.value for known in letter.held}:
            return False
        counted = any(frame.start <= n.start < frame.end for n in framed.reading.numbers)
        return int(deed.value) >= LEADER and (bool(near & STAFF) or counted)
    if all(0 < fact.level < AUTHOR for fact in facts):
        return True
    start, end = _beat(deed, told)
    figures = {number.value for number in framed.reading.numbers if start <= number.start < end}
    known = any(fact.level >= LEADER or figures & _figures(fact) for fact in facts)
    return int(deed.value) >= LEADER and not known


def _retold(told: Told, start: int, end: int, letter: Letter, least: int = _MUCH) -> list[FactText]:
    """The deeds of the profile that share most with these words, and enough to be what they retell."""
    scored = []
    for number, fact in enumerate(letter.context.held.texts):
        if "/bullets/" in fact.path or fact.path.endswith(("summary", "description")):
            score = letter.shared(told, fact, start, end)
            scored.append((-score, number, fact))
    scored.sort(key=lambda one: one[:2])
    top = -scored[0][0] if scored else 0
    return [fact for score, _, fact in scored if -score == top] if top >= least else []


def _beat(deed: Hit, told: Told) -> tuple[int, int]:
    """The words around a deed up to the next comma or "and"."""
    words, text = told.framed.words, told.framed.text
    joins = told.framed.reading.rules.coordinators
    first, last = deed.start, deed.end
    while (
        first > 0 and words[first - 1].norm not in joins and "," not in text[words[first - 1].end : words[first].start]
    ):
        first -= 1
    while (
        last < len(words) and words[last].norm not in joins and "," not in text[words[last - 1].end : words[last].start]
    ):
        last += 1
    return first, last


def _figures(fact: FactText) -> set[Fraction]:
    return {number.value for reading in fact.readings for number in reading.numbers}


def _only(extent: Hit, told: Told) -> bool:
    """Whether one word says "only" of a thing rather than who did it: le seul langage."""
    before = told.framed.words[extent.start - 1].norm if extent.start else ""
    rules = told.framed.reading.rules
    words = told.framed.words
    behind = words[extent.end : extent.end + 1]
    if rules.levels.has(behind) or any(int(hit.value) >= LEADER for hit in rules.deeds.find(behind)):
        return False
    return (
        extent.value == "sole"
        and extent.end - extent.start == 1
        and before in rules.numbers.definite | rules.numbers.articles | rules.articles | rules.possessives
    )


def _done_there(claim: Claim, said: Title, letter: Letter) -> bool:
    """Whether a plain title is made of a word that stands in a deed of the profile: advised, so an adviser."""
    if said.rank > PLAIN_RANK:
        return False
    stems = [word.norm[:COGNATE] for word in split(claim.text) if len(word.norm) > COGNATE]
    opening = [
        reading.words[0].norm
        for text in letter.context.held.texts
        if "/bullets/" in text.path
        for reading in text.readings[:1]
        if reading.words
    ]
    return bool(stems) and all(any(word.startswith(stem) for word in opening) for stem in stems)


def _leads_there(told: Told, letter: Letter) -> bool:
    """Whether a fact of the entries at hand tells that the writer leads people."""
    return any(
        fact.item in told.entries and fact.level >= LEADER and bool(fact.about & STAFF)
        for fact in letter.context.held.texts
    )
