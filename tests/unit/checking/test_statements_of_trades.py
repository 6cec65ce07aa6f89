"""Statements of many trades: other wordings of the same, and wordings of something else."""

import pytest

from tests.unit.checking.statements import checked

SAME = {
    "en": [
        ("Prepared budgets for 7 departments", "Drew up budgets for 7 depts."),
        ("Handled 40 calls per day", "Took 40 calls a day"),
        ("Handled 40 calls per day", "Answered 40 calls a day"),
        ("Delivered 200 parcels daily", "Delivered 200 parcels every day"),
        ("Managed Facebook and Instagram accounts", "Ran Facebook and Instagram accounts"),
        ("Reconciled accounts for 25 branches each month", "Reconciled the accounts of 25 branches monthly"),
        ("Rewired 90 flats to code", "Rewired ninety flats to code"),
        ("Saved €45,000 a year by renegotiating leases", "Renegotiated leases, saving 45.000 € per year"),
        ("Coordinated logistics for 3 trade fairs", "Organised logistics for 3 trade fairs"),
        ("Led a project to digitise 10,000 maps", "Led a project digitising 10,000 maps"),
        ("Developed training materials for new hires", "Wrote training material for new hires"),
        ("Supported customers by phone and chat", "Helped customers via phone and chat"),
        ("Grew revenue 35% to $4.2 million", "Increased revenue by 35% to $4.2M"),
        ("Reduced scrap from 6% to 2.5%", "Cut scrap from 6 % to 2.5 %"),
        ("Assembled 50 wind turbine blades", "Built fifty wind-turbine blades"),
        ("Maintained a fleet of 22 vans", "Looked after a fleet of 22 vans"),
        ("Conducted interviews and focus groups with 120 residents", "Interviewed 120 residents and ran focus groups"),
        ("Published 4 papers on coral reefs", "Author of 4 papers on coral reefs"),
        ("Set up and ran a breakfast club for 60 pupils", "Started and organised a breakfast club for 60 pupils"),
        ("Wrote unit tests for the billing module", "Created unit tests for the billing module"),
        ("Facilitated workshops for 80 teachers", "Ran workshops for 80 teachers"),
        ("Hosted 14 exhibitions", "Held 14 exhibitions"),
        ("Produced 30 short films", "Made 30 short films"),
        ("Researched tax law for 12 cases", "Investigated tax law for 12 cases"),
        ("Dispensed 180 prescriptions a day", "Dispensed about 180 prescriptions per day"),
        ("Surveyed 1,200 hectares of forest", "Surveyed 1200 ha of forest"),
        ("Welded steel frames for 8 bridges", "Welded steel frames for eight bridges"),
        ("Improved response time by 40 percent", "Response time improved by 40%"),
        ("Took minutes at board meetings", "Recorded minutes at board meetings"),
    ],
    "de": [
        ("Führung von 6 Mitarbeitenden", "Leitung von 6 Mitarbeitern"),
        ("Kassieren und Beraten von Kunden", "Kunden kassiert und beraten"),
        ("Reduktion der Ausfallzeiten um 25 %", "Ausfallzeiten um 25 % reduziert"),
        ("Konzeption und Umsetzung von 12 Kampagnen", "12 Kampagnen konzipiert und umgesetzt"),
        ("Erfassung von 200 Belegen pro Woche", "200 Belege wöchentlich erfasst"),
        ("Budgetverantwortung von 1,5 Mio. €", "Verantwortung für ein Budget von 1,5 Millionen Euro"),
        ("Einkauf von Rohstoffen für 3 Werke", "Beschaffung von Rohstoffen für drei Werke"),
        ("Pflegte Kundendaten im CRM", "Pflege von Kundendaten im CRM"),
        ("Wartung und Instandhaltung von 15 Pressen", "Wartung & Instandhaltung von 15 Pressen"),
        ("Entwarf 8 Gärten", "Entwurf von 8 Gärten"),
        ("Half bei der Ernte", "Mithilfe bei der Ernte"),
    ],
    "fr": [
        ("Gestion d'une équipe de 5 personnes", "Encadrement d'une équipe de cinq personnes"),
        ("Conception de 3 sites web", "Conçu trois sites web"),
        ("Traitement de 80 dossiers par semaine", "Traité 80 dossiers chaque semaine"),
        ("Supervision de 4 techniciens", "Supervisé quatre techniciens"),
        ("Entretien de 30 jardins", "Entretenu 30 jardins"),
        ("Enseignement du solfège à 25 élèves", "Enseigné le solfège à 25 élèves"),
        ("Soutien scolaire auprès de 12 enfants", "Aide scolaire auprès de 12 enfants"),
        ("Augmentation des ventes de 20 %", "Ventes augmentées de 20 %"),
        ("Coordination de 3 projets", "Coordonné trois projets"),
    ],
    "es": [
        ("Diseño de 3 sitios web", "Diseñé tres sitios web"),
        ("Gestión de un equipo de 5 personas", "Gestioné un equipo de cinco personas"),
        ("Tramitación de 80 expedientes por semana", "Tramité 80 expedientes semanales"),
        ("Aumento de las ventas en un 20 %", "Ventas aumentadas en un 20 %"),
        ("Enseñanza de solfeo a 25 alumnos", "Enseñé solfeo a 25 alumnos"),
        ("Apoyo escolar a 12 niños", "Ayuda escolar a 12 niños"),
        ("Limpieza de 14 habitaciones diarias", "Limpié 14 habitaciones al día"),
    ],
    "pt": [
        ("Criação de 3 sites", "Criei três sites"),
        ("Aumento das vendas em 20 %", "Vendas aumentadas em 20 %"),
        ("Ensino de solfejo a 25 alunos", "Ensinei solfejo a 25 alunos"),
        ("Supervisão de 4 técnicos", "Supervisionei quatro técnicos"),
    ],
}

