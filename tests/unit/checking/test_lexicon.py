"""The words of checking: what says the same, and what never does."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise import resources
from jobwise.domain.generations.checking.tokens import Tok
from jobwise.infrastructure.extraction.words import SYNONYMS, check_words
from tests.support.soak import examples


def toks(text: str) -> list[Tok]:
    lexicon = check_words().lexicon
    return [tok for tok in lexicon.read(text) if not lexicon.is_function(tok)]


def same(one: str, two: str) -> bool:
    return all(any(a.same(b) for b in toks(one)) for a in toks(two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Reduced", "Cut"),
        ("Led", "leading"),
        ("carried out", "Conducted"),
        ("Leitete", "Führte"),
        ("Réduit", "Diminué"),
        ("Aumenté", "Incrementé"),
        ("Liderei", "Dirigi"),
        ("1,200", "1.200"),
        ("85k", "85,000"),
        ("six", "6"),
        ("per cent", "%"),
        ("BSc", "Bachelor of Science"),
        ("specialised programme", "specialized program"),
        ("fließend", "FLIESSEND"),
    ],
)
def test_these_say_the_same(one: str, two: str) -> None:
    assert same(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Helped", "Led"),
        ("Unterstützte", "Leitete"),
        ("Participé", "Dirigé"),
        ("Ayudé", "Lideré"),
        ("Apoiei", "Liderei"),
        ("Reduced", "Increased"),
        ("37", "73"),
        ("1.2", "12"),
        ("C", "C++"),
        ("C#", "C++"),
        ("nurses", "submarines"),
        ("four", "five"),
    ],
)
def test_these_do_not(one: str, two: str) -> None:
    assert not same(one, two)


@pytest.mark.parametrize("language", SYNONYMS)
def test_no_group_makes_helping_as_good_as_leading(language: str) -> None:
    data = json.loads(resources.text(f"data/resumes/synonyms.{language}.json"))
    helping, leading = set(data["limiters"]), set(data["lead"])
    assert not [group for group in data["equal"] if helping & set(group) and leading & set(group)]
    assert helping.isdisjoint(data["function"])
    assert set(data["extremes"]).isdisjoint(data["function"])


@settings(max_examples=examples(60))
@given(st.text(max_size=60))
def test_any_text_is_read_in_order(text: str) -> None:
    found = check_words().lexicon.read(text)
    assert all(0 <= tok.start < tok.end <= len(text) for tok in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
