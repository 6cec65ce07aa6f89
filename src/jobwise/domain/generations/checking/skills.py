"""Lines of skills against the skills of the profile, each with its own level."""

from collections.abc import Sequence
from functools import lru_cache

from jobwise.domain.generations.checking.entries import Desk
from jobwise.domain.generations.checking.facts import Phrase
from jobwise.domain.generations.checking.tokens import Tok
from jobwise.domain.generations.checking.wording import Finding, cover
from jobwise.domain.generations.grounding.claims import ClaimKind
from jobwise.domain.generations.readback import Paragraph
from jobwise.domain.generations.resume_reading.words import ReadingWords


@lru_cache(maxsize=2)
def _heading_words(words: ReadingWords) -> frozenset[str]:
    return frozenset(word for heading in words.headings for word in heading.split())


def is_heading_like(text: str, desk: Desk) -> bool:
    """Made of words that stand in headings and of words that claim nothing."""
    known = _heading_words(desk.words)
    toks = desk.toks(text)
    return all(tok.norm in known or desk.lexicon.is_function(tok) for tok in toks)


def skill_findings(part: Paragraph, desk: Desk) -> list[Finding]:
    """A line of skills: names of the profile, or words that its texts say in a row."""
    toks = desk.toks(part.text)
    colon = part.text.find(":")
    if colon > 0 and is_heading_like(part.text[:colon], desk):
        toks = tuple(tok for tok in toks if tok.start > colon)
    keywords = [p for item in desk.facts.items for p in item.phrases if p.kind is ClaimKind.SKILL]
    found = cover(toks, (*desk.facts.skills, *keywords), desk.lexicon, ClaimKind.SKILL)
    found = [finding if finding.supported else _evidenced(finding, toks, desk) for finding in found]
    return [_levelled(finding, found, desk.facts.skills, toks) for finding in found]


def _evidenced(finding: Finding, toks: Sequence[Tok], desk: Desk) -> Finding:
    run = [tok for tok in toks if finding.first <= tok.start < finding.last]
    for text in desk.facts.texts():
        for place in range(len(text.toks) - len(run) + 1):
            if all(one.alike(two) for one, two in zip(run, text.toks[place:], strict=False)):
                return Finding(ClaimKind.SKILL, finding.first, finding.last, True, text.path)
    return finding


def _levelled(finding: Finding, found: Sequence[Finding], skills: Sequence[Phrase], toks: Sequence[Tok]) -> Finding:
    """A level must be that of the skill before it; one that begins the line, that of every skill of the line."""
    if not finding.supported or not finding.source.endswith("/level"):
        return finding
    said = [tok for tok in toks if finding.first <= tok.start < finding.last]
    levels = {_skill(phrase.path) for phrase in skills if phrase.path.endswith("/level") and _equal(phrase.toks, said)}
    others = [one for one in found if one.source.startswith("skills/") and not one.source.endswith("/level")]
    before = [one for one in others if one.first < finding.first]
    if all(_skill(one.source) in levels for one in (before[-1:] or others)):
        return finding
    reason = "The profile gives this skill another level."
    return Finding(ClaimKind.SKILL, finding.first, finding.last, False, "", reason)


def _skill(path: str) -> str:
    return path.split("/")[1]


def _equal(one: Sequence[Tok], two: Sequence[Tok]) -> bool:
    return len(one) == len(two) and all(mine.alike(yours) for mine, yours in zip(one, two, strict=True))
