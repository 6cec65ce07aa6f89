"""What speaks against a figure, a stretch of time or a date: a true one that the letter leaves out for it."""

from dataclasses import replace
from fractions import Fraction

from jobwise.domain.generations.grounding.check_numbers import clash, fits
from jobwise.domain.generations.grounding.check_years import SPANS, of_years, takes_back
from jobwise.domain.generations.grounding.claims import Claim
from jobwise.domain.generations.grounding.counting import LISTED
from jobwise.domain.generations.grounding.evidence import Letter, Told
from jobwise.domain.generations.grounding.facts import SCHOOL
from jobwise.domain.generations.grounding.known import RATIOS, Known, in_unit, rounded
from jobwise.domain.generations.grounding.numbers import PART, PERCENT, Quantity
from jobwise.domain.generations.grounding.reading import STAFF, rounds, telling

_BIG = 13
"""From here on a number is no count of the few things a letter names itself."""
_FAR = 12
"""A value more than so many times larger or smaller stands for another thing."""
_FEW = 3
_AROUND = 4
_DIGITS = 4
_LIFE = 50
_WITH = frozenset(("with", "mit", "avec", "con", "com"))
_OF = frozenset(("of", "de", "d"))
_TRAINING = ("apprentic", "apprentiss", "aprendiz", "ausbildung", "lehrzeit", "lehrjahr", "formacion", "formacao")
_A_MONTH = {"year": Fraction(1, 12), "month": Fraction(1), "week": Fraction(52, 12)}
_MONTHS = {"decade": 120, "year": 12, "month": 1}
_SLACK, _SLACK_PART = 6, 12
"""A stretch of time told is off by half a year or the twelfth part of it at most."""
_OFF = Fraction(1, 5)
"""A part told is rounded by less than this."""
_FIGURE = 2
"""What a figure alone counts of what a sentence shares with a fact."""
_LINKED = 1
_SURE = 2
"""So many things shared tie a figure to a fact, where the entry is the same, and where it is not."""


