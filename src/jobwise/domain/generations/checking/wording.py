"""Two ways to hold words against facts: `cover` for names, which stay as they are, and `differ` for running text."""

from collections.abc import Sequence
from dataclasses import dataclass

from jobwise.domain.generations.checking.facts import Phrase, Text
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.tokens import Tok
from jobwise.domain.generations.grounding.claims import ClaimKind


@dataclass(frozen=True, slots=True)
class Finding:
    """A run of words `first`..`last` (offsets into the paragraph) and whether the profile carries it."""

    kind: ClaimKind
    first: int
    last: int
    supported: bool
    source: str = ""
    reason: str = ""


def cover(
    toks: Sequence[Tok],
    phrases: Sequence[Phrase],
    lexicon: Lexicon,
    left_kind: ClaimKind,
    labels: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Reads the words as names one after another, longest first; what is left over and no label is not carried."""
    out: list[Finding] = []
    left: list[Tok] = []
    place = 0
    while place < len(toks):
        phrase = longest(toks, place, phrases)
        if phrase is None:
            harmless = lexicon.is_function(toks[place]) or toks[place].norm in labels
            if left or not harmless:
                left.append(toks[place])
            place += 1
            continue
        out.extend(_leftover(left, lexicon, left_kind, labels))
        left = []
        last = toks[place + len(phrase.toks) - 1]
        out.append(Finding(phrase.kind, toks[place].start, last.end, True, phrase.path))
        place += len(phrase.toks)
    out.extend(_leftover(left, lexicon, left_kind, labels))
    return out


def longest(toks: Sequence[Tok], place: int, phrases: Sequence[Phrase]) -> Phrase | None:
    """The longest name that begins at `place`."""
    best: Phrase | None = None
    for phrase in phrases:
        width = len(phrase.toks)
        if best is not None and width <= len(best.toks):
            continue
        run = toks[place : place + width]
        if len(run) == width and all(one.alike(two) for one, two in zip(run, phrase.toks, strict=True)):
            best = phrase
    return best


def _leftover(left: list[Tok], lexicon: Lexicon, kind: ClaimKind, labels: frozenset[str]) -> list[Finding]:
    while left and (lexicon.is_function(left[-1]) or left[-1].norm in labels):
        left.pop()
    if not left:
        return []
    reason = "The profile does not say this here."
    kind = ClaimKind.NUMBER if all(tok.value for tok in left) else kind
    return [Finding(kind, left[0].start, left[-1].end, False, "", reason)]


def best_text(toks: Sequence[Tok], texts: Sequence[Text], lexicon: Lexicon) -> tuple[Text | None, float]:
    """The text that shares most of the words, and the share of the words it carries, 0..1."""
    content = [tok for tok in toks if not lexicon.is_function(tok)]
    best, top, most = None, 0.0, 0.0
    for text in texts:
        hits = sum(1 for tok in content if text.says(tok))
        share = hits / len(content) if content else 0.0
        # Of two texts that carry as much, the shorter one is the one that was meant.
        rank = share + 0.001 * hits / max(1, len(text.toks))
        if rank > top:
            best, top, most = text, rank, share
    return best, most
