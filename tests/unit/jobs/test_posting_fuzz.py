"""Whatever bytes, text, JSON or HTML come in: a job goes out, or one clear error."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.reading import read_posting
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.extraction.posting import read_source
from jobwise.infrastructure.vocabularies import load_vocabulary

_CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_WORDS = st.sampled_from(
    [
        "Location:", "Salary", "Pay: $", "€", "45,000", "- 60k", "per hour", "Remote (US)", "Leeds, UK",
        "© 2024 Orrin Ltd",
        "GmbH", "About us", "Requirements", "Nice to have:", "3+ years", "Python", "Go", "(m/w/d)", "5 days ago",
        "\n", "\n- ",
        "Join", "is hiring a", "Nurse", "jobs@orrin.example", "12345 Kiel", ", TX", "’s", "İ",
        "\u200b", "<!--", "|", ":",
    ]
)  # fmt: skip
_KEYS = st.sampled_from(
    ["title", "name", "jobs", "company", "location", "description", "salary", "text", "skills", "@type", "pay", "lists"]
)
_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | _WORDS
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5), max_leaves=20
)


def outcome(source: bytes | str) -> Job | InvalidInput:
    try:
        return read_posting(read_source(source), load_vocabulary())
    except InvalidInput as error:
        assert str(error)
        return error


@_CALM
@given(st.binary(max_size=400))
def test_any_bytes_give_a_job_or_an_error(data: bytes) -> None:
    assert isinstance(outcome(data), Job | InvalidInput)


@_CALM
@given(st.text(max_size=300) | st.lists(_WORDS, max_size=40).map(" ".join))
def test_any_text_gives_a_job_or_an_error(text: str) -> None:
    found = outcome(text)
    assert isinstance(found, Job | InvalidInput)
    if isinstance(found, Job):
        assert all(0 <= one.confidence <= 1 for one in found.evidence.values())


@_CALM
@given(_VALUES)
def test_any_json_gives_a_job_or_an_error(value: Any) -> None:
    assert isinstance(outcome(json.dumps(value)), Job | InvalidInput)
    wrapped = {"@context": "https://schema.org", "@type": "JobPosting", "title": value, "baseSalary": value}
    assert isinstance(outcome(json.dumps(wrapped)), Job | InvalidInput)


@_CALM
@given(st.lists(_WORDS, max_size=20).map(" ".join), _VALUES)
def test_any_page_gives_a_job_or_an_error(words: str, value: Any) -> None:
    script = json.dumps({"@type": "JobPosting", "title": value, "jobLocation": value, "hiringOrganization": value})
    page = f'<html><script type="application/ld+json">{script}</script><h1>{words}</h1><p>{words}<br>{words}</html>'
    assert isinstance(outcome(page), Job | InvalidInput)
