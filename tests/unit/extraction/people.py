"""Fictional people of several trades and scripts, and their resumes as JobWise writes them."""

import json
from collections.abc import Sequence

from jobwise import resources
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.generations.readback import ReadKind, ReadLine, ReadText, read_text
from jobwise.domain.generations.resume.units import header, units
from jobwise.domain.generations.resume.words import DocumentWords, SectionKind
from jobwise.domain.profiles.profile import (
    Bullet,
    Certification,
    Education,
    Experience,
    Language,
    Location,
    PersonalInfo,
    Profile,
    Skill,
)
from jobwise.domain.shared.values import PartialDate

Job = tuple[str, str, str, str, str, list[str]]
Study = tuple[str, str, str, str, str]


def person(
    who: tuple[str, str, str, str, str],
    summary: str,
    jobs: list[Job],
    studies: list[Study],
    skills: dict[str, list[str]],
    languages: list[tuple[str, str]],
    certificates: Sequence[tuple[str, str, str]] = (),
) -> Profile:
    name, label, email, phone, city = who
    return Profile(
        PersonalInfo(name, label, "", email, phone, "", Location(city=city)),
        summary,
        experiences=tuple(
            Experience(
                f"e{n}", employer, title, place, start=_date(start), end=_date(end), current=not end,
                bullets=tuple(Bullet(f"b{n}{m}", text) for m, text in enumerate(bullets)),
            )
            for n, (title, employer, place, start, end, bullets) in enumerate(jobs)
        ),
        education=tuple(
            Education(f"s{n}", school, "", area, degree, _date(start), _date(end))
            for n, (degree, area, school, start, end) in enumerate(studies)
        ),
        skills=tuple(Skill(f"k{n}", name, "", tuple(words)) for n, (name, words) in enumerate(skills.items())),
        languages=tuple(Language(f"l{n}", one, two) for n, (one, two) in enumerate(languages)),
        certifications=tuple(
            Certification(f"c{n}", one, _date(when), issuer=by) for n, (one, by, when) in enumerate(certificates)
        ),
    )  # fmt: skip


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def words(language: str) -> DocumentWords:
    data = json.loads(resources.text("data/documents/words.json"))[language]
    return DocumentWords(
        language,
        {kind: data["headings"][kind.value] for kind in SectionKind},
        data["present"],
        tuple(data["months"]),
        data["resume_title"],
        data["letter_title"],
    )


def export(profile: Profile, language: str) -> Document:
    """Everything of a profile as stacked lines, sections in their usual order."""
    said = words(language)
    lines = list(header(profile.personal))
    section = None
    for kind in SectionKind:
        for unit in units(profile, said):
            if unit.section is kind:
                if section is not kind:
                    lines.append(Line(Role.HEADING, said.headings[kind]))
                    section = kind
                lines.extend(unit.lines)
    return Document(GenerationKind.RESUME, language, profile.personal.name, profile.personal.name, tuple(lines))


def as_read(document: Document) -> ReadText:
    """The document as a perfect reader gives it back, without sizes."""
    return of_lines([f"• {line.text}" if line.role is Role.BULLET else line.text for line in document.lines])


def of_lines(lines: list[str]) -> ReadText:
    return read_text(ReadKind.TEXT, tuple(ReadLine(line) for line in lines))


NURSE = person(
    ("Odile Brannick", "Registered Nurse, Intensive Care", "odile.brannick@example.org", "+44 20 7946 0321", "Leeds"),
    "Intensive care nurse with nine years on surgical and cardiac wards, used to training new colleagues.",
    [
        ("Senior Staff Nurse", "Harrowdale General Hospital", "Leeds", "2019-03", "",
         ["Led a team of 6 nurses on a 24-bed intensive care unit",
          "Reduced medication errors by 37% within 14 months through a double-check routine",
          "Helped introduce electronic charting with Epic on four wards"]),
        ("Staff Nurse", "St. Brannoc Infirmary", "York", "2014-09", "2019-02",
         ["Cared for up to 8 post-operative patients per shift",
          "Trained 23 newly qualified nurses in wound care and infection control",
          "Supported the ward manager with rota planning for 31 staff"]),
    ],
    [("BSc", "Adult Nursing", "University of Wharfedale", "2011", "2014")],
    {"Clinical": ["Ventilator management", "Haemodialysis", "Wound care"], "Systems": ["Epic", "SystmOne"]},
    [("English", "native"), ("French", "intermediate")],
    [("Advanced Life Support", "Resuscitation Council", "2022-05")],
)  # fmt: skip

