"""What a posting pays, and never what the company raised, earns or gives on top."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jobwise.domain.jobs.job import Evidence
from jobwise.domain.jobs.posting_rules import PayWords, PostingRules, find_phrase, says, wordset
from jobwise.domain.jobs.reading.layout import Line, Section
from jobwise.domain.shared.values import PayPeriod, PayRange, Span

_CODES = wordset(
    "USD EUR GBP CHF CAD AUD NZD SGD HKD INR JPY CNY RMB BRL MXN PLN CZK SEK NOK DKK HUF RON BGN TRY ZAR AED SAR QAR "
    "ILS THB PHP IDR MYR VND KRW TWD PKR BDT LKR NGN KES EGP ARS CLP COP PEN UAH RUB GEL MAD"
)
_SIGNS = {
    "us$": "USD", "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "s$": "SGD",
    "sg$": "SGD", "hk$": "HKD", "nt$": "TWD", "mx$": "MXN", "r$": "BRL", "€": "EUR", "£": "GBP", "₹": "INR",
    "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₱": "PHP", "₦": "NGN", "₫": "VND", "฿": "THB", "₴": "UAH",
    "zł": "PLN", "zl": "PLN", "kč": "CZK", "fr.": "CHF", "rs.": "INR", "rs": "INR", "euro": "EUR", "euros": "EUR",
    "rmb": "CNY", "reais": "BRL", "dollars": "USD", "pounds": "GBP", "rupees": "INR",
}  # fmt: skip
_SIGN = (
    r"(?:(?:us|ca?d?|au?|nz|sg?|hk|nt|mx|r)?\$|r(?=\d)|[€£¥₹₽₩₺₪₱₦₫฿₴]|zł|zl\b|kč|fr\.|rs\.?|kr\b\.?|euros?\b|dollars\b|pounds\b|reais\b"
    r"|rupees\b|(?:" + "|".join(code.lower() for code in sorted(_CODES)) + r")(?![a-z]))"
)
_AMOUNT = re.compile(
    r"(?:(?<![^\W\d_])(?P<before>"
    + _SIGN
    + r")[ \xa0]?|(?<![\d.,\w]))(?P<number>\d{1,3}(?:[.,'](?:\d{3}|\d{2}(?=[.,]\d{3}))|[ ]\d{3}){1,3}(?!\d)"
    r"(?:[.,]\d{1,2}(?!\d))?|\d{1,7}(?:[.,]\d{1,2}(?!\d))?)"
    r"[ ]?(?P<scale>k€|tsd\.?|thousand|mil\b|lakhs?\b|lacs?\b|lpa\b|l\b|crores?\b|cr\b"
    r"|millions?\b|mio\b|mn\b|bn\b|billions?\b|k\b|m\b|b\b)?"
    r"\+?[ ]?(?P<after>" + _SIGN + r"(?!\d))?"
)
_SCALES = {
    "k": 1000, "k€": 1000, "tsd": 1000, "tsd.": 1000, "thousand": 1000, "mil": 1000, "lakh": 100_000,
    "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "lpa": 100_000, "l": 100_000,
}  # fmt: skip
# "30 days of leave", "75 %" and "40 hours" are no money.
_DIGIT = re.compile(r"\d")
_COUNTED = re.compile(
    r"[ ]?(?:%|\+|(?:working |paid |calendar )?(?:days?|tage?n?|urlaubstage|jours?|días?|dias?|weeks?|wochen?|hours?"
    r"|hrs|yrs?|stunden|std|heures?|horas?|years?|jahre?n?|ans|años|anos|months?|monate?n?|mois|meses|people|employees)\b)"
)
_DASHES = frozenset("-–—~")
_MONTHLY = wordset(
    "BRL PLN MXN HUF CZK RON ARS COP CLP RUB UAH CNY THB PHP VND IDR MYR TRY PKR EGP BDT LKR NGN KES PEN"
)
_BOUNDS = {PayPeriod.YEAR: (7_000, 3_000_000), PayPeriod.MONTH: (250, 100_000), PayPeriod.WEEK: (80, 15_000),
           PayPeriod.DAY: (30, 6_000), PayPeriod.HOUR: (3, 1_000)}  # fmt: skip
_WIDE = wordset(
    "INR JPY KRW HUF IDR VND COP CLP RUB NGN KES PKR LKR BDT ARS CZK THB PHP TWD UAH CNY SEK NOK DKK MXN ZAR"
)
_DOLLARS = wordset("USD CAD AUD NZD SGD HKD")
_BEFORE, _AFTER, _ALONE = 70, 45, 120
_HOURS = re.compile(r"\d[ ]?(?:hours?|hrs|std\.?|stunden)\b[ ]?(?:/|per|a|pro|die)?[ ]?(?:week|woche)?")


@dataclass(frozen=True, slots=True)
class _Money:
    start: int
    end: int
    value: Decimal
    currency: str
    scale: int


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands around an amount: the period named, the words before it, the marks right behind it."""

    period: PayPeriod | None
    before: str
    tail: str


