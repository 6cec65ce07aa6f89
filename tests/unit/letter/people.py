"""Fictional people of several trades and languages, their postings, and a plain ranking by literal words."""

from collections.abc import Sequence

from jobwise.domain.generations.letter.evidence import find
from jobwise.domain.jobs.job import Job, Necessity
from jobwise.domain.profiles.profile import (
    Bullet,
    Certification,
    Education,
    Experience,
    Language,
    Location,
    PersonalInfo,
    Profile,
    Project,
    Skill,
    Volunteering,
    facts,
)
from jobwise.domain.rankings.ranking import Gap, GapGrade, ItemKind, RankedItem, Ranking
from jobwise.domain.shared.values import PartialDate

AS_OF = PartialDate(2026, 11, 20)


def day(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def work(id: str, title: str, employer: str, start: str, end: str, *bullets: str) -> Experience:
    return Experience(
        id=id,
        title=title,
        employer=employer,
        start=day(start),
        end=day(end) if end != "now" else None,
        current=end == "now",
        bullets=tuple(Bullet(f"{id}{n}", text) for n, text in enumerate(bullets)),
    )


def skills(*names: str) -> tuple[Skill, ...]:
    return tuple(Skill(f"s{n}", name) for n, name in enumerate(names))


def person(name: str, city: str) -> PersonalInfo:
    mail = name.lower().replace(" ", ".").encode("ascii", "ignore").decode()
    return PersonalInfo(name=name, email=f"{mail}@example.org", phone="+49 30 5550100", location=Location(city=city))


def ranking(profile: Profile, job: Job, supported: Sequence[tuple[str, str]] = ()) -> Ranking:
    """Grades by literal words; `supported` gives skill and evidence path of what is only near."""
    known = list(facts(profile))
    near = dict(supported)
    gaps = []
    asked = [(s, Necessity.MUST) for s in job.required_skills] + [(s, Necessity.NICE) for s in job.preferred_skills]
    for skill, necessity in asked:
        paths = tuple(fact.path for fact in known if not fact.path.startswith("personal") and find(fact.text, skill))
        if paths:
            gaps.append(Gap(skill, necessity, GapGrade.HAS, paths))
        elif skill in near:
            gaps.append(Gap(skill, necessity, GapGrade.SUPPORTED, (near[skill],)))
        else:
            gaps.append(Gap(skill, necessity, GapGrade.LACKS))
    items = []
    for place, fact in enumerate(known):
        hits = sum(bool(find(fact.text, skill)) for skill, _ in asked)
        if "/bullets/" in fact.path:
            items.append(RankedItem(ItemKind.BULLET, fact.path, fact.text, float(hits) - place / 1000))
    for kind, room, entries in (
        (ItemKind.EXPERIENCE, "experiences", profile.experiences),
        (ItemKind.PROJECT, "projects", profile.projects),
        (ItemKind.EDUCATION, "education", profile.education),
        (ItemKind.CERTIFICATION, "certifications", profile.certifications),
    ):
        for entry in entries:
            path = f"{room}/{entry.id}"
            texts = " . ".join(fact.text for fact in known if fact.path.startswith(f"{path}/"))
            score = float(sum(bool(find(texts, skill)) for skill, _ in asked))
            items.append(RankedItem(kind, path, "", score))
    items.sort(key=lambda item: (-item.score, item.path))
    return Ranking(tuple(items), tuple(gaps), "1", "test")


ENGINEER = Profile(
    personal=person("Mara Oyelaran", "Leeds"),
    summary="Backend engineer for payment systems.",
    experiences=(
        work(
            "e1",
            "Senior Backend Engineer",
            "Ferrybank Payments",
            "2021-03",
            "now",
            "Cut p95 latency of the ledger API from 480 ms to 210 ms by batching PostgreSQL writes",
            "Lead the on-call rotation for 14 services",
            "Moved 60 nightly jobs from cron to Kubernetes with the platform team; wrote the runbooks",
        ),
        work(
            "e2",
            "Software Developer",
            "Halden Logistics",
            "2017-09",
            "2021-02",
            "Built a route planner in Python that 35 dispatchers used every day",
            "Responsible for the parcel tracking API and its 12 partner integrations",
        ),
        work("e3", "Web Developer", "Studio Kestrel", "2015", "2017", "Developed shop sites for 9 local retailers"),
    ),
    education=(
        Education("d1", institution="University of Leeds", area="Computer Science", study_type="BSc", end=day("2015")),
    ),
    skills=skills("Python", "PostgreSQL", "Kubernetes", "Docker", "Terraform", "RabbitMQ"),
    languages=(Language("l1", "English", "Native"), Language("l2", "French", "B2")),
)
ENGINEER_JOB = Job(
    title="Backend Engineer (f/m/x)",
    company="Northmoor Energy",
    required_skills=("Python", "PostgreSQL", "Docker", "Kafka", "Rust"),
    preferred_skills=("Terraform", "Helm"),
    text="Northmoor Energy needs a Backend Engineer: Python, PostgreSQL, Docker, Kafka, Rust; Terraform, Helm a plus.",
    language="en",
)

NURSE = Profile(
    personal=person("Jonas Akkermann", "Bremen"),
    summary="Examinierter Pflegefachmann mit Erfahrung in der Akutpflege und in der Anleitung von Auszubildenden.",
    experiences=(
        work(
            "n1",
            "Pflegefachmann",
            "Klinikum Weserbogen",
            "2020-04",
            "now",
            "Anleitung von 6 Auszubildenden pro Jahr auf der Station für Innere Medizin",
            "Verantwortlich für die Wundversorgung und deren Dokumentation",
            "Führte die digitale Übergabe auf 3 Stationen ein",
        ),
        work(
            "n2",
            "Gesundheits- und Krankenpfleger",
            "Seniorenzentrum Lindenhof",
            "2016-10",
            "2020-03",
            "Pflege und Mobilisation von 18 Bewohnern im Frühdienst",
            "Erstellte Dienstpläne für 11 Kolleginnen und Kollegen",
        ),
    ),
    education=(
        Education(
            "d1",
            institution="Pflegeschule Bremen-Nord",
            area="Gesundheits- und Krankenpflege",
            study_type="Staatsexamen",
            start=day("2013-10"),
            end=day("2016-09"),
        ),
    ),
    skills=skills("Wundversorgung", "Dienstplanung", "Medikamentengabe", "Erste Hilfe"),
    languages=(Language("l1", "Deutsch", "Muttersprache"), Language("l2", "Englisch", "B1")),
    certifications=(Certification("c1", "Praxisanleitung (300 Stunden)", day("2022-05"), issuer="Pflegekammer Nord"),),
)
NURSE_JOB = Job(
    title="Pflegefachkraft (m/w/d)",
    company="Krankenhaus St. Ansgar",
    required_skills=("Wundversorgung", "Medikamentengabe", "Beatmungspflege"),
    preferred_skills=("Dienstplanung",),
    text="Krankenhaus St. Ansgar sucht Pflegefachkraft: Wundversorgung, Medikamentengabe, Beatmungspflege.",
    language="de",
)

COOK = Profile(
    personal=person("Élise Charvet", "Lyon"),
    summary="Cuisinière de restaurant avec le goût des produits de saison.",
    experiences=(
        work(
            "k1",
            "Cheffe de partie",
            "Restaurant Les Trois Ponts",
            "2021-04",
            "now",
            "Gestion de la partie poissons pour 80 couverts par service",
            "Réduit le gaspillage de 18 % avec une fiche de stock quotidienne",
            "Former 3 apprentis au plan HACCP",
        ),
        work(
            "k2",
            "Commis de cuisine",
            "Hôtel Bellerive",
            "2018-09",
            "2021-03",
            "Préparation des entrées froides et mise en place du matin",
        ),
    ),
    education=(
        Education("d1", institution="Lycée hôtelier de Thonon", area="Cuisine", study_type="CAP", end=day("2018")),
    ),
    skills=skills("HACCP", "Gestion des stocks", "Pâtisserie"),
    languages=(Language("l1", "Français", "Langue maternelle"), Language("l2", "Italien", "B1")),
)
COOK_JOB = Job(
    title="Sous-chef (H/F)",
    company="Auberge du Vieux Pont",
    required_skills=("HACCP", "Gestion des stocks", "Encadrement"),
    text="Auberge du Vieux Pont cherche Sous-chef. HACCP, Gestion des stocks, Encadrement.",
    language="fr",
)

TEACHER = Profile(
    personal=person("Inés Robledo", "Valencia"),
    summary="Maestra de primaria con experiencia en lectura y en aulas con muchos niveles.",
    experiences=(
        work(
            "t1",
            "Maestra de primaria",
            "Colegio Monte Claro",
            "2019-09",
            "now",
            "Diseñé un plan de lectura para 4 cursos y 96 alumnos",
            "Coordinación de las reuniones con las familias del segundo ciclo",
            "Preparar materiales de Matemáticas para la pizarra digital",
        ),
        work(
            "t2",
            "Monitora de comedor",
            "Escuela Las Acacias",
            "2017-01",
            "2019-06",
            "Cuidado de grupos de 25 niños durante la comida",
        ),
    ),
    education=(
        Education(
            "d1",
            institution="Universidad de Valencia",
            area="Educación Primaria",
            study_type="Grado",
            start=day("2013"),
            end=day("2017"),
        ),
    ),
    skills=skills("Matemáticas", "Lectura", "Inclusión", "Google Classroom"),
    languages=(Language("l1", "Español", "nativo"), Language("l2", "Inglés", "B2")),
)
TEACHER_JOB = Job(
    title="Docente de Primaria",
    company="Colegio Ribera Alta",
    required_skills=("Matemáticas", "Inclusión", "Robótica"),
    preferred_skills=("Google Classroom",),
    text="Colegio Ribera Alta busca Docente de Primaria: Matemáticas, Inclusión, Robótica, Google Classroom.",
    language="es",
)

CLERK = Profile(
    personal=person("Tainá Furtado", "Recife"),
    experiences=(
        work(
            "b1",
            "Analista contábil",
            "Hospital Santa Aurora",
            "2020-02",
            "now",
            "Reduzi o fechamento mensal de 9 para 5 dias com planilhas no Excel",
            "Responsável pela conciliação de 14 contas bancárias",
            "Elaboração de relatórios de custos para a diretoria",
        ),
        work(
            "b2",
            "Auxiliar administrativo",
            "Mercado Boa Praça",
            "2016-05",
            "2020-01",
            "Emitir notas fiscais e conferir o caixa diário",
            "Atendi fornecedores e organizei o arquivo de 6 lojas",
        ),
    ),
    education=(
        Education(
            "d1",
            institution="Universidade do Capibaribe",
            area="Ciências Contábeis",
            study_type="Bacharelado",
            start=day("2012"),
            end=day("2016"),
        ),
    ),
    skills=skills("Excel", "Conciliação bancária", "SAP", "IFRS"),
    languages=(Language("l1", "Português", "nativo"), Language("l2", "Inglês", "B1")),
)
CLERK_JOB = Job(
    title="Analista Financeiro",
    company="Editora Farol",
    required_skills=("Excel", "Conciliação bancária", "IFRS", "Power BI"),
    preferred_skills=("SAP",),
    text="Editora Farol procura Analista Financeiro com Excel, Conciliação bancária, IFRS e Power BI; SAP é um plus.",
    language="pt",
)

STUDENT = Profile(
    personal=person("Noor Haddad", "Utrecht"),
    education=(
        Education(
            "d1",
            institution="Hogeschool Vechtdal",
            area="Logistics",
            study_type="Bachelor",
            start=day("2024-09"),
            current=True,
        ),
    ),
    projects=(
        Project(
            "p1",
            name="Bike Pool",
            description="a booking sheet for 40 shared bikes on campus",
            bullets=(Bullet("p11", "Collected usage data for 8 months and drew weekly charts in Excel"),),
        ),
    ),
    skills=skills("Excel", "Inventory control"),
    languages=(Language("l1", "Dutch", "Native"), Language("l2", "English", "C1")),
    volunteering=(
        Volunteering(
            "v1",
            organization="Repair Café Oost",
            title="Host",
            start=day("2023-02"),
            current=True,
            bullets=(Bullet("v11", "Welcomed about 30 visitors every month and kept the list of spare parts"),),
        ),
    ),
)
STUDENT_JOB = Job(
    title="Warehouse Intern",
    company="Polder Freight",
    required_skills=("Excel", "Inventory control", "Forklift licence"),
    text="Polder Freight offers a Warehouse Intern place: Excel, Inventory control, Forklift licence.",
    language="en",
)

ONE_LINE = Profile(
    personal=PersonalInfo(name="Sam Vale", email="sam@example.org"), skills=(Skill("s0", "Bricklaying"),)
)

CASES: tuple[tuple[str, Profile, Job], ...] = (
    ("engineer", ENGINEER, ENGINEER_JOB),
    ("nurse", NURSE, NURSE_JOB),
    ("cook", COOK, COOK_JOB),
    ("teacher", TEACHER, TEACHER_JOB),
    ("clerk", CLERK, CLERK_JOB),
    ("student", STUDENT, STUDENT_JOB),
)
NEAR = (("Kafka", "skills/s5"),)
