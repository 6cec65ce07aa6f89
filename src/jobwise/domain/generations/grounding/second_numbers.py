"""A second look at a number no rule could trace: another reading of the same facts, or a count that needs none."""

from collections.abc import Sequence
from dataclasses import replace

from jobwise.domain.generations.grounding.check_numbers import clash, fits, has_rival, is_paired
from jobwise.domain.generations.grounding.check_years import SPANS, worked
from jobwise.domain.generations.grounding.counting import addressed
from jobwise.domain.generations.grounding.facts import FactText
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.known import RATIOS, Known, rounded
from jobwise.domain.generations.grounding.lexicon import Word, norm
from jobwise.domain.generations.grounding.numbers import PART, TIMES, UNITS, Quantity
from jobwise.domain.generations.grounding.reading import PUBLIC, STAFF, rounds, telling
from jobwise.domain.generations.grounding.sounds import COGNATE, sound_of

PLAIN = "-"
_COUPLE = 3
_HANDFUL = 5
_WORD = 6
_AS = frozenset(("as", "so", "aussi", "tan", "tao"))
_BY = frozenset(("by", "um", "de", "d", "en", "em", "por", "par"))
"""What stands before how much a value fell or rose by, rather than what it came down to."""
_TIMED = frozenset(("decade", "year", "month", "week", "day", "hour", "minute"))
_GUARDED = STAFF | PUBLIC | UNITS | {"project", "prize", "budget", "contract", "country", "language", "patent", "firm"}
"""What a letter boasts of even in small numbers."""


def second_number(
    number: Quantity,
    framed: Framed,
    context: Context,
    held: Sequence[Known],
    posted: Sequence[Known],
    before: frozenset[str],
) -> str:
    """What carries a number after all: a path, `job`, `-` when it needs no fact; empty for nothing.

    `before` are the paths that carried the sentence before: it may go on about them.
    """
    frame = framed.frame(number.start)
    return (
        _in_a_name(number, framed, context)
        or _held(number, framed, context, held, before)
        or _counting_me(number, framed, frame, held)
        or _quoted(number, framed, frame, context)
        or _of_the_posting(number, framed, frame, posted)
        or _elliptical(number, framed, frame, context)
        or _needs_no_fact(number, framed, frame, held)
    )


def _in_a_name(number: Quantity, framed: Framed, context: Context) -> str:
    """The figure that belongs to a name of the sources: Level 3, ISO 9001."""
    words = framed.words
    for start, end in ((number.start - 1, number.end), (number.start, number.end + 1)):
        if start < 0 or end > len(words) or not any(word.capital for word in words[start:end]):
            continue
        run = [word.norm for word in words[start:end]]
        if context.held.says(run):
            return "profile"
        if context.posting is not None and context.posting.says(run) and not framed.frame(number.start).deed:
            return "job"
    return ""


def _held(number: Quantity, framed: Framed, context: Context, held: Sequence[Known], before: frozenset[str]) -> str:
    """The fact with this value that the sentence shares something with, or that nothing of its kind contradicts."""
    if number.unit in SPANS:
        return ""
    head = framed.reading.head(number)
    about = telling(framed.reading.about())
    before_it = framed.words[max(0, number.start - 4) : number.start]
    compared = number.end < len(framed.words) and framed.words[number.end].norm in _AS
    as_much = (compared or number.op in ("<", "<=")) and not any(word.norm in _BY for word in before_it)
    paired = is_paired(number, framed)
    texts = {text.path: text for text in context.held.texts}
    for known in held:
        if not (_like(number, known) or (as_much and _is_ratio(number, known))) or clash(head, known.head):
            continue
        if (number.unit in _TIMED) != (known.unit in _TIMED):
            continue
        common = len(about & telling(known.about)) + _shares_a_word(framed.words, texts.get(known.path))
        common += known.path in before
        if known.derived:
            if common and not paired and (number.value > 2 or number.unit):
                return known.path
        elif has_rival(number, head, held):
            if telling(head) & telling(known.head) or common > 1:
                return known.path
        elif common or number.value > _COUPLE:
            return known.path
    return ""


