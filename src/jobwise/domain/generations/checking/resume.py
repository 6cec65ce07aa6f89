"""A finished resume against the profile, with no model: every line is traced, and what nothing carries fails."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.checking.dates import date_findings
from jobwise.domain.generations.checking.entries import (
    Desk,
    body_findings,
    choose,
    head_findings,
    missing_kind,
    text_findings,
    undated_toks,
)
from jobwise.domain.generations.checking.facts import Item, Phrase, Text, profile_facts
from jobwise.domain.generations.checking.letters import looks_like_letter
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.mending import mended
from jobwise.domain.generations.checking.person import person_findings
from jobwise.domain.generations.checking.skills import is_heading_like, skill_findings
from jobwise.domain.generations.checking.tokens import Tok
from jobwise.domain.generations.checking.walk import walk
from jobwise.domain.generations.checking.wording import Finding, cover, longest
from jobwise.domain.generations.checking.words import CheckWords
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind, TracedSentence, Verdict
from jobwise.domain.generations.readback import Paragraph, ReadText, paragraphs
from jobwise.domain.generations.resume_reading.entries import Entry, read_entries
from jobwise.domain.generations.resume_reading.sections import Block, section_of, split_sections
from jobwise.domain.generations.resume_reading.words import Section
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate, Span

_ENTRIES = (
    Section.WORK,
    Section.EDUCATION,
    Section.PROJECTS,
    Section.VOLUNTEERING,
    Section.AWARDS,
    Section.PUBLICATIONS,
)
_LINES = (Section.CERTIFICATIONS, Section.INTERESTS, Section.REFERENCES)

__all__ = ["check_resume", "looks_like_letter"]

Traced = tuple[Paragraph, list[Finding]]


def check_resume(read: ReadText, profile: Profile, job: Job | None, as_of: PartialDate, words: CheckWords) -> Verdict:
    """Traces every line of the resume to the profile. Spans are offsets into `read.text`.

    Rewording, shortening, other date formats and other order pass; another figure, date, name, skill or scope, or a
    statement under another entry, does not. Of the posting only its title and company may be named, in the header.
    """
    desk = Desk(profile_facts(profile, words.lexicon), words.reading, words.lexicon, as_of, _target(job, words.lexicon))
    return mended(_read_as(read, desk), read, words.reading, lambda other: _read_as(other, desk))


def _read_as(read: ReadText, desk: Desk) -> Verdict:
    blocks = split_sections(read, desk.words)
    traced = [*_outside(read, blocks, desk)]
    for block in blocks:
        traced.extend(_block(block, desk))
    traced.sort(key=lambda pair: pair[0].start)
    return Verdict("", tuple(_sentence(read, part, findings) for part, findings in traced))


def _target(job: Job | None, lexicon: Lexicon) -> tuple[Phrase, ...]:
    """The names a resume may say of the job it is for."""
    if job is None:
        return ()
    pairs = ((ClaimKind.TITLE, job.title), (ClaimKind.EMPLOYER, job.company))
    return tuple(Phrase(kind, "job", toks) for kind, said in pairs if (toks := lexicon.read(said)))


def _sentence(read: ReadText, part: Paragraph, findings: Sequence[Finding]) -> TracedSentence:
    claims = []
    for finding in findings:
        span = Span(part.start + finding.first, part.start + finding.last)
        said = read.text[span.start : span.end]
        claims.append(Claim(finding.kind, said, span, finding.supported, finding.source, finding.reason))
    span = Span(part.start, part.start + len(part.text))
    return TracedSentence(
        read.text[span.start : span.end], span, tuple(claims), all(finding.supported for finding in findings)
    )


def _outside(read: ReadText, blocks: Sequence[Block], desk: Desk) -> Iterator[Traced]:
    """Headings and page furniture: known ones claim nothing, others are read like any line."""
    starts = {part.start for block in blocks for part in block.parts}
    for part in paragraphs(read):
        if part.start in starts:
            continue
        inside = any(part.start < start < part.start + len(part.text) for start in starts)
        if inside or section_of(part.text, desk.words) is not None or is_heading_like(part.text, desk):
            yield part, []
        else:
            yield part, person_findings(_unpaged(part.text), desk)


def _unpaged(text: str) -> str:
    """The text with page numbers blanked: "Page 1 of 2" is no claim."""
    return "".join(" " if char.isdigit() else char for char in text)


def _block(block: Block, desk: Desk) -> Iterator[Traced]:
    if block.section in _ENTRIES:
        yield from _entries(block, desk)
    elif block.section in _LINES:
        yield from _lines(block, desk)
    elif block.section is Section.LANGUAGES:
        yield from _languages(block, desk)
    else:
        for part in block.parts:
            yield part, _single(part, block.section, desk)


def _single(part: Paragraph, section: Section, desk: Desk) -> list[Finding]:
    if section is Section.SUMMARY:
        return text_findings(part, _said_of_person(desk), desk)
    if section is Section.SKILLS:
        return skill_findings(part, desk)
    person = person_findings(part.text, desk)
    if all(finding.supported for finding in person):
        return person
    others = [text_findings(part, _said_of_person(desk), desk)]
    if section is Section.OTHER:
        others += [text_findings(part, list(desk.facts.texts()), desk), skill_findings(part, desk)]
    return next((found for found in others if found and all(f.supported for f in found)), person)


def _said_of_person(desk: Desk) -> list[Text]:
    labels = [Text.of(phrase.path, phrase.toks) for phrase in desk.facts.person if phrase.kind is ClaimKind.TITLE]
    return [*desk.facts.summaries, *labels]


def _entries(block: Block, desk: Desk) -> list[Traced]:
    names = [phrase.toks for phrase in desk.facts.person if phrase.path == "personal/name"][:1]
    heads = [part for part in block.parts if _says(desk.toks(part.text), names)]
    if heads:
        # The name that is printed again at the top of a page is part of no entry.
        rest = Block(block.section, tuple(part for part in block.parts if part not in heads))
        return [*((part, person_findings(part.text, desk)) for part in heads), *_entries(rest, desk)]
    own = [item for item in desk.facts.items if item.section is block.section]
    pool = own or [item for item in desk.facts.items if item.section in _ENTRIES]
    traced = list(_by_shape(block, pool, desk))
    if all(finding.supported for _, findings in traced for finding in findings):
        return traced
    return walk(block.parts, pool, desk) or traced


def _says(toks: Sequence[Tok], names: Sequence[Sequence[Tok]]) -> bool:
    return any(
        len(toks) == len(name) and all(one.alike(two) for one, two in zip(toks, name, strict=True)) for name in names
    )


def _by_shape(block: Block, pool: Sequence[Item], desk: Desk) -> Iterator[Traced]:
    used: list[str] = []
    for entry in read_entries(block, desk.words):
        item = choose(entry, pool, used, desk)
        if item is None:
            yield from _unknown(entry, block.section, desk)
            continue
        used.append(item.path)
        for place, part in enumerate(entry.head_parts):
            found = head_findings(part, item, missing_kind(part, place, block.section, desk), desk)
            if any(not finding.supported for finding in found):
                said = body_findings(part, item, desk)
                if all(finding.supported for finding in said):
                    found = said
            yield part, found
        for part in entry.body_parts:
            yield part, body_findings(part, item, desk)


def _unknown(entry: Entry, section: Section, desk: Desk) -> Iterator[Traced]:
    """An entry that no item of the profile resembles."""
    for place, part in enumerate((*entry.head_parts, *entry.body_parts)):
        kind = missing_kind(part, place, section, desk) if place < len(entry.head_parts) else ClaimKind.UNREADABLE
        reason = "The profile has no such entry."
        yield part, [Finding(kind, 0, len(part.text), False, "", reason)] if part.text.strip() else []


def _lines(block: Block, desk: Desk) -> Iterator[Traced]:
    """Sections whose items are single lines: certificates, interests. A date on its own line is the last one's."""
    pool = [item for item in desk.facts.items if item.section is block.section] or list(desk.facts.items)
    last: Item | None = None
    for part in block.parts:
        dated = list(date_findings(part.text, last, desk.words, desk.as_of))
        if last is not None and dated and not undated_toks(part.text, dated, desk):
            yield part, dated
            continue
        ranked = [(_line(part, item, desk), item) for item in pool]
        best, last = max(ranked, key=lambda pair: _rank(pair[0]), default=([], None))
        if not ranked:
            best = cover(desk.toks(part.text), (), desk.lexicon, ClaimKind.NAME)
        if any(not finding.supported for finding in best):
            phrases = [phrase for item in pool for phrase in item.phrases]
            several = cover(desk.toks(part.text), phrases, desk.lexicon, ClaimKind.NAME)
            best = several if several and all(finding.supported for finding in several) else best
        yield part, best


