"""What is read clause by clause: who a denial, a house, a figure or a leading part belongs to."""

import pytest

from tests.unit.grounding.corpus import judge, unsupported


def flagged(person: str, language: str, text: str) -> list[str]:
    return [claim.text for claim in unsupported(judge(person, text, language))]


@pytest.mark.parametrize(
    ("person", "language", "text"),
    [
        ("dispatcher", "en", "I can't do Power BI."),
        ("dispatcher", "en", "Power BI I know from talks alone."),
        ("dispatcher", "en", "Power BI would be new to me. So would IVU.rail."),
        ("dispatcher", "en", "What I lack: a master's degree and Power BI."),
        ("dispatcher", "de", "Was fehlt: Power BI und ein Masterabschluss."),
        ("dispatcher", "de", "Ich habe keinen Meisterbrief."),
        ("dispatcher", "en", "Previously I was at Hafenlogistik Nordermole, where I coordinated 40 lorries a day."),
        ("dispatcher", "en", "Seven years at Weserbahn Cargo and five at Nordermole make more than twelve."),
        ("dispatcher", "de", "Über meine Gehaltsvorstellung spreche ich gern persönlich mit Ihnen."),
        ("dispatcher", "de", "Wie die Züge, so die Leute: Besucher führe ich gern durch den Betrieb."),
        ("dispatcher", "en", "Punctuality rose from 78% in 2019 to 88% five years later."),
        ("sysadmin", "en", "Restoring a backup used to take nine hours in 2018, four two years later."),
        ("sysadmin", "fr", "J'ai pris part à la migration vers VMware en 2022."),
        ("sysadmin", "en", "Monitoring: Zabbix. Automation: Ansible."),
        ("sysadmin", "en", "I am applying to lead your migration to VMware."),
    ],
)
def test_what_is_denied_missing_or_worked_out_passes(person: str, language: str, text: str) -> None:
    assert flagged(person, language, text) == []


@pytest.mark.parametrize(
    ("person", "language", "text", "words"),
    [
        (
            "dispatcher",
            "en",
            "Excel I know well, and Power BI I have run for years, but SAP PM not at all.",
            "Power BI",
        ),
        ("dispatcher", "en", "IVU.rail is a gap, and Power BI is what we use every day.", "Power BI"),
        ("dispatcher", "en", "What I did before: a good nine years at Hafenlogistik Nordermole.", "nine years"),
        ("dispatcher", "en", "At Weserbahn Cargo, in Bremen, I have planned trains for eleven years.", "eleven years"),
        ("dispatcher", "en", "Before that I coordinated 40 lorries a day at Weserbahn Cargo.", "Weserbahn Cargo"),
        ("dispatcher", "en", "From January 2012 to September 2019 I was at Hafenlogistik Nordermole.", "January 2012"),
        ("dispatcher", "en", "I hold a Bachelor of Arts in Physics from Hochschule Emsmünde.", "Bachelor"),
        ("dispatcher", "de", "Ich kenne RailPlan, Optibus und SAP TM.", "Optibus"),
        ("dispatcher", "en", "Power BI I know from several projects.", "Power BI"),
        ("dispatcher", "de", "Ich habe an der TU Darmstadt studiert.", "Darmstadt"),
        ("dispatcher", "de", "Sämtliche Disponenten des Konzerns habe ich eingearbeitet.", "Sämtliche"),
        ("sysadmin", "en", "I also headed the migration to VMware in 2022.", "headed"),
        ("sysadmin", "es", "También dirigí la migración a VMware.", "dirigí"),
        ("sysadmin", "en", "I headed the migration to VMware in 2022, which makes your offer so appealing.", "headed"),
        ("sysadmin", "fr", "J'ai dirigé la migration vers VMware, qui offre de la souplesse.", "dirigé"),
        ("sysadmin", "en", "The migration to VMware was mine from start to finish.", "from start to finish"),
        ("sysadmin", "pt", "Sou mestre em cibersegurança.", "mestre"),
        ("educator", "de", "Das Schutzkonzept leite ich, und drei Praktikantinnen leite ich an.", "leite"),
        ("physio", "pt", "Conduzi a criação de um protocolo para próteses da anca.", "Conduzi"),
        ("physio", "fr", "Médecin du sport à Braga, je vous écris.", "Médecin"),
    ],
)
def test_a_falsehood_is_not_hidden_by_the_clause_beside_it(person: str, language: str, text: str, words: str) -> None:
    found = flagged(person, language, text)
    assert any(words in claim or claim in words for claim in found), found


@pytest.mark.parametrize(
    ("person", "language", "text", "words"),
    [
        ("dispatcher", "de", "Bei Weserbahn Cargo in Cuxhaven koordinierte ich 40 Lkw am Tag.", "Weserbahn Cargo"),
        ("dispatcher", "en", "At Weserbahn Cargo in Cuxhaven I coordinated 40 lorries a day.", "Weserbahn Cargo"),
        ("dispatcher", "fr", "De août 2014 à septembre 2019 j'étais chez Weserbahn Cargo, à Cuxhaven.", "Weserbahn"),
        ("dispatcher", "en", "From August 2014 I spent five years at Brackwede Nordermole.", "Brackwede"),
        ("dispatcher", "de", "Die Pünktlichkeit stieg bei Weserbahn Cargo von 65 auf 88 Prozent.", "65"),
        ("dispatcher", "en", "HubSpot, on the other hand, is home.", "HubSpot"),
        ("dispatcher", "en", "I work with HubSpot and have not used IVU.rail so far.", "HubSpot"),
        (
            "civil",
            "de",
            "Als Abteilungsleiter Brückenbau bei Ostermark Ingenieure berechne ich Brücken.",
            "Abteilungsleiter",
        ),
    ],
)
def test_what_the_fact_told_has_otherwise_is_flagged(person: str, language: str, text: str, words: str) -> None:
    found = flagged(person, language, text)
    assert any(words in claim or claim in words for claim in found), found


@pytest.mark.parametrize(
    ("person", "language", "text"),
    [
        ("dispatcher", "en", "At Hafenlogistik Nordermole in Cuxhaven I coordinated 40 lorries a day."),
        ("dispatcher", "en", "After five years at Hafenlogistik Nordermole I came to Weserbahn Cargo in October 2019."),
        ("dispatcher", "de", "Die Pünktlichkeit stieg bei Weserbahn Cargo von 78 auf 88 Prozent."),
        ("dispatcher", "es", "Trabajo en logística desde 2011 y en Weserbahn Cargo desde 2019."),
        ("civil", "en", "At Ostermark Ingenieure the time to plan a bridge fell from 20 weeks to 13."),
    ],
)
def test_what_the_fact_told_has_passes(person: str, language: str, text: str) -> None:
    assert flagged(person, language, text) == []
