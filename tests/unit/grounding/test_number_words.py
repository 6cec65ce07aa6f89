"""Number words of five languages as one grammar puts them together."""

from fractions import Fraction

import pytest

from jobwise.domain.generations.grounding.numbers import Quantity
from jobwise.domain.generations.grounding.reading import read
from jobwise.domain.generations.grounding.sentences import sentences
from jobwise.infrastructure.claim_rules import load_rules


def numbers(language: str, text: str) -> list[Quantity]:
    rules = load_rules(language).own
    assert rules is not None
    return [number for sentence in sentences(text) for number in read(sentence, text, rules).numbers]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "one hundred and twelve beds", [112]),
        ("en", "two and a half thousand letters", [2500]),
        ("en", "two thousand three hundred and five", [2305]),
        ("en", "half a dozen towns", [6]),
        ("en", "a couple of boats", [2]),
        ("en", "a score of guests", [20]),
        ("en", "between five and six boats", [5, 6]),
        ("en", "about 32 M parcels", [32_000_000]),
        ("de", "zweihundertzehn Boote", [210]),
        ("de", "zweitausenddreihundert Boote", [2300]),
        ("de", "eine halbe Million Briefe", [500_000]),
        ("de", "ein halbes Dutzend Boote", [6]),
        ("de", "zweieinhalb Millionen Briefe", [2_500_000]),
        ("fr", "quatre cent quatre-vingts lettres", [480]),
        ("fr", "quatre-vingt-dix-sept lettres", [97]),
        ("fr", "mille deux cents lettres", [1200]),
        ("fr", "un demi-millier de lettres", [500]),
        ("fr", "une demi-douzaine de bateaux", [6]),
        ("es", "doscientas treinta cartas", [230]),
        ("es", "cuatro millones doscientas mil cartas", [4_200_000]),
        ("es", "medio millar de cartas", [500]),
        ("es", "media docena de barcos", [6]),
        ("es", "entre mil y dos mil cartas", [1000, 2000]),
        ("es", "once barcos", [11]),
        ("pt", "oito mil e quinhentas cartas", [8500]),
        ("pt", "duzentas e dez mil cartas", [210_000]),
        ("pt", "cento e vinte e três cartas", [123]),
        ("pt", "meia dúzia de barcos", [6]),
        ("pt", "entre mil e duas mil cartas", [1000, 2000]),
    ],
)
def test_number_words_make_up_one_number(language: str, text: str, values: list[int]) -> None:
    assert [number.value for number in numbers(language, text)] == values


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "a fifth of the letters", Fraction(1, 5), "part"),
        ("en", "half as long", Fraction(1, 2), "part"),
        ("es", "el once por ciento", Fraction(11, 100), "percent"),
        ("es", "una quinta parte de las cartas", Fraction(1, 5), "part"),
        ("pt", "um terço das cartas", Fraction(1, 3), "part"),
        ("fr", "un tiers des lettres", Fraction(1, 3), "part"),
        ("de", "ein Fünftel der Briefe", Fraction(1, 5), "part"),
    ],
)
def test_parts_of_a_whole_have_their_unit(language: str, text: str, value: Fraction, unit: str) -> None:
    (number,) = numbers(language, text)
    assert (number.value, number.unit) == (value, unit)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my fifth language"),
        ("en", "I sail on the third boat"),
        ("es", "el quinto barco"),
        ("pt", "o quarto barco"),
        ("fr", "le cinquième bateau"),
    ],
)
def test_an_ordinal_is_no_part(language: str, text: str) -> None:
    assert numbers(language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "forty letters each week"),
        ("fr", "55 lettres chaque semaine"),
        ("es", "2.200 cartas semanales"),
        ("pt", "vinte cartas mensais"),
        ("de", "40 Briefe pro Woche"),
    ],
)
def test_a_rate_is_no_stretch_of_time(language: str, text: str) -> None:
    (number,) = numbers(language, text)
    assert number.unit == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "several hundred letters"), ("de", "mehrere hundert Briefe"), ("es", "cientos de cartas")],
)
def test_a_bare_plural_only_says_at_least(language: str, text: str) -> None:
    (number,) = numbers(language, text)
    assert number.op == ">>"
