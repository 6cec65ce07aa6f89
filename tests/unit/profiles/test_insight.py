"""What a profile says about itself."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise import resources
from jobwise.domain.profiles.insight import Code, Insight, Severity, analyse, experience_months
from jobwise.domain.profiles.insight.fields import is_above_scale, is_email, is_url
from jobwise.domain.profiles.insight.findings import SEVERITIES
from jobwise.domain.profiles.insight.wording import has_number, has_verb
from jobwise.domain.profiles.profile import (
    Award,
    Bullet,
    Certification,
    Education,
    Experience,
    Language,
    Location,
    OnlineProfile,
    PersonalInfo,
    Profile,
    Project,
    Skill,
    Volunteering,
)
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.profile_words import bullet_words
from tests.support.soak import examples

TODAY = PartialDate(2024, 6, 15)


def job(
    number: str, start: str = "", end: str = "", *, current: bool = False, bullets: tuple[str, ...] = ()
) -> Experience:
    return Experience(
        number,
        f"Employer {number}",
        f"Title {number}",
        start=PartialDate.parse(start) if start else None,
        end=PartialDate.parse(end) if end else None,
        current=current,
        bullets=tuple(Bullet(f"b{place}", text) for place, text in enumerate(bullets)),
    )


def insight(profile: Profile) -> Insight:
    return analyse(profile, TODAY, bullet_words())


def codes(profile: Profile) -> list[tuple[str, str]]:
    return [(str(one.code), one.path) for one in insight(profile).warnings]


FULL = Profile(
    personal=PersonalInfo(
        "Ada Ferreira",
        "Engineer",
        "",
        "ada@example.org",
        "+351 21 000",
        "",
        Location(city="Porto"),
        (OnlineProfile("o", url="https://social.example.org/@ada"),),
    ),
    summary="Builds the bridges that you walk on.",
    experiences=(
        job(
            "a",
            "2018-02",
            current=True,
            bullets=(
                "Cut the cost of the build by 20 %",
                "Led 4 of the teams in the city",
                "Wrote 12 reports for the board",
            ),
        ),
    ),
    education=(Education("e", "IST", area="Civil", start=PartialDate(2012), end=PartialDate(2017)),),
    projects=(Project("p", "Map"),),
    skills=(Skill("s", "Tools", keywords=tuple("abcdefgh")),),
    languages=(Language("l", "English"),),
)


def test_a_full_profile_is_complete_and_has_nothing_to_add() -> None:
    found = insight(FULL)
    assert found.completeness_pct == 100
    assert found.next_best is None
    assert found.warnings == ()
    assert found.coverage.bullets_with_number.pct == 100
    assert found.experience_months == 77


def test_an_empty_profile_is_at_nought_and_begins_with_a_position() -> None:
    found = insight(Profile())
    assert found.completeness_pct == 0
    assert found.next_best is not None
    assert (found.next_best.path, found.next_best.gain) == ("experiences", 20.0)
    assert found.coverage.dated.pct == 0


def test_the_weights_add_up_to_a_hundred() -> None:
    for profile in (Profile(), FULL):
        assert sum(one.weight for one in insight(profile).sections) == 100


@pytest.mark.parametrize(
    ("missing", "path", "gain"),
    [
        (replace(FULL, summary=""), "summary", 7),
        (replace(FULL, skills=()), "skills", 13),
        (replace(FULL, languages=()), "languages", 4),
        (replace(FULL, education=()), "education", 8),
        (replace(FULL, personal=replace(FULL.personal, email="")), "personal/email", 5),
        (replace(FULL, experiences=(replace(FULL.experiences[0], bullets=()),)), "experiences/a", 9),
    ],
)
def test_the_next_best_thing_is_what_is_missing(missing: Profile, path: str, gain: float) -> None:
    found = insight(missing)
    assert found.next_best is not None
    assert (found.next_best.path, found.next_best.gain) == (path, gain)
    assert found.completeness_pct <= 100 - gain


@pytest.mark.parametrize(
    ("jobs", "months"),
    [
        ((job("a", "2020-01", "2020-12"),), 12),
        ((job("a", "2020-01", "2020-12"), job("b", "2020-06", "2021-06")), 18),
        ((job("a", "2020-01", "2021-12"), job("b", "2020-06", "2020-08")), 24),
        ((job("a", "2020-01", "2020-03"), job("b", "2021-01", "2021-03")), 6),
        ((job("a", "2024-01", current=True),), 6),
        ((job("a", "2024-01"),), 6),
        ((job("a", "2019-01"), job("b", "2020-01", "2020-02")), 2),
        ((job("a", "2018", "2020"),), 24),
        ((job("a", "2018", "2018"),), 1),
        ((job("a", "2030-01", current=True),), 0),
        ((job("a", "2024-01", "2030-01"),), 6),
        ((job("a", "2022-01", "2020-06"),), 0),
        ((job("a", "", "2020-06"),), 0),
        ((), 0),
    ],
)
def test_experience_counts_every_month_once(jobs: tuple[Experience, ...], months: int) -> None:
    assert experience_months(Profile(experiences=jobs), TODAY) == months


DATES = st.builds(PartialDate, st.integers(2000, 2026), st.none() | st.integers(1, 12))
JOBS = st.lists(
    st.builds(Experience, st.uuids().map(str), start=DATES, end=st.none() | DATES, current=st.booleans()), max_size=5
)


@settings(max_examples=examples(25), deadline=None)
@given(JOBS)
def test_experience_is_bounded_and_does_not_depend_on_order(jobs: list[Experience]) -> None:
    months = experience_months(Profile(experiences=tuple(jobs)), TODAY)
    assert months == experience_months(Profile(experiences=tuple(reversed(jobs))), TODAY)
    first = min((one.start.months for one in jobs if one.start), default=TODAY.months)
    assert 0 <= months <= max(0, TODAY.months - first + 1)
    analyse(Profile(experiences=tuple(jobs)), TODAY, bullet_words())


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (Profile(experiences=(job("a", "2021-05", "2020-05"),)), ("end_before_start", "experiences/a/end")),
        (
            Profile(experiences=(job("a", "2021-05", "2023-05", current=True),)),
            ("current_with_end", "experiences/a/end"),
        ),
        (Profile(experiences=(job("a", "2024-07", current=True),)), ("future_date", "experiences/a/start")),
        (Profile(awards=(Award("w", "Prize", PartialDate(2025)),)), ("future_date", "awards/w/date")),
        (Profile(experiences=(job("a"),)), ("missing_dates", "experiences/a")),
        (Profile(experiences=(job("a", "2023"),)), ("missing_end", "experiences/a/end")),
        (
            Profile(certifications=(Certification("c", "PMP"),), sources={"certifications/c/date": "some day"}),
            ("unreadable_date", "certifications/c/date"),
        ),
        (
            Profile(
                education=(Education("e", "IST", start=PartialDate(2012), end=PartialDate(2016), score="4.3/4.0"),)
            ),
            ("score_above_scale", "education/e/score"),
        ),
        (Profile(personal=PersonalInfo(email="ada at example")), ("bad_email", "personal/email")),
        (Profile(personal=PersonalInfo(url="my site")), ("bad_url", "personal/url")),
        (
            Profile(experiences=(job("a", "2018-01", "2019-01"), job("b", "2020-01", current=True))),
            ("gap", "experiences/b"),
        ),
        (Profile(experiences=(job("a", "2018-01", "2019-01"),)), ("gap", "experiences/a")),
        (
            Profile(experiences=(job("a", "2018-01", "2020-06"), job("b", "2020-01", current=True))),
            ("overlap", "experiences/b"),
        ),
    ],
)
def test_each_fault_is_told_with_its_place(profile: Profile, expected: tuple[str, str]) -> None:
    assert expected in codes(profile)


@pytest.mark.parametrize(
    "profile",
    [
        FULL,
        Profile(experiences=(job("a", "2020", "2020-06"), job("b", "2020-07", current=True))),
        Profile(experiences=(job("a", "2018", "2019"), job("b", "2020", current=True))),
        Profile(
            experiences=(job("a", "2015-01", "2017-09"), job("b", "2020-01", current=True)),
            education=(Education("e", "IST", start=PartialDate(2017, 10), end=PartialDate(2019, 12)),),
        ),
        Profile(
            experiences=(job("a", "2018-01", "2019-01"), job("b", "2020-01", current=True)),
            volunteering=(Volunteering("v", "Shelter", start=PartialDate(2019), end=PartialDate(2019)),),
        ),
        Profile(education=(Education("e", "IST", start=PartialDate(2023), end=PartialDate(2026), score="17/20"),)),
        Profile(projects=(Project("p", "Map"),)),
    ],
)
def test_what_is_in_order_raises_no_warning(profile: Profile) -> None:
    assert codes(profile) == []


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ((job("a", "2018-01", "2019-01"), job("b", "2019-08", current=True)), []),
        ((job("a", "2018-01", "2019-01"), job("b", "2019-09", current=True)), [("gap", "experiences/b")]),
        ((job("a", "2018-01", "2023-11"),), []),
        ((job("a", "2018-01", "2023-10"),), [("gap", "experiences/a")]),
        ((job("a", "2018-01", "2020-01"), job("b", "2020-01", current=True)), []),
        ((job("a", "2018-01", "2020-02"), job("b", "2020-01", current=True)), [("overlap", "experiences/b")]),
        ((job("a", "2024-06", current=True),), []),
        ((job("a", "2024", current=True),), []),
        ((job("a", "2020-05", "2020-05"), job("b", "2020-06", current=True)), []),
        ((job("a", "2020-05", "2020"), job("b", "2021-01", current=True)), []),
    ],
)
def test_the_limits_are_where_they_are_said_to_be(
    jobs: tuple[Experience, ...], expected: list[tuple[str, str]]
) -> None:
    assert codes(Profile(experiences=jobs)) == expected


def test_a_gap_names_its_months() -> None:
    jobs = (job("a", "2018-01", "2019-01"), job("b", "2020-01", current=True))
    [gap] = insight(Profile(experiences=jobs)).warnings
    assert gap.sentence.startswith("11 months lie between “Title a” and “Title b”")


def test_the_gravest_comes_first_and_every_code_has_a_severity() -> None:
    assert set(SEVERITIES) == set(Code)
    jobs = (job("a", "2018-01", "2020-06", bullets=("Nothing much",)), job("b", "2020-01", "2019-01"))
    found = [one.severity for one in insight(Profile(experiences=jobs)).warnings]
    assert found == sorted(found, key=list(Severity).index)
    assert found[0] is Severity.ERROR


@pytest.mark.parametrize(
    ("language", "done", "nothing"),
    [
        ("en", "Cut the cost of the build", "The office in the north of the city"),
        ("en", "Teaches the children of the city", "Bridges in the north"),
        ("en", "Successfully migrated all of the data", "Member of the board"),
        ("de", "Neue Anlage für die Stadt eingeführt", "Teil der Gruppe in der Stadt Köln"),
        ("de", "Leitung der Gruppe", "Diverse Themen im Haus"),
        ("fr", "J'ai conçu le pont de la ville", "Bureau de la ville"),
        ("es", "Reduje los costes de la obra", "Miembro del consejo de la empresa"),
        ("pt", "Liderei a equipa da obra", "Membro do conselho da empresa"),
    ],
)
def test_a_verb_is_seen_in_five_languages(language: str, done: str, nothing: str) -> None:
    rules = bullet_words().verbs[language]
    assert has_verb(done, rules)
    assert not has_verb(nothing, rules)


@pytest.mark.parametrize(
    "text", ["by 20%", "3x faster", "$1.2M saved", "for two teams", "提升30%", "1,000 users", "~50 k"]
)
def test_a_measure_is_seen(text: str) -> None:
    assert has_number(text, bullet_words().verbs["en"])


@pytest.mark.parametrize("text", ["no figures", "in 2021", "moved files to S3", "B2B sales", "from 2019 to 2021."])
def test_years_and_names_are_no_measure(text: str) -> None:
    assert not has_number(text, bullet_words().verbs["en"])


def test_bullets_are_judged_by_the_wording_that_documents_use() -> None:
    plain = Bullet("b", "The helper of the team", "Trained 5 of the helpers")
    profile = Profile(experiences=(replace(job("a", "2020-01", current=True), bullets=(plain,)),))
    assert codes(profile) == []
    weak = replace(plain, enhanced="")
    found = codes(replace(profile, experiences=(replace(profile.experiences[0], bullets=(weak,)),)))
    assert found == [
        ("bullet_without_number", "experiences/a/bullets/b"),
        ("bullet_without_verb", "experiences/a/bullets/b"),
    ]


def test_a_bullet_said_twice_is_told_once_at_the_second_place() -> None:
    jobs = (job("a", "2020-01", current=True, bullets=("Led 3 of the teams",)),)
    twice = Project("p", "Map", bullets=(Bullet("x", "led 3  of the TEAMS"),))
    assert codes(Profile(experiences=jobs, projects=(twice,))) == [("duplicate_bullet", "projects/p/bullets/x")]


def test_a_language_without_rules_is_not_judged_by_verbs() -> None:
    profile = Profile(experiences=(job("a", "2020-01", current=True, bullets=("負責開發三個系統", "提升效能30%")),))
    assert not any(code == "bullet_without_verb" for code, _ in codes(profile))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a?b=c#d",
        "example.org",
        "www.example.org/x",
        "http://localhost:8080",
        "mailto:a@example.org",
        "tel:+35121",
        "https://пример.рф",
        "https://[::1]/",
    ],
)
def test_addresses_that_open(text: str) -> None:
    assert is_url(text)


@pytest.mark.parametrize(
    "text", ["my site", "badUrl", "http://", "http://[::1", "https://a..b", "javascript://x.y", "http://x.org:99999"]
)
def test_addresses_that_do_not(text: str) -> None:
    assert not is_url(text)


def test_mail_addresses() -> None:
    assert all(is_email(text) for text in ("a@example.org", "a.b+c@mail.example.org", "名@例え.jp"))
    assert not any(is_email(text) for text in ("a", "a@b", "a@@b.c", "a b@c.d", "a@b..c", "@b.c", "a@b.c@d.e"))


def test_grades() -> None:
    assert all(is_above_scale(text) for text in ("4.3/4.0", "11 / 10", "120 %", "5,1 von 5", "GPA 4.01 out of 4"))
    assert not any(is_above_scale(text) for text in ("4.0/4.0", "3.9", "1,3", "99%", "first class", "", "17/20"))


def test_the_words_are_folded_and_every_language_has_function_words() -> None:
    vocabulary = bullet_words()
    assert set(vocabulary.verbs) <= set(vocabulary.function_words)
    for language, rules in resources.parsed("data/profiles/verbs.json").items():
        assert all(word == word.casefold() for word in (*rules["words"], *rules["numbers"])), language
