"""The word tables of the five languages: complete, alike, and found by the letter's own words."""

import pytest

from jobwise import resources
from jobwise.domain.generations.grounding.rules import LANGUAGES, UNKNOWN
from jobwise.infrastructure.claim_rules import language_of, load_rules


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_the_same_things(language: str) -> None:
    data, english = resources.parsed(f"data/claims/{language}.json"), resources.parsed("data/claims/en.json")
    assert set(data) == set(english)
    for table in ("concepts", "roles", "levels", "fields", "deeds", "extent", "tongues", "fluency", "commitments"):
        assert set(data[table]) == set(english[table]), table
        assert all(data[table].values()), table


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_load_for_every_language(language: str) -> None:
    rules = load_rules(language)
    assert rules.language == language
    assert rules.own is not None and rules.own.language == language


def test_an_unknown_language_has_no_rules() -> None:
    rules = load_rules("pl")
    assert rules.language == UNKNOWN
    assert rules.own is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I have worked here for years.", "en"),
        ("Ich arbeite seit Jahren in der Küche.", "de"),
        ("Je travaille dans cette ville depuis longtemps.", "fr"),
        ("Trabajo en la cocina desde hace años.", "es"),
        ("Trabalho na cozinha há muitos anos, com gosto.", "pt"),
        ("Pracuję jako inżynier od wielu lat", ""),
        ("", ""),
        ("12345 — !!!", ""),
    ],
)
def test_the_language_is_told_by_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_places_are_known_by_each_of_their_names() -> None:
    places = load_rules("en").places
    assert places["zaragoza"] == places["saragoca"]
