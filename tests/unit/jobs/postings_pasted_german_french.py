"""German and French postings, invented, with what a careful reader finds."""

from typing import Any

# fmt: off
PASTED: list[tuple[str, dict[str, Any]]] = [
    ("""\
Projektleiter Elektrotechnik (m/w/d)
Brandner Anlagenbau GmbH
Nürnberg
Feste Anstellung
Vollzeit
Erschienen: vor 3 Tagen
Ihre Aufgaben
- Leitung von Projekten
Ihr Profil
- mindestens 3 Jahre Berufserfahrung
- MS Project, SAP
Wir bieten
- Gehalt: 60.000 € bis 72.000 € pro Jahr
""",
        {"title": "Projektleiter Elektrotechnik", "company": "Brandner Anlagenbau GmbH",
         "location": "Nürnberg", "type": "full_time", "pay": (60000, 72000, "EUR", "year"), "years": 3}),
    ("""\
Pflegefachkraft (m/w/d) in Teilzeit
Seniorenhaus Lindenblick sucht ab sofort Unterstützung
Standort: 79098 Freiburg
ab 3.200 € brutto/Monat
Deine Aufgaben: Pflege und Dokumentation
Bewerbungsfrist: 15.03.2027
""",
        {"title": "Pflegefachkraft", "location": "Freiburg", "type": "part_time",
         "pay": (3200, None, "EUR", "month"), "deadline": "2027-03-15"}),
    ("""\
Wissenschaftliche:r Mitarbeiter:in (w/m/d) TV-L E13, 65 %
Universität Seeburg, Institut für Informatik
befristet auf 3 Jahre
Aufgabengebiet: Forschung im Bereich maschinelles Lernen
Voraussetzungen: abgeschlossenes Studium der Informatik
Bewerbungen bis zum 30. April 2027 an jobs@seeburg.example
""",
        {"pay": None, "years": None, "deadline": "2027-04-30"}),
    ("""\
Développeur Full Stack H/F
Nuage Orange
Lyon
CDI
Télétravail partiel
Salaire : 45-55K€
Expérience : > 3 ans
Descriptif du poste
Nous recherchons un développeur React et Node.js.
""",
        {"title": "Développeur Full Stack", "company": "Nuage Orange", "location": "Lyon", "mode": "hybrid",
         "type": None, "pay": (45000, 55000, "EUR", "year"), "years": 3}),
    ("""\
Offre n° 187KLMN
Aide-soignant / Aide-soignante (H/F)
69 - VILLEURBANNE - Localiser avec Mappy
Actualisé le 4 mars 2027
EHPAD Les Tilleuls
Type de contrat
Contrat à durée déterminée - 6 Mois
Durée du travail
35H/semaine Travail en horaires décalés
Salaire
Mensuel de 1950.0 Euros à 2100.0 Euros sur 12 mois
Profil souhaité
Expérience
1 An(s)
""",
        {"type": "temporary", "pay": (1950, 2100, "EUR", "month"), "years": 1}),
    ("""\
Customer Support Agent
Swiftparcel AG, Zürich
Pensum 80-100%
Lohn: CHF 75'000 - CHF 95'000 pro Jahr
Deutsch und Französisch fliessend, mindestens zwei Jahre Erfahrung im Kundendienst
""",
        {"title": "Customer Support Agent", "company": "Swiftparcel AG", "location": "Zürich",
         "pay": (75000, 95000, "CHF", "year"), "years": 2}),
    ("""\
Werkstudent Softwareentwicklung (m/w/d)
Kelvin Labs GmbH · Berlin · Hybrid
15-20 Stunden/Woche, 15 €/Stunde
Du studierst Informatik und kennst Python.
""",
        {"title": "Werkstudent Softwareentwicklung", "company": "Kelvin Labs GmbH", "location": "Berlin",
         "mode": "hybrid", "type": "part_time", "pay": (15, 15, "EUR", "hour")}),
    ("""\
Stage - Assistant(e) chef de produit (F/H)
Maison Verlaine, Paris 9e
Durée : 6 mois à partir de mars 2027
Gratification : 1 200 € / mois
Télétravail : 2 jours par semaine
""",
        {"company": "Maison Verlaine", "location": "Paris", "mode": "hybrid", "type": "internship",
         "pay": (1200, 1200, "EUR", "month")}),
    ("""\
Data Engineer (all genders)
Wattwerk Energie SE
80% remote möglich | Hamburg | ab sofort | unbefristet | Vollzeit
Was du mitbringst
- 3-5 Jahre Erfahrung mit Python, Spark und dbt
- sehr gute Deutschkenntnisse
""",
        {"title": "Data Engineer", "company": "Wattwerk Energie SE", "location": "Hamburg", "mode": "remote",
         "type": "full_time", "pay": None, "years": 3}),
    ("""\
Chargé de recrutement – CDD 8 mois
Groupe Arcadis RH recrute pour son agence de Nantes un(e) chargé(e) de recrutement.
Rémunération : 28 à 32 k€ brut annuel
Poste en présentiel
Vous justifiez d'au moins deux ans d'expérience.
""",
        {"location": "Nantes", "mode": "onsite", "type": "temporary", "pay": (28000, 32000, "EUR", "year"),
         "years": 2}),
    ("""\
Kellner/in gesucht!
Gasthof Zur Linde, Passau. 14,50 € pro Stunde + Trinkgeld. Minijob oder Teilzeit. Keine Erfahrung nötig.
""",
        {"type": "part_time", "pay": (14.5, 14.5, "EUR", "hour"), "location": "Passau", "years": None}),
    ("""\
Buchhalter (m/w/d) 30-40 Std./Woche
Für unseren Mandanten, ein mittelständisches Unternehmen in Kassel, suchen wir einen Buchhalter.
Jahresgehalt: bis zu 48.000 EUR
Anforderungen: DATEV, erste Berufserfahrung
""",
        {"title": "Buchhalter", "location": "Kassel", "pay": (None, 48000, "EUR", "year"), "years": None}),
    ("""\
Bauleiter Tiefbau m/w/d
Wir, die Steinhoff Bau AG, suchen für unsere Niederlassung Dresden einen Bauleiter.
Sie bringen mehrjährige Berufserfahrung mit (mind. 5 Jahre).
Wir zahlen 4.800 – 5.600 Euro im Monat, 13 Gehälter.
""",
        {"title": "Bauleiter Tiefbau", "company": "Steinhoff Bau AG", "location": "Dresden",
         "pay": (4800, 5600, "EUR", "month"), "years": 5}),
    ("""\
Tischler/Schreiner (m/w/d)
Holzwerkstatt Ahrens KG
Ort: Oldenburg
Wir suchen zum nächstmöglichen Zeitpunkt einen Tischler in Vollzeit (40 h/Woche).
Stundenlohn 17,50 € bis 21,00 €
Du hast eine abgeschlossene Ausbildung und erste Erfahrung.
""",
        {"title": "Tischler/Schreiner", "company": "Holzwerkstatt Ahrens KG", "location": "Oldenburg",
         "type": "full_time", "pay": (17.5, 21, "EUR", "hour"), "years": None}),
    ("""\
Chef de projet digital
CDI
Bordeaux
Télétravail fréquent
Salaire : entre 38K € et 44K €
Début : 01 avril 2027
Expérience : > 4 ans
Éducation : Bac +5 / Master
Pinède Studio
Le poste
Vous pilotez des projets web pour nos clients.
""",
        {"title": "Chef de projet digital", "location": "Bordeaux", "pay": (38000, 44000, "EUR", "year"),
         "years": 4}),
    ("""\
Conducteur de travaux H/F - CDI - Rennes (35)
Bâtisseurs d'Armor
38-45 K€ bruts annuels + véhicule
De formation Bac+5, vous avez une première expérience de 3 à 5 ans.
""",
        {"title": "Conducteur de travaux", 'company': "Bâtisseurs d'Armor", "location": "Rennes",
         "pay": (38000, 45000, "EUR", "year"), "years": 3}),
    ("""\
Comptable général (F/H)
Date limite de candidature : 30/04/2027
Cabinet Moreau & Associés
Toulouse
Temps plein, CDI, 2 300 € à 2 700 € brut par mois
Profil : DCG et 2 ans minimum en cabinet
""",
        {"title": "Comptable général", "company": "Cabinet Moreau & Associés", "location": "Toulouse",
         "type": "full_time", "pay": (2300, 2700, "EUR", "month"), "years": 2, "deadline": "2027-04-30"}),
    ("""\
Elektroniker für Betriebstechnik (m/w/d)
in Ulm
bei Donau Antriebstechnik GmbH & Co. KG
Arbeitszeit: Vollzeit, Schicht
Vergütung nach Tarif
Sie haben mindestens zwei bis drei Jahre Erfahrung in der Instandhaltung.
""",
        {"title": "Elektroniker für Betriebstechnik", "company": "Donau Antriebstechnik", "location": "Ulm",
         "type": "full_time", "pay": None, "years": 2}),
    ("""\
Wir suchen dich!
Kfz-Mechatroniker (m/w/d)
Autohaus Brennecke - Hildesheim
Ab 3.000 € brutto im Monat, 37,5-Stunden-Woche, unbefristet
Was du mitbringst: abgeschlossene Ausbildung, Führerschein Klasse B
""",
        {"title": "Kfz-Mechatroniker", "company": "Autohaus Brennecke", "location": "Hildesheim",
         "pay": (3000, None, "EUR", "month"), "years": None}),
    ("""\
Infirmier(ère) de nuit - CDD 3 mois renouvelable
Clinique des Trois Rivières
31000 Toulouse
Salaire : à partir de 2 450 € brut mensuel
Temps partiel 80 %
""",
        {"company": "Clinique des Trois Rivières", "location": "Toulouse", "type": "temporary",
         "pay": (2450, None, "EUR", "month")}),
]
# fmt: on
