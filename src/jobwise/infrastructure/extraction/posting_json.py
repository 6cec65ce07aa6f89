"""JSON as a posting: schema.org JobPosting, our own job, the JSON Resume job draft, and the boards' envelopes."""

from collections.abc import Mapping
from typing import Any

from jobwise.domain.jobs.job import WorkMode
from jobwise.domain.jobs.posting import KnownFields, PostingText
from jobwise.domain.shared.errors import UnreadableInput
from jobwise.domain.shared.values import PayRange
from jobwise.infrastructure.extraction.posting_boards import TITLES, read_board
from jobwise.infrastructure.extraction.posting_fields import (
    date_of,
    joined,
    line_of,
    mode_of,
    months_of,
    name_of,
    pay_of,
    place_of,
    posting_of,
    skill_list,
    squashed,
    text_of,
    type_of,
)
from jobwise.infrastructure.extraction.posting_html import find_job_posting

Fields = Mapping[str, Any]
_LISTS = ("jobs", "content", "offers", "data", "results", "postings", "hits", "items")


def read_json(value: Any, what: str) -> PostingText:
    """The one posting in parsed JSON; UnreadableInput when there is none, or more than one."""
    block = find_job_posting(value)
    if block is not None:
        return read_job_posting(block, "")
    item = _only_item(value, what)
    if "work_mode" in item or "required_skills" in item:
        return _own(item)
    if isinstance(item.get("remote"), str) or any(key in item for key in ("responsibilities", "qualifications")):
        return _draft(item)
    return read_board(item)


def _only_item(value: Any, what: str) -> Fields:
    """The posting inside lists and envelopes; entries without a title (legal notes) do not count."""
    for _ in range(4):
        if isinstance(value, list):
            items = [
                one for one in value if isinstance(one, dict) and any(isinstance(one.get(key), str) for key in TITLES)
            ]
            if len(items) != 1:
                raise UnreadableInput(f"{what} holds {len(items) or 'no'} postings; give exactly one.")
            return items[0]
        if not isinstance(value, dict):
            break
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        if inner is None or any(isinstance(value.get(key), str) for key in TITLES[:4]):
            if isinstance(value.get("job"), dict):
                value = value["job"]
                continue
            if isinstance(value.get("data"), dict):
                value = value["data"]
                continue
            if any(isinstance(value.get(key), str) and value[key].strip() for key in (*TITLES, "description")):
                return value
            break
        company = value.get("name")
        value = inner
        if isinstance(company, str) and len(inner) == 1 and isinstance(inner[0], dict):
            value = [{"company_name": company, **inner[0]}]
    raise UnreadableInput(
        f"{what} is JSON but holds no job posting; give a JobPosting, a job, or a board's answer with one job."
    )


def read_job_posting(block: Fields, page: str) -> PostingText:
    """A schema.org JobPosting; `page` is the visible text around it, used when its description is short."""
    parts = [
        text_of(block.get(key))
        for key in (
            "description",
            "responsibilities",
            "qualifications",
            "experienceRequirements",
            "educationRequirements",
        )
    ]
    said, hidden = joined([part for part in parts if part])
    text = said if len(said) >= 400 or not page else f"{said}\n{page}"
    skills = block.get("skills")
    location, remote = _posting_place(block)
    known = KnownFields(
        title=line_of(block.get("title") or block.get("name")),
        company=name_of(block.get("hiringOrganization")),
        location=location,
        work_mode=WorkMode.REMOTE if remote else None,
        employment_type=type_of(block.get("employmentType")),
        pay=_base_salary(block),
        min_years=months_of(block.get("experienceRequirements")),
        required_skills=skill_list(skills),
        deadline=date_of(block.get("validThrough")),
        language="",
    )
    return posting_of(text, known, "jobposting", hidden)