ALTERED = {
    "en": [
        ("Supported customers by phone and chat", "Managed customers by phone and chat"),
        ("Prepared budgets for 7 departments", "Approved budgets for 7 departments"),
        ("Grew revenue 35% to $4.2 million", "Grew profit 35% to $4.2 million"),
        ("Reduced scrap from 6% to 2.5%", "Reduced scrap from 6% to 1.5%"),
        ("Part of the team building a dam", "Built a dam"),
        ("As part of a team, restored 3 murals", "Restored 3 murals"),
        ("Restored 3 murals as part of a team of 4", "Restored 3 murals"),
        ("Deputy lead of the crisis unit", "Lead of the crisis unit"),
        ("Led 2 of 5 regional offices", "Led 5 regional offices"),
        ("Some experience with lathes", "Experience with lathes"),
        ("Basic knowledge of Arabic", "Knowledge of Arabic"),
        ("Basic knowledge of Arabic", "Advanced knowledge of Arabic"),
        ("Prepared a planned expansion to Norway", "Prepared an expansion to Norway"),
        ("Below 3% staff turnover", "3% staff turnover"),
        ("Sold 300 tickets at a discount", "Sold 300 tickets at a premium"),
        ("Handled 40 calls per day", "Handled 40 calls per hour"),
        ("Grew subscribers to 5k", "Grew subscribers to 5M"),
        ("Researched tax law for 12 cases", "Practised tax law for 12 cases"),
        ("Hosted 14 exhibitions", "Hosted 41 exhibitions"),
        ("Participated in the design of a ferry", "Design of a ferry"),
        ("Helped with hiring 5 cooks", "Hired 5 cooks"),
        ("Ran the bar at weekends", "Ran the hotel at weekends"),
        ("Edited a local newspaper", "Edited a national newspaper"),
        ("Wrote for a student magazine", "Founded a student magazine"),
        ("Trainee programme in marketing", "Programme lead in marketing"),
        ("No complaints in 4 years", "Complaints in 4 years"),
        ("Nearly doubled sales", "Doubled sales"),
        ("Cut waste by up to 30%", "Cut waste by 30%"),
        ("Supervised interns", "Supervised managers"),
        ("Maintained websites for small firms", "Maintained websites for large firms"),
    ],
    "de": [
        ("Assistenz der Geschäftsführung", "Geschäftsführung"),
        ("Grundkenntnisse in Arabisch", "Gute Kenntnisse in Arabisch"),
        ("Half bei der Ernte von 5 Feldern", "Leitete die Ernte von 5 Feldern"),
        ("Half bei der Ernte von 5 Feldern", "Ernte von 5 Feldern"),
        ("Bis zu 80 Gäste bedient", "80 Gäste bedient"),
        ("Ohne Unfälle gefahren", "Mit Unfällen gefahren"),
        ("Konzeption von 12 Kampagnen", "Konzeption von 21 Kampagnen"),
        ("Teil eines Teams für 3 Neubauten", "Leiter eines Teams für 3 Neubauten"),
    ],
    "fr": [
        ("Assistante de direction pour 3 associés", "Directrice pour 3 associés"),
        ("Jusqu'à 80 couverts par soir", "80 couverts par soir"),
        ("Notions d'arabe", "Maîtrise d'arabe"),
        ("Appui à la coordination de 3 projets", "Coordination de 3 projets"),
        ("Aucun accident en 4 ans", "Accident en 4 ans"),
    ],
    "es": [
        ("Hasta 80 comensales por noche", "80 comensales por noche"),
        ("Nociones de árabe", "Dominio de árabe"),
        ("Ayuda en la coordinación de 3 proyectos", "Coordinación de 3 proyectos"),
        ("Sin accidentes en 4 años", "Accidentes en 4 años"),
    ],
    "pt": [
        ("Até 80 clientes por noite", "80 clientes por noite"),
        ("Noções de árabe", "Domínio de árabe"),
        ("Ajuda na coordenação de 3 projetos", "Coordenação de 3 projetos"),
    ],
}


@pytest.mark.parametrize(
    ("language", "known", "said"), [(language, *pair) for language, pairs in SAME.items() for pair in pairs]
)
def test_the_same_in_other_words_passes(language: str, known: str, said: str) -> None:
    verdict = checked(known, said, language)
    assert verdict.supported, [(claim.text, claim.reason) for claim in verdict.claims if not claim.supported]


@pytest.mark.parametrize(
    ("language", "known", "said"), [(language, *pair) for language, pairs in ALTERED.items() for pair in pairs]
)
def test_another_claim_is_caught(language: str, known: str, said: str) -> None:
    assert checked(known, known, language).supported
    assert not checked(known, said, language).supported