def _rank(found: Sequence[Finding]) -> tuple[int, int]:
    good = sum(finding.last - finding.first for finding in found if finding.supported)
    return good, -sum(finding.last - finding.first for finding in found if not finding.supported)


def _line(part: Paragraph, item: Item, desk: Desk) -> list[Finding]:
    found = list(date_findings(part.text, item, desk.words, desk.as_of))
    found.extend(cover(undated_toks(part.text, found, desk), item.phrases, desk.lexicon, ClaimKind.NAME))
    if any(not finding.supported for finding in found) and item.texts:
        said = text_findings(part, item.texts, desk)
        if all(finding.supported for finding in said):
            return said
    return sorted(found, key=lambda finding: finding.first)


def _languages(block: Block, desk: Desk) -> Iterator[Traced]:
    """Each language with its own level."""
    names = {id(phrase): item for item in desk.facts.languages for phrase in item.phrases}
    phrases = [phrase for item in desk.facts.languages for phrase in item.phrases]
    current: Item | None = None
    for part in block.parts:
        toks = desk.toks(part.text)
        found: list[Finding] = []
        place = 0
        while place < len(toks):
            tok = toks[place]
            phrase = longest(toks, place, phrases)
            if phrase is not None:
                current = names[id(phrase)]
                last = toks[place + len(phrase.toks) - 1]
                found.append(Finding(ClaimKind.LANGUAGE, tok.start, last.end, True, phrase.path))
                place += len(phrase.toks)
                continue
            place += 1
            if not desk.lexicon.is_function(tok):
                found.append(_level(tok, current))
        yield part, found


def _level(tok: Tok, current: Item | None) -> Finding:
    good = current is not None and any(tok.same(one) for text in current.texts for one in text.toks)
    if good and current is not None:
        return Finding(ClaimKind.LANGUAGE, tok.start, tok.end, True, current.path)
    reason = "The profile gives another language or level here."
    return Finding(ClaimKind.LANGUAGE, tok.start, tok.end, False, "", reason)
