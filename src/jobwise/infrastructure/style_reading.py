"""Measuring styles beside the event loop: a million characters take seconds of the processor."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.shared.language import language_of
from jobwise.domain.styles.fingerprint import MOST_CHARS, fingerprint
from jobwise.domain.styles.style import Learnt, shows
from jobwise.infrastructure.document_words import function_words
from jobwise.infrastructure.styles import style_words


class MeasuredStyle:
    """Measures one at a time."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(1)

    async def __call__(self, samples: Sequence[Sample]) -> Learnt:
        async with self._free:
            return await asyncio.to_thread(measured, [(one.id, one.text) for one in samples])


def measured(texts: Sequence[tuple[UUID, str]]) -> Learnt:
    """A fingerprint for each language the texts are in, that of most words first. InvalidInput without a word."""
    by_language: dict[str, list[tuple[UUID, str]]] = {}
    left = MOST_CHARS
    for id, text in texts:
        said = text[:left]
        left -= len(said)
        if said.strip():
            by_language.setdefault(language_of(said, function_words()), []).append((id, said))
    if not by_language:
        raise InvalidInput("There is no word in the samples; add one with text.")
    found = [
        (fingerprint([text for _, text in group], style_words(code)), group) for code, group in by_language.items()
    ]
    found.sort(key=lambda pair: (-pair[0].words, pair[0].language))
    evidence = [one for print, group in found for one in shows(group, print, style_words(print.language))]
    return Learnt(tuple(print for print, _ in found), tuple(evidence))
