"""Every shape a posting comes in, recognised by its content; what cannot be read is refused in one sentence."""

import json

import pytest

from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.json_job import to_json
from jobwise.domain.jobs.reading import read_posting
from jobwise.domain.shared.errors import InvalidInput, TooLarge, UnreadableInput
from jobwise.infrastructure.extraction.posting import read_source
from jobwise.infrastructure.vocabularies import load_vocabulary

LD = {
    "@context": "https://schema.org",
    "@type": ["Thing", "JobPosting"],
    "title": "Data Analyst",
    "hiringOrganization": {"name": "Fernhill"},
    "jobLocation": {"address": {"addressLocality": "Leeds", "addressCountry": "GB"}},
    "employmentType": "FULL_TIME",
    "baseSalary": {"currency": "GBP", "value": {"minValue": 40000, "maxValue": 50000, "unitText": "YEAR"}},
    "description": "<p>Requirements</p><ul><li>SQL</li></ul>",
}
PAGE = '<html><script type="application/ld+json">{broken</script><script type="application/ld+json">%s</script></html>'


def job_of(data: bytes | str) -> Job:
    return read_posting(read_source(data), load_vocabulary())


@pytest.mark.parametrize(
    "data",
    [json.dumps(LD), json.dumps([LD]), json.dumps({"@graph": [{"@type": "WebPage"}, LD]}), PAGE % json.dumps(LD)],
)
def test_reads_job_posting_data_in_every_wrapping(data: str) -> None:
    job = job_of(data)
    assert (job.title, job.company, job.location) == ("Data Analyst", "Fernhill", "Leeds, GB")
    assert job.pay is not None
    assert (job.pay.min, job.pay.max, job.required_skills) == (40000, 50000, ("SQL",))


@pytest.mark.parametrize(
    "envelope",
    [
        {"jobs": [{"title": "Nurse", "location": {"name": "Leeds"}, "content": "&lt;p&gt;RN required&lt;/p&gt;"}]},
        [{"text": "Nurse", "categories": {"location": "Leeds"}, "descriptionPlain": "RN required"}],
        {"data": [{"title": "Nurse", "company_name": "Fernhill", "location": "Leeds", "description": "RN required"}]},
        [{"legal": "terms"}, {"position": "Nurse", "location": "Leeds", "description": "RN required"}],
        {"name": "Fernhill", "jobs": [{"title": "Nurse", "city": "Leeds", "description": "RN required"}]},
        {"jobs": [{"jobTitle": "Nurse", "jobGeo": "Leeds", "jobDescription": "RN required"}]},
    ],
)
def test_reads_one_job_of_a_board(envelope: object) -> None:
    job = job_of(json.dumps(envelope))
    assert (job.title, job.location, job.required_skills) == ("Nurse", "Leeds", ("RN",))


def test_reads_its_own_output_back() -> None:
    first = job_of("Nurse\nRequirements\n- RN license\nNice to have\n- CCRN")
    again = job_of(json.dumps(to_json(first)))
    assert (again.title, again.required_skills, again.preferred_skills) == ("Nurse", ("RN",), ("CCRN",))
    assert again.requirements == first.requirements


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
def test_reads_any_common_encoding(encoding: str) -> None:
    assert "Köln" in read_source("Köchin gesucht in Köln".encode(encoding)).text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnreadableInput),
        (b"  \n", UnreadableInput),
        (b"%PDF-1.7 x", UnreadableInput),
        (b"PK\x03\x04abc", UnreadableInput),
        (b"abc\x00\x01\x02def", UnreadableInput),
        (b'{"title": ', UnreadableInput),
        (b'{"jobs": [{"title": "A"}, {"title": "B"}]}', UnreadableInput),
        (b'{"a": 1}', UnreadableInput),
        (b"[" * 100_000, TooLarge),
        (b'{"a":' * 100 + b"1" + b"}" * 100, TooLarge),
        (b"x" * 2_000_001, TooLarge),
    ],
)
def test_refuses_what_is_no_posting(data: bytes, error: type[InvalidInput]) -> None:
    with pytest.raises(error):
        read_source(data)
