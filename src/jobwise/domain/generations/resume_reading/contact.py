"""Name, headline, e-mail, phone and links of a resume."""

import re
from dataclasses import dataclass

from jobwise.domain.generations.readback import Paragraph
from jobwise.domain.generations.resume_reading.dates import periods
from jobwise.domain.generations.resume_reading.sections import Block, section_of
from jobwise.domain.generations.resume_reading.words import ReadingWords, Section, bare

EMAIL = re.compile(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s|,;<>()\[\]]{3,200}"
    r"|(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|io|dev|me|de|fr|es|pt|br|ru|gr|cn|jp|co|ch|at|uk|eu|app)"
    r"(?:/[^\s|,;<>()\[\]]{0,200})?(?![\w@.-])",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?<![\w.@/-])\+?\(?\d[\d \u00a0().\-–/]{5,22}\d(?![\w@])")
_CUT = re.compile(r"\s*[\t|•·●◦⋄♦]\s*|\s{3,}|\s+[–—/]\s+")
_LABEL = re.compile(r"^[^\W\d_][^:]{0,24}:\s*")
_TOWN = re.compile(r"[^\W\d_][^,;:|@\d]{1,40}, ?[^\W\d_][^,;:|@]{1,40}")
_DIGITS = re.compile(r"\d")
_TITLES_BEFORE = ("dr", "prof", "mr", "mrs", "ms", "dipl", "ing", "herr", "frau", "mag")


@dataclass(frozen=True, slots=True)
class Contact:
    name: str = ""
    headline: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[str, ...] = ()
    location: str = ""


def read_contact(blocks: tuple[Block, ...], words: ReadingWords) -> Contact:
    """The person of a resume, from the header first and from the rest of the file where the header is silent."""
    near = [p for b in blocks if b.section in (Section.HEADER, Section.CONTACT) for p in b.parts]
    everywhere = [p for b in blocks for p in b.parts]
    email = _first(EMAIL, near) or _first(EMAIL, everywhere)
    phone = _phone(near, words) or _phone(everywhere[:40] + everywhere[-6:], words)
    name = _name(near, everywhere, words)
    headline = _headline(near, name, words)
    place = _location(near, {name, headline})
    return Contact(name, headline, email, phone, _links(near or everywhere, email), place)


def _location(parts: list[Paragraph], others: set[str]) -> str:
    """What stands beside e-mail, phone and links and is none of them; else a short line "Town, Region"."""
    for part in parts:
        if EMAIL.search(part.text) or PHONE.search(part.text):
            rest = LINK.sub(" ", PHONE.sub(" ", EMAIL.sub(" ", part.text)))
            for piece in _CUT.split(rest):
                said = _LABEL.sub("", piece).strip(" ,;-")
                if _is_place(said, others):
                    return said
    for part in parts:
        if _TOWN.fullmatch(part.text.strip()) and part.text.strip() not in others:
            return part.text.strip()
    return ""


def _is_place(text: str, others: set[str]) -> bool:
    return 2 < len(text) <= 80 and text not in others and text[:1].isalnum() and not text.islower()


def _first(pattern: re.Pattern[str], parts: list[Paragraph]) -> str:
    for part in parts:
        match = pattern.search(part.text)
        if match:
            return match.group().strip(".'")
    return ""


def _phone(parts: list[Paragraph], words: ReadingWords) -> str:
    for part in parts:
        text = part.text
        for match in PHONE.finditer(text):
            said = match.group()
            digits = _DIGITS.findall(said)
            if not 7 <= len(digits) <= 15 or "@" in text[match.end() : match.end() + 1]:
                continue
            if not said.startswith("+") and periods(said, words):
                continue
            return said.strip()
    return ""


def _links(parts: list[Paragraph], email: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in parts:
        text = EMAIL.sub(" ", part.text)
        for match in LINK.finditer(text):
            link = match.group().rstrip(".,;/")
            if link not in found:
                found.append(link)
    return tuple(found)


def _name(near: list[Paragraph], everywhere: list[Paragraph], words: ReadingWords) -> str:
    """The name: the largest line that can be one, else the first line of the header that can be one."""
    sized = sorted({part.size for part in everywhere}, reverse=True)
    if len(sized) > 1 and sized[0] > sized[-1] + 1.5:
        big = [part for part in everywhere if part.size > sized[0] - 0.3]
        whole = _joined(big)
        if whole and _is_name(whole, words, large=True):
            return whole
    for part in near[:12]:
        for piece in _CUT.split(part.text):
            said = _LABEL.sub("", piece).strip(" ,")
            if _is_name(said, words):
                return said
    return ""


def _joined(big: list[Paragraph]) -> str:
    """A name that was set on two lines, or the first of several large lines."""
    if len(big) == 2 and all(len(part.text.split()) <= 2 for part in big):
        return " ".join(part.text for part in big)
    return _CUT.split(big[0].text)[0].strip(" ,") if big else ""


def _is_name(text: str, words: ReadingWords, large: bool = False) -> bool:
    if not 2 <= len(text) <= 60 or any(char.isdigit() or char in "@:/_•" for char in text):
        return False
    if section_of(text, words) is not None or text in words.furniture or text in words.labels:
        return False
    said = text.replace(",", " ").split()
    # A name may hold a word that is also a title (Dean, Baker, Koch): in the largest line only the last one counts.
    titled = said[-1] in words.titles if large and said else bool(words.titles.count_in(text))
    if len(said) > 6 or titled or words.furniture.count_in(text) > 1:
        return False
    cased = [word for word in said if word[0].isalpha() and word[0].lower() != word[0].upper()]
    if not cased:
        return True
    if len(said) < 2 and text.isascii() and not text.isupper():
        return False
    low = sum(1 for word in cased if word[0].islower() and len(word) > 3)
    return low == 0


def _headline(near: list[Paragraph], name: str, words: ReadingWords) -> str:
    """The line under the name, when it is no contact line."""
    if not name:
        return ""
    seen = False
    for part in near:
        text = part.text.strip()
        if not seen:
            seen = bare(name) in bare(text)
            continue
        reaches = EMAIL.search(text) or LINK.search(text) or PHONE.search(text)
        return "" if reaches or len(text) > 120 or text.split(":")[0] in words.labels else text
    return ""
