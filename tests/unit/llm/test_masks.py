"""T43: what is a person's own does not leave, and comes back where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.profiles.profile import Location, OnlineProfile, PersonalInfo
from jobwise.domain.prompts.masks import NO_MASKS, Masks, masks_of

MIRA = PersonalInfo(
    name="Mira Solveig Tønnesen",
    email="mira.tonnesen@example.org",
    phone="+47 22 55 01 38",
    url="https://miras-hjem.example.org",
    image="https://example.org/mira.jpg",
    location=Location(address="Fjordgata 17B", postal_code="0150", city="Oslo"),
    online=(OnlineProfile("o1", "GitHub", "miratonnesen", "https://github.example.com/miratonnesen"),),
)
MASKS = masks_of(MIRA)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I am Mira Solveig Tønnesen.", "I am {{NAME}}."),
        ("MIRA  SOLVEIG TØNNESEN", "{{NAME}}"),
        ("Tønnesen, Mira", "{{NAME_3}}, {{NAME_1}}"),
        ("Write to mira.tonnesen@example.org today", "Write to {{EMAIL}} today"),
        ("Write to Mira.Tonnesen@Example.org", "Write to {{EMAIL}}"),
        ("Ask jobs@bakery.example", "Ask {{CONTACT}}"),
        ("Call +47 22 55 01 38 now", "Call {{PHONE}} now"),
        ("Call 22550138 now", "Call {{PHONE}} now"),
        ("Call 22-55-01-38 now", "Call {{PHONE}} now"),
        ("Call (415) 555-0132 now", "Call {{PHONE}} now"),
        ("Call 415-555-0132 now", "Call {{PHONE}} now"),
        ("Tel. 030 / 1234567", "Tel. {{PHONE}}"),
        ("I live in Fjordgata 17B, 0150 Oslo.", "I live in {{ADDRESS}}, {{ADDRESS}}."),
        ("See https://miras-hjem.example.org/cv?x=1 please", "See {{LINK}} please"),
        ("See github.example.com/miratonnesen", "See {{LINK}}"),
        ("My handle is miratonnesen", "My handle is {{LINK}}"),
        ("Born 14 March 1988 in Bergen", "Born {{BIRTH}} in Bergen"),
        ("Geboren am 14.03.1988", "Geboren am {{BIRTH}}"),
        ("Née le 14/03/1988", "Née le {{BIRTH}}"),
        ("Nacida el 14-03-1988", "Nacida el {{BIRTH}}"),
        ("Nascido em 14 de março de 1988", "Nascido em {{BIRTH}}"),
        ("Date of birth: March 14, 1988", "Date of birth: {{BIRTH}}"),
        ("SSN 123-45-6789", "SSN {{ID}}"),
        ("018f3c2e-7b1a-7c3d-9e4f-0123456789ab", "{{ID}}"),
    ],
)
def test_what_is_a_persons_own_is_masked(text: str, shown: str) -> None:
    assert MASKS.hide(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "From 01/2019 to 03/2020 at a bakery in Oslo",
        "01.02.2019 - 03.04.2020",
        "2019-04 - 2020-05",
        "Raised revenue by 1,200,000 in 2019",
        "0.5 % of 10 000 000 orders",
        "Node.js, ASP.NET and CI/CD",
        "Grant writing for a museum",
        "Born leader of a team of 12 since 2019",
        "ISO 9001:2015 and 27001",
    ],
)
def test_other_words_and_numbers_stay(text: str) -> None:
    assert MASKS.hide(text) == text


def test_names_come_back_part_by_part() -> None:
    text = "Mira kept the books. Yours, Mira Solveig Tønnesen, mira.tonnesen@example.org"
    assert MASKS.fill(MASKS.hide(text)) == text


def test_what_has_no_value_leaves_nothing_behind() -> None:
    assert MASKS.fill("Call {{PHONE}} or {{NAME_9}}{{MADE_1}}.") == "Call  or ."
    assert NO_MASKS.fill("{{NAME}}") == ""


def test_masks_do_not_show_what_they_hide() -> None:
    assert "Mira" not in repr(MASKS)
    assert "2255" not in repr(MASKS)


@given(
    st.text(max_size=200), st.sampled_from(["Mira Solveig Tønnesen", "mira.tonnesen@example.org", "+47 22 55 01 38"])
)
def test_no_words_around_bring_a_value_out(around: str, value: str) -> None:
    assert value not in MASKS.hide(f"{around} {value} {around}")


@given(st.text(max_size=300))
def test_whoever_has_no_values_keeps_every_text_that_looks_like_none(text: str) -> None:
    plain = "".join(char for char in text if char.isalpha() or char == " ")
    assert Masks().hide(plain) == plain or any(word in plain.casefold() for word in ("born", "birth"))
