"""What honest letters say in another language than the profile, and what stays a falsehood there."""

import pytest

from tests.unit.grounding.corpus import judge, unsupported


def flagged(person: str, language: str, text: str) -> list[str]:
    return [claim.text for claim in unsupported(judge(person, text, language))]


@pytest.mark.parametrize(
    ("person", "language", "text"),
    [
        ("optician", "en", "I am applying for the post of Lead Optometrist."),
        ("optician", "en", "I am writing about the Lead Optometrist position in Lyon."),
        ("optician", "fr", "Je vous propose ma candidature au poste d'optométriste responsable."),
        ("optician", "es", "Presento mi candidatura al puesto de optometrista responsable."),
        ("optician", "pt", "Candidato-me ao lugar de optometrista responsável."),
        ("dispatcher", "de", "Ich bewerbe mich um die Stelle als Teamleiter Disposition."),
        ("optician", "es", "Con sus clientes, catorce tiendas y dos aperturas, quieren crecer en 2027."),
        ("optician", "en", "Your three essentials I can offer."),
        ("optician", "en", "Remakes are down to two and a half per cent, less than half of what they were."),
        ("optician", "pt", "Dei formação a três estagiárias em Bath."),
        ("optician", "fr", "J'ai obtenu un certificat professionnel en juin 2018."),
        ("optician", "de", "Im November 2021 kam das Zertifikat dazu."),
        ("dispatcher", "en", "In Bremen we save 430,000 euros a year."),
        ("dispatcher", "pt", "Uma poupança de quatrocentos e trinta mil euros por ano."),
        ("dispatcher", "es", "Power BI, no. Tampoco hablo checo."),
        ("dispatcher", "fr", "Power BI ne m'est pas familier."),
        ("dispatcher", "en", "You use Power BI every day, which I cannot claim."),
        ("dispatcher", "de", "Power BI ist mir neu."),
        ("dispatcher", "es", "Mi alemán es nativo, mi inglés es de nivel C1 y mi español, de nivel B1."),
        ("dispatcher", "de", "Englisch spreche ich auf dem Niveau C1, Niederländisch ein wenig."),
        ("sysadmin", "en", "Two junior technicians come to me with their questions."),
        ("sysadmin", "fr", "J'accompagne deux techniciens juniors."),
        ("sysadmin", "de", "Beim Umzug auf VMware habe ich 2022 unsere technische Leitung (CTO) unterstützt."),
        ("pastry", "en", "I gave a hand with the file for the regional guide."),
        ("pastry", "es", "Éramos nueve y hacíamos unas seiscientas tartas semanales."),
    ],
)
def test_an_honest_sentence_passes(person: str, language: str, text: str) -> None:
    assert flagged(person, language, text) == []


@pytest.mark.parametrize(
    ("person", "language", "text", "words"),
    [
        ("optician", "en", "I graduated top of my class.", "top of my class"),
        ("dispatcher", "de", "Ich war Jahrgangsbester.", "Jahrgangsbester"),
        ("dispatcher", "fr", "J'ai été major de ma promotion.", "major de ma promotion"),
        ("dispatcher", "es", "Fui empleado del año.", "empleado del año"),
        ("dispatcher", "pt", "Fui funcionário do ano.", "funcionário do ano"),
        ("optician", "es", "Soy directora médica en Claritas Opticians.", "directora"),
        ("sysadmin", "es", "Soy director de tecnología en el Hospital de São Teotónio.", "director de tecnología"),
        ("sysadmin", "pt", "Sou diretor de tecnologia no Hospital de São Teotónio.", "diretor de tecnologia"),
        ("optician", "fr", "Je suis titulaire d'un doctorat en optométrie.", "doctorat"),
        ("optician", "pt", "Estudei na Universidade Técnica de Coimbra.", "Coimbra"),
        ("dispatcher", "de", "In Bremen führe ich ein Team von vierzehn Disponenten.", "vierzehn"),
        ("dispatcher", "es", "Lideré en solitario la implantación de RailPlan.", "en solitario"),
        ("dispatcher", "pt", "O meu inglês é de nível C2.", "C2"),
        ("sysadmin", "en", "I have run Kubernetes for years.", "Kubernetes"),
        ("sysadmin", "fr", "Je suis certifié RHCE depuis septembre 2014.", "septembre 2014"),
    ],
)
def test_a_falsehood_stays_one(person: str, language: str, text: str, words: str) -> None:
    found = flagged(person, language, text)
    assert any(words in claim or claim in words for claim in found), found
