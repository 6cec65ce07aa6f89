"""How far deeds went: led against helped, all against some, alone against with others."""

from collections.abc import Iterator
from dataclasses import replace

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import WORK, FactText
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed, own_ending
from jobwise.domain.generations.grounding.lexicon import Hit
from jobwise.domain.generations.grounding.reading import STAFF, STEM, stem, telling
from jobwise.domain.generations.grounding.sentences import commas
from jobwise.domain.generations.grounding.titles import MANAGER_RANK

AUTHOR, RESPONSIBLE, LEADER = 4, 5, 6
_THROUGH = frozenset(("durch", "through"))
"""Whoever leads people through a place shows it to them."""
_ENOUGH = 2
_TIMES = frozenset(["day", "week", "month", "year", "hour", "shift", "time", "quarter", "term", "class"])


def check_scope(framed: Framed, context: Context) -> list[Claim]:
    """A claim for every deed and every word of extent that the writer says of themselves."""
    claims = list(_deeds(framed, context))
    claims.extend(_extents(framed, context))
    return claims


def _deeds(framed: Framed, context: Context) -> Iterator[Claim]:
    for frame in framed.frames:
        hits = [h for h in framed.reading.deeds if frame.start <= h.start < frame.end and not _is_name(framed, h)]
        if not hits or frame.wish or frame.denied or not (frame.own or frame.carried):
            continue
        if frame.plural:
            hits = [hit for hit in hits if int(hit.value) >= LEADER]
            if not hits:
                continue
        if min(int(hit.value) for hit in hits) < AUTHOR:
            continue
        for hit in hits:
            if _asked_for(hit, frame, framed) or of_others(hit, frame, framed) or only_conducted(hit, frame, framed):
                continue
            found = _judge(hit, frame, framed, context)
            if found is not None:
                yield found


def _asked_for(hit: Hit, frame: Frame, framed: Framed) -> bool:
    """Whether words of applying stand before a deed: it is what the writer would do. Behind it they speak of another
    thing, an offer or an appeal."""
    return frame.applies and framed.reading.rules.apply.has(framed.words[frame.start : hit.start])


def of_others(hit: Hit, frame: Frame, framed: Framed) -> bool:
    """Whether somebody else did it: "the group that introduced", "my manager led", "led by the owner"."""
    words, rules = framed.words, framed.reading.rules
    if own_ending(words[hit.start], rules):
        return False
    if any(words[place].norm in rules.possessives for place in range(max(0, hit.start - 2), hit.start)):
        # Our management, unsere technische Leitung: those who lead the writer.
        if any(frame.start <= other.start < frame.end and int(other.value) < AUTHOR for other in framed.reading.deeds):
            return True
    behind = words[hit.end].norm if hit.end < len(words) else ""
    if behind in rules.agents and not (hit.end + 1 < len(words) and words[hit.end + 1].norm in rules.first_person):
        return True
    for place in range(hit.start - 1, max(frame.start, hit.start - 12) - 1, -1):
        norm = words[place].norm
        if norm in rules.possessives and _person_of(place, hit, framed):
            return True
        if norm in rules.first_person and not _owned(place, framed):
            return False
        if norm in rules.relatives and place and _relative(place, framed):
            return words[place - 1].norm not in rules.persons | rules.first_person
        if any(place < other.end <= hit.start for other in framed.reading.deeds if other.start != hit.start):
            continue
        subject = rules.subjects.at(words, place)
        if subject is not None and subject.end <= hit.start <= subject.end + 2:
            return True
    return False


def _person_of(place: int, hit: Hit, framed: Framed) -> bool:
    """Whether a possessive and a role right before the verb name its doer: my creative director."""
    between = framed.words[place + 1 : hit.start]
    return 0 < len(between) <= 9 and (
        framed.reading.rules.roles.has(between[:3]) or framed.reading.rules.levels.has(between[:3])
    )


