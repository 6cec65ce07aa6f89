"""What is worked out of a kept job: the words it is found by, its columns, an edit over a reading."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.catalogue import Posting
from jobwise.domain.jobs.edit import edited
from jobwise.domain.jobs.job import Evidence, Job, Necessity, Requirement, WorkMode
from jobwise.domain.jobs.job_posting import job_posting
from jobwise.domain.jobs.listed import UNKNOWN_PAY, content_columns, major, minor, places, yearly
from jobwise.domain.jobs.searching import MAX_TERMS, skill_term, terms_of, words_of
from jobwise.domain.jobs.wanted import JobFilters
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.infrastructure.shipped_postings import shipped_postings

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zoë's BÄCKER, Straße_12", ("zoe", "s", "backer", "strasse", "12")),
        ("ﬁne Ｗidth  ²", ("fine", "width", "2")),
        ("東京の料理", ("東", "京", "の", "料", "理")),
        ("Ταχυδρόμος Работа", ("ταχυδρομοσ", "работа")),
        ("a a A", ("a",)),
        ("%_-'\"\\ \x00", ()),
    ],
)
def test_words_are_folded_and_each_is_there_once(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=60))
def test_terms_hold_nothing_that_a_database_reads(text: str) -> None:
    job = Job(title=text, company=text, location=text, required_skills=(text,), text=text)
    terms = terms_of(job).split()
    assert all(sign.isalnum() or sign in "=_" for term in terms for sign in term)
    filters = JobFilters(q=text, company=text, location=text, skill=text or None)
    for term in filters.terms():
        assert f" {term.text}{' ' if term.whole else ''}" in terms_of(job)


def test_skills_that_differ_by_signs_are_different() -> None:
    assert len({skill_term(skill) for skill in ("C", "C#", "C++", "c +", ".NET", "NET")}) == 6
    assert skill_term(" Machine  LEARNING") == skill_term("machine learning")


def test_a_text_without_end_has_so_many_terms() -> None:
    assert len(terms_of(Job(text=" ".join(map(str, range(9000))))).split()) == MAX_TERMS


@given(st.decimals(0, 10**12, places=2), st.sampled_from(["EUR", "USD", "GBP"]))
def test_money_comes_back_from_its_smallest_units(amount: Decimal, currency: str) -> None:
    shown = major(minor(amount, currency), currency)
    assert shown is not None
    assert Decimal(str(shown)) == amount


@pytest.mark.parametrize(("currency", "units"), [("JPY", 1500), ("EUR", 150000), ("KWD", 1500000)])
def test_a_currency_has_its_own_smallest_unit(currency: str, units: int) -> None:
    assert minor(Decimal(1500), currency) == units
    assert major(units, currency) == 1500
    assert places(currency) in (0, 2, 3)


def test_pay_is_compared_by_the_year() -> None:
    assert yearly(PayRange(Decimal(20), Decimal("25.5"), "EUR", PayPeriod.HOUR)) == 53_040
    assert yearly(PayRange(Decimal(3000), None, "EUR", PayPeriod.MONTH)) == 36_000
    assert yearly(None) == UNKNOWN_PAY
    assert yearly(PayRange(Decimal(10) ** 30, None, "EUR", PayPeriod.YEAR)) == UNKNOWN_PAY
    assert content_columns(Job(pay=PayRange(Decimal(10) ** 30, None, "EUR", PayPeriod.YEAR)))["salary_min"] is None


def test_an_edit_keeps_what_it_does_not_touch() -> None:
    read = Job(
        title="Baker", company="Loaf", text="Bake.", requirements=(Requirement("r1", "Bake", Necessity.MUST),),
        evidence={"title": Evidence(0.9, "Baker"), "company": Evidence(0.8, "Loaf")},
    )  # fmt: skip
    renamed = edited(read, {"title": "Cook", "company": "Loaf"})
    assert (renamed.title, renamed.requirements, set(renamed.evidence)) == ("Cook", read.requirements, {"company"})
    assert edited(read, {"title": "Baker"}) is read
    rewritten = edited(read, {"text": "Cook."})
    assert (rewritten.requirements, rewritten.text) == ((), "Cook.")


def test_what_is_not_known_is_not_in_the_json_ld() -> None:
    job = CapturedJob.capture(
        id=UUID(int=1), owner_id=UUID(int=2), content=Job(title="Baker"), source=JobSource.USER_CREATED, now=NOW
    )
    assert set(job_posting(job)) == {"@context", "@type", "title", "datePosted", "identifier"}
    remote = Job(title="Coder", work_mode=WorkMode.REMOTE, min_years=2, deadline=PartialDate(2027, 1, 31))
    job.replace(remote, NOW)
    said = job_posting(job)
    assert (said["jobLocationType"], said["validThrough"]) == ("TELECOMMUTE", "2027-01-31")
    assert said["experienceRequirements"]["monthsOfExperience"] == 24


def test_the_shipped_postings_are_varied_and_sound() -> None:
    postings = shipped_postings()
    assert len(postings) >= 60
    assert len({posting.id for posting in postings}) == len({posting.key for posting in postings}) == len(postings)
    assert {posting.content.language for posting in postings} == {"en", "de", "fr", "es", "pt"}
    assert {posting.content.work_mode for posting in postings} == set(WorkMode)
    assert len({posting.content.employment_type for posting in postings}) == 5
    assert len({posting.content.company for posting in postings}) == len(postings)
    for posting in postings:
        content = posting.content
        assert content.title and content.text and content.requirements and content.required_skills
        assert content.deadline is None or content.deadline.key > (2026, 12, 31)
        assert posting.posted_at < NOW


def test_a_posting_has_the_same_id_wherever_it_is_loaded() -> None:
    given = {"key": "a", "source": JobSource.MOCK, "url": "", "posted_at": NOW, "content": Job(title="x")}
    assert Posting.of(**given).id == Posting.of(**given).id  # type: ignore[arg-type]
    assert Posting.of(**given).id != Posting.of(**{**given, "source": JobSource.API}).id  # type: ignore[arg-type]
