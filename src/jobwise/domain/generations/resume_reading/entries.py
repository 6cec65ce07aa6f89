"""A section of positions or studies -> entries: where each begins, its head, its period and its bullets."""

from dataclasses import dataclass

from jobwise.domain.generations.readback import Paragraph
from jobwise.domain.generations.resume_reading.dates import Period, periods
from jobwise.domain.generations.resume_reading.sections import Block, is_marked, unmarked
from jobwise.domain.generations.resume_reading.words import ReadingWords, Section

_HEAD_CHARS = 130
_MAX_LEAD = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One position or course of study. `head` are its lines without dates; `nested` stands under another's employer."""

    head: tuple[str, ...]
    period: Period | None
    summary: str
    bullets: tuple[str, ...]
    nested: bool = False
    head_parts: tuple[Paragraph, ...] = ()
    body_parts: tuple[Paragraph, ...] = ()


@dataclass(slots=True)
class _Part:
    """A paragraph with what it is."""

    text: str
    bullet: bool
    short: bool
    period: Period | None
    rest: str
    paragraph: Paragraph


def read_entries(block: Block, words: ReadingWords) -> list[Entry]:
    """The entries in order. A line with a period and few other words is what an entry is built around."""
    parts = [_part(paragraph, words, block.section, bulleted=False) for paragraph in block.parts]
    anchors = [place for place, part in enumerate(parts) if part.period is not None]
    if not anchors and block.section is Section.WORK:
        # Some resumes write the entries themselves as bullets.
        parts = [_part(paragraph, words, block.section, bulleted=True) for paragraph in block.parts]
        anchors = [place for place, part in enumerate(parts) if part.period is not None]
    if not anchors:
        return _undated(parts)
    lead = _lead(parts, anchors[0])
    starts = _starts(parts, anchors, lead)
    out: list[Entry] = []
    ends = [*starts[1:], len(parts)]
    for first, last in zip(starts, ends, strict=True):
        out.extend(_entry(parts[first:last], words, bool(out)))
    return out


def _part(paragraph: Paragraph, words: ReadingWords, section: Section, bulleted: bool) -> _Part:
    text = paragraph.text
    marked = is_marked(text)
    bare_text = unmarked(text) if marked else text
    found = _period(bare_text, words) if len(bare_text) <= _HEAD_CHARS else None
    if found is None:
        return _Part(bare_text, marked, _is_short(bare_text), None, bare_text, paragraph)
    rest = _without(bare_text, found)
    heads = section is Section.EDUCATION and (words.schools.count_in(rest) or words.degrees.count_in(rest))
    if found.single and not _is_dates_alone(rest, words) and (marked or _is_sentence(rest)) and not heads:
        return _Part(bare_text, marked, _is_short(bare_text), None, bare_text, paragraph)
    if marked and not heads and not (bulleted and not found.single and len(rest) < 80):
        return _Part(bare_text, True, False, None, bare_text, paragraph)
    if not marked and _is_sentence(rest) and len(rest) > 60:
        return _Part(bare_text, marked, False, None, bare_text, paragraph)
    return _Part(bare_text, False, True, found, rest, paragraph)


def _period(text: str, words: ReadingWords) -> Period | None:
    """The line's period: a range before a single date, the last of several single ones."""
    found = periods(text, words)
    ranges = [period for period in found if not period.single]
    return ranges[0] if ranges else found[-1] if found else None


def _without(text: str, period: Period) -> str:
    before, after = text[: period.at].rstrip(" \t([（"), text[period.until :].lstrip(" \t)]）.")
    return "\t".join(part for part in (before.strip(" ,|-–—·•:\t"), after.strip(" ,|-–—·•:\t")) if part)


def _is_dates_alone(rest: str, words: ReadingWords) -> bool:
    return len(rest) < 3 or rest in words.dated or len(rest.split()) <= 2


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "。", ";", "।")) and len(text.split()) > 6


def _is_short(text: str) -> bool:
    return len(text) <= 90 and not _is_sentence(text)


