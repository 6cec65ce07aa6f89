"""The phrase files agree with each other and with the composer; grammar that the code decides is checked here."""

import pytest

from jobwise.domain.generations.letter.bullets import Where, as_sentence, first_sentence
from jobwise.domain.generations.letter.phrases import slots_of
from jobwise.domain.generations.letter.tongue import may_quote
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.phrases import LETTER_LANGUAGES, letter_language, letter_phrases

BULLET_KEYS = {
    "bullet_verb",
    "bullet_verb_again",
    "bullet_responsible",
    "bullet_responsible_now",
    "bullet_other",
    "bullet_other_there",
}


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_slots(language: str) -> None:
    ours, english = letter_phrases(language).templates, letter_phrases("en").templates
    needed = {key for key in english if not key.startswith("bullet")}
    assert needed | BULLET_KEYS <= set(ours)
    for key in needed - {key for key in needed if key.startswith(("opening", "subject"))}:
        slots = [slots_of(wording) for wording in (*ours[key], *english[key])]
        assert all(one == slots[0] for one in slots), key


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_wording_ends_as_a_sentence_without_filler_or_dash(language: str) -> None:
    phrases = letter_phrases(language)
    assert len(phrases.months) == 12
    for key, wordings in phrases.templates.items():
        assert all("—" not in wording for wording in wordings)
        if key.startswith(("opening", "job", "asked", "also", "near", "new", "nice", "study", "closing")):
            assert all(wording.endswith(".") for wording in wordings), key


@pytest.mark.parametrize(
    ("language", "bullet", "current", "sentence"),
    [
        ("en", "Cut costs by 20%", False, "At Acme I cut costs by 20%"),
        ("en", "Manage a team of 5", True, "At Acme I manage a team of 5"),
        ("en", "Manage a team of 5", False, "At Acme I managed a team of 5"),
        ("en", "Manages 12 stores", False, "At Acme I managed 12 stores"),
        ("en", "Successfully led 3 audits", False, "At Acme I successfully led 3 audits"),
        ("en", "Mentored 12 apprentices since 2021", False, "At Acme I have mentored 12 apprentices since 2021"),
        ("es", "La tienda creció un 9 %", False, "De mi trabajo en Acme: la tienda creció un 9 %"),
        ("en", "I ran the till", False, "At Acme I ran the till"),
        ("en", "Responsible for stock", True, "At Acme I am responsible for stock"),
        ("en", "Running 4 workshops a year", False, "My work at Acme included running 4 workshops a year"),
        ("en", "Train staff and write rotas", False, "From my work at Acme: Train staff and write rotas"),
        ("en", "Certified forklift driver", True, "From my work at Acme: Certified forklift driver"),
        ("en", "Support desk for 200 users", True, "From my work at Acme: Support desk for 200 users"),
        ("de", "Leitete 3 Projekte", False, "Bei Acme leitete ich 3 Projekte"),
        ("de", "Entwicklung einer App", True, "Bei Acme gehört die Entwicklung einer App zu meinen Aufgaben"),
        ("de", "Zuständig für das Lager", False, "Bei Acme war ich zuständig für das Lager"),
        ("de", "Lager, Kasse, Bestellungen", False, "Aus meiner Arbeit bei Acme: Lager, Kasse, Bestellungen"),
        ("de", "Leitet das Lager und plant Touren", True, "Bei Acme leite ich das Lager und plane Touren"),
        ("de", "45 Neukunden gewonnen", False, "Bei Acme habe ich 45 Neukunden gewonnen"),
        ("de", "Die Kasse modernisiert", False, "Bei Acme habe ich die Kasse modernisiert"),
        ("de", "Umsatz um 20 % gesteigert", False, "Aus meiner Arbeit bei Acme: Umsatz um 20 % gesteigert"),
        ("de", "Kundenbindung von 96 %", False, "Aus meiner Arbeit bei Acme: Kundenbindung von 96 %"),
        ("fr", "Gère un budget de 3 000 euros", True, "Chez Acme, je gère un budget de 3 000 euros"),
        ("fr", "Anime les ateliers", True, "Chez Acme, j'anime les ateliers"),
        ("es", "Imparte clase a 5 grupos", True, "En Acme imparto clase a 5 grupos"),
        ("es", "Organizó 3 ferias y vendió libros", False, "En Acme organicé 3 ferias y vendí libros"),
        ("pt", "Coordenou a feira e atende lojistas", True, "Na Acme coordenei a feira e atendo lojistas"),
        ("fr", "Développé une application", False, "Chez Acme, j'ai développé une application"),
        ("fr", "Analyse des besoins", True, "Chez Acme, mon travail comprend l'analyse des besoins"),
        ("fr", "Élaboration d'un budget", False, "Chez Acme, mon travail comprenait l'élaboration d'un budget"),
        ("fr", "Gérer le stock", True, "Chez Acme, mon travail consiste notamment à gérer le stock"),
        ("fr", "Mise en place d'un potager", True, "Chez Acme, mon travail comprend la mise en place d'un potager"),
        ("es", "Evalúa a 40 alumnos", True, "En Acme evalúo a 40 alumnos"),
        ("es", "Desarrollé una aplicación", False, "En Acme desarrollé una aplicación"),
        ("es", "Diseño de carteles", True, "Mi trabajo en Acme incluye el diseño de carteles"),
        ("es", "Atender a 40 clientes", False, "Mi trabajo en Acme incluía atender a 40 clientes"),
        ("pt", "Reduzi o tempo de espera", False, "Na Acme reduzi o tempo de espera"),
        ("pt", "Elaboração de laudos", True, "O meu trabalho na Acme inclui a elaboração de laudos"),
    ],
)
def test_bullets_become_grammatical_sentences(language: str, bullet: str, current: bool, sentence: str) -> None:
    phrases = letter_phrases(language)
    inside = phrases.at_place("Acme")
    where = Where(inside[0].upper() + inside[1:], inside, current)
    assert as_sentence(bullet, where, phrases, 0) == sentence


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_shape_of_bullet_has_its_wording(language: str) -> None:
    phrases = letter_phrases(language)
    inside = phrases.at_place("Acme")
    known = phrases.bullets
    openings = [*known.verbs, *known.forms, *known.thirds, *known.nouns, *known.responsible]
    openings = sorted(openings)[::12]
    tails = ("of 5 teams", "von 5 Kassen", "d'une caisse", "de una caja", "e y et und", "die 5 Kassen", "")
    for opening in openings:
        for tail in tails:
            for where in (Where("X", inside, True), Where("X", inside, False, True, True)):
                said = as_sentence(f"{opening} {tail} zwei drei", where, phrases, 0)
                assert said
                assert "{" not in said


