"""What every offline letter keeps to, in five languages and several trades."""

import dataclasses
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.document import Role
from jobwise.domain.generations.letter.compose import Letter, body_words, compose_letter, write_letter
from jobwise.domain.generations.letter.evidence import names
from jobwise.domain.jobs.job import Job, Necessity
from jobwise.domain.jobs.vocabulary import SkillTerm, Vocabulary
from jobwise.domain.limits import LETTER_MAX_WORDS, LETTER_MIN_WORDS
from jobwise.domain.profiles.profile import Bullet, PersonalInfo, Profile, Skill, facts
from jobwise.domain.rankings.ranking import Gap, GapGrade, Ranking
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.phrases import LETTER_LANGUAGES, letter_phrases
from tests.support.soak import examples

from . import people

DATE = PartialDate(2026, 11, 1)
EVERYWHERE = [(name, language) for name, _, _ in people.CASES for language in LETTER_LANGUAGES]
BY_NAME = {name: (profile, job) for name, profile, job in people.CASES}


def letter(profile: Profile, job: Job, language: str = "", date: PartialDate | None = DATE) -> Letter:
    phrases = letter_phrases(language or job.language)
    return write_letter(profile, job, people.ranking(profile, job, people.NEAR), phrases, date=date, as_of=people.AS_OF)


def body(one: Letter) -> str:
    return "\n".join(line.text for line in one.document.lines if line.role is Role.PARAGRAPH)


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_every_paragraph_names_where_it_comes_from(name: str, language: str) -> None:
    profile, job = BY_NAME[name]
    known = {fact.path for fact in facts(profile)} | {"job"}
    paragraphs = [line for line in letter(profile, job, language).document.lines if line.role is Role.PARAGRAPH]
    assert all(line.sources and set(line.sources) <= known for line in paragraphs)
    assert len({path for line in paragraphs for path in line.sources} - {"job"}) >= 3


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_every_required_skill_that_the_profile_shows_is_named(name: str, language: str) -> None:
    profile, job = BY_NAME[name]
    text = body(letter(profile, job, language))
    shown = [
        gap.skill
        for gap in people.ranking(profile, job).gaps
        if gap.necessity is Necessity.MUST and gap.grade is GapGrade.HAS
    ]
    assert shown
    assert [skill for skill in shown if not names(text, skill)] == []


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_no_number_or_name_is_invented(name: str, language: str) -> None:
    profile, job = BY_NAME[name]
    phrases = letter_phrases(language)
    known = " ".join([*(fact.text for fact in facts(profile)), job.text, job.title, job.company])
    known += " " + " ".join([*phrases.months, *phrases.tongues.values()])
    text = body(letter(profile, job, language))
    assert [n for n in re.findall(r"\d+", text) if n not in re.findall(r"\d+", known)] == []
    # The pronoun of English and the polite forms and nouns of German are the only other capitals within a sentence.
    furniture = "I CV " + (" ".join(w for run in phrases.templates.values() for w in run) if language == "de" else "")
    sentences = re.split(r"(?<=[.:;])\s+|\n", text)
    inner = [word for s in sentences for word in re.findall(r"[^\W\d_]+", s)[1:] if word[0].isupper()]
    heard = {w.casefold() for w in re.findall(r"[^\W\d_]+", known + " " + furniture)}
    assert [word for word in inner if word.casefold() not in heard] == []


@pytest.mark.parametrize(("name", "profile", "job"), people.CASES)
def test_length_is_that_of_a_letter_or_the_note_says_why_not(name: str, profile: Profile, job: Job) -> None:
    one = letter(profile, job)
    assert one.words == body_words(one.document) <= LETTER_MAX_WORDS
    short = any("too little" in note for note in one.notes)
    assert short is (one.words < LETTER_MIN_WORDS)
    assert short is (name == "student")


@pytest.mark.parametrize(("name", "language"), EVERYWHERE)
def test_no_dash_filler_or_hole_is_left_in_the_text(name: str, language: str) -> None:
    profile, job = BY_NAME[name]
    for line in letter(profile, job, language).document.lines:
        assert not re.search(r"[—{}]|  |\(\)| ,|\bNone\b|\.\.", line.text), line.text
        assert not re.search(r"thrilled|passionate|excited|begeistert|passionné|apasionad|apaixonad", line.text)


