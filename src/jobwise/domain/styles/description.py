"""A fingerprint in plain words, for whoever is to write as somebody does."""

from collections.abc import Iterator

from jobwise.domain.styles.fingerprint import Fingerprint, Person

_FORMAL, _INFORMAL = 0.66, 0.4
_CONTRACTED = 0.004
_RICH = 0.85
_MOST = 5


def described(print: Fingerprint) -> tuple[str, ...]:
    """What was measured, one observation for each sentence; only measures, no word of the samples but connectives."""
    return tuple(_observations(print))


def _observations(print: Fingerprint) -> Iterator[str]:
    yield f"Sentences have about {print.sentence_words:.0f} words, give or take {print.sentence_spread:.0f}."
    if print.formality >= _FORMAL:
        yield "The tone is formal."
    elif print.formality <= _INFORMAL:
        yield "The tone is informal."
    else:
        yield "The tone is neither formal nor informal."
    if print.contractions >= _CONTRACTED:
        yield "Contracted forms are used."
    elif print.language == "en":
        yield "Contracted forms are not used."
    if print.person is Person.MANY:
        yield "Work is told of as what we did rather than what I did."
    if print.richness >= _RICH:
        yield "Words are seldom repeated."
    if print.connectives:
        yield f"Sentences are joined with: {', '.join(print.connectives[:_MOST])}."
    if print.punctuation.get(";", 0.0) > 0.002:
        yield "Semicolons are used."
    if print.punctuation.get("!", 0.0) > 0.002:
        yield "Exclamation marks are used."