@pytest.mark.parametrize(
    ("language", "bullet", "sentence"),
    [
        ("en", "Led 3 audits", "I also led 3 audits"),
        ("de", "Leitete 3 Projekte", "Außerdem leitete ich 3 Projekte"),
        ("fr", "Développé un outil", "J'ai aussi développé un outil"),
        ("es", "Diseñé 3 carteles", "También diseñé 3 carteles"),
        ("pt", "Reduzi o tempo", "Também reduzi o tempo"),
        ("en", "Stock, till, orders", "Also from that work: Stock, till, orders"),
    ],
)
def test_a_further_deed_at_the_same_place_does_not_name_it_again(language: str, bullet: str, sentence: str) -> None:
    assert as_sentence(bullet, Where("X", "x", False, True, True), letter_phrases(language), 0) == sentence


@pytest.mark.parametrize(
    ("bullet", "first"),
    [
        ("• Cut waste. Also trained staff.", "Cut waste"),
        ("Moved jobs; wrote runbooks", "Moved jobs"),
        ("Grew sales – by 5 % – in a year.", "Grew sales, by 5 %, in a year"),
        ("Sold approx. 40 cars", "Sold approx. 40 cars"),
        ("Ran the shop…", "Ran the shop"),
        ("word " * 60, ""),
        ("", ""),
    ],
)
def test_only_the_first_sentence_of_a_bullet_is_quoted(bullet: str, first: str) -> None:
    assert first_sentence(bullet) == first


@pytest.mark.parametrize(
    ("language", "name", "placed"),
    [
        ("en", "Acme", "at Acme"),
        ("de", "Klinikum Nord", "am Klinikum Nord"),
        ("de", "Stadt Ulm", "bei der Stadt Ulm"),
        ("fr", "Hôtel Bellerive", "à l'Hôtel Bellerive"),
        ("fr", "Lycée Zola", "au Lycée Zola"),
        ("es", "Hospital Sur", "en el Hospital Sur"),
        ("pt", "Banco Azul", "no Banco Azul"),
        ("pt", "Padaria Sol", "na Padaria Sol"),
    ],
)
def test_an_employer_takes_the_preposition_of_its_kind(language: str, name: str, placed: str) -> None:
    assert letter_phrases(language).at_place(name) == placed


def test_lists_periods_and_elision_follow_the_language() -> None:
    spanish, french, german = letter_phrases("es"), letter_phrases("fr"), letter_phrases("de")
    assert spanish.join(["Python", "Illustrator"]) == "Python e Illustrator"
    assert spanish.join(["pan", "hielo"]) == "pan y hielo"
    assert french.between(PartialDate(2019, 4), PartialDate(2021, 6)) == "d'avril 2019 à juin 2021"
    assert german.between(PartialDate(2019), PartialDate(2019)) == "im Jahr 2019"
    assert german.between(PartialDate(2019), None) == ""
    assert french.of("Infirmière") == "d'Infirmière"
    assert french.of("Cuisinier") == "de Cuisinier"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Built the billing system for the north region", "en"),
        ("Leitung der Kasse und Pflege des Lagers", "de"),
        ("Gestion de la cave et des commandes", "fr"),
        ("Gestión de la tienda y de los pedidos", "es"),
        ("Gestão da loja e dos pedidos para a rede", "pt"),
        ("Reduced costs", "en"),
        ("Kubernetes", ""),
        ("売上を管理しました", ""),
    ],
)
def test_only_texts_in_the_language_of_the_letter_may_be_quoted(text: str, language: str) -> None:
    profile = Profile(summary=text)
    assert [code for code in LETTER_LANGUAGES if may_quote(profile, letter_phrases(code))] == [language] * bool(
        language
    )


def test_a_label_with_a_list_is_not_quoted() -> None:
    assert as_sentence("Tools used: PHP, SQL", Where("X", "x", False), letter_phrases("en"), 0) == ""


def test_languages_are_known_by_their_names_in_any_language_with_or_without_accents() -> None:
    known = letter_phrases("en").spellings
    assert [known.get(name) for name in ("deutsch", "français", "francais", "ingles", "klingon")] == [
        "de",
        "fr",
        "fr",
        "en",
        None,
    ]


def test_postings_in_other_languages_get_english_phrases() -> None:
    assert [letter_language(tag) for tag in ("de-AT", "pt-BR", "PL", "")] == ["de", "pt", "en", "en"]