def _posting_place(block: Fields) -> tuple[str, bool]:
    places = block.get("jobLocation")
    listed = places if isinstance(places, list) else [places]
    names = [
        name for name in (place_of(one.get("address", one) if isinstance(one, dict) else one) for one in listed) if name
    ]
    remote = "telecommute" in squashed(block.get("jobLocationType"))
    if not names and remote:
        asked = block.get("applicantLocationRequirements")
        names = [name_of(one) for one in (asked if isinstance(asked, list) else [asked]) if name_of(one)]
    return "; ".join(dict.fromkeys(names[:4])), remote


def _base_salary(block: Fields) -> PayRange | None:
    for key in ("baseSalary", "estimatedSalary"):
        salary = block.get(key)
        salary = salary[0] if isinstance(salary, list) and salary else salary
        currency = block.get("salaryCurrency")
        if isinstance(salary, dict):
            value = salary.get("value")
            value = value[0] if isinstance(value, list) and value else value
            inner = value if isinstance(value, dict) else {"value": value, **salary} if value is not None else salary
            least = inner.get("minValue", inner.get("value"))
            most = inner.get("maxValue", inner.get("value"))
            unit = inner.get("unitText") or salary.get("unitText") or inner.get("duration") or "YEAR"
            pay = pay_of(least, most, salary.get("currency") or inner.get("currency") or currency, unit)
        else:
            pay = pay_of(salary, salary, currency, "YEAR")
        if pay is not None:
            return pay
    return None


def _own(item: Fields) -> PostingText:
    """The output of `jobs parse --json`."""
    salary = item.get("salary") if isinstance(item.get("salary"), dict) else None
    lines: list[str] = []
    asked = item.get("requirements")
    entries = [one for one in asked if isinstance(one, dict)] if isinstance(asked, list) else []
    for heading, necessity in (("Requirements", "must"), ("Nice to have", "nice")):
        said = [line_of(one.get("text")) for one in entries if one.get("necessity", "must") == necessity]
        lines += [heading, *(f"- {text}" for text in said if text)] if any(said) else []
    description, hidden = joined([text_of(item.get("description") or item.get("text"))])
    years = item.get("min_years")
    known = KnownFields(
        title=line_of(item.get("title")),
        company=name_of(item.get("company")),
        location=place_of(item.get("location")),
        work_mode=mode_of(item.get("work_mode")),
        employment_type=type_of(item.get("employment_type")),
        pay=pay_of(salary.get("min"), salary.get("max"), salary.get("currency"), salary.get("period"))
        if salary
        else None,
        min_years=int(years)
        if isinstance(years, int | float) and not isinstance(years, bool) and 0 <= years < 60
        else None,
        required_skills=skill_list(item.get("required_skills")),
        preferred_skills=skill_list(item.get("preferred_skills")),
        deadline=date_of(item.get("deadline")),
        language=line_of(item.get("language"))[:2],
    )
    return posting_of("\n".join([description, *lines]) if description else "\n".join(lines), known, "job", hidden)


def _draft(item: Fields) -> PostingText:
    """The JSON Resume job draft."""
    lines = [text_of(item.get("description"))]
    for heading, key in (("Responsibilities", "responsibilities"), ("Qualifications", "qualifications")):
        value = item.get(key)
        entries = (
            [line_of(one) for one in value if isinstance(one, str)] if isinstance(value, list) else [text_of(value)]
        )
        lines += [heading, *(f"- {entry}" for entry in entries)] if any(entries) else []
    if isinstance(item.get("experience"), str):
        lines.append(f"Experience: {line_of(item['experience'])}")
    if isinstance(item.get("salary"), str | int):
        lines.append(f"Salary: {line_of(str(item['salary']))}")
    skills = item.get("skills")
    names = [name_of(one) for one in skills] if isinstance(skills, list) else []
    text, hidden = joined([line for line in lines if line])
    known = KnownFields(
        title=line_of(item.get("title")),
        company=name_of(item.get("company")),
        location=place_of(item.get("location")),
        work_mode=mode_of(item.get("remote")),
        employment_type=type_of(item.get("type")),
        required_skills=tuple(filter(None, names)),
    )
    return posting_of(text, known, "job_draft", hidden)
