"""A statement against the text it comes from: rewording and shortening pass, every claim beyond it is a finding."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jobwise.domain.generations.checking.compounds import is_compound
from jobwise.domain.generations.checking.facts import Text
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.quantities import moved_number, rounded, turned
from jobwise.domain.generations.checking.tokens import Tok
from jobwise.domain.generations.checking.verbs import grades, is_light, is_part, raises, weight
from jobwise.domain.generations.checking.wording import Finding
from jobwise.domain.generations.grounding.claims import ClaimKind

_MAX_PAIRS = 250_000
"""Words of a statement times words of its fact: some 500 words each."""

AND = frozenset(("and", "und", "et", "y", "e", "&", "sowie"))

_OF = frozenset(("of", "von", "der", "sur", "de", "des"))

_CLAUSE = 14
"""Words that a word of taking part governs at most."""

_NEAR = 6
"""Words behind "conducted" among which the noun of what was done stands."""

_BEFORE = 4
"""Words before "under supervision" that it limits."""


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Which word of the statement stands for which of the text: `pairs` in order, `taken` also moved ones."""

    toks: Sequence[Tok]
    text: Text
    lexicon: Lexicon
    pairs: dict[int, int]
    taken: dict[int, int] = field(default_factory=dict)
    """Places of the text -> places of the statement."""

    def free(self, there: int) -> bool:
        return there not in self.taken


def differ(toks: Sequence[Tok], text: Text, lexicon: Lexicon, whole: bool) -> list[Finding]:
    """What the words claim beyond the text. With `whole` the words are a full statement, not a part of a line."""
    if len(toks) * len(text.toks) > _MAX_PAIRS:
        reason = "The statement is too long to be compared; break it into shorter lines."
        return [Finding(ClaimKind.UNREADABLE, toks[0].start, toks[-1].end, False, "", reason)]
    pairs = _aligned(toks, text.toks)
    held = _Pairing(toks, text, lexicon, pairs, {there: place for place, there in pairs.items()})
    wrong: list[tuple[int, ClaimKind, str]] = []
    out: list[Finding] = []
    # A light verb ("conducted interviews") takes what the other words leave.
    for place in sorted(range(len(toks)), key=lambda at: (_is_vague(toks[at]), at)):
        tok = toks[place]
        verdict = _paired(held, place, pairs[place]) if place in pairs else _stray(held, place)
        if verdict is not None:
            wrong.append((place, *verdict))
        elif place in pairs and tok.value:
            out.append(Finding(_number_kind(tok), tok.start, tok.end, True, text.path))
    out.extend(_merged(toks, sorted(wrong)))
    if whole or pairs:
        out.extend(_unlimited(held))
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


def _paired(held: _Pairing, place: int, there: int) -> tuple[ClaimKind, str] | None:
    """Why a word claims more than the one it stands for; None when it does not."""
    tok, known = held.toks[place], held.text.toks[there]
    if tok.value:
        if turned(held.toks, place, held.text.toks, there):
            return _number_kind(tok), "The profile gives this figure the other way round."
        return None
    if tok.stems.isdisjoint(known.stems) and raises(tok.verbs, known.verbs):
        return ClaimKind.SCOPE, "The profile claims less than this."
    return None


def _stray(held: _Pairing, place: int) -> tuple[ClaimKind, str] | None:
    """Why a word without a partner is a claim that nothing carries; None when it is harmless."""
    tok, text, lexicon = held.toks[place], held.text, held.lexicon
    if tok.value:
        there = moved_number(held.toks, place, text.toks, held.taken, lexicon)
        if there is not None:
            held.taken[there] = place
            return None
        if rounded(held.toks, place, text.toks, held.taken, lexicon) is not None or _is_one(tok, text, lexicon):
            return None
        return _number_kind(tok), "The profile gives another figure here, or none."
    for there, other in enumerate(text.toks):
        if held.free(there) and tok.same(other):
            held.taken[there] = place
            return _paired(held, place, there)
    if _is_rounding(held, place):
        return None
    if _says_less(held, place):
        return None
    if lexicon.is_function(tok) or _glued(held.toks, place, text) or _apart(tok, text, lexicon):
        return None
    if is_compound(tok, text.toks) or any(is_compound(other, held.toks, tok) for other in text.toks):
        return None
    if tok.norm in lexicon.numerals.ones and "1" in text.said:
        return None
    if lexicon.is_raising(tok) and not any(tok.same(other) for other in text.toks):
        return ClaimKind.SCOPE, "The profile claims less than this."
    return ClaimKind.UNREADABLE, "The profile does not say this here."


def _is_one(tok: Tok, text: Text, lexicon: Lexicon) -> bool:
    return tok.value == "1" and any(other.norm in lexicon.numerals.ones for other in text.toks)


def _number_kind(tok: Tok) -> ClaimKind:
    return ClaimKind.DATE if len(tok.value) == 4 and tok.value[:2] in ("19", "20") else ClaimKind.NUMBER


def _is_rounding(held: _Pairing, place: int) -> bool:
    """ "About 40" of 40, "over 1,100" of 1,150: the number behind the word is the text's, or rounds it truly."""
    limits, norm = held.lexicon.limits, held.toks[place].norm
    if norm not in limits.about and norm not in limits.over and norm not in limits.under:
        return False
    following = next((n for n in range(place + 1, min(place + 3, len(held.toks))) if held.toks[n].value), None)
    if following is None:
        return False
    known = any(other.value == held.toks[following].value for other in held.text.toks)
    if known:
        return norm in limits.about
    return rounded(held.toks, following, held.text.toks, held.taken, held.lexicon) is not None


