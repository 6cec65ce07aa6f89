"""What is not delivered of a letter that somebody else wrote, beside what the gate finds untrue.

The gate asks whether a claim is carried. A sentence that claims nothing can still be no part of a letter: an order
that was hidden in a posting, or its echo. So a sentence has to speak of its writer, or of what is known of the job; and
what it tells of the writer as a fact stands in the profile, in these words or in a claim that the gate has traced.
"""

from dataclasses import dataclass
from typing import Self

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind, TracedSentence
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile, facts
from jobwise.domain.shared.text import words
from jobwise.domain.styles.text import plain
from jobwise.domain.styles.text import words as plain_words
from jobwise.domain.styles.words import StyleWords

_NOTHING_TO_CARRY = "-"
ECHO_WORDS = 5
"""A sentence of so many words that stands in the posting as it is was not written, but copied."""

NOT_TRACED = "Nothing in the profile or the posting shows it."
ECHO = "It stands in the posting word for word."
OFF = "It speaks neither of the writer nor of what is known of the job."

_HARD = frozenset(
    {
        ClaimKind.NUMBER,
        ClaimKind.DATE,
        ClaimKind.DURATION,
        ClaimKind.EMPLOYER,
        ClaimKind.SCHOOL,
        ClaimKind.TITLE,
        ClaimKind.DEGREE,
        ClaimKind.COMMITMENT,
    }
)
"""What a person has to vouch for: of a model it is not enough that nothing speaks against it."""


_VERB_CHARS, _VERB_WITHIN, _STEM_CHARS = 4, 3, 5


def is_false(reasons: tuple[str, ...]) -> bool:
    """Whether there is more against a sentence than that it says nothing."""
    return reasons != (OFF,)


@dataclass(frozen=True, slots=True)
class Background:
    """What drafts are held against: the words of the posting joined by single spaces, the beginnings of those of the
    profile, and the small words of the letter's language."""

    posting: str
    told: frozenset[str]
    known: StyleWords

    @classmethod
    def of(cls, profile: Profile, job: Job, known: StyleWords) -> Self:
        told = frozenset(_begin(word) for fact in facts(profile) for word in words(fact.text))
        return cls(" ".join(words(job.text)), told, known)


def doubts(one: TracedSentence, at: Background, *, asserts: bool) -> tuple[str, ...]:
    """Why a sentence that a model wrote is not delivered; empty when it is.

    `asserts` says that it tells something of the writer as a fact, so that a claim or its words have to carry it.
    """
    known = at.known
    refused = [claim for claim in one.claims if not claim.supported or (claim.noted and claim.kind in _HARD)]
    reasons = [f"{claim.text}: {claim.reason or NOT_TRACED}" for claim in refused]
    if not one.supported and not reasons:
        reasons.append(NOT_TRACED)
    said = words(one.text)
    if len(said) >= ECHO_WORDS and f" {' '.join(said)} " in f" {at.posting} ":
        reasons.append(ECHO)
    if asserts and not reasons and not _is_carried(one, at):
        reasons.append(NOT_TRACED)
    if not reasons and not _speaks(one, known):
        reasons.append(OFF)
    return tuple(dict.fromkeys(reasons))


def carrier(claim: Claim) -> str:
    """The path, or `job`, that carries a claim; empty when nothing does, or nothing had to."""
    return claim.source if claim.supported and claim.source != _NOTHING_TO_CARRY else ""


def _is_carried(one: TracedSentence, at: Background) -> bool:
    """Whether a claim of the sentence has a source, or most of its words stand in the profile.

    That somebody did something is no carrier by itself: it says nothing of what was done.
    """
    if any(carrier(claim) and claim.kind is not ClaimKind.SCOPE for claim in one.claims):
        return True
    said = [word for word in words(one.text) if len(word) >= _VERB_CHARS and word not in at.known.function_words]
    return not said or 2 * sum(_begin(word) in at.told for word in said) > len(said)


def _begin(word: str) -> str:
    """What the forms of a word have in common, about."""
    return word[:_STEM_CHARS]


def _speaks(one: TracedSentence, known: StyleWords) -> bool:
    """Whether the sentence is the writer's own, or holds something that is known of the person or the job."""
    if any(carrier(claim) for claim in one.claims):
        return True
    said = plain_words(plain(one.text))
    if any(word in known.one or word in known.many or word.split("'")[0] in known.one for word in said):
        return True
    # Where verbs say who speaks, one of the first words does.
    return any(len(word) >= _VERB_CHARS and word.endswith(known.firsts) for word in said[:_VERB_WITHIN])
