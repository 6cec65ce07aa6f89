"""How many years of experience a posting asks for at least."""

import re
from dataclasses import dataclass

from jobwise.domain.jobs.job import Evidence
from jobwise.domain.jobs.posting_rules import PostingRules, says
from jobwise.domain.jobs.reading.layout import Line, Section, sentences
from jobwise.domain.jobs.reading.necessity import nice_spans
from jobwise.domain.shared.values import Span

_DIGITS = re.compile(
    r"(?<![\w$€£.,/])(\d{1,2})(?:[.,]5)?[ ]?(?:\+|plus\b|or more|oder mehr|ou plus|o más|ou mais)?"
    r"(?:[ ]?(?:-|–|—|to|bis|à|a|y|e|and|und|et|or)[ ]?(\d{1,2}))?[ ]?\+?"
    r"(?:[ ]?\([^()\n]{1,12}\))?[ ]?(?:or more|oder mehr)?"
    r"[\s+\-]{0,3}(?:full |volle |volles )?([^\W\d_]{2,9})"
)
_WORDS = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{2,12})(?=(?:[ ]?\(\d{1,2}\+?\))?\+?"
    r"(?: to [^\W\d_]{3,6}| or more| bis [^\W\d_]{3,6}| à [^\W\d_]{3,6})?(?: \(\d{1,2}\))?[ \-]([^\W\d_]{2,9}))"
)
_MOST = 30
_ASIDE = (Section.ABOUT, Section.OFFER, Section.APPLY)
_BEFORE, _AFTER, _NEAR = 45, 60, 24
# Ages that the law asks for.
_AGES = frozenset({16, 18, 21})


@dataclass(frozen=True, slots=True)
class YearsAsked:
    years: int
    start: int
    end: int


def years_in(low: str, rules: PostingRules, *, asked: bool = False) -> list[YearsAsked]:
    """The years of experience a lower-case sentence asks for, in order; `asked` when its heading says so already."""
    if not any(unit in low for unit in rules.years.units):
        return []
    found: list[YearsAsked] = []
    for match in _DIGITS.finditer(low):
        if match[3] in rules.years.units or match[3].rstrip("s") in rules.years.units:
            found.append(YearsAsked(int(match[1]), match.start(), match.end()))
    if not found:
        for match in _WORDS.finditer(low):
            number = rules.years.numbers.get(match[1])
            if number is not None and match[2] in rules.years.units:
                found.append(YearsAsked(number, match.start(), match.end(2)))
    return [years for years in found if 0 < years.years <= _MOST and _is_asked(low, years, rules, asked)]


def _is_asked(low: str, years: YearsAsked, rules: PostingRules, asked: bool) -> bool:
    before, after = low[max(0, years.start - _BEFORE) : years.start], low[years.end : years.end + _AFTER]
    unit_on = low[max(0, years.end - 6) : years.end + 24]
    if says(before, rules.years.misleading) or says(unit_on, rules.years.misleading):
        return False
    if asked or says(after, rules.years.cues) or says(before, rules.years.cues):
        return True
    if years.years in _AGES:
        return False
    # "5+ years in retail", "(mind. 5 Jahre)": an open end or a minimum asks without the word experience.
    return "+" in low[years.start : years.end] or says(before[-_NEAR:], rules.years.least)


def read_years(lines: list[Line], rules: PostingRules) -> tuple[int, Evidence] | None:
    """The largest minimum that must be met; of alternatives in one sentence ("or a Master's and 3") the first."""
    best: tuple[int, int, Evidence] | None = None
    for line in lines:
        if line.section is Section.NICE:
            continue
        labelled = rules.labels.get(line.label) == "years"
        asked = labelled or line.section is Section.MUST
        for offset, sentence in sentences(line.text):
            low = line.low[offset : offset + len(sentence)]
            found = years_in(low, rules, asked=asked)
            if not found or any(a <= found[0].start < b for a, b in nice_spans(low, rules)):
                continue
            years = found[0]
            weight = 2 * labelled + (line.section is Section.MUST) + (line.section not in _ASIDE)
            if best is None or (weight >= best[1] and years.years > best[0]) or weight > best[1] + 1:
                start = offset + years.start
                words = line.text[start : offset + years.end]
                span = Span(line.start + start, line.start + offset + years.end)
                best = (years.years, weight, Evidence(0.9 if asked else 0.75, words, span))
    return (best[0], best[2]) if best else None
