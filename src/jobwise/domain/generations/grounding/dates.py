"""Dates as people write them: years, months, seasons, and whether they open or close a span of time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jobwise.domain.generations.grounding.lexicon import Lexicon, Word
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.shared.values import PartialDate

SINCE, UNTIL, IN = "since", "until", "in"
_YEARS = range(1900, 2100)
_LOOK_BACK = 3
_DOINGS = frozenset(
    ("growth", "reduction", "use", "train", "introduction", "teaching", "head", "automation", "analysis")
)
"""Concepts that are rather done than counted: "2024 grew" is no number of things."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at words `start`..`end` (half-open, with the word that ties it).

    `months` is the first and last month it may mean, None when only the year is said; `exact` when a month is named.
    """

    year: int
    months: tuple[int, int] | None
    exact: bool
    tie: str
    start: int
    end: int
    core: int
    """The word where the date itself begins, behind the tying word."""

    def fits(self, date: PartialDate | None) -> bool:
        """Whether a known date is the one meant; a month the known date does not have is not."""
        if date is None or date.year != self.year:
            return False
        if self.months is None:
            return True
        if date.month is None:
            return not self.exact
        return self.months[0] <= date.month <= self.months[1] or (
            self.months[0] > self.months[1] and (date.month >= self.months[0] or date.month <= self.months[1])
        )


def dates(words: Sequence[Word], text: str, rules: LanguageRules) -> list[DateMention]:
    """Every date of a sentence in order; `text` is the whole text that the words' places refer to."""
    found: list[DateMention] = []
    place = 0
    while place < len(words):
        hit = _at(words, place, text, rules)
        if hit is None:
            place += 1
            continue
        year, months, exact, begin, end = hit
        tie, start = _tie(words, begin, rules, found[-1] if found else None, text)
        found.append(DateMention(year, months, exact, tie, start, end, begin))
        place = end
    return found


def _at(
    words: Sequence[Word], place: int, text: str, rules: LanguageRules
) -> tuple[int, tuple[int, int] | None, bool, int, int] | None:
    word = words[place]
    table = rules.dates
    month = table.months.get(word.norm)
    season = table.seasons.get(word.norm)
    if month is not None or season is not None:
        ahead = place + 1
        while ahead < len(words) and ahead <= place + 2 and words[ahead].norm in rules.dates.before:
            ahead += 1
        year = _year(words, ahead, rules) if ahead < len(words) else None
        if ahead > place + 1 and word.text.isupper() and len(word.text) <= 4:
            # Written large it is an abbreviation of something else: an OCT in 2022.
            year = None
        if year is not None:
            months = (month, month) if month is not None else season
            return year, months, month is not None, place, ahead + 1
        return None
    whole = _numeric(words, place, text)
    if whole is not None:
        return whole
    year = _year(words, place, rules)
    if year is None:
        return None
    return year, _rough(words, place, rules), False, place, place + 1


def _numeric(words: Sequence[Word], place: int, text: str) -> tuple[int, tuple[int, int] | None, bool, int, int] | None:
    """12.03.2019, 03/2019, 2019-03."""
    word = words[place].text
    match = re.fullmatch(r"(?:\d{1,2}\.)?(\d{1,2})\.(\d{4})", word)
    if match and 1 <= int(match[1]) <= 12 and int(match[2]) in _YEARS:
        return int(match[2]), (int(match[1]), int(match[1])), True, place, place + 1
    if place + 1 >= len(words) or not word.isdecimal():
        return None
    after = words[place + 1]
    mark = text[words[place].end : after.start]
    if mark == "/" and after.text.isdecimal() and len(after.text) == 4 and len(word) <= 2 and 1 <= int(word) <= 12:
        return int(after.text), (int(word), int(word)), True, place, place + 2
    if (
        mark == "-"
        and len(word) == 4
        and len(after.text) == 2
        and after.text.isdecimal()
        and 1 <= int(after.text) <= 12
    ):
        return int(word), (int(after.text), int(after.text)), True, place, place + 2
    return None


