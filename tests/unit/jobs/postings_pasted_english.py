"""English postings as boards, mails and chats show them, invented, with what a careful reader finds."""

from typing import Any

# fmt: off
PASTED: list[tuple[str, dict[str, Any]]] = [
    ("""\
Harbour Analytics
Share
Save
Senior Data Analyst
Bristol, England, United Kingdom · 2 weeks ago · 48 applicants
£45,000/yr - £55,000/yr
Hybrid
Full-time
About the job
Harbour Analytics helps ports plan. You have at least 4 years of experience with SQL and Tableau.
""",
        {"title": "Senior Data Analyst", "company": "Harbour Analytics",
         "location": "Bristol, England, United Kingdom", "mode": "hybrid", "type": "full_time",
         "pay": (45000, 55000, "GBP", "year"), "years": 4}),
    ("""\
Warehouse Operative
Northgate Logistics
Coventry CV6
£12.60 - £13.10 an hour - Full-time, Permanent
You must create an Indeed account before continuing to the company website to apply
Job details
Pay
£12.60 - £13.10 an hour
Job type
Full-time
Permanent
Full job description
We need people with 1+ years experience of picking and a forklift licence.
""",
        {"title": "Warehouse Operative", "company": "Northgate Logistics", "type": "full_time",
         "pay": (12.6, 13.1, "GBP", "hour"), "years": 1}),
    ("""\
Policy Adviser
Department for Rivers and Harbours
Apply before 11:55 pm on Sunday 14th March 2027
Location
Darlington, Leeds
Salary
£41,600 - £45,900
Job grade
Senior Executive Officer
Contract type
Permanent
Working pattern
Flexible working, Full-time, Job share, Part-time
Job summary
You will write policy.
""",
        {"title": "Policy Adviser", "company": "Department for Rivers and Harbours", "location": "Darlington",
         "pay": (41600, 45900, "GBP", "year"), "deadline": "2027-03-14"}),
    ("""\
---------- Forwarded message ---------
From: Dana Whitlock <dana@brightwell.example>
Date: Tue, 2 Feb 2027 at 09:12
Subject: Fwd: Finance Manager role at Brightwell Foods
To: sam@example.org

Hi Sam,

We are looking for a Finance Manager to join Brightwell Foods in Leeds (hybrid, 3 days a week in the office). \
Salary £55k–£62k DOE plus bonus. You will need a minimum of five (5) years' experience and be ACCA qualified.

Best,
Dana
""",
        {"title": "Finance Manager", "company": "Brightwell Foods", "location": "Leeds", "mode": "hybrid",
         "pay": (55000, 62000, "GBP", "year"), "years": 5}),
    ("""\
:rocket: We're hiring! *Staff Backend Engineer* @ Lumenpath
:round_pushpin: Remote (EU) | :moneybag: €85k - €105k + equity
5+ yrs w/ Go or Rust, Kubernetes, Postgres
DM me or apply: https://lumenpath.example/jobs
""",
        {"title": "Staff Backend Engineer", "company": "Lumenpath", "mode": "remote",
         "pay": (85000, 105000, "EUR", "year"), "years": 5}),
    ("""\
SENIOR MECHANICAL ENGINEER
VANTAGE PUMPS LTD
STOKE-ON-TRENT
SALARY: £35K–£40K DOE
ABOUT THE ROLE
WE NEED AN ENGINEER WITH MINIMUM OF THREE (3) YEARS EXPERIENCE IN SOLIDWORKS AND AUTOCAD.
FULL TIME, ON SITE
""",
        {"title": "SENIOR MECHANICAL ENGINEER", "company": "VANTAGE PUMPS LTD", "mode": "onsite",
         "type": "full_time", "pay": (35000, 40000, "GBP", "year"), "years": 3}),
    ("""\
Job Description
Registered Nurse - Emergency
Department (Night Shift)
St. Brigid Medical Center, Dayton,
OH
This position is responsible for the
care of patients in a busy emergency
department. At least 2-3 years of
acute care experience required. Pay
range: $34.50 - $48.75 per hour, full
time. BLS and ACLS required.
""",
        {"pay": (34.5, 48.75, "USD", "hour"), "years": 2, "type": "full_time"}),
    ("""\
Line Cook wanted at The Copper Spoon, Portland OR. $22-$26/hr plus tips. Full or part time. 2 yrs experience on \
the line. Call Ana.
""",
        {"title": "Line Cook", "pay": (22, 26, "USD", "hour"), "years": 2}),
    ("""\
Field Sales Executive – Midlands
Base £32,000, OTE £55,000, company car
Trentside Coffee Ltd
Full-time, permanent. Field-based across the Midlands with home working.
You'll have 2+ years in B2B sales and a full driving licence.
""",
        {"company": "Trentside Coffee Ltd", "type": "full_time", "pay": (32000.0, 32000.0, "GBP", "year"),
         "years": 2}),
    ("""\
CNC Machinist
Req ID: 44871
Company: Fairline Components
Location: Wichita, KS 67202
Employment Type: Full-Time
Shift: 2nd
Compensation: $28.50/hr
Minimum Experience: 3 years
Fairline Components is an Equal Opportunity Employer.
""",
        {"title": "CNC Machinist", "company": "Fairline Components", "location": "Wichita, KS",
         "type": "full_time", "pay": (28.5, 28.5, "USD", "hour"), "years": 3}),
    ("""\
Job Title: Assistant Store Manager
Employer: Pebble & Pine
Work location: In person, Austin, TX 78701
Pay: $21.00 - $24.00 per hour
Expected hours: 40 per week
Experience: Retail management: 1 year (Required)
""",
        {"title": "Assistant Store Manager", "company": "Pebble & Pine", "location": "Austin, TX",
         "mode": "onsite", "pay": (21, 24, "USD", "hour"), "years": 1}),
    ("""\
Hi all - my client, a fintech in Dublin, needs a contract DevOps Engineer (6 months, outside IR35 equivalent). \
€550-€600 per day. Fully remote within Ireland. Must have 6+ years' AWS and Terraform.
""",
        {"title": "DevOps Engineer", "mode": "remote", "type": "contract", "pay": (550, 600, "EUR", "day"),
         "years": 6}),
    ("""\
Teaching Assistant (Term Time Only)
Oakmere Primary School
Salary: £17,300 - £18,400 actual salary (FTE £24,000 - £25,500)
Hours: 30 per week, part time, fixed term until July 2027
Closing date: Friday 26 February 2027 at noon
""",
        {"company": "Oakmere Primary School", "type": "part_time", "pay": (17300.0, 18400.0, "GBP", "year"),
         "deadline": "2027-02-26"}),
    ("""\
Engineering Manager, Payments
Quillpay | Engineering
Toronto, ON, Canada
The base salary range for this role is CA$165,000 - CA$195,000.
This is a hybrid role with two days per week in our Toronto office.
You have 8+ years of software experience including 3+ years managing engineers.
""",
        {"title": "Engineering Manager, Payments", "company": "Quillpay", "location": "Toronto",
         "mode": "hybrid", "pay": (165000, 195000, "CAD", "year"), "years": 8}),
    ("""\
Truck Driver - Class A CDL - Home Daily
Bluestem Freight
Omaha, NE
$1,400 - $1,700 per week
2 years of verifiable experience required. Sign-on bonus $5,000.
""",
        {"company": "Bluestem Freight", "location": "Omaha, NE", "pay": (1400, 1700, "USD", "week"), "years": 2}),
    ("""\
Python Developer
Experience: 4-6 years
CTC: 12-18 LPA
Location: Pune
Notice period: 30 days
Company: Sarvam Softworks Pvt Ltd
Mode: Work from office
Skills: Python, Django, REST, PostgreSQL
""",
        {"title": "Python Developer", "company": "Sarvam Softworks Pvt Ltd", "location": "Pune",
         "mode": "onsite", "pay": (1200000, 1800000, "INR", "year"), "years": 4}),
    ("""\
Research Fellow in Marine Ecology
University of Carrowmore
Grade 7: £38,205 to £44,263 per annum
Fixed-term for 24 months. Full time.
Essential: PhD in marine biology; R and GIS. Desirable: 2 years' postdoctoral experience.
Closes: 5 April 2027
""",
        {"title": "Research Fellow in Marine Ecology", "company": "University of Carrowmore",
         "type": "temporary", "pay": (38205, 44263, "GBP", "year"), "years": None, "deadline": "2027-04-05"}),
    ("""\
Product Designer
Remote - Anywhere in the Americas
Full-time · $110K – $140K · Offers equity
About Tidepool Studio
Tidepool Studio makes tools for museums.
What we're looking for
• 4+ years designing SaaS products
• Figma
""",
        {"title": "Product Designer", "company": "Tidepool Studio", "mode": "remote", "type": "full_time",
         "pay": (110000, 140000, "USD", "year"), "years": 4}),
    ("""\
Estagiário de Engenharia Civil
Construtora Ipê Amarelo
Belo Horizonte/MG
Bolsa-auxílio: R$ 1.500,00 + vale-transporte
Estágio de 6 horas diárias, presencial
""",
        {"title": "Estagiário de Engenharia Civil", "company": "Construtora Ipê Amarelo",
         "location": "Belo Horizonte", "mode": "onsite", "type": "internship",
         "pay": (1500, 1500, "BRL", "month")}),
    ("""\
Responsable logistique (H/F)
Entreprise : Transports Béranger
Lieu : Marseille (13)
Contrat : CDI temps plein
Salaire : 38 000 € - 42 000 € par an
Expérience exigée : 5 ans minimum
""",
        {"title": "Responsable logistique", "company": "Transports Béranger", "location": "Marseille",
         "type": "full_time", "pay": (38000, 42000, "EUR", "year"), "years": 5}),
]
# fmt: on
