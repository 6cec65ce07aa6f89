"""Parts told larger than they were: led where the profile only helped."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from jobwise.domain.generations.grounding.check_scope import AUTHOR, LEADER, RESPONSIBLE, of_others, only_conducted
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import FactText
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import Hit, Word
from jobwise.domain.generations.grounding.reading import PUBLIC, STAFF
from jobwise.domain.generations.grounding.sentences import commas
from jobwise.domain.generations.grounding.ties import Tie, Ties
from jobwise.domain.generations.grounding.titles import MANAGER_RANK, PLAIN_RANK, in_a_title

_TIED = 0.9
_PLAINLY = 1.9
_APART = 0.5
_WIDE = 12
_NEAR = 4
_DEPUTISING = ("stellvertret", "vertret", "vertrat", "suplen", "suplan", "supplean", "remplac", "sustitu", "substitu")
"""How words begin for leading in somebody else's place."""
_SUBJECTS = frozenset(("i", "we", "ich", "wir", "je", "j", "nous", "moi"))
_ORDINALS = frozenset(("second", "seconde", "segundo", "segunda", "zweite", "zweiter", "under", "sub", "assistent"))
_HOUSES = (
    *("hotel", "hospital", "klinik", "clinic", "klinikum", "departament", "museum", "musee", "museo", "museu"),
    *("company", "group", "firm", "organi", "office", "branch", "corporation", "site", "plant", "department"),
    *("unternehmen", "konzern", "firma", "gruppe", "standort", "filial", "niederlassung", "abteilung", "betrieb"),
    *("entreprise", "groupe", "societe", "agence", "succursale", "filiale", "maison", "service"),
    *("empresa", "grupo", "compania", "companhia", "sociedad", "delegac", "sucursal", "oficina", "escritorio", "sede"),
)
"""How words begin for a house as a whole, or its places."""


def overdone(framed: Framed, context: Context, ties: Ties) -> Iterator[Claim]:
    """A claim on each leading part told of what the profile has as a smaller one: somebody else's, or a deputy's."""
    for frame in framed.frames:
        if not _is_told(frame) or frame.plural:
            continue
        for part in _parts(frame, framed):
            if _is_more(part, frame, framed, context, ties):
                yield framed.claim(
                    ClaimKind.SCOPE, part.start, part.end, "", "The profile tells a smaller part in this."
                )
        yield from _all_mine(frame, framed, context, ties)
    yield from _undeputised(framed, context, ties)
    yield from _everywhere(framed, context)


def _all_mine(frame: Frame, framed: Framed, context: Context, ties: Ties) -> Iterator[Claim]:
    """A claim on what is told as done from start to finish, or alone, where the fact retold tells a helper's part."""
    for hit in framed.reading.extents:
        if hit.value not in ("through", "sole") or not frame.start <= hit.start < frame.end:
            continue
        found = ties.to(framed.reading, *_around(hit.start, frame, framed))
        helper = bool(found) and found[0].weight >= _TIED and 0 < _height(found[0].fact, context) < AUTHOR
        if helper and (hit.value == "through" or hit.end - hit.start > 1):
            reason = "The profile does not say that it went this far."
            yield framed.claim(ClaimKind.SCOPE, hit.start, hit.end, "", reason)


def _is_told(frame: Frame) -> bool:
    return (frame.own or frame.carried) and not (frame.wish or frame.applies or frame.denied or frame.lacking)


def _parts(frame: Frame, framed: Framed) -> list[Hit]:
    """The deeds of the clause that make somebody answer for a thing or lead it."""
    return [
        deed
        for deed in framed.reading.deeds
        if frame.start <= deed.start < frame.end
        and int(deed.value) >= RESPONSIBLE
        and _is_deed_of_mine(deed, frame, framed)
        and not of_others(deed, frame, framed)
        and not only_conducted(deed, frame, framed)
        and not in_a_title(deed.start, deed.end, framed.words, framed.reading.rules)
    ]


def _is_deed_of_mine(deed: Hit, frame: Frame, framed: Framed) -> bool:
    """Whether the writer is named as who does it, where the verb does not tell; what is counted is no deed."""
    rules, words = framed.reading.rules, framed.words
    if any(number.end == deed.start and not number.unit for number in framed.reading.numbers):
        return False
    if rules.deed_endings or frame.carried:
        return True
    if any(word.norm in _SUBJECTS for word in words[frame.start : deed.start]):
        return True
    after = words[deed.end : min(deed.end + _NEAR, frame.end)]
    at = next((word.start for word in after if word.norm in _SUBJECTS), None)
    return at is not None and "," not in framed.text[words[deed.start].end : at]


def _is_more(deed: Hit, frame: Frame, framed: Framed, context: Context, ties: Ties) -> bool:
    reading = framed.reading
    start, end = _beat(deed, frame, framed)
    found = ties.to(reading, start, end)
    if not found or found[0].weight < _TIED:
        start, end = _around(deed.start, frame, framed)
        found = ties.to(reading, start, end)
    helps = any(start <= other.start < end and 0 < int(other.value) < AUTHOR for other in reading.deeds)
    if helps or _stands_in(framed.words[frame.start : frame.end], context):
        return False
    top = found[0].weight if found else 0.0
    near = [tie for tie in found if tie.weight > top - _APART]
    small = [tie for tie in near if 0 < _height(tie.fact, context) < AUTHOR]
    if int(deed.value) < LEADER:
        strong = top >= _PLAINLY or (top >= _TIED and found[0].named)
        return deed.end - deed.start > 1 and strong and len(small) == len(near)
    if len(small) == len(near) and top >= _TIED:
        return top >= _PLAINLY or not _people(deed, framed)
    return not _leads(deed, near, frame, framed, context)


