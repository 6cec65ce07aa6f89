"""What is not delivered of a letter that somebody else wrote, beside what the gate finds untrue.

The gate asks whether a claim is carried. A sentence that claims nothing can still be no part of a letter: an order
that was hidden in a posting, or its echo. So a sentence has to speak of its writer, or of what is known of the job.
"""

from jobwise.domain.generations.grounding.claims import ClaimKind, TracedSentence
from jobwise.domain.shared.text import words
from jobwise.domain.styles.text import plain
from jobwise.domain.styles.text import words as plain_words
from jobwise.domain.styles.words import StyleWords

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


_VERB_CHARS, _VERB_WITHIN = 4, 3


def is_false(reasons: tuple[str, ...]) -> bool:
    """Whether there is more against a sentence than that it says nothing."""
    return reasons != (OFF,)


def doubts(one: TracedSentence, posting: str, known: StyleWords) -> tuple[str, ...]:
    """Why a sentence that a model wrote is not delivered; empty when it is.

    `posting` are the words of the posting, joined by single spaces; `known` those of the letter's language.
    """
    refused = [claim for claim in one.claims if not claim.supported or (claim.noted and claim.kind in _HARD)]
    reasons = [f"{claim.text}: {claim.reason or NOT_TRACED}" for claim in refused]
    if not one.supported and not reasons:
        reasons.append(NOT_TRACED)
    said = words(one.text)
    if len(said) >= ECHO_WORDS and f" {' '.join(said)} " in f" {posting} ":
        reasons.append(ECHO)
    if not reasons and not _speaks(one, known):
        reasons.append(OFF)
    return tuple(dict.fromkeys(reasons))


def _speaks(one: TracedSentence, known: StyleWords) -> bool:
    """Whether the sentence is the writer's own, or holds something that is known of the person or the job."""
    if any(claim.supported and claim.source for claim in one.claims):
        return True
    said = plain_words(plain(one.text))
    if any(word in known.one or word in known.many or word.split("'")[0] in known.one for word in said):
        return True
    # Where verbs say who speaks, one of the first words does.
    return any(len(word) >= _VERB_CHARS and word.endswith(known.firsts) for word in said[:_VERB_WITHIN])