def number_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a figure displaces a true one, or is a large one asserted of the writer that no source has."""
    number = _number(claim, told)
    if number is None:
        return True
    if _in_years(number, told):
        return time_stands_against(claim, told, letter)
    frame = told.framed.frame(number.start)
    own = frame.claims_own or (told.framed.any("own") and not (frame.wish or frame.yours or frame.applies))
    head = told.framed.reading.head(number)
    if number.unit == "hour" and _of_a_course(number, letter):
        return False
    if (
        _of_speech(number, told)
        or _in_parts(number, told, letter)
        or (told.conditional(frame) and not (frame.own and frame.deed))
    ):
        return False
    if head & LISTED and number.end - number.start == 1 and not number.unit and number.value > _FEW:
        return not frame.yours
    displaced = any(_displaced(number, known, told, letter) for known in letter.held)
    mine = frame.own and not frame.wish and (frame.deed or (displaced and not frame.yours))
    if not mine and any(_same(number, known) for known in letter.posted):
        return False
    if told.hypothetical and any(_same(other, k) for other in told.framed.reading.numbers for k in letter.posted):
        return False
    if displaced:
        return own or frame.deed or not frame.yours
    if number.unit in RATIOS and number.unit != PERCENT:
        return number.unit == PART and _miscounted(number, told, letter)
    if frame.yours and not frame.deed and head and not any(_same(number, known) for known in letter.posted):
        return any(_alike(number, known, head) and telling(head) & telling(known.head) for known in letter.posted)
    if number.value * (100 if number.unit == PERCENT else 1) < _BIG and not number.unit:
        return False
    if any(_same(number, known) and not clash(head, known.head) for known in letter.held) or _in_a_name(
        number, told, letter
    ):
        return False
    if not told.framed.reading.rate(number) and _added_up(number, letter):
        return False
    if not number.unit and not _counts(number, told):
        return False
    if told.framed.any("yours") and not frame.own:
        return False
    return own or frame.deed or (bool(told.entries) and not frame.yours)


def _added_up(number: Quantity, letter: Letter) -> bool:
    """Whether a round count is what a rate of the profile comes to over the time of its entry."""
    if number.unit or number.value < _BIG or number.value % 10:
        return False
    for known in letter.held:
        span = letter.context.held.items[known.item].months(letter.context.as_of) if known.item >= 0 else None
        if span is None or known.unit:
            continue
        rates = [_A_MONTH[unit] for unit in sorted(known.near & _A_MONTH.keys())]
        if any(rounds("~", number.value, known.value * rate * (span[1] - span[0])) for rate in rates):
            return True
    return False


def _miscounted(number: Quantity, told: Told, letter: Letter) -> bool:
    """Whether a part is far from all that follows from the fact whose figures the sentence tells."""
    values = {other.value for other in told.framed.reading.numbers if other is not number}
    pairs = [k.path for k in letter.held if k.value in values and k.unit != PART]
    facts = {path for path in pairs if pairs.count(path) > 1}
    parts = [known.value for known in letter.derived if known.path in facts and known.unit == PART]
    words = told.framed.words
    rest = number.end < len(words) and words[number.end].norm in told.framed.reading.rules.numbers.part_of
    values = {value for part in parts for value in ((part, 1 - part) if rest else (part,))}
    return bool(parts) and all(abs(value - number.value) > _OFF for value in values)


def _number(claim: Claim, told: Told) -> Quantity | None:
    place = told.place(claim)
    return next((n for n in told.framed.reading.numbers if n.start <= place < n.end), None)


def _same(number: Quantity, known: Known) -> bool:
    """Whether the values are the same, whatever they count; parts are round by nature."""
    if number.unit == PART and known.unit in (PART, PERCENT):
        return rounds("~", number.value, known.value)
    if number.unit in RATIOS or known.unit in RATIOS:
        return fits(number, known, loose=True)
    return rounded(number.op, number.value, known.value)


def _displaced(number: Quantity, known: Known, told: Told, letter: Letter) -> bool:
    """Whether a held figure of the same kind is told nowhere in the letter and belongs to what the sentence tells."""
    reading = told.framed.reading
    head = reading.head(number)
    if not _alike(number, known, head) or _same(number, known) or _told(known, letter, number):
        return False
    if clash(head, known.head):
        return False
    fact = letter.facts.get(known.path)
    if fact is None:
        return False
    before = reading.about(max(0, number.start - _AROUND), number.start)
    counted = telling(head) & telling(known.head) or ((head or before) & STAFF and known.head & STAFF)
    frame = told.framed.frame(number.start)
    shared = letter.shared(told, fact, frame.start, frame.end) + bool(counted)
    shared = max(shared, letter.shared(told, fact) - 1)
    small = number.value < _BIG and number.value.denominator == 1 and not number.unit and not counted
    if small and not _counts(number, told):
        return False
    if known.item in told.entries and not small:
        shared += bool(known.unit) and known.unit != PERCENT
        return shared >= _LINKED
    return shared >= (_LINKED if number.unit == PART and known.unit == PERCENT else _SURE)


def _of_speech(number: Quantity, told: Told) -> bool:
    """Whether a round number is a way of speaking: the last hundred, the first thousand."""
    rules, words = told.framed.reading.rules, told.framed.words
    before = words[max(0, number.start - 2) : number.start]
    round_word = number.end - number.start == 1 and words[number.start].norm in rules.numbers.scales
    return round_word and any(word.norm in rules.numbers.definite for word in before)


def _in_a_name(number: Quantity, told: Told, letter: Letter) -> bool:
    """Whether the profile has the very digits where no figure is read: in a licence, a norm."""
    written = told.framed.words[number.start].norm
    if number.unit or any(known.value == number.value for known in letter.held):
        return False
    return written.isdecimal() and written in letter.context.held.words


def _counts(number: Quantity, told: Told) -> bool:
    """Whether a thing is counted right behind the number: the clause does not end there or go on with a small word."""
    words = told.framed.words
    if number.end >= len(words):
        return False
    gap = told.framed.text[words[number.end - 1].end : words[number.end].start]
    after = words[number.end]
    return not gap.strip() and (after.norm in _OF or after.norm not in told.framed.reading.rules.stopwords)


def _told(known: Known, letter: Letter, number: Quantity) -> bool:
    """Whether the letter, but for `number`, tells the figure: its value, and for a small one more of its fact."""
    scale = {known.value, known.value * 100, known.value / 100} if known.unit in RATIOS else {known.value}
    if known.value < _BIG and known.unit and known.unit not in RATIOS:
        return known.value in letter.values
    if known.value >= _BIG or known.unit:
        return any(said in scale or (said != number.value and rounds("~", said, known.value)) for said in letter.values)
    fact = letter.facts.get(known.path)
    return fact is not None and any(
        known.value in values and letter.shared(one, fact) > _FIGURE for one, values in letter.sentences
    )


def _alike(number: Quantity, known: Known, head: frozenset[str]) -> bool:
    """Whether two figures are of one kind: the same unit, be it a word apart, and not of another order."""
    loose = {number.unit, known.unit} & {""} and {number.unit, known.unit} & {"money", PERCENT}
    ratios = {number.unit, known.unit} == {PART, PERCENT}
    if number.unit != known.unit and not (loose or ratios) and (number.unit or known.unit not in head):
        return False
    if known.value <= 0 or number.value <= 0:
        return False
    ratio = number.value / known.value
    return bool(telling(head) & telling(known.head)) or Fraction(1, _FAR) <= ratio <= _FAR


def _in_parts(number: Quantity, told: Told, letter: Letter) -> bool:
    """Whether the number is one half of a larger one that the sources have: eight thousand and five hundred."""
    known = {one.value for one in (*letter.held, *letter.posted)}
    joiners = told.framed.reading.rules.numbers.joiners
    for other in told.framed.reading.numbers:
        first, last = sorted((number, other), key=lambda one: one.start)
        between = told.framed.words[first.end : last.start]
        if other is number or len(between) > 1 or any(word.norm not in joiners for word in between):
            continue
        if first.value + last.value in known:
            return True
        whole = first.value * last.value
        if first.unit == PART and any(rounds("~", whole, one) for one in known):
            return True
    return False


def time_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether years are told of the writer; weeks and months only where they displace others."""
    number = _number(claim, told)
    if number is None:
        return True
    if not number.unit:
        number = replace(number, unit="year")
    frame = told.framed.frame(number.start)
    if _is_age(number, told) or (told.conditional(frame) and not frame.deed):
        return False
    if _is_a_year(number, told) or _of_a_course(number, letter):
        return False
    if number.unit in ("year", "decade", "month") and _lasted(number, told, letter):
        return False
    if any(
        rounds("~", number.value, value)
        for known in letter.held
        for value in (known.value, *in_unit(known, number.unit))
    ):
        return number.unit in SPANS - {"week", "month"} and number.value > 1
    if frame.yours and not frame.own:
        return False
    if number.unit in ("week", "month") and number.value < _BIG:
        return any(_displaced(number, known, told, letter) for known in letter.held)
    bare = not (told.framed.any("yours") or told.framed.any("wish") or told.framed.any("applies"))
    mine = frame.own or frame.deed or frame.carried or told.framed.any("own") or bare
    return mine and not (frame.wish and not frame.deed)