DEVELOPER = person(
    ("Tjark Immendorf", "Senior Softwareentwickler", "tjark.immendorf@example.org", "+49 30 901820", "Bremen"),
    "Entwickler mit elf Jahren Erfahrung in Zahlungsverkehr und Logistik.",
    [
        ("Senior Softwareentwickler", "Weserfracht GmbH", "Bremen", "2018-04", "",
         ["Leitete die Migration von 42 Diensten nach Kubernetes",
          "Senkte die Antwortzeit der Buchungs-API um 63 % mit Redis und PostgreSQL",
          "Betreute drei Auszubildende im Team Zahlungsverkehr"]),
        ("Softwareentwickler", "Nordlicht Systeme AG", "Hamburg", "2013-10", "2018-03",
         ["Entwickelte ein Abrechnungssystem in Java für 1.200 Kunden",
          "Unterstützte den Umstieg von Oracle auf PostgreSQL",
          "Sparte 85.000 € Lizenzkosten im Jahr 2016"]),
    ],
    [("Master of Science", "Informatik", "Universität Oldenburg", "2011-10", "2013-09"),
     ("Bachelor of Science", "Informatik", "Hochschule Emden", "2008-10", "2011-09")],
    {"Sprachen": ["Java", "Kotlin", "Python"], "Plattformen": ["Kubernetes", "PostgreSQL", "Redis", "Kafka"]},
    [("Deutsch", "Muttersprache"), ("Englisch", "fließend")],
)  # fmt: skip

COOK = person(
    ("Maëlle Trévidic", "Cheffe de cuisine", "maelle.trevidic@example.org", "+33 2 99 12 34 56", "Rennes"),
    "Cuisinière passionnée par les produits de saison, dix ans en restauration collective et gastronomique.",
    [
        ("Cheffe de cuisine", "Restaurant La Gabelle", "Rennes", "2017-06", "",
         ["Dirige une brigade de 9 personnes pour 140 couverts par jour",
          "Réduit le gaspillage alimentaire de 28 % en deux ans",
          "Négocie les contrats avec 17 producteurs locaux"]),
        ("Seconde de cuisine", "Hôtel des Corsaires", "Saint-Malo", "2012-03", "2017-05",
         ["Participé à l'élaboration de 4 cartes saisonnières",
          "Formé 12 apprentis aux techniques de pâtisserie"]),
    ],
    [("BTS", "Hôtellerie-restauration", "Lycée hôtelier de Dinard", "2010", "2012")],
    {"Cuisine": ["Pâtisserie", "HACCP", "Cuisine végétale"], "Gestion": ["Gestion des stocks", "Excel"]},
    [("Français", "langue maternelle"), ("Anglais", "intermédiaire")],
)  # fmt: skip

TEACHER = person(
    ("Jimena Urrutxi", "Profesora de matemáticas", "jimena.urrutxi@example.org", "+34 94 412 34 56", "Bilbao"),
    "Docente con ocho años de experiencia en secundaria y formación de adultos.",
    [
        ("Profesora de matemáticas", "Instituto Alto Nervión", "Bilbao", "2018-09", "",
         ["Imparto clase a 5 grupos de bachillerato con 128 alumnos",
          "Coordiné el programa de refuerzo que elevó el aprobado del 61 % al 83 %",
          "Ayudé a diseñar 14 unidades didácticas con GeoGebra"]),
        ("Profesora de apoyo", "Academia Zubiaur", "Vitoria", "2015-10", "2018-07",
         ["Preparé a 46 estudiantes para el examen de acceso",
          "Organicé talleres de cálculo mental los sábados"]),
    ],
    [("Grado", "Matemáticas", "Universidad de Arlanza", "2010-09", "2014-06"),
     ("Máster", "Formación del Profesorado", "Universidad de Deva", "2014-09", "2015-06")],
    {"Didáctica": ["GeoGebra", "Moodle", "Aprendizaje por proyectos"]},
    [("Español", "nativo"), ("Euskera", "avanzado")],
)  # fmt: skip

SELLER = person(
    ("Iracema Valadão", "Gerente de vendas", "iracema.valadao@example.org", "+55 31 3225 4410", "Belo Horizonte"),
    "Profissional de vendas com doze anos no varejo e no atacado.",
    [
        ("Gerente de vendas", "Grupo Serra Azul", "Belo Horizonte", "2016-02", "",
         ["Liderei uma equipe de 11 vendedores em 3 cidades",
          "Aumentei o faturamento anual em R$ 2,4 milhões",
          "Implantei o Salesforce em quatro filiais"]),
        ("Vendedora", "Loja Pedra Clara", "Ouro Preto", "2011-07", "2016-01",
         ["Atendi cerca de 60 clientes por dia",
          "Apoiei a abertura de duas lojas novas"]),
    ],
    [("Bacharelado", "Administração", "Universidade de Itacolomi", "2007", "2011")],
    {"Vendas": ["Salesforce", "Negociação", "Excel"]},
    [("Português", "nativo"), ("Espanhol", "intermediário")],
)  # fmt: skip