def test_texts_in_another_language_are_not_quoted() -> None:
    one = letter(people.ENGINEER, people.ENGINEER_JOB, "de")
    assert "latency" not in body(one)
    assert "Senior Backend Engineer" in body(one)
    assert "Ferrybank Payments" in body(one)
    assert any("not in German" in note for note in one.notes)


def test_what_is_only_near_or_missing_is_never_claimed() -> None:
    text = body(letter(people.ENGINEER, people.ENGINEER_JOB))
    assert "Kafka" in text
    assert "my experience with RabbitMQ" in text
    assert "comes closest" in text
    assert "New to me would be Rust." in text
    assert "Helm" not in text


def test_a_bullet_becomes_a_sentence_of_its_place() -> None:
    text = body(letter(people.ENGINEER, people.ENGINEER_JOB))
    assert "At Ferrybank Payments I cut p95 latency of the ledger API from 480 ms to 210 ms" in text


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1 November 2026"),
        ("de", "1. November 2026"),
        ("fr", "1er novembre 2026"),
        ("es", "1 de noviembre de 2026"),
        ("pt", "1 de novembro de 2026"),
    ],
)
def test_the_date_line_follows_the_language_and_is_absent_without_a_date(language: str, written: str) -> None:
    dated = letter(people.ENGINEER, people.ENGINEER_JOB, language).document
    assert [line.text for line in dated.lines if line.role is Role.DATE_LINE] == [written]
    undated = letter(people.ENGINEER, people.ENGINEER_JOB, language, date=None).document
    assert not any(line.role is Role.DATE_LINE or "2026" in line.text for line in undated.lines)


def test_a_language_without_rules_gives_an_english_letter_and_says_so() -> None:
    job = dataclasses.replace(people.ENGINEER_JOB, language="pl")
    one = letter(people.ENGINEER, job, "pl")
    assert one.document.language == "en"
    assert "There are no letter rules for Polish; the letter is in English." in one.notes


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_one_line_of_profile_and_a_bare_posting_still_give_an_honest_letter(language: str) -> None:
    job = Job(required_skills=("Bricklaying",), text="Bricklaying", language=language)
    one = letter(people.ONE_LINE, job)
    assert "Bricklaying" in body(one)
    assert one.words < LETTER_MIN_WORDS
    assert any("too little" in note for note in one.notes)
    assert any("names no job title and no company" in note for note in one.notes)
    assert not any(line.role in (Role.RECIPIENT, Role.SUBJECT) for line in one.document.lines)


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_an_empty_profile_gives_a_letter_without_a_claim(language: str) -> None:
    job = Job(title="Baker", company="Crumb", required_skills=("Baking",), text="Baker Crumb Baking", language=language)
    one = write_letter(
        Profile(), job, Ranking((), (), "1", "x"), letter_phrases(language), date=None, as_of=people.AS_OF
    )
    assert {path for line in one.document.lines for path in line.sources} == {"job"}


@given(shuffle=st.randoms(use_true_random=False), place=st.integers(0, len(people.CASES) - 1))
@settings(max_examples=examples(20), deadline=None)
def test_the_order_of_the_rooms_changes_nothing(shuffle: random.Random, place: int) -> None:
    _, profile, job = people.CASES[place]
    rooms = {
        room: tuple(shuffle.sample(getattr(profile, room), len(getattr(profile, room))))
        for room in ("experiences", "education", "projects", "volunteering")
    }
    original = people.ranking(profile, job)
    phrases = letter_phrases(job.language)
    one = compose_letter(profile, job, original, phrases, date=DATE, as_of=people.AS_OF)
    other = compose_letter(dataclasses.replace(profile, **rooms), job, original, phrases, date=DATE, as_of=people.AS_OF)
    assert one == other


