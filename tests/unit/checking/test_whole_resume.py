"""A whole resume with one thing worded or set otherwise, and with one fact altered."""

import textwrap

import pytest

from jobwise.domain.generations.checking.resume import check_resume
from jobwise.domain.generations.grounding.claims import Verdict
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
from jobwise.infrastructure.extraction.words import check_words
from tests.unit.extraction.people import of_lines

ENGINEER = Profile(
    PersonalInfo(
        "Odile Farnham",
        "Site Engineer",
        "",
        "odile.farnham@example.org",
        "+1 312 555 0177",
        "",
        Location(city="Chicago", country_code="US", region="Illinois"),
    ),
    "Site engineer with 9 years of experience in bridges and tunnels.",
    experiences=(
        Experience(
            "a",
            "Corvane Structures",
            "Site Engineer",
            "Chicago, IL",
            start=PartialDate(2019, 3),
            current=True,
            bullets=(
                Bullet("1", "Directed 14 inspectors on 3 river bridges"),
                Bullet("2", "Cut rework by 11% through weekly reviews"),
                Bullet("3", "Management of a $2.4 million maintenance budget"),
            ),
        ),
        Experience(
            "b",
            "Oakline Partners",
            "Assistant Engineer",
            "Gary, IN",
            start=PartialDate(2015, 6),
            end=PartialDate(2019, 2),
            bullets=(
                Bullet("4", "Assisted in surveying 22 km of tunnels"),
                Bullet("5", "Drafted 60 drawings in AutoCAD"),
            ),
        ),
    ),
    education=(
        Education(
            "e",
            "Lakeshore University",
            "",
            "Civil Engineering",
            "Bachelor of Science",
            PartialDate(2011, 9),
            PartialDate(2015, 5),
        ),
    ),
    skills=(
        Skill("s", "AutoCAD", "Advanced", ()),
        Skill("t", "Python", "Beginner", ()),
        Skill("u", "Surveying", "", ("GPS", "Total stations")),
    ),
    languages=(Language("l", "English", "Native"), Language("m", "French", "Basic")),
    certifications=(
        Certification("c", "Certified Bridge Inspector", PartialDate(2020, 4), issuer="National Bridge Board"),
    ),
)

RESUME = """Odile Farnham
Site Engineer
odile.farnham@example.org | +1 312 555 0177 | Chicago, Illinois, US
Summary
Site engineer with 9 years of experience in bridges and tunnels.
Experience
Site Engineer
Corvane Structures, Chicago, IL
Mar 2019 - Present
• Directed 14 inspectors on 3 river bridges
• Cut rework by 11% through weekly reviews
• Management of a $2.4 million maintenance budget
Assistant Engineer
Oakline Partners, Gary, IN
Jun 2015 - Feb 2019
• Assisted in surveying 22 km of tunnels
• Drafted 60 drawings in AutoCAD
Education
Bachelor of Science, Civil Engineering
Lakeshore University
Sep 2011 - May 2015
Skills
AutoCAD (Advanced), Python (Beginner)
Surveying: GPS, Total stations
Languages
English - Native | French - Basic
Certifications
Certified Bridge Inspector, National Bridge Board, Apr 2020"""

HARMLESS = [
    ("", ""),
    ("Chicago, Illinois, US", "Chicago, IL, USA"),
    ("Chicago, Illinois, US", "Chicago, Illinois, United States"),
    ("Chicago, IL\n", "Chicago, Illinois\n"),
    (
        "Site Engineer\nCorvane Structures, Chicago, IL\nMar 2019 - Present",
        "Site Engineer, Corvane Structures, Chicago, IL | Mar 2019 - Present",
    ),
    (
        "Site Engineer\nCorvane Structures, Chicago, IL\nMar 2019 - Present",
        "Corvane Structures, Chicago, IL\nSite Engineer\n2019-03 – today",
    ),
    (
        "Site Engineer\nCorvane Structures, Chicago, IL\nMar 2019 - Present",
        "Site Engineer at Corvane Structures (March 2019 to now)",
    ),
    (
        "Site Engineer\nCorvane Structures, Chicago, IL\nMar 2019 - Present",
        "Site Engineer\nCorvane Structures, Chicago, IL\nSince March 2019",
    ),
    (
        "Site Engineer\nCorvane Structures, Chicago, IL\nMar 2019 - Present",
        "Site Engineer\nCorvane Structures, Chicago, IL\n03/2019 - present",
    ),
    ("Assistant Engineer\nOakline", "Asst. Engineer\nOakline"),
    (
        "• Directed 14 inspectors on 3 river bridges\n• Cut rework by 11% through weekly reviews\n• Management of a",
        "Directed 14 inspectors on 3 river bridges. Cut rework by 11% through weekly reviews. Managed a",
    ),
    (
        "• Directed 14 inspectors on 3 river bridges\n• Cut rework by 11% through weekly reviews",
        "• Directed 14 inspectors on 3 river bridges; cut rework by 11% through weekly reviews",
    ),
    (
        "• Directed 14 inspectors on 3 river bridges\n• Cut rework by 11% through weekly reviews",
        "• Directed 14 inspectors on 3 river bridges and cut rework by 11% through weekly reviews",
    ),
    ("Management of a $2.4 million maintenance budget", "Managed a maintenance budget of $2.4M"),
    ("• Cut rework", "Page 1 of 2\nOdile Farnham\n• Cut rework"),
    ("AutoCAD (Advanced), Python (Beginner)", "AutoCAD, Python"),
    ("AutoCAD (Advanced), Python (Beginner)", "Python - Beginner\nAutoCAD - Advanced"),
    ("Surveying: GPS, Total stations", "Total stations • GPS"),
    ("Bachelor of Science, Civil Engineering", "B.Sc. in Civil Engineering"),
    ("Bachelor of Science, Civil Engineering\nLakeshore University\n", "BSc Civil Engineering, Lakeshore University\n"),
    ("Sep 2011 - May 2015", "2011 - 2015"),
    ("English - Native | French - Basic", "English: native\nFrench: basic"),
    (
        "Certified Bridge Inspector, National Bridge Board, Apr 2020",
        "Certified Bridge Inspector (National Bridge Board, 2020)",
    ),
    (
        "Certified Bridge Inspector, National Bridge Board, Apr 2020",
        "Certified Bridge Inspector\nNational Bridge Board\n04/2020",
    ),
    (
        "Certified Bridge Inspector, National Bridge Board, Apr 2020",
        "2020-04: Certified Bridge Inspector, National Bridge Board",
    ),
    ("Summary\n", "Profile\n"),
    ("Experience\n", "Work history\n"),
    ("Skills\n", "Core competencies\n"),
    (
        "Site engineer with 9 years of experience in bridges and tunnels.",
        "Site engineer with nine years' experience in tunnels and bridges.",
    ),
    ("+1 312 555 0177", "Tel: (312) 555-0177"),
    ("+1 312 555 0177", "+1-312-555-0177"),
    ("Lakeshore University", "Lakeshore Univ."),
]