RUSSIAN = person(
    ("Арина Веретенникова", "Ведущий аналитик", "arina.v@example.org", "+7 812 555 01 77", "Тверь"),
    "Аналитик с десятилетним опытом в логистике и торговле.",
    [
        ("Ведущий аналитик", "ООО Волжский Путь", "Тверь", "2019-02", "",
         ["Руководила группой из 5 аналитиков", "Сократила время отчётности на 45 % с помощью Python"]),
        ("Младший аналитик", "Банк Северный Мост", "Казань", "2014-08", "2019-01",
         ["Готовила ежемесячные отчёты для 12 филиалов", "Помогала внедрять Tableau"]),
    ],
    [("Магистр", "Экономика", "Университет Белогорья", "2012-09", "2014-06")],
    {"Инструменты": ["Python", "Tableau", "Excel"]},
    [("Русский", "родной"), ("Английский", "свободно")],
)  # fmt: skip

GREEK = person(
    ("Ευτέρπη Καλλιγέρη", "Λογίστρια", "efterpi.k@example.org", "+30 231 012 3456", "Βόλος"),
    "Λογίστρια με επτά χρόνια εμπειρίας σε εταιρείες τροφίμων.",
    [
        ("Λογίστρια", "Εταιρεία Πηλιορείτικη", "Βόλος", "2017-05", "",
         ["Διαχειρίζομαι 340 λογαριασμούς πελατών", "Μείωσα τον χρόνο κλεισίματος κατά 30 %"]),
        ("Βοηθός λογιστή", "Όμιλος Αργοναύτης", "Λάρισα", "2014-01", "2017-04",
         ["Υποστήριξα το τμήμα μισθοδοσίας 85 εργαζομένων"]),
    ],
    [("Πτυχίο", "Λογιστική", "Πανεπιστήμιο Δημητριάδος", "2009-09", "2013-06")],
    {"Εργαλεία": ["Excel", "SAP"]},
    [("Ελληνικά", "μητρική"), ("Αγγλικά", "πολύ καλά")],
)  # fmt: skip

HEBREW = person(
    ("תמר אלוניאל", "מהנדסת תוכנה", "tamar.a@example.org", "+972 4 555 0123", "חיפה"),
    "מהנדסת תוכנה עם שמונה שנות ניסיון.",
    [
        ("מהנדסת תוכנה", "חברת גלבועית", "חיפה", "2018-06", "",
         ["הובלתי צוות של 4 מפתחים", "קיצרתי את זמן הטעינה ב-52%"]),
        ("מפתחת", "קבוצת ארזים", "עפולה", "2015-02", "2018-05", ["פיתחתי 9 שירותים בשפת Python"]),
    ],
    [("תואר ראשון", "מדעי המחשב", "מכללת תבורית", "2011", "2014")],
    {"כלים": ["Python", "Docker"]},
    [("עברית", "שפת אם"), ("אנגלית", "רמה גבוהה")],
)  # fmt: skip

CHINESE = person(
    ("阮思澜", "高级产品经理", "silan.ruan@example.org", "+86 571 5550 1234", "杭州"),
    "产品经理，九年电商经验。",
    [
        ("高级产品经理", "澜桥科技有限公司", "杭州", "2019-07", "",
         ["带领12人的产品团队", "将转化率提高了27%"]),
        ("产品助理", "海棠网络公司", "宁波", "2015-03", "2019-06", ["撰写了35份需求文档", "使用Axure制作原型"]),
    ],
    [("学士", "信息管理", "临岳大学", "2011-09", "2015-06")],
    {"工具": ["Axure", "SQL"]},
    [("中文", "母语"), ("英语", "流利")],
)  # fmt: skip

JAPANESE = person(
    ("星崎 美緒", "看護師長", "mio.hoshizaki@example.org", "+81 52 555 0134", "名古屋"),
    "急性期病棟で十一年の経験を持つ看護師。",
    [
        ("看護師長", "青嶺総合病院", "名古屋", "2018-04", "", ["看護師18名のチームを率いた", "転倒事故を41%減らした"]),
        ("看護師", "白波クリニック", "岐阜", "2012-04", "2018-03", ["新人6名の教育を担当した"]),
    ],
    [("学士", "看護学", "東濃医療大学", "2008-04", "2012-03")],
    {"スキル": ["救急看護", "電子カルテ"]},
    [("日本語", "母語"), ("英語", "日常会話")],
)  # fmt: skip

PEOPLE: dict[str, tuple[Profile, str]] = {
    "nurse": (NURSE, "en"),
    "developer": (DEVELOPER, "de"),
    "cook": (COOK, "fr"),
    "teacher": (TEACHER, "es"),
    "seller": (SELLER, "pt"),
    "russian": (RUSSIAN, "ru"),
    "greek": (GREEK, "el"),
    "hebrew": (HEBREW, "he"),
    "chinese": (CHINESE, "zh"),
    "japanese": (JAPANESE, "ja"),
}
