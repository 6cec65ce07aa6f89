"""The shipped lexicon is whole, and finds kinds of work in each of its languages."""

import pytest

from jobwise.domain.rankings.lexicon import LANGUAGES, parts, plain
from jobwise.infrastructure.lexicons import load_lexicon


def found(text: str, language: str) -> set[str]:
    words = [word for word, _ in parts(text)]
    return {name for name, _, _ in load_lexicon().index(language).find(words)}


def test_every_concept_is_spelled_plainly_in_every_language() -> None:
    for concept in load_lexicon().concepts.values():
        assert 0.0 < concept.weight <= 1.0
        assert concept.fields, concept.name
        for language in LANGUAGES:
            spellings = concept.spellings[language]
            assert spellings == plain(spellings), (concept.name, language)
            assert all(len(part.strip(" *")) > 1 for part in spellings.split(";")), (concept.name, language)


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("Coached two interns", "en", "mentoring"),
        ("Zwei Auszubildende angeleitet", "de", "mentoring"),
        ("Préparation de commandes à l'entrepôt", "fr", "order picking"),
        ("Conciliación de cuentas bancarias", "es", "reconciliation"),
        ("Fechamento mensal da folha de pagamento", "pt", "payroll"),
        ("led four engineers", "en", "team leadership"),
        ("zero-downtime releases", "en", "continuous delivery"),
    ],
)
def test_kinds_of_work_are_found(text: str, language: str, concept: str) -> None:
    assert concept in found(text, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("deploy", "deployed", "deploying", "deployments"), "en"),
        (("manage", "managing", "manager", "management"), "en"),
        (("negotiate", "negotiated", "negotiation"), "en"),
        (("planung", "planungen", "planen"), "de"),
        (("livraison", "livraisons"), "fr"),
        (("organizar", "organizado", "organizador"), "es"),
    ],
)
def test_forms_of_one_word_meet(words: tuple[str, ...], language: str) -> None:
    stem = load_lexicon().words[language].stem
    shared = {stem(word) for word in words}
    assert len(shared) == 1, shared


def test_language_is_told_by_small_words() -> None:
    lexicon = load_lexicon()
    for text, language in (
        ("the report of the week for all of us", "en"),
        ("wir haben die Planung für den Kunden übernommen", "de"),
        ("nous avons conçu le plan pour les clients", "fr"),
        ("los informes de la semana para el equipo", "es"),
        ("os relatórios da semana para a equipe não", "pt"),
    ):
        assert lexicon.language_of([word for word, _ in parts(text)]) == language
    assert lexicon.language_of(["xyz"], "de") == "de"