def _in_years(number: Quantity, told: Told) -> bool:
    """Whether a number without a unit counts years all the same, and no little thing: nine and a half of them at."""
    words, rules = told.framed.words, told.framed.reading.rules
    if number.unit or number.value > _LIFE or not of_years(number, told.framed):
        return False
    if number.value.denominator == 2 or takes_back(number, told.framed):
        return True
    after = words[number.end].norm if number.end < len(words) else ""
    timed = any(other.unit in SPANS for other in told.framed.reading.numbers)
    return timed and number.value > _FEW and (after in rules.at or after in _WITH)


def _is_a_year(number: Quantity, told: Told) -> bool:
    """Whether four digits before a word of time are a year: the 2019 school year."""
    written = told.framed.words[number.start].text
    return len(written) == _DIGITS and written.isdecimal() and written.startswith(("19", "20"))


def _of_a_course(number: Quantity, letter: Letter) -> bool:
    """Whether an entry of the schooling or a certificate is told to have taken these weeks or months."""
    return any(
        other.unit == number.unit and other.value == number.value
        for fact in letter.context.held.texts
        if fact.path.startswith(("education/", "certifications/"))
        for reading in fact.readings
        for other in reading.numbers
    )


def _is_age(number: Quantity, told: Told) -> bool:
    """Whether the years are how old those are whom one works with: children of sixteen years."""
    reading = told.framed.reading
    first, last = max(0, number.start - _AROUND), min(number.end + 2, len(reading.words))
    near = reading.words[first : number.start] + reading.words[number.end - 1 : last]
    return number.unit == "year" and reading.rules.ages.has(near)


def _lasted(number: Quantity, told: Told, letter: Letter) -> bool:
    """Whether the years are those of a course, or those since training for the trade began, and are told as such."""
    context, framed = letter.context, told.framed
    trained = any(word.norm.startswith(_TRAINING) for word in framed.words)
    if not (trained or framed.reading.rules.degrees.has(framed.words)):
        return False
    said = number.value * _MONTHS[number.unit]
    slack = max(Fraction(_SLACK), said / _SLACK_PART)
    for item in context.held.items:
        span = item.months(context.as_of) if item.kind == SCHOOL else None
        if span is not None and any(
            abs(length - said) <= slack
            for length in (span[1] - span[0], *((context.as_of.months - span[0],) if trained else ()))
        ):
            return True
    return False
