"""Places of claims in the file itself, where the file is text and reading it tidied the lines."""

from dataclasses import replace

from jobwise.domain.generations.grounding.claims import Claim, TracedSentence, Verdict
from jobwise.domain.generations.readback import ReadText
from jobwise.domain.shared.values import Span


def in_original(verdict: Verdict, read: ReadText, original: str) -> Verdict:
    """The verdict with spans into `original`, the text that `read` was read from, and with its exact words.

    A claim whose lines cannot be found as they are (marks of Markdown were taken out) keeps its words and moves to
    where they stand, or keeps its span.
    """
    starts = _starts(read, original)
    if starts is None:
        return verdict
    moved = tuple(_sentence(sentence, starts, original) for sentence in verdict.sentences)
    return replace(verdict, sentences=moved)


def _starts(read: ReadText, original: str) -> list[tuple[int, int, int]] | None:
    """For every line its offset in the text read, its length, and its offset in the original."""
    if read.text == original:
        return None
    found: list[tuple[int, int, int]] = []
    offset = cursor = 0
    for line in read.lines:
        place = original.find(line.text, cursor)
        if place >= 0:
            found.append((offset, len(line.text), place))
            cursor = place + len(line.text)
        offset += len(line.text) + 1
    return found


def _sentence(sentence: TracedSentence, starts: list[tuple[int, int, int]], original: str) -> TracedSentence:
    span = _moved(sentence.span, starts)
    claims = tuple(_claim(claim, starts, original) for claim in sentence.claims)
    if span is None:
        return replace(sentence, claims=claims)
    return replace(sentence, span=span, text=original[span.start : span.end], claims=claims)


def _claim(claim: Claim, starts: list[tuple[int, int, int]], original: str) -> Claim:
    span = _moved(claim.span, starts)
    if span is None:
        place = original.find(claim.text)
        return replace(claim, span=Span(place, place + len(claim.text))) if place >= 0 else claim
    return replace(claim, span=span, text=original[span.start : span.end])


def _moved(span: Span, starts: list[tuple[int, int, int]]) -> Span | None:
    first, last = _place(span.start, starts), _place(max(span.start, span.end - 1), starts)
    if first is None or last is None:
        return None
    end = last + 1 if span.end > span.start else first
    return Span(first, end)


def _place(offset: int, starts: list[tuple[int, int, int]]) -> int | None:
    for start, length, place in starts:
        if start <= offset < start + max(1, length):
            return place + offset - start
    return None
