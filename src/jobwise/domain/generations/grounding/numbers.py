"""Numbers as people write them, in digits of any script and in words, with unit and rounding."""

from collections.abc import Sequence
from dataclasses import replace

from jobwise.domain.generations.grounding.lexicon import Word
from jobwise.domain.generations.grounding.number_reader import read_numbers
from jobwise.domain.generations.grounding.quantity import PART, PERCENT, TIMES, UNITS, Quantity
from jobwise.domain.generations.grounding.rules import LanguageRules

__all__ = ["PART", "PERCENT", "TIMES", "UNITS", "Quantity", "quantities"]

_OF_A = 2
"""So many small words may stand between a part and its whole."""


def quantities(words: Sequence[Word], rules: LanguageRules, taken: frozenset[int]) -> list[Quantity]:
    """Every number of a sentence in order; words in `taken` belong to dates and are passed over."""
    return _joined(_shared(read_numbers(words, rules, taken), words, rules), words, rules)


def _joined(found: list[Quantity], words: Sequence[Word], rules: LanguageRules) -> list[Quantity]:
    """Makes one time of years and months: five years and four months."""
    result: list[Quantity] = []
    for number in found:
        last = result[-1] if result else None
        if last is not None and last.unit == "year" and number.unit == "month" and number.value < 12:
            between = words[last.end : number.start]
            if len(between) <= 1 and all(word.norm in rules.numbers.joiners for word in between):
                result[-1] = replace(last, value=last.value + number.value / 12, end=number.end)
                continue
        if last is not None and last.unit == PART and words[number.start].norm in rules.numbers.scales:
            # Three quarters of a million is one figure.
            between = words[last.end : number.start]
            if 0 < len(between) <= _OF_A and all(
                word.norm in rules.stopwords | rules.numbers.articles for word in between
            ):
                result[-1] = replace(number, value=last.value * number.value, start=last.start, op=last.op)
                continue
        result.append(number)
    return result


def _shared(found: list[Quantity], words: Sequence[Word], rules: LanguageRules) -> list[Quantity]:
    """Gives a figure the unit of the one it is paired with: from 14 to 9 per cent, from 9 to 6 days."""
    result = list(found)
    for place in range(len(found) - 1):
        one, other = found[place], found[place + 1]
        between = words[one.end : other.start]
        parted = (between[0] if between else words[other.start]).start - words[one.end - 1].end > 1
        if (
            parted
            or len(between) > 3
            or any(word.norm not in rules.stopwords and word.norm not in rules.numbers.links for word in between)
        ):
            continue
        linked = any(word.norm in rules.numbers.links for word in between)
        if linked and other.scale > 1 and one.scale == 1 and one.value < 1000:
            one = result[place] = replace(one, value=one.value * other.scale, scale=other.scale)
        if one.unit == "" and other.unit == PERCENT:
            result[place] = replace(one, value=one.value / 100, unit=PERCENT)
        elif one.unit == PERCENT and other.unit == "":
            result[place + 1] = replace(other, value=other.value / 100, unit=PERCENT)
        elif linked and one.unit in UNITS and other.unit == "" and _ends_there(other, words, rules):
            # From eleven days to seven.
            result[place + 1] = replace(other, unit=one.unit)
        elif one.unit == "" and other.unit in UNITS and (between or one.value < other.value):
            result[place] = replace(one, unit=other.unit)
    return result


def _ends_there(number: Quantity, words: Sequence[Word], rules: LanguageRules) -> bool:
    """Whether nothing is counted behind a figure: a mark, a small word or the end of the sentence."""
    if number.end >= len(words):
        return True
    after = words[number.end]
    return after.start - words[number.end - 1].end > 1 or after.norm in rules.stopwords
