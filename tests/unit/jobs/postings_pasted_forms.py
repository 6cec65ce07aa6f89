"""More English postings: forms, tables, one-liners, invented, with what a careful reader finds."""

from typing import Any

# fmt: off
PASTED: list[tuple[str, dict[str, Any]]] = [
    ("""\
Legal Secretary
Our client, a leading law firm in Birmingham, is seeking an experienced Legal Secretary on a 12 month FTC.
Salary up to £28,000
Office based, Monday to Friday 9-5
At least two years' experience in a similar role.
""",
        {"title": "Legal Secretary", "location": "Birmingham", "mode": "onsite", "type": "temporary",
         "pay": (None, 28000, "GBP", "year"), "years": 2}),
    ("""\
ML Engineer @ Corvid AI — Remote (US timezones) — $160k-$190k — Full time

Corvid AI builds search for libraries. Stack: Python, PyTorch, Ray, GCP.
Must: 3+ years shipping models. Nice: CUDA.
""",
        {"title": "ML Engineer", "company": "Corvid AI", "mode": "remote", "type": "full_time",
         "pay": (160000, 190000, "USD", "year"), "years": 3}),
    ("""\
Solutions Architect
Marigold Cloud - 4.1 ★
Denver, CO
$140K - $175K (Employer est.)
Easy Apply
Marigold Cloud is seeking a Solutions Architect with a minimum of seven years of experience. Hybrid schedule: \
Tuesday-Thursday in office.
""",
        {"title": "Solutions Architect", "company": "Marigold Cloud", "location": "Denver, CO",
         "mode": "hybrid", "pay": (140000, 175000, "USD", "year"), "years": 7}),
    ("""\
We are a small bakery in Whitby looking for a Baker to join our morning team. You will bake bread and pastry. \
Hours are 4am to noon, five days a week. We pay £13.20 per hour. No experience needed, full training given. \
Send a few lines to Maud at maud@whitbybakery.example by 20 March 2027.
""",
        {"title": "Baker", "location": "Whitby", "pay": (13.2, 13.2, "GBP", "hour"), "years": None}),
    ("""\
Head of People
Reports to: CEO
Location: London or Manchester, with 2 days from home
Salary: Circa £95,000 plus benefits
About Foxglove Health
Foxglove Health runs 40 clinics.
You'll bring 10+ years' experience in HR.
""",
        {"title": "Head of People", "company": "Foxglove Health", "location": "London", "mode": "hybrid",
         "pay": (95000, 95000, "GBP", "year"), "years": 10}),
    ("""\
Job posting: IT Support Technician (m/f/x)
Employer: Ennstal Maschinen GmbH
Place: Linz, Austria
Salary: from EUR 2,900 gross per month (14x)
Full-time, start immediately
2 years of professional experience
""",
        {"title": "IT Support Technician", "company": "Ennstal Maschinen GmbH", "location": "Linz",
         "type": "full_time", "pay": (2900, None, "EUR", "month"), "years": 2}),
    ("""\
Dental Hygienist
Brookside Family Dentistry
Madison, Wisconsin
Part time, 24 hours/week
$42 - $50 hourly
Current WI hygiene license. New grads welcome.
""",
        {"title": "Dental Hygienist", "company": "Brookside Family Dentistry",
         "location": "Madison, Wisconsin", "type": "part_time", "pay": (42, 50, "USD", "hour"), "years": None}),
    ("""\
Controller (w/m/d) – unbefristet
Gemeinnützige Wohnstatt eG, Bielefeld
Eingruppierung: EG 11 TVöD (ca. 52.000 – 68.000 € p.a.)
Mobiles Arbeiten an bis zu 3 Tagen pro Woche
Ihr Profil: Studium BWL, mind. 3 Jahre Controlling-Erfahrung, SAP CO
""",
        {"company": "Gemeinnützige Wohnstatt eG", "location": "Bielefeld", "mode": "hybrid",
         "pay": (52000, 68000, "EUR", "year"), "years": 3}),
    ("""\
Senior iOS Engineer
Lisbon, Portugal or Remote (EU)
Salary: €65.000 – €80.000
Mergulho App, founded in 2015, is used by 2 million divers. Over the last 5 years we have grown to 60 people.
Requirements:
* 5+ years of Swift
* SwiftUI, Combine
""",
        {"title": "Senior iOS Engineer", "location": "Lisbon, Portugal", "mode": "remote",
         "pay": (65000, 80000, "EUR", "year"), "years": 5}),
    ("""\
Hausmeister (m/w/d) auf Minijob-Basis
Wohnbau Rheinblick, Koblenz
556 € monatlich
10 Stunden pro Woche
""",
        {"company": "Wohnbau Rheinblick", "location": "Koblenz", "type": "part_time",
         "pay": (556, 556, "EUR", "month")}),
    ("""\
Junior Accountant
Company
Silverline Books
Location
Cape Town, South Africa
Salary
R18,000 - R22,000 per month
Type
Permanent
Requirements
BCom degree; 1 - 2 years' experience; Xero
""",
        {"title": "Junior Accountant", "company": "Silverline Books", "location": "Cape Town, South Africa",
         "pay": (18000, 22000, "ZAR", "month"), "years": 1}),
    ("""\
Operations Analyst (12-month fixed term contract, maternity cover)
Kestrel Insurance
Norwich | Hybrid | £36,500
Applications close at 5pm on 9 April 2027.
""",
        {"title": "Operations Analyst", "company": "Kestrel Insurance", "location": "Norwich",
         "mode": "hybrid", "type": "temporary", "pay": (36500, 36500, "GBP", "year"), "deadline": "2027-04-09"}),
    ("""\
Role: Senior Java Developer (Contract)
Client: Large bank
Duration: 12 months+
Rate: $75-85/hr C2C or W2
Location: Charlotte, NC (Hybrid - 3 days onsite)
Must have:
- 8+ years Java
- Spring Boot, Kafka
""",
        {"title": "Senior Java Developer", "location": "Charlotte, NC", "mode": "hybrid", "type": "contract",
         "pay": (75, 85, "USD", "hour"), "years": 8}),
    ("""\
Sous Chef
Le Petit Phare
Brighton
Up to £34k + tips
Live-in available
Full time. Two years in a similar role.
""",
        {"title": "Sous Chef", "company": "Le Petit Phare", "location": "Brighton", "type": "full_time",
         "pay": (None, 34000, "GBP", "year"), "years": 2}),
    ("""\
Security Officer
Company: Sentinel Park Services Inc.
Location: Tampa, FL, US, 33602
Job Type: Part-time
Pay: $17/hour
Requirements: Class D license, must be at least 18 years of age, high school diploma.
""",
        {"title": "Security Officer", "company": "Sentinel Park Services Inc", "location": "Tampa, FL",
         "type": "part_time", "pay": (17, 17, "USD", "hour"), "years": None}),
    ("""\
Lead Data Scientist | Paytide | Singapore
SGD 10,000 - 14,000 / month
Min. 6 years' experience in credit risk modelling
Python, SQL, Spark
Onsite, full-time
""",
        {"title": "Lead Data Scientist", "company": "Paytide", "location": "Singapore", "mode": "onsite",
         "type": "full_time", "pay": (10000, 14000, "SGD", "month"), "years": 6}),
    ("""\
Social Worker - Children's Services
Ashdown County Council
Band 7 £44,710 pro rata
22.5 hours a week, part-time, permanent
Lewes BN7 1AB - hybrid working
Interviews: 12th May 2027
Closing date: 25/04/2027
You will have at least 2 years' post-qualifying experience
""",
        {"company": "Ashdown County Council", "location": "Lewes", "mode": "hybrid", "type": "part_time",
         "pay": (44710, 44710, "GBP", "year"), "deadline": "2027-04-25", "years": 2}),
    ("""\
Pest Control Technician

Job details
Here's how the job details align with your profile.
Pay
$18 - $24 an hour
Job type
Full-time
Location
Boise, ID

Full job description
Bright Acre Pest is growing. Training provided.
""",
        {"title": "Pest Control Technician", "company": "Bright Acre Pest", "location": "Boise, ID",
         "type": "full_time", "pay": (18, 24, "USD", "hour")}),
    ("""\
Posted March 3, 2027

Full-Stack Developer

Orchard Loop
Remote, Canada

What you'll do
Ship features in Vue and Laravel.
What we ask
3+ years
""",
        {"title": "Full-Stack Developer", "company": "Orchard Loop", "mode": "remote", "years": 3}),
    ("""\
[Hiring] Rust engineer for embedded audio, remote EU, 70-90k EUR, full-time. We're Tonwerk (Vienna). 3+ years \
of systems programming.
""",
        {"mode": "remote", "type": "full_time", "pay": (70000, 90000, "EUR", "year"), "years": 3}),
    ("""\
JOB ADVERT
Post: Finance Officer
Organisation: Wells for Villages
Duty station: Nairobi, Kenya
Contract: 1 year renewable
Closing: 30 June 2027
Qualifications: Degree in accounting; minimum 3 years' experience in an NGO; QuickBooks
""",
        {"title": "Finance Officer", "company": "Wells for Villages", "location": "Nairobi, Kenya", "years": 3,
         "deadline": "2027-06-30"}),
    ("""\
Staff Accountant - Remote
Full-time | Remote (US only) | $70,000-$85,000 DOE
About us: Ledgerwood CPA serves dentists.
Qualifications
CPA preferred but not required
Two to four years of public accounting
""",
        {"title": "Staff Accountant", "company": "Ledgerwood CPA", "mode": "remote", "type": "full_time",
         "pay": (70000, 85000, "USD", "year"), "years": 2}),
    ("""\
Night Auditor, part-time weekends
The Harrow Inn, York YO1
£12.21/hour + meals
""",
        {"company": "The Harrow Inn", "location": "York", "type": "part_time",
         "pay": (12.21, 12.21, "GBP", "hour")}),
    ("""\
Junior Data Analyst (Praktikum, 6 Monate)
Windrose Consulting AG, Basel
CHF 2'500 pro Monat, Pensum 100%
Start: September 2027
""",
        {"company": "Windrose Consulting AG", "location": "Basel", "type": "internship",
         "pay": (2500, 2500, "CHF", "month")}),
    ("""\
About Halden Robotics

Halden Robotics builds pickers for warehouses. We raised $45M in Series B and employ 200 people.

The role

We're looking for a Controls Engineer to join our team in Gothenburg, Sweden. This is an on-site, permanent \
position.

You

- have at least five years in PLC programming
- speak English

We pay SEK 48,000–58,000 a month.
""",
        {"title": "Controls Engineer", "company": "Halden Robotics", "location": "Gothenburg",
         "mode": "onsite", "pay": (48000, 58000, "SEK", "month"), "years": 5}),
    ("""\
Architect | Studio Fennimore | Chicago
Salary 85-105K
7-10 yrs exp, licensed, Revit required
Hybrid (3 days)
""",
        {"title": "Architect", "company": "Studio Fennimore", "location": "Chicago", "mode": "hybrid",
         "pay": (85000, 105000, "USD", "year"), "years": 7}),
    ("""\
Primary Teacher KS2
Required for September 2027
St Aldhelm's Academy, Poole
MPS/UPS, full-time, permanent
Closing date 12 noon on Monday 17th May 2027
""",
        {"title": "Primary Teacher KS2", "location": "Poole", "type": "full_time", "deadline": "2027-05-17",
         "pay": None}),
    ("""\
Consultant(e) SAP FI/CO - Lille - 50/60K - Télétravail 3j/sem
Cabinet Brennus recherche un(e) consultant(e) avec 5 ans d'expérience minimum.
Anglais courant.
""",
        {"location": "Lille", "mode": "hybrid", "years": 5}),
]
# fmt: on