def only_conducted(hit: Hit, frame: Frame, framed: Framed) -> bool:
    """Whether leading here means holding or keeping something, or the verb goes on in another part."""
    rules = framed.reading.rules
    if int(hit.value) < LEADER:
        return False
    later = any(hit.end <= other.start < frame.end for other in framed.reading.deeds)
    if framed.words[frame.end - 1].norm in rules.particles and frame.end - 1 > hit.start and not later:
        return True
    near = framed.words[max(frame.start, hit.start - 4) : min(hit.end + 4, frame.end)]
    if any(word.norm in _THROUGH for word in near):
        return True
    if rules.conducted.has(framed.words[hit.end : min(hit.end + 6, frame.end)]):
        return True
    if not rules.noun_endings:
        return False
    start, end = max(frame.start, hit.start - 3), min(frame.end, hit.end + 6)
    if framed.reading.about(start, end) & STAFF:
        return False
    large = [word.norm for word in framed.words[start:end] if word.capital]
    return any(rules.conducted.values(norm[cut:]) for norm in large for cut in range(len(norm) - 3))


def _owned(place: int, framed: Framed) -> bool:
    """Whether a first person only says whose somebody is: my manager."""
    return framed.reading.rules.subjects.at(framed.words, place) is not None


def _relative(place: int, framed: Framed) -> bool:
    """Whether a word opens a relative clause: behind a noun, where German has a comma before it."""
    gap = framed.text[framed.words[place - 1].end : framed.words[place].start]
    before = framed.words[place - 1]
    if framed.reading.rules.common_nouns:
        return "," in gap and before.capital
    return before.norm not in framed.reading.rules.stopwords and not before.text[0].isdecimal()


def _is_name(framed: Framed, hit: Hit) -> bool:
    return framed.words[hit.start].capital and hit.start > 0 and not framed.reading.rules.common_nouns


def _judge(hit: Hit, frame: Frame, framed: Framed, context: Context) -> Claim | None:
    said = int(hit.value)
    part = _segment(hit, frame, framed)
    facts = _matching(part, framed, context, said < LEADER and _abroad(context))
    if not facts and said < LEADER and (weak := _matching(part, framed, context)):
        return framed.claim(ClaimKind.SCOPE, hit.start, hit.end, weak[0].path)
    if not facts:
        if said >= LEADER and framed.any("own"):
            return framed.claim(ClaimKind.SCOPE, hit.start, hit.end, "", "No fact of the profile shows this deed.")
        return None
    best = facts[0]
    highest = max(_level(fact, context) for fact in facts)
    if said >= LEADER and _helped(frame, framed, context):
        return framed.claim(ClaimKind.SCOPE, hit.start, hit.end, "", "The profile tells a smaller part in this.")
    ok = said <= highest or (highest == 0 and said < LEADER) or (said == RESPONSIBLE and highest >= AUTHOR)
    ok = ok or (said == LEADER and highest == RESPONSIBLE)
    ok = ok or (said == LEADER and highest >= AUTHOR and _heads(framed, context))
    ok = ok or (said == LEADER and _leads_people(hit, framed, context))
    return framed.claim(
        ClaimKind.SCOPE, hit.start, hit.end, best.path if ok else "", "The profile tells a smaller part in this."
    )


def _abroad(context: Context) -> bool:
    return context.held.language != context.rules.language


def _helped(frame: Frame, framed: Framed, context: Context) -> bool:
    """Whether the whole sentence repeats one fact above all others, and that fact tells a helper's part."""
    whole = replace(frame, start=0, end=len(framed.words))
    best = _matching(whole, framed, context)
    about = telling(framed.reading.about()) | {STEM + stem(w.norm) for w in framed.words if w.capital}
    return len(best) == 1 and 0 < best[0].level < AUTHOR and len(about & best[0].about) >= _ENOUGH


def _segment(hit: Hit, frame: Frame, framed: Framed) -> Frame:
    """The part of a clause between commas around a deed, when it says enough to know the fact by."""
    joins = framed.reading.rules.coordinators
    marks = [mark for mark in commas(framed.reading.sentence) if frame.start < mark < frame.end]
    marks += [place for place in range(hit.end, frame.end) if framed.words[place].norm in joins]
    start = max((mark for mark in marks if mark <= hit.start), default=frame.start)
    end = min((mark for mark in marks if mark > hit.start), default=frame.end)
    enough = len(telling(framed.reading.about(start, end))) >= 2
    return replace(frame, start=start, end=end) if enough else frame


