"""The lines of a posting and the section each stands in."""

import re
from dataclasses import dataclass
from enum import StrEnum

from jobwise.domain.jobs.posting_rules import PostingRules, lowered


class Section(StrEnum):
    TOP = "top"
    MUST = "must"
    NICE = "nice"
    DUTIES = "duties"
    ABOUT = "about"
    OFFER = "offer"
    APPLY = "apply"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text: what it says without bullet marks, where it stands, its section.

    `label` is the part before a colon when that is a known heading or label ("Location: Leeds" has label "location").
    """

    text: str
    low: str
    start: int
    section: Section
    heading: bool = False
    label: str = ""
    bullet: bool = False


_BULLET = re.compile(r"[\s\-–—*•▪●◦‣∙·■➢✓✔►»>#|_=~+]+|\(?\d{1,2}[.)]\s+|[^\w\s(\"“'‘¿¡$€£¥₹]+\s*")
_DASHED = re.compile(r"([^\W\d_][^\n:–—\-]{2,20}) ([-–—]) (?=\S)")
_FACT = 60
_VALUE, _ITEMS = 90, frozenset("-•·–▪●◦‣✓")
_DASHED_LABELS = frozenset({"location", "company", "pay", "title"})
EDGE = " \t*_:#-–—|•.!?…~=>"
_STOPS = re.compile(r"(?<=[.!?;])\s+(?=[\"“(¿¡]?[A-ZÀ-Þ0-9])")
_ABBREVIATED = (
    "e.g.",
    "i.e.",
    "etc.",
    " inc.",
    " ltd.",
    " z.",
    " b.",
    "bzw.",
    " ca.",
    " sr.",
    " jr.",
    " st.",
    " no.",
    "u.s.",
    " vs.",
    " p.ej.",
    " ej.",
    " dr.",
    " co.",
    "approx.",
    " min.",
    " max.",
    "inkl.",
    "ggf.",
    " mind.",
    "d.h.",
    " p.",
)
_CONTAINS = (
    ("nice to have", Section.NICE),
    ("nice-to-have", Section.NICE),
    ("preferred", Section.NICE),
    ("bonus point", Section.NICE),
    ("desirable", Section.NICE),
    ("requirement", Section.MUST),
    ("qualification", Section.MUST),
    ("must have", Section.MUST),
    ("skills", Section.MUST),
    ("what you bring", Section.MUST),
    ("you'll bring", Section.MUST),
    ("you'll need", Section.MUST),
    ("looking for", Section.MUST),
    ("tech stack", Section.MUST),
    ("profil", Section.MUST),
    ("requisitos", Section.MUST),
    ("anforderung", Section.MUST),
    ("kenntnisse", Section.MUST),
    ("compétences", Section.MUST),
    ("responsibilit", Section.DUTIES),
    ("what you'll do", Section.DUTIES),
    ("what you will do", Section.DUTIES),
    ("you'll be doing", Section.DUTIES),
    ("aufgaben", Section.DUTIES),
    ("missions", Section.DUTIES),
    ("funciones", Section.DUTIES),
    ("benefit", Section.OFFER),
    ("perks", Section.OFFER),
    ("we offer", Section.OFFER),
    ("avantages", Section.OFFER),
    ("how to apply", Section.APPLY),
    ("about the role", Section.DUTIES),
    ("about the job", Section.DUTIES),
)


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of one line with their offsets in it."""
    out: list[tuple[int, str]] = []
    start = 0
    for match in _STOPS.finditer(text):
        piece = text[start : match.start()]
        if match.start() - start < 4 or piece[-9:].lower().replace("(", " ").endswith(_ABBREVIATED):
            continue
        out.append((start, piece))
        start = match.end()
    if text[start:].strip():
        out.append((start, text[start:]))
    return out


