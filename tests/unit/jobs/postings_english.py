"""Invented English postings of many shapes and trades, with what a careful reader finds in them."""

# Postings are pasted as they come, with lines as long as they are.
# ruff: noqa: E501

from typing import Any

CASES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "en1",
        """We're hiring: Staff Nurse (ICU) - Riverside General, Tampa, FL
Full-time nights. Pay: $38.50 - $46.00 per hour
Requirements:
• Active RN license in Florida
• BLS and ACLS certification
• At least two years of critical care experience
Preferred: CCRN, experience with Epic
We serve over 20 years of families in our community.""",
        {
            "title": "Staff Nurse (ICU)",
            "location": "Tampa, FL",
            "type": "full_time",
            "pay": (38.5, 46, "USD", "hour"),
            "years": 2,
            "must": ["ACLS", "BLS", "RN"],
            "nice": ["CCRN"],
        },
    ),
    (
        "en2",
        """Marlow & Finch is looking for a Senior Accountant to join our team in Bristol. You will prepare monthly accounts and VAT returns.You must be ACCA qualified with 4+ years' post-qualification experience and strong Excel skills. Xero would be a plus. Salary £45k - £52k depending on experience, hybrid working (2 days in the office).""",
        {
            "title": "Senior Accountant",
            "company": "Marlow & Finch",
            "location": "Bristol",
            "mode": "hybrid",
            "pay": (45000, 52000, "GBP", "year"),
            "years": 4,
            "must": ["ACCA", "Microsoft Excel"],
            "nice": ["Xero"],
        },
    ),
    (
        "li1",
        """Backend Engineer at Quillmark | Remote (Europe)

About The Role

Quillmark is a small company that builds tools for translators.We raised a $12M Series A in 2023 and serve 4,000 customers.You will own our APIs and work closely with productResponsibilitiesDesign and ship services in GoImprove our PostgreSQL schemaQualifications3-5 years of backend experienceGo or RustExperience with Docker and KubernetesNice To HaveTerraformWhat We Offer€70,000 - €90,000 a yearA yearly learning budget of €2,000""",
        {
            "title": "Backend Engineer",
            "company": "Quillmark",
            "mode": "remote",
            "years": 3,
            "pay": (70000, 90000, "EUR", "year"),
            "must": ["Docker", "Kubernetes", "Rust"],
            "nice": ["Terraform"],
        },
    ),
    (
        "hn1",
        """Tidewater Maps | Senior Geospatial Engineer | Halifax, Canada or REMOTE | Full-time | C$110k - C$135k
We make charts for small boats. Python, PostGIS, some Rust. 401k match no, RRSP match up to $5,000 yes.""",
        {
            "title": "Senior Geospatial Engineer",
            "company": "Tidewater Maps",
            "location": "Halifax, Canada",
            "type": "full_time",
            "pay": (110000, 135000, "CAD", "year"),
        },
    ),
    (
        "rec1",
        """Our client, a leading insurer, is seeking a Claims Handler on a 12 month contract in Leeds city centre.
Day rate £180 - £210 per day. You need two years of claims experience. Office based.""",
        {
            "title": "Claims Handler",
            "company": "",
            "location": "Leeds",
            "type": "contract",
            "years": 2,
            "pay": (180, 210, "GBP", "day"),
            "mode": "onsite",
        },
    ),
    (
        "in1",
        """Job Title: Java Developer
Experience: 4-7 Years
Location: Pune, India
CTC: 12-18 LPA
Skills: Java, Spring Boot, Hibernate, MySQL
Work from office, 5 days a week. Immediate joiners only.""",
        {
            "title": "Java Developer",
            "location": "Pune, India",
            "years": 4,
            "pay": (1200000, 1800000, "INR", "year"),
            "must": ["Hibernate", "Java", "MySQL", "Spring Boot"],
        },
    ),
    (
        "none1",
        """Kitchen Porter wanted
Busy bistro needs a reliable kitchen porter. No experience needed, full training given. Call Sam after 3pm. Must be 18 years of age or over.""",
        {"title": "Kitchen Porter", "company": "", "years": None, "pay": None, "mode": None, "location": ""},
    ),
    (
        "teach1",
        """Year 4 Class Teacher – Oakfield Primary School
Contract: Full time, permanent
Salary: MPS £31,650 - £43,607
Closing date: 12 May 2027
The successful candidate will hold QTS and have experience of teaching phonics. Safeguarding: enhanced DBS required.""",
        {
            "type": "full_time",
            "pay": (31650, 43607, "GBP", "year"),
            "deadline": "2027-05-12",
            "must": ["Teaching license"],
        },
    ),
    (
        "intern1",
        """Summer Marketing Intern
Company: Bluefern Studios
This internship is 12 weeks, on-site in Portland, OR. $22/hour.
What you'll need: Canva, Instagram, basic HTML. Bonus points for Figma.""",
        {
            "title": "Summer Marketing Intern",
            "company": "Bluefern Studios",
            "type": "internship",
            "mode": "onsite",
            "location": "Portland, OR",
            "pay": (22, 22, "USD", "hour"),
            "must": ["Canva"],
            "nice": ["Figma"],
        },
    ),
    (
        "driver1",
        """CDL Class A Truck Driver - Home Weekly
Prairie Freight LLC
Omaha, NE
Earn $1,400 - $1,700 per week. $5,000 sign-on bonus.
Minimum Qualifications
Valid CDL Class A
1 year of verifiable driving experience
Clean driving record""",
        {
            "company": "Prairie Freight LLC",
            "location": "Omaha, NE",
            "pay": (1400, 1700, "USD", "week"),
            "years": 1,
            "must": ["CDL"],
        },
    ),
    (
        "ds1",
        """Data Scientist
At Larkspur Analytics, we help farms predict yields.
As a Data Scientist you will build forecasting models.
You have a PhD or MSc in a quantitative field and 3+ years of industry experience; fluency in Python (pandas, scikit-learn) and SQL is essential. Experience with Spark is preferred.
This is a fully remote role within the US. Base salary range: $130,000—$160,000 USD.""",
        {
            "title": "Data Scientist",
            "company": "Larkspur Analytics",
            "mode": "remote",
            "years": 3,
            "pay": (130000, 160000, "USD", "year"),
            "must": ["Pandas", "Python", "SQL", "scikit-learn"],
            "nice": ["Apache Spark"],
        },
    ),
    (
        "arch1",
        """Location: Copenhagen, Denmark (on-site)
Position: Project Architect
Nordhavn Studio is an award-winning practice. We need someone with a minimum of 6 years of experience, strong Revit and Rhino skills, and fluent English. Apply no later than 2027-02-01.""",
        {
            "title": "Project Architect",
            "company": "Nordhavn Studio",
            "location": "Copenhagen, Denmark",
            "mode": "onsite",
            "years": 6,
            "deadline": "2027-02-01",
            "must": ["Revit", "Rhino 3D"],
        },
    ),
    (
        "sales1",
        """Account Executive, Mid-Market
Fernhill
New York, NY (Hybrid)
OTE $140,000 - $160,000 (50/50 split). You'll carry a $1.2M annual quota.
Who you are
- 2+ years of closing experience in SaaS
- Salesforce, Outreach or Salesloft""",
        {
            "title": "Account Executive, Mid-Market",
            "company": "Fernhill",
            "location": "New York, NY",
            "mode": "hybrid",
            "years": 2,
            "pay": (140000, 160000, "USD", "year"),
            "must": ["Salesforce"],
        },
    ),
    (
        "sec1",
        """Penetration Tester (Contract, 6 months)
Remote - UK only
Inside IR35, £450-£500 per day
Essential: OSCP, Burp Suite, Python scripting
Desirable: CREST, cloud security""",
        {
            "title": "Penetration Tester",
            "mode": "remote",
            "type": "contract",
            "pay": (450, 500, "GBP", "day"),
            "must": ["Burp Suite", "OSCP", "Python"],
            "nice": ["Cloud security"],
        },
    ),
    (
        "ml1",
        """Machine Learning Engineer, Speech

Who we are
Voxwell makes hearing software. Our team of 40 has over 100 years of combined experience.

What you'll bring
* BSc and 5+ years' experience, or MSc and 3+ years' experience, in machine learning
* PyTorch, CUDA
* C++ a plus

Compensation
The range for this role is $165K/yr to $195K/yr plus equity and a $10K sign-on bonus.""",
        {
            "title": "Machine Learning Engineer, Speech",
            "company": "Voxwell",
            "years": 5,
            "pay": (165000, 195000, "USD", "year"),
            "must": ["CUDA", "PyTorch"],
            "nice": ["C++"],
        },
    ),
    (
        "ware1",
        """Warehouse Operative - Temp to Perm - Northampton - £12.60ph
Shifts: 6am-2pm Monday to Friday
Forklift licence (reach) required. Steel toe boots needed.""",
        {"type": "temporary", "pay": (12.6, 12.6, "GBP", "hour"), "must": ["Forklift"]},
    ),
    (
        "legal1",
        """Commercial Counsel
We are Ashgrove, a software company in Dublin. You'll negotiate SaaS agreements and advise on GDPR. 5+ PQE years preferred but not required; admitted to the bar in Ireland required. Not a remote position.""",
        {
            "title": "Commercial Counsel",
            "company": "Ashgrove",
            "location": "Dublin",
            "years": None,
            "mode": "onsite",
            "must": ["Bar admission"],
        },
    ),
    (
        "care1",
        """Childcare Assistant (part-time)
Little Acorns Nursery, Perth, Australia
A$28.50 per hour, 20 hours per week
You must hold a current First Aid certificate and Working with Children Check.""",
        {
            "title": "Childcare Assistant",
            "type": "part_time",
            "location": "Perth, Australia",
            "pay": (28.5, 28.5, "AUD", "hour"),
            "must": ["First aid"],
        },
    ),
    (
        "hyb2",
        """Software Engineer II
Corvid Health · Boston, MA
We use a hybrid cloud. This role is on-site at our Boston lab five days a week.
Basic Qualifications
Bachelor's degree in Computer Science
Proficiency in C# and .NET
Preferred Qualifications
Azure, Terraform""",
        {
            "title": "Software Engineer II",
            "company": "Corvid Health",
            "location": "Boston, MA",
            "mode": "onsite",
            "must": [".NET", "C#"],
            "nice": ["Microsoft Azure", "Terraform"],
        },
    ),
    (
        "eng1",
        """Controls Engineer
Ironbridge Automation, Inc. is an equal opportunity employer.
Grand Rapids, Michigan
Requirements
- Allen Bradley PLC programming, FactoryTalk View
- AutoCAD Electrical
- Ability to travel 25%
- 3 or more years of controls experience
Annual salary $85,000.00 - $105,000.00""",
        {
            "title": "Controls Engineer",
            "company": "Ironbridge Automation, Inc",
            "years": 3,
            "pay": (85000, 105000, "USD", "year"),
            "must": ["AutoCAD", "PLC"],
        },
    ),
    (
        "copy1",
        """[Hiring] Freelance Copywriter (Remote, Worldwide)
Pay: $0.20 per word. Portfolio needed. 2 years experience writing for SaaS.""",
        {"title": "Freelance Copywriter", "mode": "remote", "type": "contract", "years": 2},
    ),
    (
        "bio1",
        """Research Associate, Cell Biology
Location: Cambridge, MA
Join Halcyon Bio! You'll perform ELISA, flow cytometry and Western blots.
Qualifications
BS/MS in Biology with 1-3 years of lab experience
Hands-on mammalian cell culture
GraphPad Prism""",
        {
            "title": "Research Associate, Cell Biology",
            "company": "Halcyon Bio",
            "location": "Cambridge, MA",
            "years": 1,
            "must": ["Cell culture"],
        },
    ),
    (
        "chef1",
        """Head Chef – The Copper Kettle
Are you a passionate chef? We need a Head Chef to lead our kitchen in Galway. Up to €50,000 per annum plus tips. HACCP essential. 5 years in a similar role.""",
        {
            "title": "Head Chef",
            "location": "Galway",
            "pay": (None, 50000, "EUR", "year"),
            "years": 5,
            "must": ["HACCP"],
        },
    ),
    (
        "ops1",
        """Operations Manager
Work Type: Hybrid
Employment Type: Full-time
Salary Range: $95,000 to $110,000 annually
About Greenlatch
Greenlatch operates 300 vending kitchens and has raised $80 million.
Requirements
7+ years in operations; Six Sigma certification; NetSuite
Benefits
401(k) with $3,000 match; $1,200 annual wellness stipend""",
        {
            "title": "Operations Manager",
            "company": "Greenlatch",
            "mode": "hybrid",
            "type": "full_time",
            "years": 7,
            "pay": (95000, 110000, "USD", "year"),
            "must": ["NetSuite", "Six Sigma"],
        },
    ),
]
