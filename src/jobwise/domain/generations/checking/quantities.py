"""Figures that stand elsewhere, are rounded, or are turned round, in a statement against its text."""

from collections.abc import Container, Sequence

from jobwise.domain.generations.checking.figures import close
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.tokens import Tok

_SIGNS = frozenset("%‰€$£¥₽₴₹₩₪")
_PERCENT = frozenset(("percent", "per cent", "prozent", "pour cent", "por ciento", "por cento", "pct"))
_WAYS = (
    frozenset(("from", "von", "del", "desde")),
    frozenset(("to", "auf", "al", "para")),
    frozenset(("by", "um")),
)
"""What a figure is: where a change began, where it ended, and how large it was."""


def moved_number(
    toks: Sequence[Tok], place: int, known: Sequence[Tok], taken: Container[int], lexicon: Lexicon
) -> int | None:
    """Where the figure stands in the text beside the same words; the only figure of a text may stand anywhere."""
    alone = sum(1 for other in known if other.value) == 1
    way = _way(toks, place)
    for there, other in enumerate(known):
        if there in taken or other.value != toks[place].value:
            continue
        if _is_share(known, there) and way and _way(known, there) not in ("", way):
            continue
        if alone or _between_same(toks, place, known, there) or _beside_same(toks, place, known, there, lexicon):
            return there
    return None


def _between_same(toks: Sequence[Tok], place: int, known: Sequence[Tok], there: int) -> bool:
    """The words on both sides are the same."""
    for step in (-1, 1):
        mine, yours = place + step, there + step
        if not (0 <= mine < len(toks) and 0 <= yours < len(known) and toks[mine].same(known[yours])):
            return False
    return True


def _beside_same(toks: Sequence[Tok], place: int, known: Sequence[Tok], there: int, lexicon: Lexicon) -> bool:
    """The nearest word that says something is the same, before or behind the figure."""
    for step in (-1, 1):
        mine, yours = _content(toks, place, step, lexicon), _content(known, there, step, lexicon)
        if mine is not None and yours is not None and mine.same(yours):
            return True
    return False


def _content(toks: Sequence[Tok], place: int, step: int, lexicon: Lexicon) -> Tok | None:
    at = place + step
    while 0 <= at < len(toks):
        tok = toks[at]
        if tok.value:
            return None
        if tok.norm not in _SIGNS and tok.norm not in _PERCENT and not lexicon.is_function(tok):
            return tok
        at += step
    return None


def turned(toks: Sequence[Tok], place: int, known: Sequence[Tok], there: int) -> bool:
    """Whether a share or sum that was a beginning became an end, or an amount ("by 20 %" -> "to 20 %")."""
    if not (_is_share(toks, place) and _is_share(known, there)):
        return False
    one, two = _way(toks, place), _way(known, there)
    return bool(one and two and one != two)


def _is_share(toks: Sequence[Tok], place: int) -> bool:
    around = [toks[at].norm for at in (place - 1, place + 1) if 0 <= at < len(toks)]
    return any(norm in _SIGNS or norm in _PERCENT for norm in around)


def _way(toks: Sequence[Tok], place: int) -> str:
    at = place - 1
    while at >= 0 and toks[at].norm in _SIGNS:
        at -= 1
    if at < 0:
        return ""
    return next((str(number) for number, words in enumerate(_WAYS) if toks[at].norm in words), "")


def rounded(
    toks: Sequence[Tok], place: int, known: Sequence[Tok], taken: Container[int], lexicon: Lexicon
) -> int | None:
    """Where the text has a figure that this one rounds as the word before it says ("over 1,100" of 1,150)."""
    said = {tok.norm for tok in toks[max(0, place - 2) : place]}
    limits = lexicon.limits
    for there, other in enumerate(known):
        if not other.value or there in taken:
            continue
        if said & limits.over and close(toks[place].value, other.value, "0.85", "1"):
            return there
        if said & limits.under and close(toks[place].value, other.value, "1", "1.1"):
            return there
        if said & limits.about and close(toks[place].value, other.value, "0.95", "1.05"):
            return there
    return None
