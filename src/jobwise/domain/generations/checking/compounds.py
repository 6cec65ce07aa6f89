"""Words that one text writes as one and another apart: "Umsatzsteigerung" and "Steigerung des Umsatzes"."""

from collections.abc import Sequence

from jobwise.domain.generations.checking.tokens import Tok, stems

_LINKS = ("", "s", "n", "en", "es", "e", "er")
_LEAST = 4
"""Letters of either part."""


def is_compound(tok: Tok, toks: Sequence[Tok], part: Tok | None = None) -> bool:
    """Whether a word is made of two of the words, in any of their forms; with `part`, of this one and another."""
    norm = tok.norm
    if len(norm) < 2 * _LEAST + 1 or " " in norm or not norm.isalpha():
        return False
    for first in toks:
        for stem in first.stems:
            if len(stem) < _LEAST or not norm.startswith(stem) or first.norm == norm:
                continue
            for link in _LINKS:
                rest = norm[len(stem) :]
                if len(rest) - len(link) < _LEAST or not rest.startswith(link):
                    continue
                forms = stems(rest[len(link) :])
                for second in toks:
                    known = second is not first and not forms.isdisjoint(second.stems)
                    if known and (part is None or part is first or part is second):
                        return True
    return False