def _like(number: Quantity, known: Known) -> bool:
    """Whether the values are the same, whatever is counted; parts and percents only with their like."""
    if number.unit in RATIOS or known.unit in RATIOS:
        return fits(number, known, loose=True)
    return rounded(number.op, number.value, known.value) or (number.unit in UNITS and fits(number, known, loose=True))


def _is_ratio(number: Quantity, known: Known) -> bool:
    """Whether a part is what a value came down to: half as long."""
    return (
        (number.unit, known.unit) == (PART, TIMES) and known.value < 1 and rounds(number.op, number.value, known.value)
    )


def _shares_a_word(words: Sequence[Word], fact: FactText | None) -> bool:
    """Whether a longer word of the sentence stands in the fact, be it as a part of a compound."""
    if fact is None:
        return False
    told = norm(fact.text)
    heard = {
        sound_of(word.norm)[:COGNATE] for reading in fact.readings for word in reading.words if len(word.norm) > COGNATE
    }
    if any(len(word.norm) > COGNATE and sound_of(word.norm)[:COGNATE] in heard for word in words):
        return True
    return any(len(word.norm) >= _WORD and word.norm[: max(_WORD, len(word.norm) - 3)] in told for word in words)


def _counting_me(number: Quantity, framed: Framed, frame: Frame, held: Sequence[Known]) -> str:
    """The colleagues of a fact with the writer among them: two colleagues and I make three of us."""
    rules = framed.reading.rules
    us = any(word.norm in rules.first_plural for word in framed.words[frame.start : frame.end])
    if number.unit or (not us and not any(word.text.endswith(rules.first_endings or ("\n",)) for word in framed.words)):
        return ""
    for known in held:
        if not known.unit and not known.derived and known.head & STAFF and known.value + 1 == number.value:
            return known.path
    return ""


def _quoted(number: Quantity, framed: Framed, frame: Frame, context: Context) -> str:
    """`job` for a figure in the posting's own words around it, unless the writer is named before it as the doer."""
    if context.posting is None:
        return ""
    rules = framed.reading.rules
    mine = any(word.norm in rules.first_person for word in framed.words[frame.start : number.start])
    if frame.deed and mine and not (frame.wish or frame.yours):
        return ""
    for start, end in (
        (number.start - 2, number.end),
        (number.start - 1, number.end + 1),
        (number.start, number.end + 2),
    ):
        if start >= 0 and end <= len(framed.words) and context.posting.says(w.norm for w in framed.words[start:end]):
            return "job"
    return ""


def _of_the_posting(number: Quantity, framed: Framed, frame: Frame, posted: Sequence[Known]) -> str:
    """`job` for a figure of the posting in a clause that tells no deed of the writer's."""
    if frame.deed and not (frame.yours or frame.wish or frame.applies):
        return ""
    said_of_me = frame.own and not (frame.yours or frame.wish or frame.applies)
    if said_of_me and (number.unit in SPANS - {"week"} or framed.reading.head(number) & (STAFF | PUBLIC)):
        return ""
    return "job" if any(_like(number, known) for known in posted if not known.derived) else ""


def _elliptical(number: Quantity, framed: Framed, frame: Frame, context: Context) -> str:
    """The entries that make the years of a number that leaves the word out: the first five and a half at X."""
    behind = framed.reading.head(number)
    if number.unit or number.value > 50 or number.value.denominator > 2 or behind - {"time"}:
        return ""
    halved = number.value.denominator == 2
    before = framed.reading.about(max(0, number.start - 2), number.start)
    if not halved and "order" not in before:
        return ""
    return worked(replace(number, unit="year"), framed, frame, context)


def _needs_no_fact(number: Quantity, framed: Framed, frame: Frame, held: Sequence[Known]) -> str:
    """`-` for a small count of what the letter or the reader names: two respects, your three conditions."""
    if number.unit or number.op not in ("=", "~") or number.value.denominator != 1:
        return ""
    if number.value <= 12 and addressed(number, framed) and not (frame.deed and frame.own):
        return PLAIN
    head = framed.reading.head(number)
    near = framed.reading.about(number.end, number.end + 2)
    if (head | near) & _GUARDED or has_rival(number, head, held):
        return ""
    if number.value <= _COUPLE or (number.value <= _HANDFUL and not frame.deed):
        return PLAIN
    return ""
