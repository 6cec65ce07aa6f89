"""Tools and methods that only the posting names, told as the writer's own."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.evidence import Told
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.reading import STEM, telling
from jobwise.domain.generations.grounding.sentences import breaks, commas
from jobwise.domain.generations.grounding.ties import names, spellings, tells

_LONG = 8
_SHORT = 3
_FRONT = 6
_MEMBER = 2
_FIRST = {"es": ("o", "e"), "pt": ("o", "ei", "i")}
"""How verbs end that tell what the writer does or did, without accents."""


class Posted:
    """The words that only the posting has: names of things, and long words that no table knows."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def skills(self) -> frozenset[str]:
        """The spellings of the words of the profile's skills."""
        listed = (text.text for text in self.context.held.texts if text.path.startswith("skills/"))
        return frozenset().union(*(names(text) for text in listed))

    @cached_property
    def named(self) -> frozenset[str]:
        """Normalised words of the posting that the profile shows in no spelling."""
        context = self.context
        if context.posting is None or context.job is None:
            return frozenset()
        rules = context.tables[context.posting.language]
        held = names(context.held.raw)
        about = frozenset().union(*(telling(text.about) for text in context.held.texts))
        people = _people(context)
        found = set()
        for text in context.posting.texts:
            for reading in text.readings:
                for place, word in enumerate(reading.words):
                    if word.norm in found or word.norm in people or not self._is_term(word, bool(rules.common_nouns)):
                        continue
                    things = {thing for thing in telling(reading.features[place]) if not thing.startswith(STEM)}
                    named = place > 0 and word.capital and not rules.common_nouns
                    like = not named and (things & about or spellings(word) & held)
                    if like or word.norm in context.held.words or word.norm.rstrip("s") in context.held.words:
                        continue
                    found.add(word.norm)
        return frozenset(found)

    def _is_term(self, word: Word, nouns: bool) -> bool:
        context = self.context
        if len(word.norm) < _SHORT or not word.text[0].isalpha() or word.norm in context.company:
            return False
        if word.norm in context.places or any(
            word.norm in table.stopwords
            or word.norm in table.common_capitals
            or word.norm in table.nations
            or table.tongues.values(word.norm)
            or table.roles.values(word.norm)
            or table.frames.uses.values(word.norm)
            or table.frames.proofs.values(word.norm)
            or table.frames.everyday.values(word.norm)
            for table in context.tables.values()
        ):
            return False
        if nouns:
            return word.capital and len(word.norm) >= _LONG
        return word.capital or len(word.norm) >= _LONG


def _people(context: Context) -> frozenset[str]:
    """The words of the posting's first lines and of its place: houses, towns."""
    job = context.job
    head = f"{job.company} {job.location} {job.title}" if job is not None else ""
    return frozenset(word.norm for word in split(head))


def borrowed(framed: Framed, told: Told, context: Context, posted: Posted) -> Iterator[Claim]:
    """A claim on each word of the posting alone that a clause says the writer uses, knows or holds."""
    if framed.reading.sentence.text.rstrip().endswith("?"):
        return
    yield from _listed(framed, context, posted)
    for number, frame in enumerate(framed.frames):
        if not _uses(frame, framed, told, context):
            continue
        start = frame.start
        if number and _fronted(framed.frames[number - 1]):
            start = framed.frames[number - 1].start
        for place in range(start, frame.end):
            if _is_named(framed.words[place], posted, context):
                yield framed.claim(ClaimKind.SKILL, place, place + 1, "", "Only the posting names this.")


def _listed(framed: Framed, context: Context, posted: Posted) -> Iterator[Claim]:
    """A claim on the last or next member of a list, which only the posting has, beside a skill of the profile."""
    words, rules = framed.words, context.rules
    if not any(word.norm in posted.named for word in words) or rules.hedges.has(words):
        return
    if any(framed.any(trait) for trait in ("denied", "lacking", "wish", "yours")):
        return
    cuts = sorted(
        {0, len(words)}
        | commas(framed.reading.sentence)
        | breaks(framed.reading.sentence)
        | {at for at, word in enumerate(words) if word.norm in rules.coordinators}
    )
    members = list(pairwise(cuts))
    for number, (start, end) in enumerate(members):
        frame = framed.frame(start)
        told = [at for at in range(start, end) if tells(words[at], framed.reading)]
        if not told or len(told) > _MEMBER or any(words[at].norm not in posted.named for at in told):
            continue
        if frame.applies:
            continue
        beside = [members[at] for at in (number - 1, number + 1) if 0 <= at < len(members)]
        if any(_is_skill(framed, *one, posted) for one in beside):
            yield framed.claim(ClaimKind.SKILL, told[0], told[-1] + 1, "", "Only the posting names this.")


def _is_skill(framed: Framed, start: int, end: int, posted: Posted) -> bool:
    """Whether the last words of a member are a skill of the profile."""
    told = [word for word in framed.words[start:end] if tells(word, framed.reading)][-_MEMBER:]
    return bool(told) and all(spellings(word) & posted.skills for word in told)


def _is_named(word: Word, posted: Posted, context: Context) -> bool:
    if word.norm not in posted.named:
        return False
    if context.held.language == context.rules.language:
        return word.capital or len(word.norm) >= _LONG
    # Where every noun is written large, a large word is a name only if the posting, in another language, has it too.
    nouns = context.rules.common_nouns and context.posting is not None
    return word.capital and not (nouns and context.posting and context.posting.language == context.rules.language)


def _fronted(frame: Frame) -> bool:
    """Whether a clause is only what the next one speaks of: "Microlise, on the other hand, I work with"."""
    plain = not (frame.own or frame.deed or frame.yours or frame.wish or frame.lacking or frame.denied)
    return plain and frame.end - frame.start <= _FRONT


def _uses(frame: Frame, framed: Framed, told: Told, context: Context) -> bool:
    rules = context.rules
    if frame.wish or frame.applies or frame.denied or frame.lacking or frame.yours:
        return False
    words = framed.words[frame.start : frame.end]
    if rules.hedges.has(words) or told.conditional(frame):
        return False
    hits = rules.frames.uses.find(words)
    own = frame.own or any(words[hit.start].norm.endswith(_FIRST.get(rules.language, ())) for hit in hits)
    return own and bool(hits)
