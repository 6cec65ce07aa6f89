"""Fictional people, one per script, as finished documents."""

import os
from pathlib import Path

from jobwise.domain.generations.document import Document, GenerationKind, Line, Role

R = Role

LATIN = Document(
    GenerationKind.RESUME,
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


def _resume(
    language: str, name: str, headline: str, contact: str, sections: tuple[tuple[str, tuple[Line, ...]], ...]
) -> Document:
    lines = [Line(R.NAME, name), Line(R.HEADLINE, headline), Line(R.CONTACT, contact)]
    for heading, content in sections:
        lines += [Line(R.HEADING, heading), *content]
    return Document(GenerationKind.RESUME, language, name, name, tuple(lines))


def _entry(title: str, organisation: str, dates: str, *bullets: str) -> tuple[Line, ...]:
    return (
        Line(R.TITLE, title),
        Line(R.ORGANISATION, organisation),
        Line(R.DATES, dates),
        *(Line(R.BULLET, bullet) for bullet in bullets),
    )


CYRILLIC = _resume(
    "ru",
    "Ирина Соколовская",
    "Инженер по качеству",
    "irina.sokolovskaya@example.org | +7 812 555 01 10 | Санкт-Петербург",
    (
        (
            "Опыт работы",
            _entry(
                "Ведущий инженер по качеству",
                "АО «Невский завод приборов»",
                "03.2018 - настоящее время",
                "Ввела статистический контроль на 12 линиях и сократила долю брака с 4,1 % до 1,6 % за полтора года.",
                "Обучила 25 контролёров и написала инструкции, по которым завод прошёл аудит ISO 9001 без замечаний.",
            )
            + _entry(
                "Инженер-метролог",
                "ООО «Балтика-Измерения»",
                "09.2013 - 02.2018",
                "Поверяла средства измерений и вела журнал на 1400 приборов.",
            ),
        ),
        ("Образование", _entry("Магистр метрологии", "Университет ИТМО", "2011 - 2013")),
        ("Навыки", (Line(R.SKILLS, "Методы: FMEA, SPC, MSA, 8D"),)),
    ),
)
GREEK = _resume(
    "el",
    "Ελένη Παπακωνσταντίνου",
    "Υπεύθυνη εφοδιαστικής",
    "eleni@example.org | +30 21 0555 0123 | Θεσσαλονίκη",
    (
        (
            "Εμπειρία",
            _entry(
                "Υπεύθυνη εφοδιαστικής αλυσίδας",
                "Αιγαίο Μεταφορές Α.Ε.",
                "01/2019 - σήμερα",
                "Οργάνωσε εκ νέου τα δρομολόγια 48 φορτηγών και μείωσε τα χιλιόμετρα χωρίς φορτίο κατά 17%.",
                "Διαπραγματεύτηκε συμβάσεις με έξι λιμάνια.",
            ),
        ),
        ("Εκπαίδευση", _entry("Πτυχίο Οικονομικών", "Αριστοτέλειο Πανεπιστήμιο", "2010 - 2014")),
    ),
)
CHINESE = _resume(
    "zh-CN",
    "林若溪",
    "数据分析师",
    "ruoxi.lin@example.org | +86 21 5550 0112 | 上海",
    (
        (
            "工作经历",
            _entry(
                "高级数据分析师",
                "东海零售科技有限公司",
                "2019年3月 - 至今",
                "为三百二十家门店建立每日销售预测模型，把缺货率从百分之八降到百分之三，并且让店长每天早上都能看到补货建议。",
                "用 Python 和 SQL 重写报表流程，月度结账时间由五天缩短为一天。",
            ),
        ),
        ("教育背景", _entry("统计学硕士", "江南理工大学", "2014年9月 - 2017年6月")),
        ("技能", (Line(R.SKILLS, "Python、SQL、Tableau、时间序列分析"),)),
    ),
)
JAPANESE = _resume(
    "ja",
    "佐伯 美緒",
    "ソフトウェアエンジニア",
    "mio.saeki@example.org | +81 3 5550 0123 | 東京都",
    (
        (
            "職務経歴",
            _entry(
                "シニアエンジニア",
                "株式会社みなと配送システム",
                "2018年4月 - 現在",
                "配送計画サービスをマイクロサービスへ移行し、ピーク時の応答時間を1.8秒から0.4秒へ短縮した。運用担当者向けの手順書も整備した。",
                "若手エンジニア四名の育成を担当。",
            ),
        ),
        ("学歴", _entry("情報工学修士", "北洋工業大学", "2012年4月 - 2014年3月")),
    ),
)
KOREAN = _resume(
    "ko",
    "한서윤",
    "백엔드 개발자",
    "seoyun.han@example.org | +82 2 555 0123 | 서울",
    (
        (
            "경력",
            _entry(
                "선임 백엔드 개발자",
                "푸른바다 물류 주식회사",
                "2019년 5월 - 현재",
                "주문 처리 시스템을 다시 설계하여 장애를 연간 열두 시간에서 한 시간 미만으로 줄였습니다.",
                "결제 서비스의 테스트 범위를 넓혀 배포 주기를 매주에서 매일로 바꾸었습니다.",
            ),
        ),
        ("학력", _entry("컴퓨터공학 학사", "한빛대학교", "2011년 - 2015년")),
    ),
)
THAI = _resume(
    "th",
    "ศิริพร วงศ์ทอง",
    "นักบัญชีอาวุโส",
    "siriporn@example.org | +66 2 555 0123 | กรุงเทพมหานคร",
    (
        (
            "ประสบการณ์ทำงาน",
            _entry(
                "นักบัญชีอาวุโส",
                "บริษัท สยามทะเลใส จำกัด",
                "มี.ค. 2561 - ปัจจุบัน",
                "ปรับปรุงขั้นตอนปิดบัญชีประจำเดือนและลดเวลาจากแปดวันเหลือสามวันโดยทำงานร่วมกับฝ่ายขายและคลังสินค้าทั้งห้าจังหวัด",
                "ดูแลทีมงานหกคนและลดต้นทุนให้ต่ำลงร่วมกับผู้เชี่ยวชาญญี่ปุ่น",
            ),
        ),
        ("การศึกษา", _entry("ปริญญาตรี บัญชี", "มหาวิทยาลัยริมน้ำ", "2550 - 2554")),
    ),
)
HEBREW = _resume(
    "he",
    "נועה ברקאי",
    "מנהלת מוצר",
    "noa.barkai@example.org | +972 3 555 0123 | תל אביב",
    (
        (
            "ניסיון תעסוקתי",
            _entry(
                "מנהלת מוצר בכירה",
                "גלים טכנולוגיות",
                "03/2019 - היום",
                "הובילה את השקת אפליקציית התשלומים לשלוש מדינות והגדילה את מספר המשתמשים הפעילים "
                "בארבעים אחוזים בתוך שנה.",
                "ניהלה צוות של שבעה מפתחים ומעצבים.",
            ),
        ),
        ("השכלה", _entry("תואר ראשון בכלכלה", "אוניברסיטת הכרמל", "2010 - 2013")),
    ),
)
ARABIC = _resume(
    "ar",
    "سلمى الحداد",
    "مهندسة مدنية",
    "salma@example.org | +962 6 555 0123 | عمّان",
    (
        (
            "الخبرة المهنية",
            _entry(
                "مهندسة مشاريع أولى",
                "شركة الجسور الحديثة",
                "03/2018 - حتى الآن",
                "أشرفت على بناء أربعة جسور وأنهت الأعمال قبل الموعد بثلاثة أشهر "
                "وبتكلفة أقل من الميزانية المعتمدة بنسبة سبعة بالمئة.",
                "دربت ستة مهندسين جدد.",
            ),
        ),
        ("التعليم", _entry("بكالوريوس هندسة مدنية", "جامعة الساحل", "2009 - 2014")),
    ),
)
DEVANAGARI = _resume(
    "hi",
    "अनन्या वर्मा",
    "परियोजना प्रबंधक",
    "ananya.verma@example.org | +91 11 5550 0123 | नई दिल्ली",
    (
        (
            "कार्य अनुभव",
            _entry(
                "वरिष्ठ परियोजना प्रबंधक",
                "गंगा ऊर्जा लिमिटेड",
                "03/2017 - वर्तमान",
                "बारह जिलों में सौर पंप लगाने की योजना का नेतृत्व किया और लागत में अठारह प्रतिशत की कमी लाई।",
                "नौ सदस्यों की टीम का प्रबंधन किया।",
            ),
        ),
        ("शिक्षा", _entry("विद्युत अभियांत्रिकी स्नातक", "हिमालय विश्वविद्यालय", "2008 - 2012")),
    ),
)
LETTER = Document(
    GenerationKind.COVER_LETTER,
    "en",
    "Cover letter - Marta Wiśniewska-O'Neill",
    "Marta Wiśniewska-O'Neill",
    (
        Line(R.NAME, "Marta Wiśniewska-O'Neill"),
        Line(R.CONTACT, "marta.wisniewska@example.org | +48 22 555 01 42 | Gdańsk, Poland"),
        Line(R.DATE_LINE, "3 March 2025"),
        Line(R.RECIPIENT, "Hiring Team"),
        Line(R.RECIPIENT, "Harbour Robotics GmbH"),
        Line(R.SUBJECT, "Application: Data Platform Lead"),
        Line(R.SALUTATION, "Dear Hiring Team,"),
        Line(
            R.PARAGRAPH,
            "Your posting asks for somebody who can make a data platform boring. That is what I have done for eleven "
            "years: at Bałtyk Freight I moved 140 nightly jobs from a shared cron host to Airflow on Kubernetes, and "
            "failed runs fell from 9% to under 1% in two quarters.",
        ),
        Line(
            R.PARAGRAPH,
            "Most of that work was agreement rather than code. I wrote the event contracts for 32 Kafka topics with "
            "the teams that produce them, and broken consumers fell from weekly to none in 2022. The warehouse bill "
            "went down by 38% because we retired unused extracts together with their owners.",
        ),
        Line(
            R.PARAGRAPH,
            "At Café Größe & Søn I built the first order pipeline with Spark and PostgreSQL, which feeds stock "
            "planning for 210 shops. I would gladly show you how its tests are organised.",
        ),
        Line(R.CLOSING, "Kind regards,"),
        Line(R.SIGNATURE, "Marta Wiśniewska-O'Neill"),
    ),
)

SHIPPED = {
    "latin": LATIN,
    "cyrillic": CYRILLIC,
    "greek": GREEK,
    "thai": THAI,
    "hebrew": HEBREW,
    "arabic": ARABIC,
    "devanagari": DEVANAGARI,
}
CJK = {"chinese": CHINESE, "japanese": JAPANESE, "korean": KOREAN}
CJK_FONT = any(Path("/usr/share/fonts").rglob("*CJK*")) or bool(os.environ.get("JOBWISE_FONT_DIR"))
MENDING = "no Chinese, Japanese and Korean font: apt-get install fonts-noto-cjk"
AT_HAND = SHIPPED | CJK if CJK_FONT else SHIPPED
