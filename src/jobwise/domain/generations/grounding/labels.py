"""Names put together anew: a house, degree or title of the profile of which one word was exchanged."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.grounding.alignment import Alignment
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.generations.grounding.strange import is_common, is_noun, stands
from jobwise.domain.generations.grounding.titles import PLAIN_RANK

_WIDTH = 6
"""So many words behind a degree or "as" may name a subject or a title."""
_LEAST, _SHORT = 4, 3
_RANK, _LEADS = 3, 4
"""From here on a title of rank may not be exchanged, and above this none be borne that no entry has."""


def exchanged(framed: Framed, alignment: Alignment) -> Iterator[Claim]:
    """A claim on each name of which the profile has all but one word."""
    context = alignment.context
    yield from _houses(framed, context)
    yield from _degrees(framed, context)
    yield from _titles(framed, alignment)


def alike(one: str, other: str) -> bool:
    """Whether two normalised words are one word inflected."""
    if one == other:
        return True
    least = min(len(one), len(other))
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), least)
    return common >= max(_LEAST, least - 2) and abs(len(one) - len(other)) <= _LEAST


def _told(frame: Frame) -> bool:
    return not (frame.wish or frame.applies or frame.denied or frame.lacking or (frame.yours and not frame.own))


def _houses(framed: Framed, context: Context) -> Iterator[Claim]:
    """A claim on a name glued to the last words of a house of the profile, in the place of its first."""
    words, rules = framed.words, context.rules
    inside = {at for anchor in framed.anchors for at in range(anchor.start, anchor.end)}
    posted = context.posting.words if context.posting is not None else frozenset()
    for item in context.held.items:
        if item.kind not in (WORK, SCHOOL):
            continue
        name = max(item.names, key=len, default=())
        for place in range(1, len(words)):
            word, before = words[place], words[place - 1]
            if place in inside or place - 1 in inside or word.norm not in name[1:] or len(word.norm) < _LEAST:
                continue
            if not (word.capital and before.capital) or word.start - before.end != 1:
                continue
            if before.norm in name or before.norm in context.held.words or before.norm in posted:
                continue
            if is_common(before, rules) or (rules.common_nouns and is_noun(before.norm, rules)):
                continue
            if any(other.norm in name[:1] for other in words) or not _told(framed.frame(place)):
                continue
            yield framed.claim(ClaimKind.EMPLOYER, place - 1, place + 1, "", "No entry has this name.")
    for anchor in framed.anchors:
        if not anchor.start or anchor.start == 1:
            continue
        name, before = max(context.held.items[anchor.item].names, key=len), words[anchor.start - 1]
        whole = anchor.end - anchor.start >= len(name)
        glued = before.capital and words[anchor.start].start - before.end == 1 and before.text[1:].islower()
        if whole or not glued or stands(before.norm, context) or is_common(before, rules):
            continue
        if not (rules.common_nouns and is_noun(before.norm, rules)) and _told(framed.frame(anchor.start)):
            yield framed.claim(ClaimKind.EMPLOYER, anchor.start - 1, anchor.end, "", "No entry has this name.")


def _phrase(framed: Framed, start: int, limit: int) -> list[int]:
    """The telling words that follow, up to a mark, a word of place or a verb of the writer."""
    words, rules = framed.words, framed.reading.rules
    found: list[int] = []
    for place in range(start, min(start + _WIDTH, limit, len(words))):
        gap = framed.text[words[place - 1].end : words[place].start] if place else ""
        if any(mark in gap for mark in ",;:.()–—!?"):
            break
        word = words[place]
        if word.norm in rules.first_person or word.text[0].isdecimal():
            break
        if word.norm in rules.stopwords or word.norm in rules.coordinators or word.norm in rules.at:
            if found and word.norm not in rules.coordinators | rules.name_links:
                break
            continue
        found.append(place)
    return found


def _degrees(framed: Framed, context: Context) -> Iterator[Claim]:
    """A claim on a subject of which a degree has one word, and another in the place of the other."""
    rules, words = context.rules, framed.words
    if context.held.language != rules.language:
        return
    schools = [item for item in context.held.items if item.kind == SCHOOL]
    starts = [anchor.start for anchor in framed.anchors]
    for hit in rules.degrees.find(words):
        if not _told(framed.frame(hit.start)):
            continue
        said = _phrase(framed, hit.end, min((start for start in starts if start > hit.start), default=len(words)))
        found = []
        for item in schools:
            area = [word for word in split(item.area) if len(word.norm) >= _SHORT]
            missing = [at for at in said if not _in(words[at], area, rules)]
            left = [word for word in area if not any(_in(words[at], [word], rules) for at in said)]
            left = [word for word in left if not rules.degrees.values(word.norm)]
            found.append((len(missing), bool(left), missing))
        best = min(found, default=(0, False, []), key=lambda one: one[0])
        if 0 < best[0] < len(said) and best[1] and all(words[at].capital for at in best[2]):
            yield framed.claim(ClaimKind.DEGREE, said[0], said[-1] + 1, "", "The degree held is in another subject.")


def _in(word: Word, held: Sequence[Word], rules: LanguageRules) -> bool:
    """Whether one of the words is this one, or stands for the same thing."""
    tables = (rules.concepts, rules.fields, rules.roles)
    return any(
        alike(word.norm, other.norm) or any(table.values(word.norm) & table.values(other.norm) for table in tables)
        for other in held
    )


def _titles(framed: Framed, alignment: Alignment) -> Iterator[Claim]:
    """A claim on a title borne at a house of the profile of which the entry has one word and another for the rest."""
    context = alignment.context
    rules, words = context.rules, framed.words
    if context.held.language != rules.language:
        return
    for place in range(len(words)):
        hit = rules.title_frames.at(words, place)
        if hit is None or not _told(framed.frame(place)):
            continue
        if hit.end < len(words) and words[hit.end].norm in rules.possessives:
            continue
        starts = [anchor.start for anchor in framed.anchors if anchor.start > place]
        said = _phrase(framed, hit.end, min(starts, default=len(words)))
        if not said:
            continue
        home = alignment.home(framed, place)
        named = home is not None and home.place >= 0
        names = context.held.items[home.item].names if home is not None and named else ()
        works = [item for item in context.held.items if item.kind == WORK]
        there = [item for item in works if item.names == names] or works
        paths = {f"{item.path}/title" for item in there}
        held = [word for text in context.held.texts if text.path in paths for word in split(text.text)]
        missing = [at for at in said if not _in(words[at], held, rules)]
        left = [word for word in held if not any(_in(words[at], [word], rules) for at in said)]
        # What a fact begins with is what the profile itself calls the writer: responsável por.
        openings = [text.readings[0].words[:1] for text in context.held.texts if text.readings]
        opening = {word.norm for run in openings for word in run}
        ranks = [
            int(value)
            for at in missing
            if words[at].norm not in opening
            for value in rules.levels.values(words[at].norm)
        ]
        rank = max(ranks, default=0)
        top = max((item.title.rank for item in there if item.title is not None), default=PLAIN_RANK)
        exchanged_there = named and rank >= _RANK and left and len(missing) < len(said)
        if exchanged_there or (rank > max(top, _LEADS) and there):
            yield framed.claim(ClaimKind.TITLE, said[0], said[-1] + 1, "", "The profile holds no such title.")
