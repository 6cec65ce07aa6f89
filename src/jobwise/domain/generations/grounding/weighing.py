"""How much speaks against a claim that nothing carries: a falsehood takes the place of something true.

A letter says true things in words, sums and names of its own, so that nothing carries a claim is no proof by itself.
A claim is held against the writer only on evidence: the fact it stands for says something else, it rises above all the
profile tells, or it asserts something that can be looked up and is nowhere. Everything else is noted: it stays in the
trace with its reason, and does not fail the letter. What cannot be read and what is no part of a letter always fails.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from jobwise.domain.generations.grounding.against_dates import date_stands_against
from jobwise.domain.generations.grounding.against_names import name_stands_against, skill_stands_against
from jobwise.domain.generations.grounding.against_numbers import number_stands_against, time_stands_against
from jobwise.domain.generations.grounding.against_ranks import (
    degree_stands_against,
    scope_stands_against,
    title_stands_against,
)
from jobwise.domain.generations.grounding.check_scope import AUTHOR
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.evidence import Letter, Told
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.known import Known
from jobwise.domain.generations.grounding.lexicon import split
from jobwise.domain.generations.grounding.rules import LanguageRules

_ALWAYS_OWN = frozenset(("meta", "link", "consent", "references", "self"))
"""Commitments that are none of a letter's business even where they name the reader."""
_AGREES = ("accept", "agree", "acept", "aceit", "akzept", "einverstanden", "hereby", "zustimm", "stimme")
_TERMS = frozenset(("relocate", "start", "hours"))
"""Terms of a post: what somebody would do is no promise."""
_MOVES = frozenset(("relocate", "start", "hours"))
"""Commitments whose words also tell of things done: a move to another system."""

_WAGE = 10
"""Below this a figure is no pay, be it by the hour."""
_BESIDE = 4
"""So many small words may stand between a language and its level."""

Judge = Callable[[Claim, Told, Letter], bool]


def weighed(claims: Sequence[Claim], told: Told, letter: Letter) -> tuple[Claim, ...]:
    """The claims, those that nothing speaks against only noted: supported without a source, with the reason kept."""
    return tuple(
        claim
        if claim.supported or _JUDGES.get(claim.kind, _always)(claim, told, letter)
        else replace(claim, supported=True)
        for claim in claims
    )


def _always(claim: Claim, told: Told, letter: Letter) -> bool:
    return True


def _commitment_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """A promise stands against the letter unless it is the reader's offer, a deed, or the words of applying."""
    framed, rules = told.framed, letter.context.rules
    place = told.place(claim)
    frame = framed.frame(place)
    hit = rules.commitments.at(framed.words, place)
    value = hit.value if hit is not None else ""
    others = [other for other in rules.commitments.find(framed.words) if not other.start <= place < other.end]
    if value == "consent" and not others:
        # To accept is a promise about something; to apply hereby is none.
        agrees = framed.words[place].norm.startswith(_AGREES) or framed.words[told.end(claim) - 1].norm.startswith(
            _AGREES
        )
        if agrees or frame.applies:
            return any(number.unit == "money" for number in framed.reading.numbers)
    if value == "salary" and not others and not any(n.value >= _WAGE for n in framed.reading.numbers):
        # That wages are to be spoken of is no claim on any.
        return False
    if value == "boast" and _graded(framed, rules, letter):
        return False
    if value == "references" and rules.frames.offers.has(framed.words[frame.start : frame.end]):
        return False
    if value in _TERMS and (told.conditional(frame) or frame.wish or (frame.denied and _to_the_job(told, letter))):
        return False
    if value in _ALWAYS_OWN:
        return True
    helping = (deed for deed in framed.reading.deeds if int(deed.value) < AUTHOR)
    if value in _MOVES and any(helping):
        return False
    mine = any(word.norm in rules.first_person for word in framed.words[frame.start : frame.end])
    return frame.own or mine or frame.carried or not _of_the_posting(claim, letter)


def _to_the_job(told: Told, letter: Letter) -> bool:
    """Whether the sentence names the place of the post."""
    job = letter.context.job
    places = {word.norm for word in split(job.location)} if job is not None else set()
    return any(word.capital and word.norm in places for word in told.framed.words)


def _graded(framed: Framed, rules: LanguageRules, letter: Letter) -> bool:
    """Whether a degree is told with honours, in words for the grade that the profile gives."""
    scores = [school.score for school in letter.context.profile.education if school.score]
    told = any(not score.strip()[0].isdecimal() or ":" in score for score in scores)
    return told and (rules.degrees.has(framed.words) or bool(framed.reading.about() & {"university", "certificate"}))


def _tongue_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether the writer is said to speak a language, or to speak it better, with the level right beside it."""
    framed, rules = told.framed, letter.context.rules
    first, last = told.place(claim), told.end(claim)
    words = framed.words[first:last]
    frame = told.frame(claim)
    if rules.hedges.has(framed.words[max(0, first - 2) : first]):
        return False
    if (frame.yours and not frame.own) or (frame.wish and not frame.deed) or frame.denied or frame.lacking:
        return False
    if rules.fluency.has(words) and not rules.tongues.has(words):
        return any(char.isdecimal() for char in claim.text)
    if rules.fluency.has(words):
        between = [w for w in words if not (rules.fluency.has((w,)) or rules.tongues.has((w,)))]
        crossed = any(w.text in rules.coordinators for w in between)
        parted = rules.fluency.has(words[:1]) and ("," in claim.text or ")" in claim.text)
        return len(between) <= _BESIDE and not (crossed or parted)
    start, end = told.stretch(claim)
    near = framed.words[start:end]
    return rules.fluency.has(near) or "language" in framed.reading.about(start, end) or frame.own


def _of_the_posting(claim: Claim, letter: Letter) -> bool:
    posting = letter.context.posting
    return posting is not None and claim.text.casefold() in posting.raw.casefold()


_JUDGES: Mapping[ClaimKind, Judge] = {
    ClaimKind.NUMBER: number_stands_against,
    ClaimKind.DURATION: time_stands_against,
    ClaimKind.DATE: date_stands_against,
    ClaimKind.TITLE: title_stands_against,
    ClaimKind.DEGREE: degree_stands_against,
    ClaimKind.SCOPE: scope_stands_against,
    ClaimKind.SKILL: skill_stands_against,
    ClaimKind.NAME: name_stands_against,
    ClaimKind.EMPLOYER: name_stands_against,
    ClaimKind.SCHOOL: name_stands_against,
    ClaimKind.LANGUAGE: _tongue_stands_against,
    ClaimKind.COMMITMENT: _commitment_stands_against,
}


def letter_of(
    sentences: Sequence[Framed], context: Context, held: Sequence[Known], posted: Sequence[Known]
) -> tuple[Letter, list[Told]]:
    """What the letter tells as a whole, and for each sentence the entries it is about."""
    told: list[Told] = []
    here: frozenset[int] = frozenset()
    for framed in sentences:
        named = frozenset(a.item for a in framed.anchors if context.held.items[a.item].kind in (WORK, SCHOOL))
        here = named or here
        told.append(Told(framed, here))
    values = [frozenset(number.value for number in framed.reading.numbers) for framed in sentences]
    letter = Letter(
        context,
        tuple(zip(told, values, strict=True)),
        tuple(known for known in held if not known.derived),
        tuple(known for known in posted if not known.derived),
        tuple(known for known in held if known.derived),
    )
    return letter, told
