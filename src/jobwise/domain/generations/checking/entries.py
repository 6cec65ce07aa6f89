"""An entry of a finished resume against the item of the profile that it shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobwise.domain.generations.checking.dates import date_findings, matching
from jobwise.domain.generations.checking.differences import AND, differ
from jobwise.domain.generations.checking.facts import Item, Phrase, ProfileFacts, Text
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.tokens import Tok
from jobwise.domain.generations.checking.wording import Finding, best_text, cover
from jobwise.domain.generations.grounding.claims import ClaimKind
from jobwise.domain.generations.readback import Paragraph
from jobwise.domain.generations.resume_reading.dates import periods
from jobwise.domain.generations.resume_reading.entries import Entry
from jobwise.domain.generations.resume_reading.sections import is_marked
from jobwise.domain.generations.resume_reading.words import ReadingWords, Section
from jobwise.domain.shared.values import PartialDate

_LETTERS = re.compile(r",\s?([A-Z]{2})(?!\w)")
_SENTENCE = re.compile(r"[.;!?•|]\s+(?=\S)")
_MOVED = 0.85
_OWN = 0.5


@dataclass(frozen=True, slots=True)
class Desk:
    """What every check needs at hand."""

    facts: ProfileFacts
    words: ReadingWords
    lexicon: Lexicon
    as_of: PartialDate
    target: tuple[Phrase, ...] = ()
    """What the header may say of the job applied for."""

    def toks(self, text: str) -> tuple[Tok, ...]:
        """The words of a paragraph without its bullet's sign."""
        return self.lexicon.read(text)


def undated_toks(text: str, findings: Sequence[Finding], desk: Desk) -> list[Tok]:
    """The words that are no part of a date."""
    spans = [(f.first, f.last) for f in findings if f.kind in (ClaimKind.DATE, ClaimKind.DURATION)]
    return [tok for tok in desk.toks(text) if not any(first < tok.end and tok.start < last for first, last in spans)]


def choose(entry: Entry, pool: Sequence[Item], used: Sequence[str], desk: Desk) -> Item | None:
    """The item that the entry as a whole speaks of; of equals the first that no entry has shown yet."""
    best, top = None, 0.0
    for item in pool:
        score = _likeness(entry, item, desk) - (0.6 if item.path in used else 0.0)
        if score > top:
            best, top = item, score
    return best


def _likeness(entry: Entry, item: Item, desk: Desk) -> float:
    score = 0.0
    if entry.period is not None and matching(entry.period, item, desk.as_of):
        score += 1.5
    for part in entry.head_parts:
        toks = undated_toks(part.text, list(date_findings(part.text, None, desk.words, desk.as_of)), desk)
        held = {phrase.kind for phrase in _said(toks, item.phrases, desk.lexicon)}
        score += sum(1.5 for kind in held if kind in (ClaimKind.EMPLOYER, ClaimKind.TITLE, ClaimKind.SCHOOL)) or len(
            held
        )
    for part in entry.body_parts:
        text, share = best_text(desk.toks(part.text), item.texts, desk.lexicon)
        score += share if text is not None and share > _OWN else 0.0
    return score


def _said(toks: Sequence[Tok], phrases: Sequence[Phrase], lexicon: Lexicon) -> list[Phrase]:
    carried = {f.source for f in cover(toks, phrases, lexicon, ClaimKind.NAME) if f.supported}
    return [phrase for phrase in phrases if phrase.path in carried]


def head_findings(part: Paragraph, item: Item, missing: ClaimKind, desk: Desk) -> list[Finding]:
    """The names and dates of a head line; they must be this item's, all of them."""
    found = list(date_findings(part.text, item, desk.words, desk.as_of))
    toks = undated_toks(part.text, found, desk)
    toks = [tok for tok in toks if not _is_label(part.text, tok, desk.words)]
    found.extend(cover(toks, item.phrases, desk.lexicon, missing))
    found.extend(other_places(part.text, found, desk))
    return sorted(found, key=lambda finding: finding.first)


def other_places(text: str, found: Sequence[Finding], desk: Desk) -> list[Finding]:
    """Letters of a state or country that nothing carries, though they look like a word ("Gary, IN")."""
    if text.isupper():
        return []
    return [
        Finding(ClaimKind.NAME, match.start(1), match.end(1), False, "", "The profile gives another place here.")
        for match in _LETTERS.finditer(text)
        if match.group(1).lower() in desk.lexicon.places.codes
        and not any(one.first < match.end(1) and match.start(1) < one.last for one in found)
    ]


def _is_label(text: str, tok: Tok, words: ReadingWords) -> bool:
    """ "GPA:", "Note:" and the like in front of a value."""
    after = text[tok.end : tok.end + 2].lstrip()
    return after.startswith((":", "：")) and (tok.norm in words.labels.words or tok.norm in words.furniture.words)