def _leads(deed: Hit, near: Sequence[Tie], frame: Frame, framed: Framed, context: Context) -> bool:
    """Whether the profile shows the writer leading what the clause tells, or people, or a house."""
    items = context.held.items
    texts = [text for text in context.held.texts if "/bullets/" in text.path]
    rank = max((item.title.rank for item in items if item.title is not None), default=0)
    for tie in near:
        height = _height(tie.fact, context)
        at = tie.fact.item
        titled = items[at].title if at >= 0 else None
        if height >= RESPONSIBLE or (height == 0 and (at < 0 or (titled is not None and titled.rank >= MANAGER_RANK))):
            return True
    if framed.reading.about(frame.start, frame.end) & (STAFF | PUBLIC):
        return rank > PLAIN_RANK + 1 or any(text.level >= AUTHOR and text.about & (STAFF | PUBLIC) for text in texts)
    figures = {number.value for number in framed.reading.numbers if frame.start <= number.start < frame.end}
    if any(text.level >= AUTHOR and figures & _figures(text) for text in texts):
        return True
    if not near or near[0].weight < _TIED:
        return rank >= MANAGER_RANK or any(text.level >= RESPONSIBLE for text in texts)
    return False


def _height(fact: FactText, context: Context) -> int:
    """How far a fact goes; what is told of a deputy is a helper's part."""
    words = [word for reading in fact.readings for word in reading.words]
    return AUTHOR - 1 if "/bullets/" in fact.path and _stands_in(words, context) else fact.level


def _figures(fact: FactText) -> set[Fraction]:
    return {number.value for reading in fact.readings for number in reading.numbers}


def _stands_in(words: Sequence[Word], context: Context) -> bool:
    """Whether some word says that one leads in another's place."""
    deputies = frozenset().union(*(table.deputies for table in context.tables.values())) - _ORDINALS
    return any(word.norm in deputies or word.norm.startswith(_DEPUTISING) for word in words)


def _people(deed: Hit, framed: Framed) -> bool:
    """Whether people are what is led: named right behind the verb, before a mark or an "and"."""
    joins, end = framed.reading.rules.coordinators, deed.end
    while end < min(deed.end + 3, len(framed.words)) and framed.words[end].norm not in joins:
        if "," in framed.text[framed.words[end - 1].end : framed.words[end].start]:
            break
        end += 1
    return bool(framed.reading.about(deed.end, end) & STAFF)


def _beat(deed: Hit, frame: Frame, framed: Framed) -> tuple[int, int]:
    """The words around a deed up to the next comma or "and"."""
    words, joins = framed.words, framed.reading.rules.coordinators
    marks = {*commas(framed.reading.sentence), *(at for at, word in enumerate(words) if word.norm in joins)}
    start = max((mark for mark in marks if frame.start < mark <= deed.start), default=frame.start)
    return start, min((mark for mark in marks if deed.end <= mark < frame.end), default=frame.end)


def _around(place: int, frame: Frame, framed: Framed) -> tuple[int, int]:
    return max(frame.start, place - _WIDE), min(frame.end, place + _WIDE)


def _undeputised(framed: Framed, context: Context, ties: Ties) -> Iterator[Claim]:
    """A claim on a leading title or part in a sentence that retells what the profile has of a deputy."""
    if _stands_in(framed.words, context) or not (framed.any("own") or framed.any("carried")):
        return
    words, rules = framed.words, framed.reading.rules
    found = ties.to(framed.reading, 0, len(words))
    if not found or found[0].weight < _PLAINLY:
        return
    fact = found[0].fact
    told = [word for reading in fact.readings for word in reading.words]
    if "/bullets/" not in fact.path or not _stands_in(told, context):
        return
    for hit in (*rules.levels.find(words), *rules.extent.find(words)):
        frame = framed.frame(hit.start)
        if hit.value == "sole" or (hit.value.isdecimal() and int(hit.value) >= MANAGER_RANK):
            if not (frame.wish or frame.applies or frame.denied or frame.lacking or frame.yours):
                yield framed.claim(
                    ClaimKind.SCOPE, hit.start, hit.end, "", "The profile tells a deputy's part in this."
                )


def _everywhere(framed: Framed, context: Context) -> Iterator[Claim]:
    """A claim on what is told of all people or places of a whole house, which no fact says."""
    words = framed.words
    for hit in framed.reading.extents:
        frame = framed.frame(hit.start)
        if hit.value != "all" or frame.wish or frame.applies or frame.denied or frame.lacking:
            continue
        if framed.any("yours") or not (framed.any("own") or framed.any("carried") or framed.anchors):
            continue
        place = next((at for at in range(hit.end, min(hit.end + 5, frame.end)) if _is_whole(words[at])), None)
        if place is None or any(mark in framed.text[words[hit.start].start : words[place].start] for mark in ",;:.()"):
            continue
        said = any(word.norm.startswith(_HOUSES) for word in words[hit.start : place])
        mine = place == hit.end + 1 or said or framed.reading.about(hit.start, place) & (STAFF | PUBLIC)
        if mine:
            yield framed.claim(
                ClaimKind.SCOPE, hit.start, place + 1, "", "The profile does not say that it went this far."
            )


def _is_whole(word: Word) -> bool:
    return word.norm.startswith(_HOUSES)