def _heads(framed: Framed, context: Context) -> bool:
    """Whether the sentence names an employer where the writer bears a leading title."""
    items = [context.held.items[anchor.item] for anchor in framed.anchors]
    return any(item.title is not None and item.title.rank >= MANAGER_RANK for item in items)


def _leads_people(hit: Hit, framed: Framed, context: Context) -> bool:
    """Whether the deed is leading people and some fact tells that the writer runs or manages people."""
    reading = framed.reading
    ahead = (
        (max(0, hit.start - 3), hit.start)
        if reading.rules.common_nouns
        else (hit.end, min(hit.end + 3, len(reading.words)))
    )
    if any(ahead[0] <= other.start < ahead[1] for other in reading.deeds):
        return False
    return bool(reading.about(*ahead) & STAFF) and any(
        fact.level >= RESPONSIBLE and fact.about & STAFF for fact in context.held.texts if "/bullets/" in fact.path
    )


def _matching(frame: Frame, framed: Framed, context: Context, lesser: bool = False) -> list[FactText]:
    """The facts that share most with the clause: what it is about, its numbers, its names.

    For a `lesser` deed one shared thing is no match, and the next best facts are taken as well.
    """
    about = telling(framed.reading.about(frame.start, frame.end))
    figures = {n.value for n in framed.reading.numbers if frame.start <= n.start < frame.end}
    scored = []
    for number, fact in enumerate(context.held.texts):
        if "/bullets/" not in fact.path and not fact.path.endswith(("summary", "title", "description", "label")):
            continue
        shared = len(about & telling(fact.about))
        shared += 2 * sum(n.value in figures for reading in fact.readings for n in reading.numbers)
        if shared:
            scored.append((-shared, number, fact))
    if not scored:
        return []
    scored.sort(key=lambda entry: entry[:2])
    top = -scored[0][0]
    if lesser and top < _ENOUGH:
        return []
    return [fact for score, _, fact in scored if -score >= max(1, top - lesser)]


def _level(fact: FactText, context: Context) -> int:
    """How far a fact goes: by its first deed, else by the title of its entry."""
    if fact.item >= 0:
        item = context.held.items[fact.item]
        rank = item.title.rank if item.kind == WORK and item.title else 0
        if fact.path.endswith(("/title", "/summary", "/description")):
            return max(fact.level, LEADER if rank >= MANAGER_RANK else 0)
        return fact.level or (LEADER if rank >= MANAGER_RANK else AUTHOR)
    return fact.level or AUTHOR


def _extents(framed: Framed, context: Context) -> Iterator[Claim]:
    for hit in framed.reading.extents:
        frame = framed.frame(hit.start)
        done = frame.own and frame.deed and not frame.wish
        if not (frame.claims_own or done) or (frame.yours and not frame.own) or frame.denied or frame.lacking:
            continue
        if hit.value == "through":
            continue
        if hit.end - hit.start == 1 and framed.words[hit.start].norm == "solo" and hit.end < frame.end:
            # Behind it a phrase goes on: "only", not "alone".
            continue
        facts = _matching(frame, framed, context)
        source = next((f.path for f in facts if any(_has(f, hit.value))), "")
        if hit.value == "all":
            if not _counts_all(hit, frame, framed) or not facts:
                continue
            thing = telling(framed.reading.about(hit.end, min(hit.end + 3, frame.end))) - _TIMES
            if not thing or not any(thing & fact.about for fact in facts):
                continue
        elif not source:
            source = next((f.path for f in context.held.texts if any(_has(f, hit.value))), "")
            if not source and hit.value == "wide" and not frame.deed:
                continue
        yield framed.claim(
            ClaimKind.SCOPE, hit.start, hit.end, source, "The profile does not say that it went this far."
        )


def _has(fact: FactText, value: str) -> Iterator[bool]:
    return (extent.value == value for reading in fact.readings for extent in reading.extents)


def _counts_all(hit: Hit, frame: Frame, framed: Framed) -> bool:
    """Whether "all" is said of the things of a deed: not of days or shifts, not before a figure's unit."""
    if not any(frame.start <= deed.start < frame.end and int(deed.value) >= AUTHOR for deed in framed.reading.deeds):
        return False
    near = framed.reading.about(hit.end, min(hit.end + 2, frame.end))
    return not near & _TIMES
