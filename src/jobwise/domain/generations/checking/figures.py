"""Numbers of a text however they are written: grouped, with decimals, with k, M or "million", in words."""

import re
from collections.abc import Mapping
from decimal import Decimal

NUMBER = (
    r"(?P<number>(?<!\d)\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d.,]\d|\d)"
    r"|\d+(?:[.,'’\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?)"
    r"(?P<unit>[kKmM](?![^\W\d_])|[\u00a0\u202f ][kKM](?=[\u00a0\u202f ]?[€$£]))?"
)
_GROUPED = re.compile(r"\d{1,3}([.,'’\u00a0\u202f ])\d{3}(?:\1\d{3})*")
_UNITS = {"k": 1_000, "m": 1_000_000}


def value_of(number: str, unit: str) -> str:
    """The value of digits as plain text: "1.150", "1 150" and "1,150" are "1150", "5,2" with "M" is "5200000"."""
    plain = re.sub(r"[.,'’\u00a0\u202f ]", "", number) if _GROUPED.fullmatch(number) else _decimal(number)
    return scaled(plain, _UNITS[unit.strip().lower()]) if unit else plain


def scaled(value: str, scale: int) -> str:
    """The value times the scale."""
    return format((Decimal(value) * scale).normalize(), "f")


def together(first: str, between: str, second: str, joiners: frozenset[str]) -> str:
    """The value of "twenty-five" or "treinta y cinco", empty when the words are two numbers."""
    tens, ones = _whole(first), _whole(second)
    if between.strip(" -‑") not in joiners and between not in ("-", " ", "‑"):
        return ""
    if (tens, ones, between) == (4, 20, "-"):
        return "80"  # French "quatre-vingts"; and so "soixante-dix" and "quatre-vingt-quinze" go beyond nine.
    most = 19 if tens in (60, 80) else 9
    return str(tens + ones) if 20 <= tens <= 90 and tens % 10 == 0 and 1 <= ones <= most else ""


def _whole(value: str) -> int:
    return int(value) if value.isdigit() and len(value) < 4 else 0


def german(units: Mapping[str, int], tens: Mapping[str, int]) -> dict[str, str]:
    """German numbers from 21 to 99, which are one word ("fünfundzwanzig")."""
    return {f"{one}und{ten}": str(value + more) for ten, value in tens.items() for one, more in units.items()}


def _decimal(number: str) -> str:
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return number.lstrip("0") or "0"
    whole = re.sub(r"\D", "", number[:last])
    return f"{whole}.{number[last + 1 :]}"


def close(said: str, known: str, lowest: str, highest: str) -> bool:
    """Whether a value lies between two shares of a known one, both open ("over 1,100" of 1,150)."""
    one, two = Decimal(said), Decimal(known)
    return two * Decimal(lowest) < one < two * Decimal(highest)
