"""Proofs of what one has learnt: those the profile lists nowhere, and those still under way told as done."""

from collections.abc import Iterator
from functools import cached_property

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import SCHOOL, Item
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.reading import features, telling
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.generations.grounding.sentences import commas
from jobwise.domain.generations.grounding.ties import names, spellings, tells

_WIDTH = 9
_LISTS = ("education/", "certifications/", "awards/", "publications/", "skills", "volunteering/", "projects/")


class Proofs:
    """What the profile shows of degrees, certificates and licences."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.table = context.tables[context.held.language]

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the profile, as they may be known again."""
        return names(self.context.held.raw)

    @cached_property
    def listed(self) -> frozenset[str]:
        """The words, and what they are about, of everything listed as a proof."""
        found: set[str] = set()
        for text in self.context.held.texts:
            if text.path.startswith(_LISTS) or text.path.endswith(("/label", "/title")):
                found |= telling(text.about) | names(text.text)
        return frozenset(found)

    @cached_property
    def under_way(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """The courses and certificates not finished, each with the words that no finished one has."""
        items = self.context.held.items
        marks = [table.frames.unfinished for table in self.context.tables.values()]
        open_ones = []
        for place, item in enumerate(items):
            if not item.path.startswith(("education/", "certifications/")):
                continue
            text = self._text(place, item)
            marked = any(mark.has(split(text)) for mark in marks)
            if marked or (item.kind == SCHOOL and self._runs(item)):
                open_ones.append((place, text))
        done = [
            self._things(self._text(place, item))
            for place, item in enumerate(items)
            if item.path.startswith(("education/", "certifications/")) and place not in {at for at, _ in open_ones}
        ]
        closed = frozenset().union(*done)
        return tuple((place, self._things(text) - closed) for place, text in open_ones)

    def _runs(self, item: Item) -> bool:
        if item.start is None and item.end is None:
            return False
        return item.end is None or item.end.months > self.context.as_of.months

    def _text(self, place: int, item: Item) -> str:
        texts = [text.text for text in self.context.held.texts if text.item == place]
        return f"{item.area} {' '.join(texts)}"

    def _things(self, text: str) -> frozenset[str]:
        words = split(text)
        about = frozenset().union(*features(words, self.table))
        levels = {f"={hit.value}" for hit in self.table.degrees.find(words)} | {
            f"={hit.value}" for hit in self.context.rules.degrees.find(words)
        }
        return telling(about) | names(text) | levels


def unheld(framed: Framed, context: Context, proofs: Proofs) -> Iterator[Claim]:
    """A claim on each proof said to be held that the profile lists nowhere."""
    table = context.rules.frames
    for frame in framed.frames:
        if not _states(frame, framed):
            continue
        for place in range(frame.start, frame.end):
            strong = table.licensed.at(framed.words, place)
            hit = strong or table.holds.at(framed.words, place)
            if hit is not None and not strong and hit.end == frame.end and context.rules.common_nouns:
                # German names first what one holds when the verb comes last.
                if _missing(framed, frame.start, place, False, context, proofs):
                    yield framed.claim(ClaimKind.DEGREE, frame.start, hit.end, "", "The profile lists no such proof.")
                break
            if hit is None or hit.end >= frame.end or context.rules.dates.since.at(framed.words, hit.end):
                continue
            end = _object(framed, hit.end, frame.end)

            if _missing(framed, hit.end, end, bool(strong), context, proofs):
                yield framed.claim(ClaimKind.DEGREE, place, end, "", "The profile lists no such proof.")
                break


def _states(frame: Frame, framed: Framed) -> bool:
    if frame.wish or frame.applies or frame.denied or frame.lacking or frame.yours:
        return False
    return frame.own or frame.carried or (framed.any("own") and not framed.any("yours"))


def _object(framed: Framed, start: int, limit: int) -> int:
    """The word behind what stands right behind a verb: up to a mark or a relative."""
    words, rules = framed.words, framed.reading.rules
    end = start
    while end < min(limit, start + _WIDTH):
        gap = framed.text[words[end - 1].end : words[end].start]
        if end > start and (any(mark in gap for mark in ",;:.()–—") or words[end].norm in rules.adversatives):
            break
        end += 1
    return end


def _missing(framed: Framed, start: int, end: int, strong: bool, context: Context, proofs: Proofs) -> bool:
    rules, words = context.rules, framed.words[start:end]
    across = context.held.language != rules.language
    proof = rules.frames.proofs.has(words) or rules.degrees.has(words)
    grants = rules.frames.grants.find(words)
    if grants and not across:
        named = [word for hit in grants for word in words[hit.start : hit.end]]
        if not any(spellings(word) & proofs.words for word in named):
            return True
    if not (proof or strong):
        return False
    telling_words = [
        (place, word)
        for place, word in enumerate(framed.words[start:end], start)
        if tells(word, framed.reading) and not rules.frames.proofs.has((word,)) and not rules.degrees.has((word,))
    ]
    if not telling_words:
        return False
    for place, word in telling_words:
        things = spellings(word) | telling(framed.reading.features[place])
        if things & (proofs.listed if not across else proofs.listed | proofs.words):
            return False
        if word.norm in context.held.words:
            return False
    posted = context.posting.words if context.posting is not None and not across else frozenset()
    return any(
        word.norm in posted or (word.capital and not rules.common_nouns and not _common(word, rules))
        for _, word in telling_words
    )


def _common(word: Word, rules: LanguageRules) -> bool:
    """Whether a word is written large without naming anything: a nation, a month."""
    return (
        word.norm in rules.nations
        or word.norm in rules.common_capitals
        or word.norm in rules.dates.months
        or bool(rules.tongues.values(word.norm))
    )


def told_as_done(framed: Framed, context: Context, proofs: Proofs) -> Iterator[Claim]:
    """A claim on each clause that tells as finished what the profile has under way or broken off."""
    table, words = context.rules.frames, framed.words
    if not proofs.under_way or table.unfinished.has(words):
        return
    if not _speaks_of(framed, context, proofs):
        return
    marks = sorted(commas(framed.reading.sentence))
    for frame in framed.frames:
        hit = next(iter(table.finished.find(words[frame.start : frame.end])), None)
        if hit is None or not _states(frame, framed) or framed.any("denied"):
            continue
        start = max((mark for mark in marks if frame.start < mark <= frame.start + hit.start), default=frame.start)
        end = min((mark for mark in marks if frame.start + hit.end <= mark < frame.end), default=frame.end)
        yield framed.claim(ClaimKind.DEGREE, start, end, "", "The profile has this as not finished.")


def _speaks_of(framed: Framed, context: Context, proofs: Proofs) -> bool:
    """Whether the sentence names something under way, and nothing that is finished."""
    rules, words = context.rules, framed.words
    open_ones = {place for place, _ in proofs.under_way}
    schools = {a.item for a in framed.anchors if context.held.items[a.item].kind == SCHOOL}
    if schools:
        return schools <= open_ones
    levels = {f"={hit.value}" for hit in rules.degrees.find(words)} - {"=any"}
    letters = frozenset().union(*(spellings(word) for word in words if word.text.isupper() and len(word.text) > 2))
    if any(letters & own for _, own in proofs.under_way):
        return True
    if not (levels or rules.frames.proofs.has(words)):
        return False
    things = frozenset().union(*(spellings(word) for word in words if tells(word, framed.reading)))
    return any(levels & own or (not levels and things & own) for _, own in proofs.under_way)
