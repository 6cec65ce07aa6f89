"""Numbers in digits and words, with unit and rounding, in five languages."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.grounding.figures import figure
from jobwise.domain.generations.grounding.numbers import Quantity
from jobwise.domain.generations.grounding.reading import read, rounds
from jobwise.domain.generations.grounding.sentences import sentences
from jobwise.infrastructure.claim_rules import load_rules
from tests.support.soak import examples


def numbers(language: str, text: str) -> list[Quantity]:
    rules = load_rules(language).own
    assert rules is not None
    return [number for sentence in sentences(text) for number in read(sentence, text, rules).numbers]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "I served 85 guests", 85, ""),
        ("en", "used by 50,000 people", 50_000, ""),
        ("en", "used by 50k people", 50_000, ""),
        ("en", "3.2 million requests", 3_200_000, ""),
        ("en", "two and a half million riders", 2_500_000, ""),
        ("en", "three dozen recipes", 36, ""),
        ("en", "half a dozen recipes", 6, ""),
        ("en", "two hundred and fifty readers", 250, ""),
        ("en", "three quarters of a million readers", 750_000, ""),
        ("en", "a budget of €7.4m", 7_400_000, "money"),
        ("en", "three school years", 3, "year"),
        ("en", "two fifths of the tests", Fraction(2, 5), "part"),
        ("en", "a quarter of the waste", Fraction(1, 4), "part"),
        ("en", "one in three pupils", Fraction(1, 3), "part"),
        ("en", "sales doubled", 2, "times"),
        ("en", "fell by 18%", Fraction(18, 100), "percent"),
        ("en", "٤٧ beds", 47, ""),
        ("en", "४७ beds", 47, ""),
        ("en", "４７ beds", 47, ""),
        ("de", "zweiundzwanzig Häuser", 22, ""),
        ("de", "hundertfünfzig Kunden", 150, ""),
        ("de", "fünfundvierzigtausend Kunden", 45_000, ""),
        ("de", "dreieinhalb Jahre", Fraction(7, 2), "year"),
        ("de", "50.000 Nutzer", 50_000, ""),
        ("de", "2,3 Millionen Euro", 2_300_000, "money"),
        ("de", "zwei Drittel der Kosten", Fraction(2, 3), "part"),
        ("de", "um 12 Prozent", Fraction(12, 100), "percent"),
        ("fr", "vingt-deux lits", 22, ""),
        ("fr", "soixante-dix élèves", 70, ""),
        ("fr", "soixante et onze élèves", 71, ""),
        ("fr", "quatre-vingts clients", 80, ""),
        ("fr", "quatre-vingt-dix-huit clients", 98, ""),
        ("fr", "dix-huit ponts", 18, ""),
        ("fr", "quatre ans et demi", Fraction(9, 2), "year"),
        ("fr", "12 000 abonnés", 12_000, ""),
        ("es", "ciento cuarenta cuadros", 140, ""),
        ("es", "treinta y seis recetas", 36, ""),
        ("es", "850.000 euros", 850_000, "money"),
        ("es", "la quinta parte", Fraction(1, 5), "part"),
        ("pt", "vinte e dois alunos", 22, ""),
        ("pt", "cento e quarenta quadros", 140, ""),
        ("pt", "900 mil clientes", 900_000, ""),
        ("pt", "dois milhões e meio de clientes", 2_500_000, ""),
        ("pt", "duas décadas", 2, "decade"),
    ],
)
def test_a_number_is_read(language: str, text: str, value: int | Fraction, unit: str) -> None:
    found = numbers(language, text)
    assert [(number.value, number.unit) for number in found] == [(value, unit)]


@pytest.mark.parametrize(
    ("language", "text", "op"),
    [
        ("en", "about 130 pupils", "~"),
        ("en", "almost thirteen years", "<"),
        ("en", "more than a third", ">"),
        ("en", "up to 220 guests", "<="),
        ("en", "at least 30 visits", ">="),
        ("en", "nine years or so", "~"),
        ("de", "gut acht Jahre", ">"),
        ("de", "knapp drei Jahre", "<"),
        ("de", "rund 120 Verfahren", "~"),
        ("fr", "une quinzaine de patients", "~"),
        ("fr", "plus du double", ">"),
        ("es", "unos cuatrocientos palés", "~"),
        ("es", "casi cuatro años", "<"),
        ("pt", "cerca de catorze utentes", "~"),
        ("pt", "quase oito anos", "<"),
        ("en", "130 pupils", "="),
    ],
)
def test_rounding_words_are_read(language: str, text: str, op: str) -> None:
    assert [number.op for number in numbers(language, text)] == [op]


def test_both_figures_of_a_pair_share_unit_and_scale() -> None:
    found = numbers("de", "Der Umsatz stieg von 4,2 auf 6,5 Millionen, der Anteil von 14 auf 9 Prozent")
    assert [number.value for number in found] == [4_200_000, 6_500_000, Fraction(14, 100), Fraction(9, 100)]


def test_years_and_ordinals_are_no_counts() -> None:
    assert numbers("en", "In 2019 I joined the 3rd team") == []


@pytest.mark.parametrize(
    ("op", "said", "known", "fits"),
    [
        ("=", 47, 47, True),
        ("=", 47, 48, False),
        ("~", 130, 128, True),
        ("~", 130, 180, False),
        ("<", 13, 12, True),
        ("<", 13, 14, False),
        ("<", 13, 5, False),
        (">", 7, 8, True),
        (">", 7, 7, True),
        (">", 7, 6, False),
        (">", 7, 20, False),
        ("<=", 220, 220, True),
        (">=", 30, 29, False),
        (">>", 100, 900, True),
    ],
)
def test_rounding_goes_the_right_way_and_not_far(op: str, said: int, known: int, fits: bool) -> None:
    assert rounds(op, Fraction(said), Fraction(known)) is fits


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["en", "de", "fr", "es", "pt"]))
@settings(max_examples=examples(60))
def test_grouped_digits_read_back(value: int, language: str) -> None:
    mark = "," if language == "en" else "."
    assert figure(f"{value:,}".replace(",", mark), language) == value
    assert figure(str(value), language) == value
