"""Invented postings in other languages or from other countries, with what a careful reader finds in them."""

# Postings are pasted as they come, with lines as long as they are.
# ruff: noqa: E501

from typing import Any

CASES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "de1",
        """Lagermitarbeiter (m/w/d) in Teilzeit
Logistikhaus Brandt GmbH
Standort: Kassel
Deine Aufgaben
- Kommissionierung und Verpacken von Waren
Dein Profil
- Staplerschein von Vorteil
- Erste Erfahrung in der Lagerlogistik
- Deutschkenntnisse
Wir bieten
- 14,50 € pro Stunde
- 28 Tage Urlaub""",
        {
            "title": "Lagermitarbeiter",
            "location": "Kassel",
            "type": "part_time",
            "pay": (14.5, 14.5, "EUR", "hour"),
            "company": "Logistikhaus Brandt GmbH",
        },
    ),
    (
        "de2",
        """Für unseren Standort in Nürnberg suchen wir zum nächstmöglichen Zeitpunkt einen erfahrenen Softwareentwickler Java (m/w/d).
Die Kessler Systeme AG entwickelt seit über 25 Jahren Software für Krankenhäuser.
Ihr Profil: Mindestens fünf Jahre Berufserfahrung mit Java und Spring Boot, idealerweise Kubernetes. Sehr gute Deutschkenntnisse.
Ihr Gehalt liegt zwischen 65.000 € und 80.000 € brutto im Jahr. Bewerbungsfrist: 15.03.2027""",
        {
            "title": "Softwareentwickler Java",
            "company": "Kessler Systeme AG",
            "location": "Nürnberg",
            "years": 5,
            "pay": (65000, 80000, "EUR", "year"),
            "must": ["Java", "Spring Boot"],
            "nice": ["Kubernetes"],
            "deadline": "2027-03-15",
        },
    ),
    (
        "fr1",
        """Infirmier(ère) de nuit H/F - CDD 6 mois
Clinique des Tilleuls, Lyon (69)
Profil recherché
- Diplôme d'État infirmier exigé
- Expérience de 2 ans minimum en soins intensifs
- La maîtrise de l'anglais serait un plus
Rémunération : 2 300 € à 2 600 € brut par mois
Date limite de candidature : 30 avril 2027""",
        {
            "location": "Lyon",
            "type": "temporary",
            "years": 2,
            "pay": (2300, 2600, "EUR", "month"),
            "deadline": "2027-04-30",
        },
    ),
    (
        "fr2",
        """Chez Pixelune, nous recherchons un développeur front-end pour rejoindre notre équipe à Nantes. Vous maîtrisez React et TypeScript et justifiez d'au moins 3 ans d'expérience. Télétravail 2 jours par semaine. Salaire : 42-50 k€ selon profil. CDI temps plein.""",
        {
            "title": "développeur front-end",
            "company": "Pixelune",
            "location": "Nantes",
            "mode": "hybrid",
            "type": "full_time",
            "years": 3,
            "pay": (42000, 50000, "EUR", "year"),
            "must": ["React", "TypeScript"],
        },
    ),
    (
        "es1",
        """Buscamos un/a Contable para nuestras oficinas de Valencia.
Requisitos
- Al menos 3 años de experiencia en puesto similar
- Dominio de Excel y SAP
- Se valorará inglés
Ofrecemos: contrato indefinido, jornada completa, 24.000 - 28.000 € brutos anuales""",
        {
            "title": "Contable",
            "location": "Valencia",
            "type": "full_time",
            "years": 3,
            "pay": (24000, 28000, "EUR", "year"),
            "must": ["Microsoft Excel", "SAP"],
        },
    ),
    (
        "pt1",
        """Vaga: Analista de Dados Pleno
Empresa: Horizonte Azul
Local: Recife - PE
Modelo de trabalho: Híbrido
Regime: PJ
Requisitos
- Pelo menos 4 anos de experiência com SQL e Python
- Power BI
Diferenciais
- Conhecimento em Airflow
Salário: R$ 9.000 a R$ 11.000 por mês""",
        {
            "title": "Analista de Dados Pleno",
            "company": "Horizonte Azul",
            "location": "Recife",
            "mode": "hybrid",
            "type": "contract",
            "years": 4,
            "pay": (9000, 11000, "BRL", "month"),
            "must": ["Power BI", "Python", "SQL"],
            "nice": ["Airflow"],
        },
    ),
    (
        "ch1",
        """Pflegefachperson HF 80-100%
Spital Seeblick, Zürich
Sie bringen mit: abgeschlossene Ausbildung als Pflegefachperson HF, Freude an der Arbeit im Team
Wir bieten: Jahresgehalt CHF 85'000 - 98'000, 5 Wochen Ferien""",
        {"location": "Zürich", "pay": (85000, 98000, "CHF", "year")},
    ),
    (
        "elec1",
        """Elektriker gesucht! Elektro Wagner sucht ab sofort einen Elektriker (m/w/d) in Vollzeit für Baustellen im Raum Ulm.
Voraussetzungen: abgeschlossene Ausbildung, Führerschein Klasse B. Stundenlohn ab 19 €.""",
        {"title": "Elektriker", "type": "full_time", "location": "Ulm", "pay": (19, None, "EUR", "hour")},
    ),
    (
        "mx1",
        """Ejecutivo de Ventas
Ubicación: Monterrey, México
Sueldo: $18,000 - $22,000 mensuales más comisiones
Modalidad: Presencial
Experiencia mínima de 2 años en ventas B2B. Manejo de Salesforce.""",
        {
            "title": "Ejecutivo de Ventas",
            "location": "Monterrey, México",
            "mode": "onsite",
            "years": 2,
            "must": ["Salesforce"],
        },
    ),
    (
        "fr3",
        """Stage - Assistant(e) communication (6 mois)
L'association Les Passerelles recherche un(e) stagiaire à Lille. Vous maîtrisez la suite Adobe et WordPress. Gratification : 650 € par mois.""",
        {"type": "internship", "location": "Lille", "must": ["Adobe Creative Suite", "WordPress"]},
    ),
    (
        "pt2",
        """A Casa Verde está a recrutar um Cozinheiro para o seu restaurante em Braga.
Procuramos alguém com experiência em cozinha e conhecimentos de HACCP. Contrato a termo certo, tempo inteiro. Vencimento: 1.100 € por mês.""",
        {"title": "Cozinheiro", "location": "Braga", "must": ["HACCP"], "pay": (1100, 1100, "EUR", "month")},
    ),
    (
        "pl1",
        """Senior QA Engineer
Firma: Bursztyn Soft
Kraków / remote
18 000 – 23 000 PLN / month (B2B)
Requirements: Cypress, Playwright, TypeScript, 5+ years in QA""",
        {
            "title": "Senior QA Engineer",
            "pay": (18000, 23000, "PLN", "month"),
            "years": 5,
            "must": ["Cypress", "Playwright", "TypeScript"],
        },
    ),
    (
        "de3",
        """Werkstudent (m/w/d) Online Marketing
Sonnentau Naturkost | Hamburg | Hybrid | 15-20 Std./Woche
Was du mitbringst: Du bist eingeschrieben, kennst dich mit Canva und Google Analytics aus. Von Vorteil: SEO""",
        {
            "title": "Werkstudent Online Marketing",
            "type": "part_time",
            "location": "Hamburg",
            "mode": "hybrid",
            "must": ["Canva", "Google Analytics"],
            "nice": ["SEO"],
        },
    ),
    (
        "es2",
        """Desarrollador/a Full Stack
Empresa: Nube Clara
100% remoto en España. Contrato indefinido a jornada completa. Salario: 38.000€ - 46.000€
Imprescindible: 3 años con Node.js y Angular. Deseable: AWS, Docker.""",
        {
            "title": "Desarrollador/a Full Stack",
            "company": "Nube Clara",
            "mode": "remote",
            "type": "full_time",
            "years": 3,
            "pay": (38000, 46000, "EUR", "year"),
            "must": ["Angular", "Node.js"],
            "nice": ["AWS", "Docker"],
        },
    ),
    (
        "fr4",
        """Comptable confirmé (H/F)
Rattaché(e) au directeur financier de notre siège situé à Bordeaux, vous gérez la comptabilité générale.
Titulaire d'un DCG, vous avez 5 ans d'expérience minimum. La connaissance de Sage est indispensable. Poste en CDI à temps complet, 35 000 € à 40 000 € bruts annuels.""",
        {
            "title": "Comptable confirmé",
            "location": "Bordeaux",
            "type": "full_time",
            "years": 5,
            "pay": (35000, 40000, "EUR", "year"),
            "must": ["Sage"],
        },
    ),
    (
        "se1",
        """Frontendutvecklare / Frontend Developer
Stockholm, Sweden
45 000 - 55 000 SEK per month
You have 3+ years with React.""",
        {"location": "Stockholm, Sweden", "pay": (45000, 55000, "SEK", "month"), "years": 3, "must": ["React"]},
    ),
    (
        "phys1",
        """Physiotherapeut (w/m/d)
Praxis am Park, Leipzig. Vollzeit oder Teilzeit möglich.
Du hast eine abgeschlossene Ausbildung als Physiotherapeut und idealerweise eine Fortbildung in Lymphdrainage. Gehalt: 3.200 - 3.600 € im Monat.""",
        {"title": "Physiotherapeut", "pay": (3200, 3600, "EUR", "month")},
    ),
]