def _says_less(held: _Pairing, place: int) -> bool:
    """A verb of taking part or merely doing, in the place of a verb that says as much, or before a noun of doing."""
    tok = held.toks[place]
    if not _is_vague(tok):
        return False
    mine = min(grades(tok.verbs))
    for there, other in enumerate(held.text.toks):
        if held.free(there) and other.verbs and weight(other.verbs) >= mine:
            held.taken[there] = place
            return True
    back = {spot: there for there, spot in held.taken.items()}
    for near in (place - 1, *range(place + 1, place + _NEAR)):
        if near in back:
            known = held.text.toks[back[near]]
            if known.verbs and weight(known.verbs) >= mine:
                return True
    return False


def _is_vague(tok: Tok) -> bool:
    return is_part(tok.verbs) or is_light(tok.verbs)


def _glued(toks: Sequence[Tok], place: int, text: Text) -> bool:
    """A word written in two parts in one text and in one in the other ("micro-services", a hyphen at a line's end)."""
    norms = [tok.norm for tok in text.toks]
    tok = toks[place].norm
    if any(one + two == tok for one, two in pairwise(norms)):
        return True
    after = toks[place + 1].norm if place + 1 < len(toks) else ""
    before = toks[place - 1].norm if place else ""
    return (bool(after) and tok + after in norms) or (bool(before) and before + tok in norms)


def _apart(tok: Tok, text: Text, lexicon: Lexicon) -> bool:
    """A phrase whose words the text says apart ("records of care for" and "care records for"), or the other way."""
    if " " in tok.norm:
        words = [word for word in tok.norm.split() if word not in lexicon.function]
        return bool(words) and all(word in text.said for word in words)
    return any(" " in other.norm and tok.norm in other.norm.split() for other in text.toks)


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


def _unlimited(held: _Pairing) -> list[Finding]:
    """Words left out that had limited the claim ("Helped introduce" -> "Introduced", "up to 8" -> "8")."""
    lexicon = held.lexicon
    said = [tok for tok in held.toks if lexicon.is_limiter(tok)]
    out: list[Finding] = []
    for there, tok in enumerate(held.text.toks):
        if there in held.taken or any(tok.same(other) for other in said):
            continue
        mine = _freed(held, there)
        if mine is not None:
            reason = f'The profile limits this by "{tok.norm}".'
            out.append(Finding(ClaimKind.SCOPE, mine.start, mine.end, False, "", reason))
    return out


def _freed(held: _Pairing, there: int) -> Tok | None:
    """The word that claims more because the word at `there` was left out."""
    tok, limits = held.text.toks[there], held.lexicon.limits
    if tok.norm in limits.trailing:
        opens = there == 0 or there - 1 in held.text.ends
        return _kept_clause(held, there + 1, through=True) if opens else _kept_before(held, there)
    if tok.value:
        return _whole_of_part(held, there)
    if is_part(tok.verbs) or tok.norm in limits.clauses:
        return _next(held, there + 1) or _kept_clause(held, there + 1)
    return _next(held, there + 1) if held.lexicon.is_limiter(tok) else None


def _whole_of_part(held: _Pairing, there: int) -> Tok | None:
    """The whole that is claimed where the text says a part of it ("2 of 5 offices")."""
    known = held.text.toks
    if there + 2 >= len(known) or known[there + 1].norm not in _OF or not known[there + 2].value:
        return None
    return held.toks[held.taken[there + 2]] if there + 2 in held.taken else None


def _next(held: _Pairing, there: int) -> Tok | None:
    """The word that continues after a dropped word, when the very next content word is kept."""
    back = {spot: place for place, spot in held.pairs.items()}
    for place in range(there, min(there + 3, len(held.text.toks))):
        if place in back:
            return held.toks[back[place]]
        if not held.lexicon.is_function(held.text.toks[place]):
            return None
    return None


def _kept_clause(held: _Pairing, there: int, through: bool = False) -> Tok | None:
    """The first word kept of a clause of which half the words are kept, or of which most of the statement is made.

    With `through` it reaches to the end of the sentence.
    """
    text, content, kept = held.text, 0, []
    for place in range(there, min(there + _CLAUSE, len(text.toks))):
        tok = text.toks[place]
        joint = place > there and (tok.norm in AND or place - 1 in text.commas)
        if joint and not through and _begins_clause(held, place):
            break
        if not held.lexicon.is_function(tok):
            content += 1
            if place in held.taken:
                kept.append(held.taken[place])
        if place in text.ends:
            break
    said = sum(1 for tok in held.toks if not held.lexicon.is_function(tok))
    return held.toks[kept[0]] if kept and (2 * len(kept) >= content or 5 * len(kept) >= 3 * said) else None


def _begins_clause(held: _Pairing, place: int) -> bool:
    """Whether a verb of its own follows an "and" or a comma ("supports planners and has trained staff")."""
    for tok in held.text.toks[place : place + 4]:
        if tok.verbs:
            return not tok.norm.endswith("ing")
        if tok.norm not in AND and not held.lexicon.is_function(tok):
            return False
    return False


def _kept_before(held: _Pairing, there: int) -> Tok | None:
    """A kept word shortly before, in the same sentence."""
    for place in range(there - 1, max(-1, there - 1 - _BEFORE), -1):
        if place in held.text.ends:
            return None
        if place in held.taken and not held.lexicon.is_function(held.text.toks[place]):
            return held.toks[held.taken[place]]
    return None