def _lead(parts: list[_Part], anchor: int) -> int:
    """How many lines stand before the first period: the habit of the whole section."""
    count = 0
    for part in reversed(parts[:anchor]):
        if part.bullet or not part.short or count == _MAX_LEAD:
            break
        count += 1
    return count


def _starts(parts: list[_Part], anchors: list[int], lead: int) -> list[int]:
    starts: list[int] = []
    floor = 0
    for number, anchor in enumerate(anchors):
        start = anchor
        limit = max(floor, anchor - lead)
        while start > limit and parts[start - 1].short and not parts[start - 1].bullet:
            start -= 1
        after = parts[anchor + 1] if anchor + 1 < len(parts) else None
        ends = after is None or after.bullet or not after.short
        if ends and start - 2 >= floor and _is_half(parts[start : anchor + 1]) and parts[start - 2].bullet:
            # One short line more stands between the last bullet and a head that lacks its title or employer.
            start -= 1 if parts[start - 1].short and not parts[start - 1].bullet else 0
        starts.append(start if number else 0)
        floor = anchor + 1
    return _with_undated(parts, starts, anchors)


def _is_half(head: list[_Part]) -> bool:
    """Whether a head says one thing only."""
    return sum(1 for part in head for cell in part.rest.split("\t") if cell) == 1 and "," not in head[0].rest


def _with_undated(parts: list[_Part], starts: list[int], anchors: list[int]) -> list[int]:
    """Adds entries without dates: short lines that follow bullets and are followed by bullets."""
    out = set(starts)
    dated = set(anchors)
    ends = [*starts[1:], len(parts)]
    for first, last in zip(starts, ends, strict=True):
        anchor = next((place for place in range(first, last) if place in dated), first)
        for place in range(anchor + 2, last):
            before, here = parts[place - 1], parts[place]
            if before.bullet and not here.bullet and here.short and _leads_to_bullets(parts, place, last):
                out.add(place)
    return sorted(out)


def _leads_to_bullets(parts: list[_Part], place: int, last: int) -> bool:
    for step in range(place, min(place + 3, last)):
        if parts[step].bullet:
            return True
        if not parts[step].short:
            return False
    return False


def _entry(parts: list[_Part], words: ReadingWords, follows: bool) -> list[Entry]:
    anchor = next((place for place, part in enumerate(parts) if part.period is not None), None)
    head: list[str] = []
    heads: list[Paragraph] = []
    body: list[_Part] = []
    last = (anchor if anchor is not None else 0) + 1
    for place, part in enumerate(parts):
        if not body and not part.bullet and (place < last or (part.short and _room(head))):
            heads.append(part.paragraph)
            if part.rest:
                head.append(part.rest)
        else:
            body.append(part)
    if not heads and not body:
        return []
    bullets = [part.text for part in body if part.bullet]
    loose = [part.text for part in body if not part.bullet]
    if not bullets and len(loose) > 1:
        bullets, loose = loose, []
    period = parts[anchor].period if anchor is not None else None
    nested = follows and len(head) == 1 and "\t" not in head[0]
    bodies = tuple(part.paragraph for part in body)
    return [Entry(tuple(head), period, " ".join(loose), tuple(bullets), nested, tuple(heads), bodies)]


def _room(head: list[str]) -> int:
    """How many more lines after the period may belong to the head: it names a title and an employer."""
    said = sum(1 for line in head for _ in line.split("\t"))
    return max(0, 2 - said)


def _undated(parts: list[_Part]) -> list[Entry]:
    """Runs of short lines, each with the bullets after it."""
    out: list[Entry] = []
    head: list[_Part] = []
    body: list[_Part] = []
    for part in parts:
        if part.bullet or not part.short:
            body.append(part)
            continue
        if body or len(head) == 2:
            out.append(_plain_entry(head, body))
            head, body = [], []
        head.append(part)
    if head or body:
        out.append(_plain_entry(head, body))
    return out


def _plain_entry(head: list[_Part], body: list[_Part]) -> Entry:
    return Entry(
        tuple(part.text for part in head),
        None,
        "",
        tuple(part.text for part in body),
        head_parts=tuple(part.paragraph for part in head),
        body_parts=tuple(part.paragraph for part in body),
    )
