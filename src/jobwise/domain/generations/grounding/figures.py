"""The value of one run of digits, and of number words that make up one number."""

import re
from fractions import Fraction

from jobwise.domain.generations.grounding.rules import NumberRules


def compound(word: str, numbers: NumberRules) -> Fraction | None:
    """German numbers written as one word: zweiundzwanzig, hundertfünfzig, dreieinhalb."""
    if word.endswith("einhalb") and word != "einhalb":
        left = numbers.words.get(word.removesuffix("einhalb")) or compound(word.removesuffix("einhalb"), numbers)
        return Fraction(left) + Fraction(1, 2) if left else None
    if word in ("anderthalb", "eineinhalb"):
        return Fraction(3, 2)
    for mark, size in (("tausend", 1000), ("hundert", 100)):
        if mark in word and word != mark:
            left_text, right_text = word.split(mark, 1)
            left = _piece(left_text, numbers, 1)
            right = _piece(right_text, numbers, 0)
            return left * size + right if left is not None and right is not None else None
    if "und" in word:
        ones, tens = word.split("und", 1)
        one, ten = numbers.words.get(ones), numbers.words.get(tens)
        if one is not None and ten is not None and 1 <= one <= 9 and ten >= 20 and ten % 10 == 0:
            return Fraction(one + ten)
    return None


def _piece(text: str, numbers: NumberRules, empty: int) -> Fraction | None:
    if not text:
        return Fraction(empty)
    if text in numbers.scales:
        return Fraction(numbers.scales[text])
    known = numbers.words.get(text)
    return Fraction(known) if known is not None else compound(text, numbers)


_GROUPS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009'’.,]\d{3})+")


def figure(text: str, language: str) -> Fraction | None:
    """The value of a run of digits with its separators; None when it is no plain number (a time, a version)."""
    if not text[0].isdecimal():
        return None
    digits = "".join(str(int(char)) if char.isdecimal() else char for char in text)
    digits = re.sub(r"[ \u00a0\u202f\u2009'’]", "", digits)
    if ":" in digits:
        return None
    point, group = (".", ",") if language == "en" else (",", ".")
    if digits.count(point) > 1 and _GROUPS.fullmatch(digits):
        digits = digits.replace(point, "")
    if group in digits and not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?", digits):
        if digits.count(group) > 1 or point in digits:
            return None
        return Fraction(digits.replace(group, "."))
    digits = digits.replace(group, "").replace(point, ".")
    return Fraction(digits) if digits.count(".") <= 1 else None
