"""What a posting asks for, line by line, and the skills it names as needed or welcome."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobwise.domain.jobs.job import Necessity, Requirement
from jobwise.domain.jobs.posting_rules import PostingRules, find_phrase, lowered, said_of, says, wordset
from jobwise.domain.jobs.reading.gazetteer import is_place
from jobwise.domain.jobs.reading.layout import Line, Section, sentences
from jobwise.domain.jobs.reading.necessity import nice_spans
from jobwise.domain.jobs.reading.years import years_in
from jobwise.domain.jobs.vocabulary import SkillMention, Vocabulary
from jobwise.domain.shared.values import Span

_ITEMS = re.compile(r"(?:[,/()•|]|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|\by\b|\be\b)")
_TAIL = re.compile(r"[.;:]\s|[.;:!?]$")
_MOST_REQUIREMENTS, _MOST_CHARS, _MOST_UNSEEN = 60, 400, 12
# A labelled value is short; a longer line was pasted without its line ends.
_VALUE = 160
# With so many narrower skills named, a whole field of work adds nothing to the list.
_ENOUGH = 4
# Fewer skills asked for outright leave room for those that a posting without headings only describes.
_FEW = 5
# A longer sentence was pasted without its stops: it holds more than the aside that it begins or ends with.
_ONE = 300
_ASKING = frozenset({Section.TOP, Section.DUTIES, Section.ABOUT})
_PLAIN = wordset(
    "experience knowledge skills team teams years degree english german french spanish portuguese "
    "bachelor master phd msc bsc ability company customers clients strong excellent good proven the our "
    "your you we must should including similar other others etc equivalent related field fields tools "
    "technologies technology software systems services ii iii iv senior junior us uk eu usa monday "
    "tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december i computer science engineering mathematics information business "
    "administration minimum preferred required bachelors masters plus b2b b2c saas ceo cto cfo vp hr it "
    "r&d qa c-level c-suite fortune startup startups stem ivy eoe aa dei ph.d b.s m.s mba ba bs ms b.a "
    "b.sc m.sc gpa n/a tbd am pm est pst cet gmt pto 401k visa doe bonus ote dm eoe rsu rsus"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Skills in posting order, hard ones only, and everything the posting asks."""

    required: tuple[str, ...]
    preferred: tuple[str, ...]
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class _With:
    """What the sentences are read with; `company` is in lower case."""

    vocabulary: Vocabulary
    rules: PostingRules
    company: str


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence with the skills it names and how much it asks for each; `asks` is empty for mere description."""

    text: str
    section: Section
    asks: Necessity | None
    skills: tuple[tuple[str, Necessity], ...]


def read_asked(lines: list[Line], company: str, vocabulary: Vocabulary, rules: PostingRules) -> Asked:
    """All requirements, and the skills that are needed and those that are only welcome."""
    tools = _With(vocabulary, rules, lowered(company))
    said = [one for line in lines for one in _said_in(line, tools)]
    sections = {one.section for one in said if one.asks is Necessity.MUST and one.skills}
    asked = {name for one in said if one.asks is Necessity.MUST for name, _ in _telling(one, vocabulary)}

    wide = Section.MUST not in sections and len(asked) < _FEW
    required: dict[str, None] = {}
    preferred: dict[str, None] = {}
    for one in said:
        if one.section in (Section.OFFER, Section.APPLY) or (one.section is Section.ABOUT and one.asks is None):
            continue
        for name, necessity in _telling(one, vocabulary):
            if necessity is Necessity.NICE:
                preferred.setdefault(name)
            elif one.asks is not None or wide:
                required.setdefault(name)
    narrow = [name for name in required if not _is_broad(name, vocabulary)]
    required = dict.fromkeys(narrow) if len(narrow) >= _ENOUGH else required
    return Asked(
        tuple(required),
        tuple(name for name in preferred if name not in required),
        _requirements(said, vocabulary, rules),
    )


def _is_broad(name: str, vocabulary: Vocabulary) -> bool:
    term = vocabulary.terms.get(name)
    return term is not None and term.broad


def _telling(one: _Said, vocabulary: Vocabulary) -> list[tuple[str, Necessity]]:
    """The hard skills of a sentence; a whole field of work counts only where nothing narrower is named."""
    hard: list[tuple[str, Necessity]] = []
    broad: list[tuple[str, Necessity]] = []
    for name, necessity in one.skills:
        term = vocabulary.terms.get(name)
        if term is None or not (term.soft or term.broad):
            hard.append((name, necessity))
        elif not term.soft:
            broad.append((name, necessity))
    return hard or broad


def _said_in(line: Line, tools: _With) -> Iterator[_Said]:
    text, low = line.text, line.low
    if line.heading:
        colon = text.find(":")
        if colon < 0 or not text[colon + 1 :].strip():
            return
        text, low = text[colon + 1 :], low[colon + 1 :]
    labelled = tools.rules.labels.get(line.label) if line.label else None
    value = labelled not in (None, "skills", "nice", "years") and len(text) <= _VALUE
    labelled = labelled if labelled in ("skills", "nice", "years") else None
    # The value of another label ("Pay: ...") ends with its sentence.
    for start, sentence in sentences(text)[value:]:
        section = Section.DUTIES if value else line.section
        yield _said(sentence, low[start : start + len(sentence)], section, labelled, tools)


def _said(
    sentence: str,
    low: str,
    section: Section,
    labelled: str | None,
    tools: _With,
) -> _Said:
    rules = tools.rules
    if len(sentence) <= _ONE and says(low, rules.asides):
        return _Said(sentence.strip(), Section.OFFER, None, ())
    mentions = tools.vocabulary.find(sentence)
    nice_all = section is Section.NICE or labelled == "nice"
    must_all = section is Section.MUST or labelled in ("skills", "years")
    asks: Necessity | None = None
    if nice_all:
        asks = Necessity.NICE
    elif must_all or (section in _ASKING and says(low, rules.must)):
        asks = Necessity.MUST
    nice = [] if nice_all else nice_spans(low, rules)
    if nice and asks is None:
        asks = Necessity.NICE
    if asks is Necessity.MUST and nice and all(_inside(0, len(low.strip()), span) for span in nice[:1]):
        asks = Necessity.NICE
    found = [
        (mention.name, mention.span.start)
        for mention in mentions
        if not _names_employer(low, mention.span, tools.company)
    ]
    if asks is not None:
        found += _unseen(sentence, low, mentions, rules, tools.company)
    skills = tuple(
        (name, Necessity.NICE if nice_all or any(a <= at < b for a, b in nice) else Necessity.MUST)
        for name, at in sorted(found, key=lambda pair: pair[1])
    )
    return _Said(sentence.strip(), section, asks, tuple(dict.fromkeys(skills)))


def _names_employer(low: str, span: Span, company: str) -> bool:
    """Whether words are the employer's own name or stand inside it: what it sells is no skill that it asks for."""
    said = low[span.start : span.end]
    if not company or said not in company:
        return bool(company) and said.startswith(company + " ")
    if said == company or company.startswith(said + " "):
        return True
    at = low.find(company, max(0, span.start - len(company)))
    return 0 <= at <= span.start and span.end <= at + len(company)


