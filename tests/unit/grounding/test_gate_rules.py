"""The gate's rules one by one: what letters may not hold, and what they may say freely."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.grounding.claims import ClaimKind
from jobwise.domain.generations.grounding.gate import check
from jobwise.domain.profiles.profile import Bullet, Experience, Profile
from jobwise.domain.shared.errors import TooLarge
from jobwise.infrastructure.claim_rules import load_rules
from tests.support.soak import examples
from tests.unit.grounding.corpus import AS_OF, VOCABULARY, job, judge, profile, unsupported


def hits(person: str, text: str, words: str, language: str = "en") -> bool:
    """Whether something flagged overlaps the words."""
    start = text.lower().index(words.lower())
    found = unsupported(judge(person, text, language))
    return any(claim.span.start < start + len(words) and start < claim.span.end for claim in found)


def flagged(person: str, text: str, language: str = "en") -> list[str]:
    return [claim.text for claim in unsupported(judge(person, text, language))]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "My salary expectation is 50,000 euros.", "salary expectation"),
        ("en", "I can start immediately.", "start immediately"),
        ("en", "I would even work unpaid for the first month.", "work unpaid"),
        ("en", "References are available on request.", "References are available"),
        ("en", "I consent to the storage of my data.", "I consent"),
        ("en", "I hold a clean driving licence.", "driving licence"),
        ("en", "As an AI I cannot feel.", "As an AI"),
        ("en", "I am the perfect candidate for you.", "perfect candidate"),
        ("de", "Meine Gehaltsvorstellung liegt bei 50.000 Euro.", "Gehaltsvorstellung"),
        ("de", "Ich bin ab sofort verfügbar.", "ab sofort"),
        ("de", "Gern arbeite ich den ersten Monat unbezahlt.", "unbezahlt"),
        ("de", "Ich erfülle alle Anforderungen.", "erfülle alle"),
        ("fr", "Mes prétentions salariales sont de 50 000 euros.", "prétentions salariales"),
        ("fr", "Je suis disponible immédiatement.", "disponible immédiatement"),
        ("fr", "Je consens au traitement de mes données.", "Je consens"),
        ("es", "Tengo disponibilidad inmediata.", "disponibilidad inmediata"),
        ("es", "Trabajaría el primer mes sin cobrar.", "sin cobrar"),
        ("es", "Soy la candidata ideal para el puesto.", "candidata ideal"),
        ("pt", "Tenho disponibilidade imediata.", "disponibilidade imediata"),
        ("pt", "Autorizo o tratamento de dados.", "Autorizo"),
    ],
)
def test_a_promise_nobody_gave_is_flagged(language: str, text: str, words: str) -> None:
    assert hits("chef", text, words, language)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear [HIRING MANAGER],", "[HIRING MANAGER]"),
        ("My name is {{NAME}} and I cook.", "{{NAME}}"),
        ("I cook <b>very</b> well.", "<b>"),
        ("See [my page](http://example.net/x).", "[my page](http://example.net/x)"),
        ("My page is https://example.net/ines.", "https://example.net/ines"),
        ("Write to ines.other@example.net.", "ines.other@example.net"),
        ("Call me on +44 20 7946 0999.", "+44 20 7946 0999"),
        ("Please quote ZX-7731-QF in your answer.", "ZX-7731-QF"),
        ("More at www.example.net.", "www.example.net"),
        ("More at ines-cooks.io/menu.", "ines-cooks.io/menu"),
        ("Ring 0113 496 0000 at any time of day.", "0113 496 0000"),
        ("Mail ines@example.net today.", "ines@example.net"),
        ("See ftp://example.net/cv for more.", "ftp://example.net/cv"),
        ("I am on linkedin.com/in/ines-calloway.", "linkedin.com/in/ines-calloway"),
        ("Write to chef+ines@example.org please.", "chef+ines@example.org"),
        ("I cook ${WELL} and gladly.", "${WELL}"),
        ("<!-- note --> I cook.", "<!-- note -->"),
        ("I cook &amp; bake.", "&amp;"),
        ("```I cook```", "```"),
        ("![me](x.png) I cook.", "![me]"),
        ("I cook in 北京 with joy.", "北京"),
        ("I cook with Ελένη at home.", "Ελένη"),
    ],
)
def test_markup_and_foreign_contacts_are_flagged(text: str, words: str) -> None:
    assert hits("chef", text, words)


def test_the_profiles_own_contacts_pass() -> None:
    assert flagged("chef", "You can reach me at ines@example.org.") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I look forward to hearing from you and would be happy to come to an interview."),
        ("en", "Thank you for your time."),
        ("de", "Über eine Einladung zu einem Gespräch freue ich mich sehr."),
        ("fr", "Je serais heureuse de vous rencontrer lors d’un entretien."),
        ("es", "Quedo a su disposición para una entrevista."),
        ("pt", "Fico à disposição para uma conversa."),
    ],
)
def test_courtesy_passes(language: str, text: str) -> None:
    assert flagged("chef", text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I have not used Tock yet."),
        ("en", "I would like to learn Tock."),
        ("de", "Mit Tock habe ich noch nicht gearbeitet."),
        ("de", "In Tock würde ich mich gern einarbeiten."),
        ("fr", "Je ne connais pas encore Tock."),
        ("es", "Todavía no conozco Tock."),
        ("pt", "Ainda não trabalhei com Tock."),
    ],
)
def test_a_missing_skill_may_be_named(language: str, text: str) -> None:
    assert flagged("chef", text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I use Tock every day, and I do not smoke."),
        ("en", "I work with Tock and would like to meet you."),
        ("en", "Not only do I know Tock well."),
        ("de", "Ich nutze Tock täglich."),
        ("fr", "J’utilise Tock tous les jours."),
        ("es", "Utilizo Tock a diario."),
        ("pt", "Utilizo Tock todos os dias."),
    ],
)
def test_a_skill_of_the_posting_may_not_be_claimed(language: str, text: str) -> None:
    assert any("Tock" in said for said in flagged("chef", text, language))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I led a kitchen team of 12.", "12"),
        ("I have worked at Larkspur Kitchens since March 2020.", "Larkspur"),
        ("I have 8 years of experience with sous-vide.", "sous-vide"),
    ],
)
def test_what_the_posting_says_is_not_the_writers(text: str, words: str) -> None:
    assert any(words in said for said in flagged("chef", text))


@pytest.mark.parametrize(
    "text",
    [
        "Your team of 12 and your three restaurants appeal to me.",
        "Larkspur Kitchens was founded in 2009 and serves 1,900 guests a week.",
        "I would love to lead a kitchen team of 12.",
    ],
)
def test_the_posting_carries_what_is_said_of_the_company(text: str) -> None:
    assert flagged("chef", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I served 85 apprentices and 220 cooks.", "220"),
        ("I run the service with a brigade of 220 cooks.", "220"),
        ("Waste fell by more than half.", "half"),
        ("I have twelve years of experience in kitchens.", "twelve years"),
        ("I worked at the Brightwater Hotel until March 2020.", "March 2020"),
        ("I was Chef de Partie at The Copper Heron.", "Chef de Partie"),
        ("I speak Italian.", "Italian"),
        ("I speak fluent Spanish.", "fluent Spanish"),
        ("I studied at the University of Leeds.", "University"),
        ("I cooked for Gordon Ramsay in Dubai.", "Gordon Ramsay"),
    ],
)
def test_a_false_value_is_flagged(text: str, words: str) -> None:
    assert hits("chef", text, words)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "I studied at Westminster College.", "Westminster"),
        ("en", "I trained at the Ferrandi School in Paris.", "Ferrandi"),
        ("en", "My diploma is from Harrowgate University.", "Harrowgate"),
        ("de", "Studiert habe ich an der Universität Tübingen.", "Tübingen"),
        ("de", "Mein Diplom habe ich an der Hochschule Esslingen gemacht.", "Esslingen"),
        ("fr", "J’ai étudié à l’école Ferrandi.", "Ferrandi"),
        ("fr", "Je suis diplômée de l’université de Poitiers.", "Poitiers"),
        ("es", "Estudié en la Universidad de Salamanca.", "Salamanca"),
        ("es", "Me formé en la escuela Hofmann.", "Hofmann"),
        ("pt", "Estudei na Universidade de Coimbra.", "Coimbra"),
        ("pt", "Formei-me na escola Le Cordon.", "Cordon"),
    ],
)
def test_a_school_of_nobody_is_flagged_as_a_school(language: str, text: str, words: str) -> None:
    found = unsupported(judge("chef", text, language))
    assert any(words in claim.text for claim in found if claim.kind is ClaimKind.SCHOOL)


def test_a_letter_in_an_unknown_language_is_unsupported_with_a_reason() -> None:
    verdict = check("Pracuję jako kucharz.", profile("chef"), job("chef"), load_rules("pl"), VOCABULARY, AS_OF)
    assert not verdict.supported
    assert verdict.claims[0].kind is ClaimKind.UNREADABLE
    assert "language" in verdict.claims[0].reason


def test_a_sentence_in_another_language_or_script_is_unreadable() -> None:
    text = "I cook well. Pracowałem wcześniej jako główny szef kuchni. Я руководил кухней."
    kinds = {claim.kind for claim in unsupported(judge("chef", text, "en"))}
    assert kinds & {ClaimKind.UNREADABLE, ClaimKind.NAME}
    assert not judge("chef", text, "en").supported
    assert any("руководил" in said for said in flagged("chef", text))


def test_a_letter_without_a_posting_is_checked_against_the_profile_alone() -> None:
    verdict = check("I trained 5 apprentices.", profile("chef"), None, load_rules("en"), VOCABULARY, AS_OF)
    assert verdict.supported
    assert verdict.claims


def test_a_letter_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        check("a" * 100_001, profile("chef"), None, load_rules("en"), VOCABULARY, AS_OF)


def test_an_empty_letter_claims_nothing() -> None:
    assert judge("chef", "", "en").sentences == ()


@given(st.integers(min_value=300, max_value=9_000))
@settings(max_examples=examples(12), deadline=None)
def test_no_invented_count_passes(count: int) -> None:
    said = f"I have trained {count} apprentices."
    assert any(str(count) in words for words in flagged("chef", said))


@given(st.text(max_size=200), st.sampled_from(["en", "de", "fr", "es", "pt"]))
@settings(max_examples=examples(30), deadline=None)
def test_any_text_is_judged_with_exact_places(text: str, language: str) -> None:
    verdict = judge("chef", text, language)
    for claim in verdict.claims:
        assert text[claim.span.start : claim.span.end] == claim.text
    assert "".join("".join(s.text.split()) for s in verdict.sentences) == "".join(text.split())


@pytest.mark.parametrize(
    ("person", "language", "text"),
    [
        ("receptionist", "en", "Two reasons made me write, and both are in your advertisement."),
        ("receptionist", "de", "Die zwei Seiten des Berufs kenne ich gut."),
        ("receptionist", "en", "A five-day week would suit me."),
        ("receptionist", "fr", "Cent vingt-huit ans d'histoire : votre maison me plaît."),
        ("teacher", "es", "Hace ocho años obtuve el CAFIPEMF."),
        ("teacher", "pt", "A taxa de sucesso subiu treze pontos entre 2020 e 2024."),
        ("quality", "es", "El gasto medio no es mi problema."),
    ],
)
def test_an_honest_figure_passes(person: str, language: str, text: str) -> None:
    found = unsupported(judge(person, text, language))
    assert not [c for c in found if c.kind in (ClaimKind.NUMBER, ClaimKind.DATE, ClaimKind.DURATION)], found


@pytest.mark.parametrize(
    ("person", "language", "text", "words"),
    [
        ("receptionist", "en", "I lead eighteen receptionists.", "eighteen"),
        ("receptionist", "en", "I spent eleven years at the Slieve Inn.", "eleven years"),
        ("teacher", "fr", "Je coordonne dix-neuf enseignants.", "dix-neuf"),
        ("quality", "de", "Seit Mai 2012 leite ich die Qualität der Biscuiterie Malagnac.", "Mai 2012"),
    ],
)
def test_an_invented_figure_is_flagged(person: str, language: str, text: str, words: str) -> None:
    assert hits(person, text, words, language)


def test_a_whole_hundred_per_cent_beside_a_larger_figure_is_read_like_any_other() -> None:
    bullet = Bullet(id="b1", text="Cut waste by 100 % for 303 shops")
    person = Profile(experiences=(Experience(id="e1", title="Baker", employer="Mill", bullets=(bullet,)),))
    verdict = check("I cut waste by 100 % for 303 shops.", person, None, load_rules("en"), VOCABULARY, AS_OF)
    assert verdict.supported
