"""Paragraphs -> sections: which lines are headings, by their words and by how they look."""

import re
from collections import Counter
from dataclasses import dataclass

from jobwise.domain.generations.readback import Paragraph, ReadText, paragraphs
from jobwise.domain.generations.resume_reading.words import ReadingWords, Section, heading_key

_SPACED = re.compile(r"^(?:\w ){3,}\w$")
_MARK = re.compile(r"^[•‣▪▫◦●○■□–—*·∙➢➤►✓✔❖\uf0b7o-]\s+|^[•●▪]")
_FOOTER = re.compile(
    r"(?:page|seite|página|pagina|страница|stránka)\s?\d{1,3}(?:\s?(?:of|von|sur|de|/|из|di)\s?\d{1,3})?\s*$",
    re.IGNORECASE,
)
_CORE = frozenset({Section.WORK, Section.EDUCATION, Section.SKILLS})
_INLINE = frozenset({Section.SKILLS, Section.LANGUAGES, Section.INTERESTS, Section.CERTIFICATIONS})
_LOOSE = frozenset({Section.HEADER, Section.CONTACT, Section.SUMMARY, Section.OTHER})
_MAX_HEADING = 48


@dataclass(frozen=True, slots=True)
class Block:
    """A section with its paragraphs; the part before any heading is the header."""

    section: Section
    parts: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """How headings of this file look."""

    size: float
    bold: bool
    upper: bool

    def fits(self, part: Paragraph) -> bool:
        if self.upper and not _is_upper(part.text):
            return False
        return not self.size or part.size > self.size - 0.6


def split_sections(read: ReadText, words: ReadingWords) -> tuple[Block, ...]:
    """The sections in the order of the file."""
    parts = list(paragraphs(read))
    look = _look(parts, words)
    body = Counter(part.size for part in parts for _ in range(len(part.text) // 20 + 1)).most_common(1)
    usual = body[0][0] if body else 0.0
    out: list[tuple[Section, list[Paragraph]]] = [(Section.HEADER, [])]
    largest = max((part.size for part in parts), default=0.0)
    for part in parts:
        if _FOOTER.search(part.text) and len(part.text) < 70:
            continue
        if out[-1][0] is not Section.HEADER and largest and part.size > largest - 0.2 and largest > look.size + 2.5:
            # A sidebar was read before the name: what follows the name is the header, not the sidebar's last section.
            out.append((Section.HEADER, []))
        section = _heading(part, words, look)
        if section is None and _is_foreign_heading(part, look, usual, first=not out[0][1]):
            section = Section.OTHER
        if section is not None:
            out.append((section, []))
            continue
        inline = _inline(part, words, out[-1][0])
        if inline is not None:
            out.append((inline[0], [inline[1]]))
            continue
        out[-1][1].append(part)
    return tuple(Block(section, tuple(kept)) for section, kept in out if kept)


def is_marked(text: str) -> bool:
    """Whether a paragraph begins with a bullet."""
    return bool(_MARK.match(text))


def unmarked(text: str) -> str:
    """The text without the bullet it begins with."""
    return _MARK.sub("", text, count=1).strip()


def section_of(text: str, words: ReadingWords) -> Section | None:
    """The section a heading names in so many words, else None."""
    if len(text) > _MAX_HEADING:
        return None
    key = heading_key(text)
    if _SPACED.match(key):
        key = key.replace(" ", "")
    return words.headings.get(key)


def _look(parts: list[Paragraph], words: ReadingWords) -> _Look:
    found = [part for part in parts if section_of(part.text, words) in _CORE and not is_marked(part.text)]
    if not found:
        return _Look(0.0, False, False)
    size = max(part.size for part in found)
    top = [part for part in found if part.size > size - 0.6]
    upper = sum(1 for part in top if _is_upper(part.text))
    return _Look(size, all(part.bold for part in top), upper >= 2 and upper == len(top))


def _heading(part: Paragraph, words: ReadingWords, look: _Look) -> Section | None:
    text = part.text
    if is_marked(text) or not look.fits(part):
        return None
    section = section_of(text, words)
    if section is not None or len(text) > _MAX_HEADING or any(char.isdigit() for char in text):
        return section
    styled = (look.size and part.size >= look.size - 0.2 and (part.bold or not look.bold)) or text.endswith(":")
    if not styled and not (_is_upper(text) and look.upper):
        return None
    return _partly(text, words)


def _partly(text: str, words: ReadingWords) -> Section | None:
    """A longer heading by its last known words ("Selected Professional Experience", "Skills and Interests")."""
    said = heading_key(text).split()
    if not 2 <= len(said) <= 5:
        return None
    for width in range(len(said) - 1, 0, -1):
        for start in (len(said) - width, 0):
            section = words.headings.get(" ".join(said[start : start + width]))
            if section is not None and section is not Section.CONTACT:
                return section
    return None


def _is_foreign_heading(part: Paragraph, look: _Look, usual: float, first: bool) -> bool:
    """A heading of words nobody told us: it looks exactly like the others, which stand out by size."""
    if first or not look.size or look.size < usual + 0.9 or abs(part.size - look.size) > 0.15:
        return False
    text = part.text
    return part.bold == look.bold and look.fits(part) and len(text.split()) <= 5 and not _has_mark(text)


def _has_mark(text: str) -> bool:
    return any(char.isdigit() or char in "@|\t,:/" for char in text)


def _inline(part: Paragraph, words: ReadingWords, current: Section) -> tuple[Section, Paragraph] | None:
    """A heading with its content on one line ("Languages: German, French"), outside of entries."""
    place = part.text.find(":")
    if not 0 < place < 32 or current not in _LOOSE or is_marked(part.text):
        return None
    section = words.headings.get(heading_key(part.text[:place]))
    rest = part.text[place + 1 :]
    if section not in _INLINE or section is current or not rest.strip():
        return None
    lead = len(rest) - len(rest.lstrip())
    return section, Paragraph(rest.strip(), part.start + place + 1 + lead, part.size, False)


def _is_upper(text: str) -> bool:
    return text.isupper() or not (text.islower() or any(char.islower() for char in text))