@dataclass(frozen=True, slots=True)
class _Offer:
    score: int
    pay: PayRange
    start: int
    end: int


def read_pay(lines: list[Line], rules: PostingRules, home: str) -> tuple[PayRange, Evidence] | None:
    """The best supported pay of the posting; `home` is the currency of its place, empty when unknown."""
    best: tuple[_Offer, Line] | None = None
    for number, line in enumerate(lines):
        if not _DIGIT.search(line.low):
            continue
        heading = lines[number - 1] if number and len(lines[number - 1].text) <= 60 else None
        strong = rules.labels.get(line.label) == "pay" or (
            heading is not None and says(heading.low, rules.pay.cues) and not says(heading.low, rules.pay.misleading)
        )
        for offer in _offers(line, rules.pay, home, strong):
            if best is None or offer.score > best[0].score:
                best = (offer, line)
    if best is None:
        return None
    offer, line = best
    span = Span(line.start + offer.start, line.start + offer.end)
    return offer.pay, Evidence(round(min(0.95, 0.5 + 0.08 * offer.score), 2), line.text[offer.start : offer.end], span)


def _offers(line: Line, words: PayWords, home: str, strong: bool) -> list[_Offer]:
    amounts = _amounts(line.low, home)
    out: list[_Offer] = []
    at = 0
    while at < len(amounts):
        low, high = amounts[at], None
        if at + 1 < len(amounts) and _joined(line.low[low.end : amounts[at + 1].start], words):
            high = amounts[at + 1]
        offer = _judged(line, (low, high), words, home, strong)
        if offer is not None:
            out.append(offer)
        at += 2 if high is not None else 1
    return out


def _amounts(low: str, home: str) -> list[_Money]:
    out: list[_Money] = []
    for match in _AMOUNT.finditer(low):
        value = _number(match["number"])
        scale = _SCALES.get(match["scale"] or "", 0)
        ordinal = low[match.end("number") : match.end("number") + 2] in {"st", "nd", "rd", "th"}
        counted = not match["before"] and not match["after"] and _COUNTED.match(low, match.end("number"))
        if value is None or (match["scale"] and not scale) or ordinal or counted:
            continue
        sign = match["before"] or match["after"] or ("€" if match["scale"] == "k€" else "")
        currency = _currency(sign, home)
        if not currency and match["scale"] in {"lpa", "lakh", "lakhs", "lac", "lacs"}:
            currency = "INR"
        out.append(_Money(match.start(), match.end(), value, currency, scale))
    return out


def _number(said: str) -> Decimal | None:
    parts = re.split(r"[.,' ]", said)
    if len(parts) > 1 and len(parts[-1]) == 3:
        return Decimal("".join(parts))
    if len(parts) > 1 and len(parts[-1]) < 3:
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return Decimal("".join(parts))


def _currency(sign: str, home: str) -> str:
    if sign == "$":
        return home if home in _DOLLARS else "USD"
    if sign == "r":
        return "ZAR" if home == "ZAR" else ""
    if sign == "¥":
        return "CNY" if home == "CNY" else "JPY"
    if sign.startswith("kr"):
        return home if home in {"SEK", "NOK", "DKK", "ISK"} else "SEK"
    if sign.upper() in _CODES:
        return "CNY" if sign == "rmb" else sign.upper()
    return _SIGNS.get(sign, "")


def _joined(gap: str, words: PayWords) -> bool:
    """Whether only a dash or a joining word, and perhaps a period, stands between two amounts."""
    if len(gap) > 30:
        return False
    bare = gap.strip(" ,()")
    for period in words.periods:
        if bare.startswith(period) and not bare[len(period) : len(period) + 1].isalpha():
            bare = bare[len(period) :].strip(" ,()")
            break
    return bare in _DASHES or bare in words.joins


def _judged(line: Line, pair: tuple[_Money, _Money | None], words: PayWords, home: str, strong: bool) -> _Offer | None:
    low, high = pair
    end = high.end if high else low.end
    before, after = line.low[max(0, low.start - _BEFORE) : low.start], line.low[end : end + _AFTER]
    # "1,500 + meal voucher": the plus belongs to what follows, though an amount takes it ("90k+").
    after = f"+{after}" if line.low[:end].rstrip().endswith("+") else after
    if _is_other_money(before, after, words):
        return None
    cued = strong or says(before, words.cues) or says(after, words.cues) or _stands_alone(line, before, after, words)
    explicit = _period(before, line.low[low.end : high.start] if high else "", after, words)
    currency = low.currency or (high.currency if high else "")
    score = 3 * strong + 2 * cued + 2 * (high is not None) + (explicit is not None) + bool(currency)
    if not currency:
        named = strong or explicit is not None or (high is not None and high.scale > 0)
        sure = cued and named and (high is not None or explicit is not None)
        currency = home if sure else ""
    if not currency or not (cued or (explicit is not None) or (high is not None and line.section is not Section.ABOUT)):
        return None
    pay = _range(pair, _Said(explicit, before, line.low[end - 1 : end + 2]), currency, words)
    return _Offer(score, pay, _left(line.low, low), end) if pay is not None else None


