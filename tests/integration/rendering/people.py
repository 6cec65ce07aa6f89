"""Fictional people, one per script, as finished documents."""

from jobwise.domain.generations.document import Document, DocumentKind, Line, Role

R = Role

LATIN = Document(
    DocumentKind.RESUME,
    "en",
    "Marta Wiśniewska-O'Neill - Resume",
    "Marta Wiśniewska-O'Neill",
    (
        Line(R.NAME, "Marta Wiśniewska-O'Neill"),
        Line(R.HEADLINE, "Senior Data Platform Engineer"),
        Line(R.CONTACT, "marta.wisniewska@example.org | +48 22 555 01 42 | Gdańsk, Poland"),
        Line(R.CONTACT, "https://www.example.org/marta | github.com/example-marta"),
        Line(R.HEADING, "Summary"),
        Line(
            R.TEXT,
            "Engineer with eleven years in payment and logistics data. Builds platforms that small teams can run: "
            "clear contracts between producers and consumers, few moving parts, and costs that everybody can read.",
        ),
        Line(R.HEADING, "Skills"),
        Line(R.SKILLS, "Languages: Python, SQL, Scala, TypeScript"),
        Line(R.SKILLS, "Platforms: Kafka, Spark, Airflow, PostgreSQL, Kubernetes, Terraform, AWS, Snowflake, dbt Core"),
        Line(R.HEADING, "Experience"),
        Line(R.TITLE, "Senior Data Platform Engineer"),
        Line(R.ORGANISATION, "Bałtyk Freight S.A., Gdańsk"),
        Line(R.DATES, "Mar 2020 - Present"),
        Line(
            R.BULLET,
            "Moved 140 nightly jobs from a shared cron host to Airflow on Kubernetes and cut failed "
            "runs from 9% to under 1% in two quarters.",
        ),
        Line(
            R.BULLET,
            "Wrote the event contracts for 32 Kafka topics; broken consumers fell from weekly to none in 2022.",
        ),
        Line(
            R.BULLET,
            "Reduced the warehouse bill by 38% by clustering the six largest tables and retiring unused "
            "extracts with their owners.",
        ),
        Line(R.BULLET, "Mentored four engineers; two now lead their own teams."),
        Line(R.TITLE, "Data Engineer"),
        Line(R.ORGANISATION, "Café Größe & Søn ApS, København"),
        Line(R.DATES, "Jun 2015 - Feb 2020"),
        Line(R.BULLET, "Built the first order pipeline (Spark, PostgreSQL) that feeds stock planning for 210 shops."),
        Line(
            R.BULLET, "Replaced hand-made spreadsheets with tested dbt models; month-end closing went from 5 days to 1."
        ),
        Line(R.BULLET, "Ran the on-call rota of a team of six and wrote its 40-page runbook."),
        Line(R.HEADING, "Education"),
        Line(R.TITLE, "MSc Computer Science"),
        Line(R.ORGANISATION, "Politechnika Gdańska"),
        Line(R.DATES, "Oct 2013 - Jun 2015"),
        Line(R.TITLE, "BSc Mathematics"),
        Line(R.ORGANISATION, "University of Łódź"),
        Line(R.DATES, "Oct 2010 - Jun 2013"),
        Line(R.HEADING, "Certifications"),
        Line(R.TEXT, "AWS Certified Data Engineer, 2023"),
        Line(R.HEADING, "Languages"),
        Line(R.SKILLS, "Polish (native), English (fluent), Danish (working proficiency)"),
    ),
)
