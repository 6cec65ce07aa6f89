"""How far two fingerprints lie apart, by what their writers did without noticing; what they wrote about counts nothing.

Four measures of equal weight: the cosine between the deviations of function words from what is usual (Burrows's
Delta in the form of Smith and Aldridge), the overlap of runs of signs with all content words masked (Stamatatos),
punctuation, and the length of sentences and its spread.
"""

from collections.abc import Mapping
from math import exp, log, sqrt

from jobwise.domain.styles.fingerprint import Fingerprint
from jobwise.domain.styles.words import StyleWords

# What each measure is between texts of a page by two writers, about, and by how much it varies. They only bring the
# four measures to one scale.
_WORDS = (0.8, 0.12)
_GRAMS = (0.3, 0.035)
_SIGNS = (0.38, 0.14)
_SENTENCES = (0.75, 0.5)


def distance(one: Fingerprint, other: Fingerprint, known: StyleWords) -> float:
    """From 0 to 1, the same both ways; 0.5 is how far texts of different writers usually lie apart."""
    measures = [
        (_overlap_missing(one.grams, other.grams), _GRAMS),
        (_signs(one.punctuation, other.punctuation), _SIGNS),
        (_rhythm(one, other), _SENTENCES),
    ]
    if known.function_words:
        measures.append((_delta(one, other, known), _WORDS))
    apart = sum((value - usual) / spread for value, (usual, spread) in measures) / len(measures)
    return round(1 / (1 + exp(-apart)), 4)


def _delta(one: Fingerprint, other: Fingerprint, known: StyleWords) -> float:
    """1 less the cosine between both deviations. The root makes common and rare words vary alike."""
    usual = [(word, sqrt(share)) for word, share in known.function_words.items()]
    here = [sqrt(one.function_words.get(word, 0.0)) - root for word, root in usual]
    there = [sqrt(other.function_words.get(word, 0.0)) - root for word, root in usual]
    length = sqrt(sum(value * value for value in here) * sum(value * value for value in there))
    return 1 - sum(a * b for a, b in zip(here, there, strict=True)) / length if length else 1.0


def _overlap_missing(here: Mapping[str, float], there: Mapping[str, float]) -> float:
    """1 less the Bhattacharyya coefficient of both distributions."""
    whole_here, whole_there = sum(here.values()) or 1.0, sum(there.values()) or 1.0
    shared = sum(sqrt(share * there[run]) for run, share in here.items() if run in there)
    return 1 - shared / sqrt(whole_here * whole_there)


def _signs(here: Mapping[str, float], there: Mapping[str, float]) -> float:
    signs = sorted({*here, *there})
    return sum(abs(sqrt(here.get(sign, 0.0)) - sqrt(there.get(sign, 0.0))) for sign in signs)


def _rhythm(one: Fingerprint, other: Fingerprint) -> float:
    lengths = abs(log(max(one.sentence_words, 1.0)) - log(max(other.sentence_words, 1.0)))
    return lengths + abs(log(1 + one.sentence_spread) - log(1 + other.sentence_spread))