def missing_kind(part: Paragraph, place: int, section: Section, desk: Desk) -> ClaimKind:
    """What an unknown name of a head line is meant to be."""
    if section is Section.EDUCATION:
        return ClaimKind.SCHOOL if desk.words.schools.count_in(part.text) else ClaimKind.DEGREE
    if section in (Section.WORK, Section.VOLUNTEERING):
        titled = desk.words.titles.count_in(part.text) > 0
        return ClaimKind.TITLE if titled or place == 0 else ClaimKind.EMPLOYER
    return ClaimKind.NAME


def body_findings(part: Paragraph, item: Item, desk: Desk) -> list[Finding]:
    """A bullet or description: a statement of this item, reworded at most."""
    toks = desk.toks(part.text)
    if not toks:
        return []
    text, share = best_text(toks, item.texts, desk.lexicon)
    named = cover(toks, (*item.phrases, *desk.facts.skills), desk.lexicon, ClaimKind.NAME)
    if all(finding.supported for finding in named) and not other_places(part.text, named, desk):
        return named
    dated = list(date_findings(part.text, item, desk.words, desk.as_of)) if periods(part.text, desk.words) else []
    if dated and not undated_toks(part.text, dated, desk):
        return dated
    found = _compared(part, toks, text, share, desk)
    if found is not None and all(finding.supported for finding in found):
        return found
    return _in_pieces(part, toks, item.texts, desk) or found or [_elsewhere(part, toks, item, desk)]


def _compared(
    part: Paragraph, toks: Sequence[Tok], text: Text | None, share: float, desk: Desk
) -> list[Finding] | None:
    if text is None or share < _OWN:
        return None
    return [_refined(one, part.text) for one in differ(toks, text, desk.lexicon, whole=is_marked(part.text))]


def _in_pieces(part: Paragraph, toks: Sequence[Tok], texts: Sequence[Text], desk: Desk) -> list[Finding]:
    """Several statements in one paragraph, each carried by a text of its own; empty when one is not."""
    for pieces in _pieces(part.text, toks, desk):
        out: list[Finding] = []
        for piece in pieces:
            text, share = best_text(piece, texts, desk.lexicon)
            found = differ(piece, text, desk.lexicon, whole=True) if text is not None and share >= _OWN else []
            if text is None or share < _OWN or any(not finding.supported for finding in found):
                break
            out += found
        else:
            return out or [Finding(ClaimKind.NAME, toks[0].start, toks[-1].end, True, texts[0].path)]
    return []


def _pieces(text: str, toks: Sequence[Tok], desk: Desk) -> Iterator[list[Sequence[Tok]]]:
    """The words by sentences, and in two parts at an "and" before a verb."""
    cuts = [match.end() for match in _SENTENCE.finditer(text)]
    if cuts:
        ends = [*cuts, len(text)]
        parts = [
            [tok for tok in toks if first <= tok.start < last] for first, last in zip([0, *cuts], ends, strict=True)
        ]
        yield [piece for piece in parts if piece]
    for place in range(2, len(toks) - 2):
        joint = toks[place].norm in AND or "," in text[toks[place - 1].end : toks[place].start]
        following = toks[place + 1] if toks[place].norm in AND else toks[place]
        if joint and following.verbs:
            yield [toks[:place], toks[place:]]


def _elsewhere(part: Paragraph, toks: Sequence[Tok], item: Item, desk: Desk) -> Finding:
    """A statement this item does not make: perhaps another one does."""
    others = [text for other in desk.facts.items if other is not item for text in other.texts]
    _, share = best_text(toks, others, desk.lexicon)
    reason = "The profile does not say this."
    if share >= _MOVED:
        reason = "The profile says this of another entry."
    return Finding(ClaimKind.UNREADABLE, toks[0].start, toks[-1].end, False, "", reason)


def _refined(finding: Finding, text: str) -> Finding:
    """An unknown word in capitals inside a line is taken for a name."""
    if finding.supported or finding.kind is not ClaimKind.UNREADABLE or finding.first < 4:
        return finding
    if not text[finding.first].isupper():
        return finding
    return Finding(ClaimKind.NAME, finding.first, finding.last, False, "", finding.reason)


def text_findings(part: Paragraph, texts: Sequence[Text], desk: Desk) -> list[Finding]:
    """A running text against the texts it may come from."""
    toks = desk.toks(part.text)
    text, share = best_text(toks, texts, desk.lexicon)
    if not toks:
        return []
    if text is None or share < _OWN:
        reason = "The profile does not say this."
        return [Finding(ClaimKind.UNREADABLE, toks[0].start, toks[-1].end, False, "", reason)]
    return [_refined(finding, part.text) for finding in differ(toks, text, desk.lexicon, whole=False)]
