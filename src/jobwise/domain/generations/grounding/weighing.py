"""How much speaks against a claim that nothing carries: a falsehood takes the place of something true.

A letter says true things in words, sums and names of its own, so that nothing carries a claim is no proof by itself.
A claim is held against the writer only on evidence: the fact it stands for says something else, it rises above all the
profile tells, or it asserts something that can be looked up and is nowhere. Everything else is noted: it stays in the
trace with its reason, and does not fail the letter. What cannot be read and what is no part of a letter always fails.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from jobwise.domain.generations.grounding.against_names import name_stands_against, skill_stands_against
from jobwise.domain.generations.grounding.against_numbers import (
    date_stands_against,
    number_stands_against,
    time_stands_against,
)
from jobwise.domain.generations.grounding.against_ranks import (
    degree_stands_against,
    scope_stands_against,
    title_stands_against,
)
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.evidence import Letter, Told
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.known import Known

_ALWAYS_OWN = frozenset(("meta", "link", "consent", "references", "self"))
"""Commitments that are none of a letter's business even where they name the reader."""

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
    """A promise stands against the letter only as the writer's own: not the reader's offer, not the words of applying."""
    framed, rules = told.framed, letter.context.rules
    place = told.place(claim)
    frame = framed.frame(place)
    hit = rules.commitments.at(framed.words, place)
    if hit is not None and hit.value in _ALWAYS_OWN:
        return not (frame.applies and not rules.commitments.has(framed.words[hit.end : frame.end]))
    mine = any(word.norm in rules.first_person for word in framed.words[frame.start : frame.end])
    return (frame.own or mine or frame.carried) and not (frame.yours and _of_the_posting(claim, letter))


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
    ClaimKind.COMMITMENT: _commitment_stands_against,
}


def letter_of(
    sentences: Sequence[Framed], context: Context, held: Sequence[Known], posted: Sequence[Known]
) -> tuple[Letter, list[Told]]:
    """What the letter tells as a whole, and for each sentence the entries it is about."""
    values = frozenset(number.value for framed in sentences for number in framed.reading.numbers)
    told: list[Told] = []
    here: frozenset[int] = frozenset()
    for framed in sentences:
        named = frozenset(a.item for a in framed.anchors if context.held.items[a.item].kind in (WORK, SCHOOL))
        here = named or here
        told.append(Told(framed, here))
    own = tuple(known for known in held if not known.derived)
    return Letter(context, values, own, tuple(known for known in posted if not known.derived)), told