def _inside(start: int, end: int, span: tuple[int, int]) -> bool:
    return span[0] <= start and end <= span[1] + 1


def _unseen(
    sentence: str, low: str, mentions: list[SkillMention], rules: PostingRules, company: str
) -> list[tuple[str, int]]:
    """Names that stand where skills stand but are in no vocabulary: "experience with Zorbex", "Zorbex and Python"."""
    taken = [(mention.span.start, mention.span.end) for mention in mentions]
    out: list[tuple[str, int]] = []
    for start, end in _listing(low, mentions, rules):
        at = start
        for piece in _pieces(sentence[start:end]):
            place = sentence.find(piece, at)
            at = place + len(piece)
            if not any(a < at and place < b for a, b in taken) and _is_tool(piece, place, rules, company):
                out.append((piece, place))
    return out[:_MOST_UNSEEN]


def _listing(low: str, mentions: list[SkillMention], rules: PostingRules) -> list[tuple[int, int]]:
    """Where a sentence lists skills: behind a cue, or between known skills of one list."""
    out: list[tuple[int, int]] = []
    for cue in said_of(low, rules.cues):
        at = find_phrase(low, cue)
        if len(cue) > 3:
            start = at + len(cue)
            stop = _TAIL.search(low, start)
            out.append((start, min(stop.start() if stop else len(low), start + 160)))
    if len(mentions) > 1:
        out.append((mentions[0].span.end, mentions[-1].span.start))
    out.sort()
    merged: list[tuple[int, int]] = []
    for start, end in out:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > start:
            merged.append((start, end))
    return merged


def _pieces(text: str) -> list[str]:
    return [piece.strip(" .:*\"'“”") for piece in _ITEMS.split(text) if piece.strip(" .:*\"'“”")]


def _is_tool(piece: str, place: int, rules: PostingRules, company: str) -> bool:
    words = piece.split()
    if not 0 < len(words) <= 4 or place == 0:
        return False
    if not all(word[:1].isupper() or any(char.isdigit() for char in word) for word in words) or not piece[:1].isupper():
        return False
    low = lowered(piece)
    plain = [word in _PLAIN or word.rstrip("s") in _PLAIN for word in low.replace("'s", "").split()]
    return (
        not any(plain)
        and len(low) > 1
        and low not in rules.company.generic
        and low not in rules.roles
        and not any(word in rules.roles for word in low.split())
        and not is_place(piece, rules)
        and not (company and (low in company or company in low))
        and "'" not in piece
        and "’" not in piece
    )


def _is_offer(low: str, rules: PostingRules) -> bool:
    """Whether a sentence offers something or invites to apply ("We offer 28 days of leave"), and asks nothing."""
    return low.startswith(rules.offers)


def _requirements(said: list[_Said], vocabulary: Vocabulary, rules: PostingRules) -> tuple[Requirement, ...]:
    out: dict[str, Requirement] = {}
    for one in said:
        text = " ".join(one.text.split()).strip(" -–•*·")
        if one.asks is None or len(text) < 3 or one.section in (Section.OFFER, Section.APPLY):
            continue
        if _is_offer(lowered(text), rules):
            continue
        years = years_in(lowered(text), rules, asked=one.section is Section.MUST)
        key = "r" + hashlib.sha256(text.encode()).hexdigest()[:8]
        sure = 0.9 if one.section in (Section.MUST, Section.NICE) else 0.6
        out.setdefault(
            key,
            Requirement(
                key,
                text[:_MOST_CHARS],
                one.asks,
                tuple(name for name, _ in one.skills),
                years[0].years if years else None,
                sure,
            ),
        )
        if len(out) >= _MOST_REQUIREMENTS:
            break
    return tuple(out.values())
