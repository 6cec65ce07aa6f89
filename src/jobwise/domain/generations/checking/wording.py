"""Two ways to hold words against facts: `cover` for names, which stay as they are, and `differ` for running text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobwise.domain.generations.checking.facts import Phrase, Text
from jobwise.domain.generations.checking.lexicon import Lexicon, Tok
from jobwise.domain.generations.grounding.claims import ClaimKind

_MAX_PAIRS = 250_000
"""Words of a statement times words of its fact: some 500 words each."""


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


def differ(toks: Sequence[Tok], text: Text, lexicon: Lexicon, whole: bool) -> list[Finding]:
    """What the words claim beyond the text. With `whole` the words are a full statement, not a part of a line."""
    if len(toks) * len(text.toks) > _MAX_PAIRS:
        reason = "The statement is too long to be compared; break it into shorter lines."
        return [Finding(ClaimKind.UNREADABLE, toks[0].start, toks[-1].end, False, "", reason)]
    pairs = _aligned(toks, text.toks)
    taken = set(pairs.values())
    wrong: list[tuple[int, ClaimKind, str]] = []
    out: list[Finding] = []
    for place, tok in enumerate(toks):
        if place in pairs:
            if tok.value:
                out.append(Finding(_number_kind(tok), tok.start, tok.end, True, text.path))
            continue
        verdict = _stray(toks, place, text, pairs, taken, lexicon)
        if verdict is not None:
            wrong.append((place, *verdict))
    out.extend(_merged(toks, wrong))
    if whole or pairs:
        out.extend(_raised(toks, text, pairs, lexicon))
    return sorted(out, key=lambda finding: finding.first)


def _aligned(one: Sequence[Tok], two: Sequence[Tok]) -> dict[int, int]:
    """Longest common subsequence: places of `one` -> places of `two`."""
    width = len(two) + 1
    table = [[0] * width for _ in range(len(one) + 1)]
    equal = [[a.same(b) for b in two] for a in one]
    for i in range(len(one) - 1, -1, -1):
        row, below, same = table[i], table[i + 1], equal[i]
        for j in range(len(two) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if same[j] else max(below[j], row[j + 1])
    out: dict[int, int] = {}
    i = j = 0
    while i < len(one) and j < len(two):
        if equal[i][j] and table[i][j] == table[i + 1][j + 1] + 1:
            out[i] = j
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return out


def _stray(
    toks: Sequence[Tok], place: int, text: Text, pairs: dict[int, int], taken: set[int], lexicon: Lexicon
) -> tuple[ClaimKind, str] | None:
    """Why a word without a partner is a claim that nothing carries; None when it is harmless."""
    tok = toks[place]
    if tok.value:
        if _moved_number(toks, place, text, taken):
            return None
        return _number_kind(tok), "The profile gives another figure here, or none."
    for there, other in enumerate(text.toks):
        if there not in taken and tok.same(other):
            taken.add(there)
            return None
    if lexicon.is_function(tok) or _glued(toks, place, text):
        return None
    if lexicon.is_raising(tok) and not any(tok.same(other) for other in text.toks):
        return ClaimKind.SCOPE, "The profile claims less than this."
    return ClaimKind.UNREADABLE, "The profile does not say this here."


def _number_kind(tok: Tok) -> ClaimKind:
    return ClaimKind.DATE if len(tok.value) == 4 and tok.value[:2] in ("19", "20") else ClaimKind.NUMBER


def _moved_number(toks: Sequence[Tok], place: int, text: Text, taken: set[int]) -> bool:
    """The figure stands elsewhere in the text beside the same word."""
    for there, other in enumerate(text.toks):
        if there in taken or other.value != toks[place].value:
            continue
        for step in (1, -1):
            mine, yours = place + step, there + step
            if 0 <= mine < len(toks) and 0 <= yours < len(text.toks) and toks[mine].same(text.toks[yours]):
                taken.add(there)
                return True
    return False


def _glued(toks: Sequence[Tok], place: int, text: Text) -> bool:
    """A word written in two parts in one text and in one in the other ("micro-services", a hyphen at a line's end)."""
    norms = [tok.norm for tok in text.toks]
    tok = toks[place].norm
    if any(one + two == tok for one, two in pairwise(norms)):
        return True
    after = toks[place + 1].norm if place + 1 < len(toks) else ""
    before = toks[place - 1].norm if place else ""
    return (bool(after) and tok + after in norms) or (bool(before) and before + tok in norms)


def _merged(toks: Sequence[Tok], wrong: list[tuple[int, ClaimKind, str]]) -> list[Finding]:
    """Neighbouring words of one kind as one finding."""
    out: list[Finding] = []
    last_place = -2
    for place, kind, reason in wrong:
        if out and place == last_place + 1 and out[-1].kind is kind:
            out[-1] = Finding(kind, out[-1].first, toks[place].end, False, "", reason)
        else:
            out.append(Finding(kind, toks[place].start, toks[place].end, False, "", reason))
        last_place = place
    return out


def _raised(toks: Sequence[Tok], text: Text, pairs: dict[int, int], lexicon: Lexicon) -> list[Finding]:
    """Words left out that had limited the claim ("Helped introduce" -> "Introduced", "up to 8" -> "8")."""
    back = {there: place for place, there in pairs.items()}
    said = [tok for tok in toks if lexicon.is_limiter(tok)]
    out: list[Finding] = []
    for there, tok in enumerate(text.toks):
        if there in back or not lexicon.is_limiter(tok) or any(tok.same(other) for other in said):
            continue
        following = _next(there + 1, back, text, lexicon)
        if following is None:
            continue
        mine = toks[following]
        out.append(
            Finding(ClaimKind.SCOPE, mine.start, mine.end, False, "", f'The profile limits this by "{tok.norm}".')
        )
    return out


def _next(there: int, back: dict[int, int], text: Text, lexicon: Lexicon) -> int | None:
    """The place of the words that continues after a dropped word, when the very next content word is kept."""
    for place in range(there, min(there + 3, len(text.toks))):
        if place in back:
            return back[place]
        if not lexicon.is_function(text.toks[place]):
            return None
    return None
