"""The fields with few values: work mode, kind of employment, language; and the deadline."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jobwise.domain.jobs.job import EmploymentType, Evidence, WorkMode
from jobwise.domain.jobs.posting_rules import PostingRules, Wording, find_phrase, said_of, says
from jobwise.domain.jobs.reading.layout import Line, Section
from jobwise.domain.shared.values import PartialDate, Span

_SEPARATORS = re.compile(r"[|·•,;/()\[\]\t–—]| - |\n|: ")
_DENIED = re.compile(r"remote|remoto|télétravail|teletrabajo|homeoffice")
_NO = frozenset({"no", "non", "nein", "não", "none", "not available"})
# "Remote: 2 days a week" is hybrid.
_SOME_DAYS = re.compile(r"\b[1-4](?:[ ]?[-–/][ ]?[1-4])? (?:days?|tage?n?|jours?|días?|dias?)\b")
_TOP_LINES, _TOP_WIDTH = 12, 160
_MODE_ORDER = ("hybrid", "remote", "onsite")
_TYPE_ORDER = ("internship", "temporary", "contract", "part_time", "full_time")
_DATE = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})|(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ ](?:of |de |do )?(?P<name>[^\W\d_]{3,10})\.?,?[ ](?:de |del )?"
    r"(?P<y2>\d{4})"
    r"|(?P<name3>[^\W\d_]{3,10})\.?[ ](?P<d3>\d{1,2})(?:st|nd|rd|th)?,?[ ](?P<y3>\d{4})"
)
_DEADLINE_REACH = 50


def read_mode(lines: list[Line], title: str, rules: PostingRules) -> tuple[WorkMode, Evidence] | None:
    """Remote, hybrid or on site, when the posting says so: a label first, then its top, then its sentences."""
    found = _kind(lines, title, rules.labels, _Wanted(rules.modes, ("mode", "location", "type"), _MODE_ORDER))
    return (WorkMode(found[0]), found[1]) if found else None


def read_type(lines: list[Line], title: str, rules: PostingRules) -> tuple[EmploymentType, Evidence] | None:
    """The kind of employment, when the posting says so."""
    found = _kind(lines, title, rules.labels, _Wanted(rules.types, ("type", "mode"), _TYPE_ORDER))
    return (EmploymentType(found[0]), found[1]) if found else None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The wording of a field, the labels that may hold it, and which of its values wins over which."""

    wording: Wording
    labels: tuple[str, ...]
    order: tuple[str, ...]


def _kind(lines: list[Line], title: str, labels: Mapping[str, str], wanted: _Wanted) -> tuple[str, Evidence] | None:
    wording, order = wanted.wording, wanted.order
    for number, line in enumerate(lines):
        before = lines[number - 1].low.rstrip() if number else ""
        alone = before.endswith(":") and labels.get(before.strip(" :*#-")) in wanted.labels
        if alone or (line.label and labels.get(line.label) in wanted.labels):
            value = line.low if alone and len(line.low) < _TOP_WIDTH else line.low.partition(":")[2]
            if line.label and wording.words.get(line.label) == "remote" and value.strip(" .") in _NO:
                return "onsite", _evidence(line, 0, line.low, 0.9)
            if line.label and wording.words.get(line.label) == "remote" and _SOME_DAYS.search(value):
                return "hybrid", _evidence(line, 0, line.low, 0.9)
            kind = _word_kind(value, wording.words, order) or _phrase_kind(value, wording, order)
            if kind:
                return kind[0], _evidence(line, line.low.find(kind[1], line.low.find(":")), kind[1], 0.95)
    for line in [line for line in lines[:_TOP_LINES] if len(line.text) <= _TOP_WIDTH]:
        kind = _word_kind(line.low, wording.words, order)
        if kind:
            return kind[0], _evidence(line, line.low.find(kind[1]), kind[1], 0.85)
    return _said(lines, wording, order) or _titled(lines, title, wording, order)