ALTERED = [
    ("Corvane Structures, Chicago", "Oakline Partners, Chicago"),
    ("Mar 2019 - Present", "Jun 2015 - Feb 2019"),
    ("Mar 2019 - Present", "Mar 2018 - Present"),
    ("Jun 2015 - Feb 2019", "Jun 2015 - Feb 2020"),
    ("• Directed 14 inspectors on 3 river bridges\n", "• Drafted 60 drawings in AutoCAD\n"),
    ("Assistant Engineer\n", "Engineer\n"),
    ("Assistant Engineer\n", "Senior Engineer\n"),
    ("Python (Beginner)", "Python (Advanced)"),
    ("Python (Beginner)", "Python (Expert)"),
    ("AutoCAD (Advanced), Python (Beginner)", "Python (Advanced), AutoCAD (Beginner)"),
    ("French - Basic", "French - Native"),
    ("Assisted in surveying", "Surveyed"),
    ("Assisted in surveying", "Led surveying of"),
    ("22 km", "22 miles"),
    ("$2.4 million", "€2.4 million"),
    ("Bachelor", "Master"),
    ("Chicago, Illinois, US", "Chicago, Illinois, CA"),
    ("Chicago, Illinois", "Chicago, Indiana"),
    ("Chicago, IL\n", "Chicago, IN\n"),
    ("9 years", "12 years"),
    ("National Bridge Board", "American Bridge Board"),
    ("Apr 2020", "Apr 2021"),
    ("Drafted 60 drawings in AutoCAD", "Drafted 60 drawings in Revit"),
    ("GPS", "GIS"),
    ("Jun 2015 - Feb 2019", "Jun 2015 - Present"),
    ("Lakeshore University", "Lakeside University"),
    ("Civil Engineering", "Electrical Engineering"),
    ("Site Engineer\nCorvane", "Chief Engineer\nCorvane"),
    ("English - Native | French - Basic", "English - Native | French - Basic | Spanish - Fluent"),
    ("Odile Farnham\n", "Odile Farnum\n"),
    ("14 inspectors on 3 river", "3 inspectors on 14 river"),
    ("Certified Bridge Inspector", "Certified Tunnel Inspector"),
    ("river bridges", "railway bridges"),
]


def checked(text: str) -> Verdict:
    return check_resume(of_lines(text.split("\n")), ENGINEER, None, PartialDate(2026, 11), check_words())


@pytest.mark.parametrize(("old", "new"), HARMLESS)
def test_another_setting_passes(old: str, new: str) -> None:
    assert old in RESUME
    verdict = checked(RESUME.replace(old, new, 1) if old else RESUME)
    assert verdict.supported, [(claim.text, claim.reason) for claim in verdict.claims if not claim.supported]


@pytest.mark.parametrize(("old", "new"), ALTERED)
def test_one_altered_fact_is_caught(old: str, new: str) -> None:
    assert old in RESUME
    verdict = checked(RESUME.replace(old, new, 1))
    assert not verdict.supported


@pytest.mark.parametrize("width", range(36, 100, 7))
def test_a_resume_broken_at_one_width_passes(width: int) -> None:
    lines = [piece for line in RESUME.split("\n") for piece in textwrap.wrap(line, width)]
    verdict = checked("\n".join(lines))
    assert verdict.supported, [(claim.text, claim.reason) for claim in verdict.claims if not claim.supported]
