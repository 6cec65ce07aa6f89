"""A proposed wording against the item it is of: it may be shorter and clearer, and claims nothing more."""

import re

from jobwise.domain.generations.checking.differences import differ
from jobwise.domain.generations.checking.facts import Text
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.wording import Finding, best_text
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind, TracedSentence, Verdict
from jobwise.domain.shared.values import Span

_SAME = 0.5
"""A wording that shares less than this with its item is another statement."""

_MARKUP = re.compile(r"[<>{}\[\]|`*_#\\]|://|www\.")


def judged(path: str, before: str, text: str, lexicon: Lexicon) -> Verdict:
    """The verdict on `text` as a wording of `before`: every claim beyond it is unsupported, with its reason."""
    toks = lexicon.read(text)
    known = Text.of(path, lexicon.read(before), before)
    if not toks or best_text(toks, [known], lexicon)[1] < _SAME:
        found = [Finding(ClaimKind.UNREADABLE, 0, len(text), False, "", "It says something else than the item.")]
    else:
        found = differ(toks, known, lexicon, whole=True)
    # Marks that the item has not are markup or an address, and no words.
    strange = (one for one in _MARKUP.finditer(text) if one.group() not in before)
    found += [Finding(ClaimKind.CONTACT, *one.span(), False, "", "The item has no such sign.") for one in strange]
    claims = tuple(
        Claim(one.kind, text[one.first : one.last], Span(one.first, one.last), one.supported, one.source, one.reason)
        for one in found
    )
    whole = TracedSentence(text, Span(0, len(text)), claims, all(one.supported for one in claims))
    return Verdict("", (whole,))
