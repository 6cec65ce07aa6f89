"""What no row of ours has: judged when an archive is read, since whoever sends one can have written it."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from jobwise.domain.limits import MAX_COUNT, MAX_NAME_CHARS, MAX_PRINT_NUMBER
from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.styles.fingerprint import MOST_GRAMS, Fingerprint


def must_be_utc(*moments: datetime | None) -> None:
    for moment in moments:
        if moment is not None and moment.utcoffset() != timedelta(0):
            raise InvalidInput("A time must be in UTC and say so.")


def must_be_count(*numbers: int) -> None:
    """What is counted from 1, no further than a database counts."""
    if not all(1 <= number <= MAX_COUNT for number in numbers):
        raise InvalidInput(f"What is counted lies between 1 and {MAX_COUNT}.")


def must_be_short(most: int, *texts: str) -> None:
    if any(len(text) > most for text in texts):
        raise InvalidInput(f"It has at most {most} characters.")


def check_reports(ats: Mapping[str, Any] | None, trace: Mapping[str, Any] | None) -> None:
    """What lists and answers read off the reports of a document is there in its form."""
    score = None if ats is None else ats.get("score")
    if ats is not None and (type(score) is not int or not 0 <= score <= 100):
        raise InvalidInput("The score of an ATS report lies between 0 and 100.")
    for name in ("writing", "style"):
        part = None if trace is None else trace.get(name)
        if part is not None and not isinstance(part, Mapping):
            raise InvalidInput("A part of the trace is no object.")


def check_print(one: Fingerprint) -> None:
    """InvalidInput for numbers and lists that no text gives."""
    shares = (one.function_words, one.punctuation, one.grams)
    numbers = (
        *(one.sentence_words, one.sentence_spread, one.formality, one.one, one.many, one.you),
        *(one.contractions, one.word_chars, one.richness),
        *(number for share in shares for number in share.values()),
    )
    if not all(math.isfinite(number) and 0 <= number <= MAX_PRINT_NUMBER for number in numbers):
        raise InvalidInput(f"What is measured of a text lies between 0 and {MAX_PRINT_NUMBER}.")
    if not (0 <= one.words <= MAX_COUNT and 0 <= one.sentences <= MAX_COUNT):
        raise InvalidInput("Words and sentences are counted from 0.")
    ways = (one.openings, one.closings, one.connectives)
    if any(len(kept) > MOST_GRAMS for kept in (*ways, *shares)):
        raise InvalidInput("A fingerprint keeps the commonest, and no more.")
    must_be_short(MAX_NAME_CHARS, one.language, *(word for way in ways for word in way))