def lines_of(text: str, rules: PostingRules) -> list[Line]:
    """The non-empty lines in order. A heading changes the section of what follows it."""
    out: list[Line] = []
    section, at = Section.TOP, 0
    outer: Section | None = None
    for raw in text.split("\n"):
        mark = _BULLET.match(raw)
        skip = mark.end() if mark and mark.end() < len(raw) else 0
        body = _with_colon(raw[skip:].rstrip(), rules)
        if body.strip():
            low = lowered(body)
            found, heading, label = _role_of(body, low, rules)
            if heading and raw.lstrip()[:1] in _ITEMS and ":" not in body and low.strip(EDGE) not in rules.sections:
                # "- SAP-Kenntnisse" is an item of a list, though it holds a word of headings.
                found, heading = None, False
            # A label in mid-sentence does not open a section: only a line of its own, or one that ends at the colon.
            if found is not None and heading:
                # "Pay" alone on its line heads its value, and no more than that.
                outer = None if found is not Section.OFFER or low.strip(EDGE) not in rules.labels else outer or section
                section = found
            elif outer is not None and len(body) > _FACT:
                section, outer = outer, None
            out.append(Line(body, low, at + skip, found or section, heading, label, skip > 0 or raw[:1] in " \t"))
        at += len(raw) + 1
    return out


def _with_colon(body: str, rules: PostingRules) -> str:
    """A label that a dash parts from its value ("Location - Leeds"), with a colon instead; of the same length."""
    dash = _DASHED.match(body) if len(body) <= _VALUE else None
    if (
        dash
        and rules.labels.get(lowered(dash[1])) in _DASHED_LABELS
        and rules.modes.words.get(lowered(dash[1])) is None
    ):
        return f"{dash[1]}:{body[dash.end(1) + 1 :].replace(dash[2], ' ', 1)}"
    return body


def _role_of(body: str, low: str, rules: PostingRules) -> tuple[Section | None, bool, str]:
    bare = low.strip(EDGE)
    if len(bare) <= 70:
        kind = rules.sections.get(bare)
        if kind is not None:
            return Section(kind), True, ""
    head, colon, rest = low.partition(":")
    head = head.strip(EDGE)
    if colon and len(head) <= 60:
        kind = rules.sections.get(head)
        if kind is not None and rest.strip():
            return Section(kind), not _is_value(rest) or kind in ("must", "nice", "duties"), head
        if head in rules.labels and rest.strip():
            return None, False, head
    words = bare.split()
    if len(words) <= 9 and (low.rstrip().endswith(":") or body[-1:] not in ".,;"):
        return _guessed(bare, body, low, rules)
    return None, False, ""


def _is_value(rest: str) -> bool:
    return len(rest.split()) <= 12


def _guessed(bare: str, body: str, low: str, rules: PostingRules) -> tuple[Section | None, bool, str]:
    """A short line that holds a known heading among other words: "What you'll do at Acme", "About Acme"."""
    looks = low.rstrip().endswith(":") or body.isupper() or len(bare.split()) <= 6
    if not looks or any(char.isdigit() for char in bare):
        return None, False, ""
    words = bare.split()
    for width in range(len(words) - 1, 1, -1):
        kind = rules.sections.get(" ".join(words[:width]))
        if kind is not None and words[width] in {
            "at",
            "as",
            "in",
            "on",
            "with",
            "for",
            "if",
            "to",
            "bei",
            "als",
            "chez",
            "en",
            "na",
            "no",
            "and",
            "&",
            "this",
            "here",
        }:
            return Section(kind), True, ""
    if low.rstrip().endswith(":") or body.isupper() or len(words) <= 4:
        for phrase, found in _CONTAINS:
            if phrase in bare:
                return found, True, ""
    if words[:1] in (["about"], ["über"], ["sobre"]) and 2 <= len(words) <= 4 and body[:1].isupper():
        return Section.ABOUT, True, ""
    if words[:1] == ["why"] and 2 <= len(words) <= 5:
        return Section.OFFER, True, ""
    return None, False, ""
