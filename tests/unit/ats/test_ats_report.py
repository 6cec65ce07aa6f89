"""The score is a sum that adds up, rises with what is asked, and says what to do."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.ats.facts import AtsEntry, AtsHeading, AtsInput, AtsResume, AtsSection
from jobwise.domain.generations.ats.findings import AtsReport, Severity
from jobwise.domain.generations.ats.keywords import keywords
from jobwise.domain.generations.ats.report import WEIGHTS, assess
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import SkillTerm, Vocabulary
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.phrases import ats_words
from tests.support.soak import examples

AS_OF = PartialDate(2026, 11, 20)
WORDS = ats_words()
VOCABULARY = Vocabulary.of(
    "v",
    [
        SkillTerm("Kubernetes", ("k8s",)),
        SkillTerm("Search Engine Optimization", ("SEO",)),
        SkillTerm("Python"),
        SkillTerm("Go", ("Golang",), context=True),
        SkillTerm("SQL"),
        SkillTerm("SQL Server", ("MSSQL",)),
        SkillTerm("Wound care"),
    ],
)
FILLER = " ".join(f"word{n}" for n in range(210))
RESUME = AtsResume(
    text="Mara Oyelaran\nmara@example.org | +44 113 4960000 | Leeds\nExperience\nSenior Engineer\nFerrybank\n"
    "03/2021 - Present\nCut latency by 40 % with Python\nMoved jobs to k8s\nEducation\nBSc\nUniversity of Leeds\n"
    f"2015\nSkills\nPython, k8s\n{FILLER}",
    name="Mara Oyelaran",
    email="mara@example.org",
    phone="+44 113 4960000",
    location="Leeds",
    headings=(
        AtsHeading("Experience", AtsSection.EXPERIENCE),
        AtsHeading("Education", AtsSection.EDUCATION),
        AtsHeading("Skills", AtsSection.SKILLS),
    ),
    work=(
        AtsEntry(
            "Senior Engineer",
            "Ferrybank",
            PartialDate(2021, 3),
            None,
            True,
            "03/2021 - Present",
            ("Cut latency by 40 % with Python", "Moved jobs to k8s"),
            "experiences/e1",
        ),
    ),
    education=(AtsEntry("BSc", "University of Leeds", None, PartialDate(2015), False, "2015", (), "education/d1"),),
    skills=("Python", "k8s"),
    readback=1.0,
)
JOB = Job(
    title="Engineer",
    required_skills=("Python", "Kubernetes", "SQL Server", "Wound care"),
    preferred_skills=("Search Engine Optimization (SEO)",),
    text="Python Kubernetes",
)


def report(resume: AtsResume = RESUME, job: Job | None = JOB) -> AtsReport:
    return assess(AtsInput(resume, VOCABULARY, AS_OF, job, WORDS))


def codes(resume: AtsResume, job: Job | None = JOB) -> list[str]:
    return [finding.code for finding in report(resume, job).findings]


def test_the_parts_sum_to_the_score_and_the_weights_to_a_hundred() -> None:
    one = report()
    assert sum(weight for _, weight in WEIGHTS) == 100
    assert sum(part.weight for part in one.parts) == pytest.approx(100)
    assert one.score == int(sum(part.earned for part in one.parts) + 1e-6) == 74


def test_a_resume_with_everything_scores_a_hundred() -> None:
    job = replace(JOB, required_skills=("Python", "Kubernetes"), preferred_skills=())
    assert report(job=job).score == 100
    assert report(job=job).fixes == ()


def test_parts_that_do_not_apply_weigh_nothing() -> None:
    one = report(job=None)
    weights = {part.name: part.weight for part in one.parts}
    assert weights["required_keywords"] == weights["preferred_keywords"] == 0
    assert sum(weights.values()) == pytest.approx(100)
    assert report(replace(RESUME, readback=None)).parts[-1].weight == 0


def test_an_empty_text_scores_next_to_nothing_and_says_so() -> None:
    one = report(AtsResume(text=""))
    assert one.score < 10
    fatal = [finding.code for finding in one.findings if finding.severity is Severity.FATAL_PROBLEM]
    assert fatal == ["NO_TEXT", "MISSING_NAME", "MISSING_EMAIL"]


def test_every_fix_is_worth_what_it_says() -> None:
    one = report()
    fix = next(fix for fix in one.fixes if "Wound care" in fix.sentence)
    after = report(replace(RESUME, text=RESUME.text + "\nWound care"))
    gained = sum(part.earned for part in after.parts) - sum(part.earned for part in one.parts)
    assert gained == pytest.approx(fix.points)
    assert [f.points for f in one.fixes] == sorted((f.points for f in one.fixes), reverse=True)


def test_skills_count_in_any_spelling_and_both_are_advised() -> None:
    found = {one.skill: one for one in report().required}
    assert found["Kubernetes"].uses == 2
    assert found["Kubernetes"].found_as == "k8s"
    assert found["Kubernetes"].asked_as == "Kubernetes"
    hint = next(f for f in report().findings if f.code == "OTHER_SPELLING")
    assert "Kubernetes (k8s)" in hint.fix


def test_the_spelling_of_the_posting_counts_and_not_the_name_in_the_vocabulary() -> None:
    job = replace(JOB, required_skills=("Kubernetes",), text="You know k8s")
    assert report(job=job).required[0].asked_as == ""
    assert "OTHER_SPELLING" not in codes(RESUME, job)


@pytest.mark.parametrize("said", ["SEO", "search engine optimization", "Search Engine Optimization (SEO)"])
def test_an_acronym_and_its_long_form_are_one_skill(said: str) -> None:
    (one,) = keywords(("Search Engine Optimization (SEO)",), f"I do {said} daily", (), VOCABULARY)
    assert one.uses >= 1
    (unknown,) = keywords(("Point of Sale (POS)",), "Ran the POS", (), VOCABULARY)
    assert unknown.uses == 1


@pytest.mark.parametrize(
    ("skill", "text", "listed", "uses"),
    [
        ("Go", "ready to go", (), 0),
        ("Go", "wrote Golang", (), 1),
        ("Go", "Skills: Go", ("Go",), 1),
        ("SQL", "SQL Server, SQL Server", (), 1),
        ("C", "vitamin c", (), 0),
        ("C", "C and Rust", (), 1),
        ("C", "C++ only", (), 0),
        ("stock-taking", "Stock taking at night", (), 1),
        ("art", "smart", (), 0),
    ],
)
def test_words_that_only_look_like_a_skill_do_not_count(
    skill: str, text: str, listed: tuple[str, ...], uses: int
) -> None:
    (one,) = keywords((skill,), text, listed, VOCABULARY)
    assert one.uses == uses


def test_stuffing_costs_points_and_is_reported() -> None:
    stuffed = replace(RESUME, text=RESUME.text + "\n" + "Python " * 9)
    assert report(stuffed).score < report().score
    assert "KEYWORD_STUFFING" in codes(stuffed)


def test_dense_repetition_in_a_short_text_is_stuffing_too() -> None:
    text = " ".join(f"w{n}" for n in range(80)) + " Python Python Python Python"
    assert "KEYWORD_STUFFING" in codes(replace(RESUME, text=text))


def test_hidden_words_earn_nothing_and_are_fatal() -> None:
    hidden = replace(RESUME, hidden="SQL Server Wound care SEO")
    assert report(hidden).score < report().score
    assert [k.uses for k in report(hidden).required] == [k.uses for k in report().required]
    assert report(hidden).findings[0].code == "HIDDEN_TEXT"


SKILLS = (
    "Python",
    "Kubernetes",
    "SQL",
    "SQL Server",
    "Wound care",
    "Golang",
    "Food hygiene",
    "C++",
    "R",
    "CI/CD",
    "刺身",
)


@given(
    asked=st.lists(st.sampled_from(SKILLS), unique=True, min_size=1, max_size=5),
    said=st.lists(st.sampled_from(SKILLS), max_size=9),
    words=st.sampled_from((0, 60, 198, 899)),
    pages=st.integers(1, 4),
)
@settings(max_examples=examples(20), deadline=None)
def test_naming_a_missing_required_skill_never_lowers_the_score(
    asked: list[str], said: list[str], words: int, pages: int
) -> None:
    text = "Mara Oyelaran\n" + "\n".join(said) + "\n" + " ".join(f"word{n}" for n in range(words))
    resume = replace(RESUME, text=text, pages=pages, skills=tuple(said))
    job = replace(JOB, required_skills=tuple(asked), preferred_skills=())
    before = report(resume, job)
    for missing in [one.skill for one in before.required if one.uses == 0]:
        longer = replace(resume, text=f"{text}\n{missing}", skills=(*resume.skills, missing))
        after = report(longer, job)
        assert after.score >= before.score
        assert next(one for one in after.required if one.skill == missing).uses > 0


@given(st.text(max_size=200), st.text(max_size=40), st.integers(0, 5))
@settings(max_examples=examples(25), deadline=None)
def test_any_text_gives_a_score_within_bounds_and_json(text: str, email: str, pages: int) -> None:
    resume = AtsResume(text=text, email=email, pages=pages, headings=(AtsHeading(text, None),))
    one = report(resume)
    assert 0 <= one.score <= 100
    assert json.loads(json.dumps(one.to_json()))["score"] == one.score
    assert report(resume) == one


@pytest.mark.parametrize(
    ("change", "code", "severity"),
    [
        ({"size_bytes": 3_000_000}, "FILE_TOO_LARGE", Severity.FATAL_PROBLEM),
        ({"chars_per_page": (4,)}, "NO_TEXT", Severity.FATAL_PROBLEM),
        ({"email": "mara at example"}, "MALFORMED_EMAIL", Severity.MAJOR_ISSUE),
        ({"name": "Someone Else"}, "CONTACT_NOT_AT_TOP", Severity.MAJOR_ISSUE),
        ({"pages": 3}, "TOO_MANY_PAGES", Severity.MAJOR_ISSUE),
        ({"readback": 0.9}, "READING_ORDER", Severity.MAJOR_ISSUE),
        ({"headings": (AtsHeading("My Journey", None),)}, "NON_STANDARD_SECTION_TITLE", Severity.MAJOR_ISSUE),
        ({"work": (), "headings": ()}, "NO_VISIBLE_EXPERIENCE", Severity.MAJOR_ISSUE),
        ({"phone": ""}, "MISSING_PHONE", Severity.DATA_MISSING),
        ({"location": ""}, "MISSING_LOCATION", Severity.DATA_MISSING),
        ({"headings": ()}, "SECTION_MISSING", Severity.DATA_MISSING),
        ({"links": ("not a link",)}, "MALFORMED_URL", Severity.SUGGESTED_IMPROVEMENT),
        ({"body_size_pt": 8.0}, "SMALL_BODY_FONT", Severity.SUGGESTED_IMPROVEMENT),
        ({"text": RESUME.text + "\nE X P E R I E N C E"}, "LETTER_SPACED", Severity.MAJOR_ISSUE),
        ({"text": RESUME.text + "\u200b"}, "UNUSUAL_CHARACTERS", Severity.SUGGESTED_IMPROVEMENT),
        ({"text": RESUME.text + "\nMay 2019"}, "MIXED_DATE_FORMATS", Severity.SUGGESTED_IMPROVEMENT),
        ({"text": RESUME.text + "\nReferenzen auf Anfrage"}, "REFERENCES", Severity.SUGGESTED_IMPROVEMENT),
        ({"text": RESUME.text + "\nPermis de conduire"}, "DRIVING_LICENCE", Severity.SUGGESTED_IMPROVEMENT),
    ],
)
def test_each_rule_fires_on_its_own_fault_and_not_without_it(
    change: dict[str, object], code: str, severity: Severity
) -> None:
    assert code not in codes(RESUME)
    found = [finding for finding in report(replace(RESUME, **change)).findings if finding.code == code]  # type: ignore[arg-type]
    assert found
    assert all(finding.severity is severity and finding.message and finding.fix for finding in found)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"start": PartialDate(2024), "end": PartialDate(2020), "current": False}, "REVERSED_PERIOD"),
        ({"start": PartialDate(2030)}, "FUTURE_DATED_PERIOD"),
        ({"start": None, "current": False, "dates": "way back"}, "UNPARSEABLE_DATE"),
        ({"start": None, "current": False, "dates": ""}, "MISSING_DATES"),
        ({"place": ""}, "TITLE_WITHOUT_EMPLOYER"),
        ({"name": ""}, "EMPLOYER_WITHOUT_TITLE"),
        ({"bullets": ()}, "BULLET_COUNT"),
        ({"bullets": tuple(f"Did {n}" for n in range(7))}, "BULLET_COUNT"),
        ({"bullets": ("x 1" * 90,)}, "LONG_BULLET"),
        ({"bullets": ("Sold tea", "sold tea")}, "DUPLICATE_BULLET"),
        ({"bullets": ("Sold tea",)}, "NO_MEASURABLE_RESULT"),
    ],
)
def test_each_rule_of_an_entry_names_its_place(change: dict[str, object], code: str) -> None:
    assert code not in codes(RESUME)
    entry = replace(RESUME.work[0], **change)  # type: ignore[arg-type]
    found = [finding for finding in report(replace(RESUME, work=(entry,))).findings if finding.code == code]
    assert [finding.path for finding in found] == ["" if code == "NO_MEASURABLE_RESULT" else "experiences/e1"]


def test_a_period_known_to_the_year_only_is_not_reversed() -> None:
    entry = replace(RESUME.work[0], start=PartialDate(2020, 5), end=PartialDate(2020), current=False)
    assert "REVERSED_PERIOD" not in codes(replace(RESUME, work=(entry,)))


def test_a_licence_that_the_posting_asks_for_may_stay() -> None:
    resume = replace(RESUME, text=RESUME.text + "\nDriving licence")
    job = replace(JOB, text="A driving licence is needed")
    assert "DRIVING_LICENCE" not in codes(resume, job)


def test_findings_come_worst_first() -> None:
    resume = replace(RESUME, email="", phone="", body_size_pt=8.0, pages=3)
    order = [list(Severity).index(finding.severity) for finding in report(resume).findings]
    assert order == sorted(order)
    assert len(set(order)) == 4
