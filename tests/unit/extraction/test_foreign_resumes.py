"""Resumes of others: columns made of spaces, dates first, employer first, one-line entries."""

from jobwise.domain.generations.resume_reading.resume import ReadResume, read_resume, to_json
from jobwise.infrastructure.extraction.reader import read_document
from jobwise.infrastructure.extraction.words import reading_words


def resume(text: str) -> ReadResume:
    return read_resume(read_document(text.encode()), reading_words())


def work(read: ReadResume) -> list[tuple[str, str, str]]:
    return [(item.employer, item.title, item.start.iso if item.start else "") for item in read.work]


def test_dates_first_in_a_column_of_spaces() -> None:
    read = resume(
        "LEBENSLAUF\nName: Hanno Brettschneider\nTelefon: 0171 2345678\n\nBeruflicher Werdegang\n"
        "03/2019 – heute    Projektleiter Bau, Steinhoff Bau GmbH, Kassel\n- Leitung von 12 Baustellen\n"
        "08/2014 – 02/2019    Bauingenieur\nIngenieurbüro Kranz, Fulda\n- Statik\n"
        "Ausbildung\n2001 – 2009    Abitur, Winfriedschule Fulda\n"
    )
    assert (read.name, read.phone) == ("Hanno Brettschneider", "0171 2345678")
    assert work(read) == [
        ("Steinhoff Bau GmbH", "Projektleiter Bau", "2019-03"),
        ("Ingenieurbüro Kranz", "Bauingenieur", "2014-08"),
    ]
    assert [item.school for item in read.education] == ["Winfriedschule Fulda"]


def test_employer_first_between_bars() -> None:
    read = resume(
        "MARCO ANTONIO SALCEDO\nBogotá | +57 301 555 0182 | marco.salcedo@example.org\nEXPERIENCIA LABORAL\n"
        "Grupo Andino S.A.S. | Contador Senior | Enero 2018 - Actualidad\n- Cierres mensuales\n"
        "Consultores Rivera Ltda. | Auxiliar contable | Feb. 2014 - Dic. 2017\n- Conciliaciones\n"
    )
    assert work(read) == [
        ("Grupo Andino S.A.S.", "Contador Senior", "2018-01"),
        ("Consultores Rivera Ltda.", "Auxiliar contable", "2014-02"),
    ]
    assert read.work[0].current


def test_one_line_entries_after_their_dates() -> None:
    read = resume(
        "Camille Fontenoy\nInfirmière diplômée d'État\n06 12 34 56 78 - camille.f@example.org\n"
        "EXPÉRIENCES PROFESSIONNELLES\nDepuis septembre 2018 : Infirmière de bloc, Clinique Saint-Roch, Lyon\n• Soins\n"
        "2014 - 2018 : Infirmière, CHU de Grenoble\n• Soins\nFORMATION\n"
        "2011 : Baccalauréat scientifique, Lycée Champollion\n"
    )
    assert work(read) == [
        ("Clinique Saint-Roch", "Infirmière de bloc", "2018-09"),
        ("CHU de Grenoble", "Infirmière", "2014"),
    ]
    assert (read.education[0].school, read.education[0].degree) == ("Lycée Champollion", "Baccalauréat scientifique")


def test_chinese_columns() -> None:
    read = resume(
        "王晓明\n电话：138-0000-0000 | 邮箱：xm.wang@example.org\n工作经历\n"
        "2016年3月 - 至今  杭州云杉科技有限公司  高级后端工程师\n• 负责支付系统\n专业技能\nJava、Go、MySQL\n"
    )
    assert read.name == "王晓明"
    assert work(read) == [("杭州云杉科技有限公司", "高级后端工程师", "2016-03")]
    assert read.skills == ("Java", "Go", "MySQL")


def test_the_json_says_null_for_what_is_not_there() -> None:
    shape = to_json(resume("Odile Brannick\nEXPERIENCE\nStaff Nurse\nHarrowdale Hospital\n2015 - Present\n• Cared\n"))
    assert shape["email"] is None
    assert shape["work"][0]["end"] == "present"
    assert shape["work"][0]["location"] is None
