"""What nothing carries fails a letter only on evidence: the same words as an aside, and as something asserted."""

import pytest

from tests.unit.grounding.corpus import judge, unsupported


def flagged(person: str, language: str, text: str) -> list[str]:
    return [claim.text for claim in unsupported(judge(person, text, language))]


@pytest.mark.parametrize(
    ("person", "language", "text"),
    [
        ("chef", "en", "I hereby apply for the post of Head Chef."),
        ("chef", "en", "Tock: no."),
        ("chef", "en", "Tock I only know from reading about it."),
        ("chef", "en", "I use MarketMan rather than Tock."),
        ("chef", "de", "Tock? Nein, leider noch nicht."),
        ("chef", "en", "We serve guests from birth to ninety-nine years of age."),
        ("chef", "en", "The last hundred covers take as long as the first thousand."),
        ("chef", "en", "I gladly accept the challenge."),
        ("chef", "es", "Una plantilla de doscientas personas supondría para mí un gran cambio."),
        ("chef", "en", "The only language spoken in our kitchen is that of the food."),
    ],
)
def test_an_aside_is_no_evidence(person: str, language: str, text: str) -> None:
    assert flagged(person, language, text) == []


@pytest.mark.parametrize(
    ("person", "language", "text", "words"),
    [
        ("chef", "en", "I accept a salary of 20,000 euros.", "salary"),
        ("chef", "en", "I use Tock every evening.", "Tock"),
        ("chef", "en", "I lead a brigade of 19 cooks at The Copper Heron.", "19"),
        ("chef", "en", "At The Copper Heron I trained eleven apprentices.", "eleven"),
        ("chef", "en", "About me: Director of Catering, and my home is Leeds.", "Director"),
        ("chef", "en", "I was Chef of the Year.", "Chef of the Year"),
        ("chef", "en", "I single-handedly introduced the stock system MarketMan.", "single-handedly"),
        ("chef", "en", "Before that I cooked at the Hotel Savona for two years.", "Savona"),
        ("chef", "fr", "Je suis titulaire d'un doctorat.", "doctorat"),
    ],
)
def test_an_assertion_is_held_against_the_profile(person: str, language: str, text: str, words: str) -> None:
    found = flagged(person, language, text)
    assert any(words in claim or claim in words for claim in found), found


def test_what_is_only_noted_keeps_its_reason_and_does_not_fail_the_letter() -> None:
    verdict = judge("chef", "The last hundred covers take as long as the first thousand.", "en")
    noted = [claim for claim in verdict.claims if claim.noted]
    assert verdict.supported
    assert noted
    assert all(claim.reason and not claim.source for claim in noted)
