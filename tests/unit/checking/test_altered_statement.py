"""Wordings that claim another thing, or more, than the statement they come from."""

import pytest

from tests.unit.checking.statements import checked

ALTERED = {
    "en": [
        ("Supported the team in maintaining 40 pumps", "Maintained 40 pumps"),
        ("Assisted with the design of a booking portal", "Designed a booking portal"),
        ("Helped introduce a recycling scheme", "Introduced a recycling scheme"),
        ("Contributed to a survey of 30 rivers", "Led a survey of 30 rivers"),
        ("Contributed to a survey of 30 rivers", "Survey of 30 rivers"),
        ("Took part in the restoration of a chapel", "Restored a chapel"),
        ("Member of a team that cut costs by 9%", "Cut costs by 9%"),
        ("Tested wiring in 60 homes under supervision", "Tested wiring in 60 homes"),
        ("Organised a choir festival", "Led a choir festival"),
        ("Coordinated volunteers at 5 sites", "Directed volunteers at 5 sites"),
        ("Managed a bakery", "Founded a bakery"),
        ("Managed a bakery", "Owned a bakery"),
        ("Worked on the launch of a magazine", "Led the launch of a magazine"),
        ("Cut error rates from 14% to 8%", "Cut error rates from 8% to 14%"),
        ("Raised attendance from 210 to 350", "Raised attendance from 350 to 210"),
        ("Reduced costs by 20%", "Reduced costs to 20%"),
        ("Led 4 foremen and 36 masons", "Led 36 foremen and 4 masons"),
        ("Trained up to 8 volunteers", "Trained 8 volunteers"),
        ("Trained almost 80 volunteers", "Trained 80 volunteers"),
        ("Served 1,150 members", "Served over 1,150 members"),
        ("Served 1,150 members", "Served over 1,300 members"),
        ("Worked without any accident", "Worked with any accident"),
        ("Handled a budget of £1.4 million", "Handled a budget of £1.4 billion"),
        ("Handled a budget of £1.4m", "Handled a budget of £1.4k"),
        ("Handled a budget of £640,000", "Handled a budget of €640,000"),
        ("Answered 60 calls a day", "Answered 60 calls an hour"),
        ("Raised output by 4 percent", "Raised output by 4 points"),
        ("Filed 5 patents", "Filed 5 reports"),
        ("Taught 9 trainees", "Taught 9 teachers"),
        ("Planned repairs for junior crews", "Planned repairs for crews of seniors"),
        ("Acting head of the kitchen", "Head of the kitchen"),
        ("Drafted a proposed budget", "Drafted a budget"),
        ("Reduced complaints", "Increased complaints"),
        ("Reduced complaints by 15%", "Reduced complaints by 50%"),
        ("Opened 6 branches", "Closed 6 branches"),
        ("Bought timber", "Sold timber"),
        ("Helped the treasurer with accounts", "Delivered accounts"),
        ("Sold 25 tractors", "Sold thirty-five tractors"),
        ("Cared for 12 horses part-time", "Cared for 12 horses full-time"),
        ("Installed 3 km of cable", "Installed 3 miles of cable"),
    ],
    "de": [
        ("Mitarbeit an der Einführung eines Kassensystems", "Einführung eines Kassensystems"),
        ("Unterstützung bei der Planung von Festen", "Planung von Festen"),
        ("Mitwirkung bei der Reparatur von 20 Orgeln", "Reparierte 20 Orgeln"),
        ("Prüfung von 50 Leitungen unter Anleitung", "Prüfung von 50 Leitungen"),
        ("Betreuung von 20 Gästen", "Leitung von 20 Gästen"),
        ("Senkung der Quote von 6 % auf 2 %", "Senkung der Quote von 2 % auf 6 %"),
        ("Senkung der Kosten um 20 %", "Senkung der Kosten auf 20 %"),
        ("Knapp 80 Kurse gehalten", "80 Kurse gehalten"),
        ("Bearbeitung von 90 Anträgen pro Jahr", "Bearbeitung von 90 Anträgen pro Monat"),
        ("Budget von 2,4 Mio. € verwaltet", "Budget von 2,4 Mrd. € verwaltet"),
        ("Leitung einer Bäckerei", "Gründung einer Bäckerei"),
        ("Einkauf von Holz", "Verkauf von Holz"),
        ("Kommissarische Leitung der Küche", "Leitung der Küche"),
    ],
    "fr": [
        ("Participation à la conception d'un jardin", "Conception d'un jardin"),
        ("Aide à la gestion des stocks", "Gestion des stocks"),
        ("Contribution à la vente de 300 billets", "Vente de 300 billets"),
        ("Pose de 60 fenêtres sous supervision", "Pose de 60 fenêtres"),
        ("Baisse des pertes de 34 % à 29 %", "Baisse des pertes de 29 % à 34 %"),
        ("Organisation d'un festival", "Direction d'un festival"),
        ("Gestion d'un hôtel", "Fondation d'un hôtel"),
        ("Accueil de 40 visiteurs par jour", "Accueil de 40 visiteurs par heure"),
        ("Budget de 450 k€", "Budget de 450 M€"),
        ("Formation de près de 90 bénévoles", "Formation de 90 bénévoles"),
        ("Réduction des coûts", "Augmentation des coûts"),
    ],
    "es": [
        ("Colaboración en el lanzamiento de una revista", "Lanzamiento de una revista"),
        ("Apoyo en la gestión de compras", "Gestión de compras"),
        ("Participación en el diseño de un parque", "Diseñé un parque"),
        ("Revisión de 50 contadores bajo supervisión", "Revisión de 50 contadores"),
        ("Reducción de mermas del 9 % al 3 %", "Reducción de mermas del 3 % al 9 %"),
        ("Organización de un festival", "Dirección de un festival"),
        ("Visita de 12 granjas al día", "Visita de 12 granjas al mes"),
        ("Formación de casi 90 voluntarios", "Formación de 90 voluntarios"),
        ("Apertura de 4 tiendas", "Cierre de 4 tiendas"),
        ("Gestión de una panadería", "Fundación de una panadería"),
    ],
    "pt": [
        ("Colaboração no lançamento de uma revista", "Lançamento de uma revista"),
        ("Apoio à gestão de compras", "Gestão de compras"),
        ("Revisão de 50 contadores sob supervisão", "Revisão de 50 contadores"),
        ("Redução de perdas de 9 % para 3 %", "Redução de perdas de 3 % para 9 %"),
        ("Organização de um festival", "Direção de um festival"),
        ("Visita a 12 quintas por dia", "Visita a 12 quintas por mês"),
        ("Formação de quase 90 voluntários", "Formação de 90 voluntários"),
        ("Abertura de 4 lojas", "Fechamento de 4 lojas"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "known", "said"), [(language, *pair) for language, pairs in ALTERED.items() for pair in pairs]
)
def test_a_statement_that_claims_more_or_another_thing_is_caught(language: str, known: str, said: str) -> None:
    assert not checked(known, said, language).supported


@pytest.mark.parametrize(
    ("language", "known"), [(language, known) for language, pairs in ALTERED.items() for known, _ in pairs]
)
def test_the_statement_itself_passes(language: str, known: str) -> None:
    assert checked(known, known, language).supported
