"""The words of letters in somebody's manner: only courtesies and wordings are chosen, never what is said.

What a letter claims stands in its slots and in the choice of its sentences, and neither is touched here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jobwise.domain.generations.document import Document, Role
from jobwise.domain.generations.letter.phrases import LetterPhrases
from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.styles.distance import distance
from jobwise.domain.styles.fingerprint import Fingerprint, fingerprint
from jobwise.domain.styles.words import Courtesy, StyleWords

_FORMAL, _INFORMAL = 0.66, 0.4
_CONTRACTED = 0.004
"""From this share of words on somebody contracts as a habit: about one in a page."""

_ONCE = ("opening", "opening_title", "closing")
"""Sentences that a letter says once, so that one wording is enough; others are to vary."""


def in_manner(phrases: LetterPhrases, style: Fingerprint, known: StyleWords) -> LetterPhrases:
    """The phrases as this writer would choose among them; those of another language as they are."""
    if style.language != phrases.language or known.language != phrases.language:
        return phrases
    chosen: dict[str, tuple[str, ...]] = {}
    for manner in _manners(style, known):
        chosen.update(_fitting(phrases, known.letter.get(manner, {})))
    templates = {**phrases.templates, **chosen}
    for key in _ONCE:
        templates[key] = (_nearest(templates[key], style.sentence_words),)
    templates["salutation"] = _courtesy(style.openings, known.openings, templates["salutation"])
    templates["farewell"] = _courtesy(style.closings, known.closings, templates["farewell"])
    return replace(phrases, templates=templates)


def distance_of(letter: Document, style: Fingerprint, known: StyleWords) -> float | None:
    """How far what a letter says lies from the samples, 0 to 1; None when it says nothing."""
    said = "\n".join(line.text for line in letter.lines if line.role is Role.PARAGRAPH)
    try:
        return distance(fingerprint([said], known), style, known)
    except InvalidInput:
        return None


def _manners(style: Fingerprint, known: StyleWords) -> Sequence[str]:
    """What wordings to take, the later ones over the earlier ones."""
    found = []
    if style.formality >= _FORMAL:
        found.append("formal")
    elif style.formality <= _INFORMAL:
        found.append("informal")
    if style.contractions >= _CONTRACTED and style.formality < _FORMAL:
        found.append("contracted")
    return (*found, *[one for one in style.connectives if one in known.letter][:1])


def _fitting(phrases: LetterPhrases, more: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Those wordings that are of sentences the letter has."""
    return {key: wordings for key, wordings in more.items() if key in phrases.templates}


def _nearest(wordings: Sequence[str], words: float) -> str:
    """The wording whose length is most like this writer's sentences; the first of two."""
    return min(wordings, key=lambda wording: abs(len(wording.split()) - words))


def _courtesy(used: Sequence[str], known: Sequence[Courtesy], usual: tuple[str, ...]) -> tuple[str, ...]:
    """The line by which this writer opens, or ends, most of their letters."""
    return next(((one.letter,) for name in used for one in known if one.begins == name), usual)