def _stands_alone(line: Line, before: str, after: str, words: PayWords) -> bool:
    """Whether an amount is all that a line at the top says, or a piece of it between separators."""
    if line.section is not Section.TOP or len(line.low) > _ALONE:
        return False
    bare = before.rstrip()
    for phrase in (*words.starts, *words.ends):
        bare = bare.removesuffix(phrase).rstrip()
    rest = after.strip()
    return (not bare or bare[-1] in "|·•") and (not rest or rest[0] in "|·•+")


def _left(low: str, money: _Money) -> int:
    start = money.start
    while start < money.end and low[start].isspace():
        start += 1
    return start


def _is_other_money(before: str, after: str, words: PayWords) -> bool:
    """Whether the nearest word that explains the amount speaks of funding, a bonus, a benefit or the like."""
    # Hours behind a number explain that one; of two phrases that end together the longer one counts.
    before = _HOURS.sub(" ", before)
    nothing = (-1, 0)
    other = max(((_last(before, one), len(one)) for one in words.misleading if one in before), default=nothing)
    cue = max(((_last(before, one), len(one)) for one in words.cues if one in before), default=nothing)
    if other[0] >= 0 and other >= cue:
        return True
    near = re.split(r"[,;.+()]|\bplus\b|\band\b|\bund\b|\bet\b|\by\b", after, maxsplit=1)[0][:28]
    return says(near, words.misleading)


def _last(text: str, phrase: str) -> int:
    at = text.rfind(phrase)
    return at + len(phrase) if at >= 0 and find_phrase(text, phrase) >= 0 else -1


def _period(before: str, between: str, after: str, words: PayWords) -> PayPeriod | None:
    """The period named nearest to the amount: between or right after it, else before it."""
    best: tuple[int, str] | None = None
    for phrase, period in words.periods.items():
        for text, bias in ((between, 0), (after[:32], 4)):
            at = find_phrase(text, phrase) if phrase in text else -1
            if at >= 0 and (best is None or at + bias < best[0]):
                best = (at + bias, period)
    if best is None:
        for phrase, period in words.periods.items():
            at = _last(before, phrase) if phrase in before else -1
            if at >= 0 and len(phrase) > 3 and (best is None or len(before) - at < best[0]):
                best = (len(before) - at, period)
    return PayPeriod(best[1]) if best else None


def _range(pair: tuple[_Money, _Money | None], said: _Said, currency: str, words: PayWords) -> PayRange | None:
    low, high = pair
    period, before, tail = said.period, said.before, said.tail
    # "120-150k" scales both ends; "120k-150" does too.
    scale_low = low.scale or (high.scale if high and high.scale and low.value < 1000 else 1) or 1
    scale_high = (high.scale or (low.scale if low.scale and high.value < 1000 else 1) or 1) if high else 1
    least: Decimal | None = low.value * scale_low
    most: Decimal | None = high.value * scale_high if high else least
    if least is None or most is None or least > most:
        return None
    period = (
        period if period is not None and _fits(most, period, currency) else _supposed(most, currency, low.scale > 0)
    )
    if period is None or not _fits(least, period, currency):
        return None
    if high is None:
        if _ends_with(before, words.ends):
            least = None
        elif _ends_with(before, words.starts) or "+" in tail:
            most = None
    return PayRange(_plain(least), _plain(most), currency, period)


def _fits(value: Decimal, period: PayPeriod, currency: str) -> bool:
    least, most = _BOUNDS[period]
    return least <= value <= most * (200 if currency in _WIDE else 1)


def _supposed(value: Decimal, currency: str, scaled: bool) -> PayPeriod | None:
    if currency in _MONTHLY and not scaled and 500 <= value < 90_000:
        return PayPeriod.MONTH
    if value >= 10_000:
        return PayPeriod.YEAR if _fits(value, PayPeriod.YEAR, currency) else None
    if 7 <= value <= 200:
        return PayPeriod.HOUR
    return PayPeriod.MONTH if currency not in _DOLLARS | {"GBP"} and value >= 600 else None


def _ends_with(before: str, phrases: tuple[str, ...]) -> bool:
    bare = before.rstrip(" :(")
    return any(bare.endswith(phrase) and not bare[: -len(phrase)][-1:].isalpha() for phrase in phrases)


def _plain(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