def _titled(lines: list[Line], title: str, wording: Wording, order: tuple[str, ...]) -> tuple[str, Evidence] | None:
    """A word of the title itself: "Marketing Intern", "Remote Accountant", "Werkstudent"."""
    low = title.lower()
    for kind in order:
        for word, owner in wording.words.items():
            if owner == kind and len(word) > 3 and word in low and find_phrase(low, word) >= 0:
                return kind, Evidence(0.7, title)
    return None


def _word_kind(low: str, words: Mapping[str, str], order: tuple[str, ...]) -> tuple[str, str] | None:
    """The kind that a piece of a line names all by itself ("Leeds | Hybrid | Full-time")."""
    found: dict[str, str] = {}
    for piece in _SEPARATORS.split(low):
        bare = piece.strip(" *_.:-–!•✓#")
        kind = words.get(bare)
        if kind is not None:
            found.setdefault(kind, bare)
    for kind in order:
        if kind in found:
            return kind, found[kind]
    return None


def _phrase_kind(low: str, wording: Wording, order: tuple[str, ...]) -> tuple[str, str] | None:
    masked = low
    for phrase in said_of(low, wording.misleading):
        masked = masked.replace(phrase, " " * len(phrase))
    for phrase in said_of(masked, wording.phrases.get("onsite", ())):
        # "Not a remote position" holds the words of a remote one.
        if _DENIED.search(phrase):
            return "onsite", phrase
    for kind in order:
        said = said_of(masked, wording.phrases[kind])
        if said:
            return kind, said[0]
    return None


def _said(lines: list[Line], wording: Wording, order: tuple[str, ...]) -> tuple[str, Evidence] | None:
    found: dict[str, tuple[Line, str]] = {}
    for line in lines:
        kind = _phrase_kind(line.low, wording, order)
        if kind and (kind[0] not in found or found[kind[0]][0].section in (Section.ABOUT, Section.OFFER)):
            found[kind[0]] = (line, kind[1])
    for kind_name in order:
        if kind_name in found:
            line, phrase = found[kind_name]
            return kind_name, _evidence(line, find_phrase(line.low, phrase), phrase, 0.7)
    return None


def _evidence(line: Line, at: int, said: str, confidence: float) -> Evidence:
    at = max(at, 0)
    end = min(at + len(said), len(line.text))
    return Evidence(confidence, line.text[at:end].strip(), Span(line.start + at, line.start + end))


def read_deadline(lines: list[Line], rules: PostingRules, *, month_first: bool) -> tuple[PartialDate, Evidence] | None:
    """The last day to apply, only with its year. `month_first` reads 06/07/2026 as June 7."""
    for number, line in enumerate(lines):
        labelled = rules.labels.get(line.label) == "deadline"
        before = lines[number - 1].low if number else ""
        under = len(before) < 40 and says(before, rules.deadline)
        if not (labelled or under or says(line.low, rules.deadline)):
            continue
        for match in _DATE.finditer(line.low):
            near = line.low[max(0, match.start() - _DEADLINE_REACH) : match.start()]
            date = _date(match, rules.months, month_first) if labelled or under or says(near, rules.deadline) else None
            if date is not None:
                span = Span(line.start + match.start(), line.start + match.end())
                return date, Evidence(0.9, line.text[match.start() : match.end()], span)
    return None


def _date(match: re.Match[str], months: Mapping[str, int], month_first: bool) -> PartialDate | None:
    if match["iso"]:
        parts = [int(part) for part in match["iso"].split("-")]
    elif match["y"]:
        first, second = int(match["d"]), int(match["m"])
        swap = second > 12 or (month_first and first <= 12)
        parts = [int(match["y"]), first if swap else second, second if swap else first]
    else:
        name, day, year = match["name"] or match["name3"], match["d2"] or match["d3"], match["y2"] or match["y3"]
        parts = [int(year), months.get(name, 0), int(day)]
    try:
        return PartialDate(*parts)
    except ValueError:
        return None