def _year(words: Sequence[Word], place: int, rules: LanguageRules) -> int | None:
    word = words[place].text
    if len(word) != 4 or not word.isdecimal() or int(word) not in _YEARS:
        return None
    if place + 1 < len(words):
        after = words[place + 1].norm
        counted = rules.concepts.values(after) - _DOINGS or after in rules.numbers.scales or after == "%"
        if counted and not rules.deeds.values(after) and not _dated(words, place, rules):
            return None
    return int(word)


def _dated(words: Sequence[Word], place: int, rules: LanguageRules) -> bool:
    if place == 0:
        return True
    before = words[place - 1].norm
    ties = (rules.dates.since, rules.dates.until, rules.dates.opening, rules.dates.early, rules.dates.late)
    return (
        before in rules.dates.before
        or before in rules.dates.months
        or any(_ends(table, words, place) for table in ties)
    )


def _rough(words: Sequence[Word], place: int, rules: LanguageRules) -> tuple[int, int] | None:
    for table, months in ((rules.dates.early, (1, 4)), (rules.dates.mid, (4, 9)), (rules.dates.late, (8, 12))):
        for end in (place, place - 1):
            if end > 0 and (end == place or words[end].norm in rules.dates.before) and _ends(table, words, end):
                return months
    return None


def _ends(table: Lexicon, words: Sequence[Word], end: int) -> int:
    """How many words of the table's phrase end right before word `end`; 0 for none."""
    for place in range(max(0, end - _LOOK_BACK), end):
        hit = table.at(words[:end], place)
        if hit is not None and hit.end == end:
            return end - place
    return 0


def _tie(
    words: Sequence[Word], begin: int, rules: LanguageRules, last: DateMention | None, text: str
) -> tuple[str, int]:
    """What ties the date to its sentence, and the word where the tie begins."""
    parted = begin > 0 and any(mark in text[words[begin - 1].end : words[begin].start] for mark in ",;:.!?")
    direct = 0 if parted else _ends(rules.dates.since, words, begin)
    if direct:
        return SINCE, begin - direct
    joined = last is not None and last.tie == SINCE and begin - last.end <= 2
    if joined and last is not None:
        between = text[words[last.end - 1].end : words[begin].start].strip()
        linked = between in ("–", "-", "—") or any(word.norm in rules.numbers.links for word in words[last.end : begin])
        if linked:
            return UNTIL, begin
    for back in range(4):
        end = begin - back
        if end <= 0 or parted or (back and not _loose(words[end], rules)):
            break
        width = _ends(rules.dates.since, words, end)
        if width:
            return SINCE, end - width
        width = _ends(rules.dates.until, words, end)
        if width and (last is not None or not _slight(words[end - 1], 2)):
            return UNTIL, end - width
        width = _ends(rules.dates.opening, words, end)
        # A slight word (de, von) opens a span only when another year closes it.
        if width and (not _slight(words[end - 1], 3) or (back == 0 and _range_follows(words, begin))):
            return SINCE, end - width
    dash = begin + 1 < len(words) and text[words[begin].end : words[begin + 1].start].strip() in ("–", "-", "—")
    if dash and words[begin + 1].text.isdecimal() and len(words[begin + 1].text) == 4:
        return SINCE, begin
    return IN, begin


def _slight(word: Word, letters: int) -> bool:
    """Whether a tying word is so short that it does a dozen other things as well: a, de, to, von."""
    return len(word.norm) <= letters


def _loose(word: Word, rules: LanguageRules) -> bool:
    """Whether a word may stand between a tie and its date: an article, early, the beginning of."""
    rough = (rules.dates.early, rules.dates.mid, rules.dates.late)
    return word.norm in rules.stopwords or any(table.has((word,)) for table in rough) or len(word.norm) <= 4


def _range_follows(words: Sequence[Word], begin: int) -> bool:
    """Whether a second year stands within five words, as in "de 2016 a 2019"."""
    year = next((p for p in range(begin, min(begin + 3, len(words))) if len(words[p].text) == 4), begin)
    return any(len(w.text) == 4 and w.text.isdecimal() for w in words[year + 1 : begin + 6])