@given(
    st.lists(st.text(max_size=60), max_size=4),
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(LETTER_LANGUAGES),
)
@settings(max_examples=examples(20), deadline=None)
def test_any_text_in_a_profile_gives_a_letter_within_bounds(
    bullets: list[str], employer: str, title: str, language: str
) -> None:
    entry = dataclasses.replace(
        people.work("x", title, employer, "2020", "now"),
        bullets=tuple(Bullet(f"b{n}", text) for n, text in enumerate(bullets)),
    )
    profile = Profile(personal=PersonalInfo(name="A B"), experiences=(entry,), skills=(Skill("s", "Rust"),))
    job = Job(title="T{0}", company="C{x}", required_skills=("Rust",), text="T C Rust", language=language)
    one = letter(profile, job)
    assert "Rust" in body(one)
    assert one.words <= LETTER_MAX_WORDS


def test_a_skill_is_named_as_profile_and_posting_spell_it() -> None:
    vocabulary = Vocabulary.of(
        "v",
        [SkillTerm("Robotics", ("robótica",)), SkillTerm("Kubernetes", ("k8s",)), SkillTerm("Baking", ("horneado",))],
    )
    entry = people.work(
        "t", "Maestra", "Colegio Norte", "2019-09", "now", "Coordino el club de robótica con 22 alumnos"
    )
    profile = dataclasses.replace(people.TEACHER, experiences=(entry,), skills=people.skills("k8s"))
    text = "Colegio Ribera busca docente: robótica, Kubernetes, horneado."
    job = dataclasses.replace(people.TEACHER_JOB, required_skills=("Robotics", "Kubernetes", "Baking"), text=text)
    gaps = (
        Gap("Robotics", Necessity.MUST, GapGrade.HAS, ("experiences/t/bullets/t0",)),
        Gap("Kubernetes", Necessity.MUST, GapGrade.HAS, ("skills/s0",)),
        Gap("Baking", Necessity.MUST, GapGrade.LACKS),
    )
    one = write_letter(
        profile,
        job,
        Ranking((), gaps, "1", "v"),
        letter_phrases("es"),
        date=None,
        as_of=people.AS_OF,
        vocabulary=vocabulary,
    )
    assert "Robotics" not in body(one)
    assert "También piden Kubernetes (k8s), que figura entre mis conocimientos." in body(one)
    assert "Me quedaría por aprender horneado." in body(one)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Backend Engineer (f/m/x)", "Backend Engineer"),
        ("Koch / Köchin (m/w/d)", "Koch / Köchin"),
        ("Infirmier (H/F)", "Infirmier"),
        ("Data Analyst (all genders)", "Data Analyst"),
        ("Night Nurse - " + "competitive pay and many benefits " * 4, "Night Nurse"),
        ("word " * 40, ""),
    ],
)
def test_a_title_is_said_without_what_does_not_belong_to_it(title: str, said: str) -> None:
    job = dataclasses.replace(people.ENGINEER_JOB, title=title)
    subject = [line.text for line in letter(people.ENGINEER, job).document.lines if line.role is Role.SUBJECT]
    assert subject == ([f"Application: {said} at Northmoor Energy"] if said else [])


def test_an_asked_language_is_spoken_and_not_brought() -> None:
    job = dataclasses.replace(people.ENGINEER_JOB, required_skills=("French", "Docker"), text="French Docker")
    text = body(letter(people.ENGINEER, job))
    assert "I speak English (native) and French (B2)." in text
    assert text.count("French") == 1


def test_a_language_asked_under_an_english_name_is_named_in_the_language_of_the_letter() -> None:
    job = dataclasses.replace(people.TEACHER_JOB, required_skills=(), preferred_skills=())
    gaps = tuple(
        Gap(name, Necessity.MUST, GapGrade.HAS, (f"languages/{id}",))
        for name, id in (("Spanish", "l1"), ("English", "l2"))
    )
    phrases = letter_phrases("es")
    one = write_letter(people.TEACHER, job, Ranking((), gaps, "1", "v"), phrases, date=None, as_of=people.AS_OF)
    assert "Hablo español (nativo) e inglés (B2)." in body(one)
    assert "English" not in body(one)


def test_thirty_required_skills_are_all_named_within_the_limit() -> None:
    listed = tuple(f"Skill{n} Tooling" for n in range(30))
    profile = dataclasses.replace(people.ENGINEER, skills=people.skills(*listed))
    job = dataclasses.replace(people.ENGINEER_JOB, required_skills=listed, text=" ".join(listed))
    one = letter(profile, job)
    assert all(names(body(one), skill) for skill in listed)
    assert one.words <= LETTER_MAX_WORDS
