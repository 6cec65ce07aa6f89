"""Parts told larger than they were: led where the profile only helped."""

from collections.abc import Iterator

from jobwise.domain.generations.grounding.check_scope import AUTHOR, LEADER, RESPONSIBLE, of_others
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import WORK, Item
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import Hit, split
from jobwise.domain.generations.grounding.reading import STAFF
from jobwise.domain.generations.grounding.ties import Ties, entries, names, spellings
from jobwise.domain.generations.grounding.titles import PLAIN_RANK, read_title

_TIED = 0.9
_PLAINLY = 1.9
_APART = 0.5
_WIDE = 12
_TITLE = 5
_NEAR = 4


def overdone(framed: Framed, context: Context, ties: Ties) -> Iterator[Claim]:
    """A claim on each leading deed told of what the profile has as somebody else's, with the writer's help."""
    deeds = framed.reading.deeds
    if any(0 < int(deed.value) < AUTHOR for deed in deeds):
        return
    for frame in framed.frames:
        if not frame.own or frame.wish or frame.applies or frame.denied or frame.plural:
            continue
        for deed in deeds:
            if not frame.start <= deed.start < frame.end or int(deed.value) < RESPONSIBLE or _of_people(deed, framed):
                continue
            if of_others(deed, frame, framed):
                continue
            found = ties.to(framed.reading, *_around(deed.start, frame, framed))
            if int(deed.value) < LEADER and deed.end - deed.start < 2:
                continue
            least = _TIED if int(deed.value) >= LEADER else _PLAINLY
            if not found or found[0].weight < least or not 0 < found[0].fact.level < AUTHOR:
                continue
            if any(not 0 < tie.fact.level < AUTHOR and tie.weight > found[0].weight - _APART for tie in found[1:]):
                continue
            yield framed.claim(ClaimKind.SCOPE, deed.start, deed.end, "", "The profile tells a smaller part in this.")


def _of_people(deed: Hit, framed: Framed) -> bool:
    """Whether people are led, or the deed befell the writer: hired me."""
    after = framed.words[deed.end].norm if deed.end < len(framed.words) else ""
    return after in framed.reading.rules.first_person or bool(framed.reading.about(deed.end, deed.end + 3) & STAFF)


def _around(place: int, frame: Frame, framed: Framed) -> tuple[int, int]:
    return max(frame.start, place - _WIDE), min(frame.end, place + _WIDE)


def raised(framed: Framed, context: Context) -> Iterator[Claim]:
    """A claim on each title of rank told in the profile's language that stands above every title held there."""
    rules, words = context.rules, framed.words
    if context.held.language != rules.language:
        return
    for place in range(len(words)):
        hit = rules.title_frames.at(words, place)
        frame = framed.frame(place)
        if hit is None or hit.end >= len(words) or not _borne(frame, place, framed):
            continue
        start = hit.end + (words[hit.end].norm in rules.articles | rules.numbers.articles | rules.numbers.definite)
        end = start
        while end < min(frame.end, start + _TITLE) and words[end].norm not in rules.stopwords:
            if end > start and framed.text[words[end - 1].end : words[end].start].strip(" -"):
                break
            end += 1
        levels = rules.levels.find(words[start:end])
        if not levels:
            continue
        end = start + max(level.end for level in levels)
        rank = read_title(words, rules, start, end, inner=True).rank
        held = [item.title.rank for item in _pool(frame, framed, context) if item.title is not None]
        if held and rank > max(held) and rank > PLAIN_RANK and not _written(framed, start, end, context):
            yield framed.claim(ClaimKind.TITLE, start, end, "", "The profile holds no title as high as this.")


def _borne(frame: Frame, place: int, framed: Framed) -> bool:
    if frame.wish or frame.applies or frame.denied or frame.lacking or frame.yours or not frame.own:
        return False
    rules = framed.reading.rules
    near = framed.words[max(frame.start, place - _NEAR) : place + 1]
    return not rules.subjects.has(near) and not any(word.norm in rules.possessives for word in near)


def _pool(frame: Frame, framed: Framed, context: Context) -> list[Item]:
    items = context.held.items
    named = [items[at] for at in entries(framed, context, frame.start, frame.end)]
    return named or [item for item in items if item.kind == WORK]


def _written(framed: Framed, start: int, end: int, context: Context) -> bool:
    """Whether a text of the profile has each of the words, a deed at its very beginning."""
    said = [spellings(word) for word in framed.words[start:end]]
    for text in context.held.texts:
        run = split(text.text)
        if "/bullets/" in text.path and not any(spellings(word) & said[0] for word in run[:1]):
            continue
        held = names(text.text)
        if all(one & held for one in said):
            return True
    return False
