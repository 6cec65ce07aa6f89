"""JSON as a posting: schema.org JobPosting, our own job, the JSON Resume job draft, and the boards' envelopes."""

import html
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from jobwise.domain.jobs.job import EmploymentType, Quarantined, WorkMode
from jobwise.domain.jobs.posting import KnownFields, PostingText
from jobwise.domain.limits import MAX_POSTING_CHARS
from jobwise.domain.shared.errors import UnreadableInput
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.infrastructure.extraction.posting_html import find_job_posting, html_text
from jobwise.infrastructure.vocabularies import load_posting_rules

Fields = Mapping[str, Any]

_TITLES = ("title", "jobTitle", "position", "text", "name", "job_title")
_LISTS = ("jobs", "content", "offers", "data", "results", "postings", "hits", "items")
_TYPES = {
    **dict.fromkeys(
        ["fulltime", "vollzeit", "fulltimepermanent", "permanentfulltime", "fulltimeemployee", "regularfulltime"],
        EmploymentType.FULL_TIME,
    ),
    **dict.fromkeys(
        ["parttime", "perdiem", "teilzeit", "parttimeemployee", "workingstudent"], EmploymentType.PART_TIME
    ),
    **dict.fromkeys(
        ["contract", "contractor", "freelance", "fulltimecontract", "contracttohire"], EmploymentType.CONTRACT
    ),
    **dict.fromkeys(["temporary", "temp", "seasonal", "fixedterm"], EmploymentType.TEMPORARY),
    **dict.fromkeys(["intern", "internship", "apprenticeship"], EmploymentType.INTERNSHIP),
}
_MODES = {
    "remote": WorkMode.REMOTE, "fullyremote": WorkMode.REMOTE, "full": WorkMode.REMOTE, "telecommute": WorkMode.REMOTE,
    "hybrid": WorkMode.HYBRID, "onsite": WorkMode.ONSITE, "inoffice": WorkMode.ONSITE, "inperson": WorkMode.ONSITE,
    "none": None, "office": WorkMode.ONSITE,
}  # fmt: skip
_PERIODS = (("hour", PayPeriod.HOUR), ("day", PayPeriod.DAY), ("dai", PayPeriod.DAY), ("week", PayPeriod.WEEK),
            ("month", PayPeriod.MONTH), ("year", PayPeriod.YEAR), ("annual", PayPeriod.YEAR))  # fmt: skip
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    return _board(item)


def _only_item(value: Any, what: str) -> Fields:
    """The posting inside lists and envelopes; entries without a title (legal notes) do not count."""
    for _ in range(4):
        if isinstance(value, list):
            items = [
                one for one in value if isinstance(one, dict) and any(isinstance(one.get(key), str) for key in _TITLES)
            ]
            if len(items) != 1:
                raise UnreadableInput(f"{what} holds {len(items) or 'no'} postings; give exactly one.")
            return items[0]
        if not isinstance(value, dict):
            break
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        if inner is None or any(isinstance(value.get(key), str) for key in _TITLES[:4]):
            if isinstance(value.get("job"), dict):
                value = value["job"]
                continue
            if isinstance(value.get("data"), dict):
                value = value["data"]
                continue
            if any(isinstance(value.get(key), str) and value[key].strip() for key in (*_TITLES, "description")):
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
        _text_of(block.get(key))
        for key in (
            "description",
            "responsibilities",
            "qualifications",
            "experienceRequirements",
            "educationRequirements",
        )
    ]
    said, hidden = _joined([part for part in parts if part])
    text = said if len(said) >= 400 or not page else f"{said}\n{page}"
    skills = block.get("skills")
    location, remote = _posting_place(block)
    known = KnownFields(
        title=_line(block.get("title") or block.get("name")),
        company=_name(block.get("hiringOrganization")),
        location=location,
        work_mode=WorkMode.REMOTE if remote else None,
        employment_type=_type(block.get("employmentType")),
        pay=_base_salary(block),
        min_years=_months(block.get("experienceRequirements")),
        required_skills=_skill_list(skills),
        deadline=_date(block.get("validThrough")),
        language="",
    )
    return _posting(text, known, "jobposting", hidden)


def _posting_place(block: Fields) -> tuple[str, bool]:
    places = block.get("jobLocation")
    listed = places if isinstance(places, list) else [places]
    names = [
        name for name in (_place(one.get("address", one) if isinstance(one, dict) else one) for one in listed) if name
    ]
    remote = "telecommute" in _squashed(block.get("jobLocationType"))
    if not names and remote:
        asked = block.get("applicantLocationRequirements")
        names = [_name(one) for one in (asked if isinstance(asked, list) else [asked]) if _name(one)]
    return "; ".join(dict.fromkeys(names[:4])), remote


def _place(value: Any) -> str:
    if isinstance(value, str):
        return _line(value)
    if not isinstance(value, dict):
        return ""
    whole = value.get("fullLocation") or value.get("name") or value.get("display_name")
    if isinstance(whole, str) and whole.strip():
        return _line(whole)
    keys = ("addressLocality", "city", "addressRegion", "region", "state", "addressCountry", "country", "countryCode")
    parts = [_name(value.get(key)) for key in keys]
    return ", ".join(dict.fromkeys(part for part in parts if part))


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
            pay = _pay(least, most, salary.get("currency") or inner.get("currency") or currency, unit)
        else:
            pay = _pay(salary, salary, currency, "YEAR")
        if pay is not None:
            return pay
    return None


def _pay(least: Any, most: Any, currency: Any, unit: Any) -> PayRange | None:
    low, high = _amount(least), _amount(most)
    code = str(currency or "").strip().upper()
    if (low is None and high is None) or not re.fullmatch("[A-Z]{3}", code):
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    squashed = _squashed(unit)
    period = next((period for word, period in _PERIODS if word in squashed), PayPeriod.YEAR)
    return PayRange(low, high, code, period)


def _amount(value: Any) -> Decimal | None:
    try:
        amount = (
            Decimal(str(value).replace(",", "").strip())
            if isinstance(value, int | float | str) and not isinstance(value, bool)
            else None
        )
    except InvalidOperation:
        return None
    if amount is None or not amount.is_finite() or amount <= 0 or amount > 10**10:
        return None
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


def _own(item: Fields) -> PostingText:
    """The output of `jobs parse --json`."""
    salary = item.get("salary") if isinstance(item.get("salary"), dict) else None
    lines: list[str] = []
    asked = item.get("requirements")
    entries = [one for one in asked if isinstance(one, dict)] if isinstance(asked, list) else []
    for heading, necessity in (("Requirements", "must"), ("Nice to have", "nice")):
        said = [_line(one.get("text")) for one in entries if one.get("necessity", "must") == necessity]
        lines += [heading, *(f"- {text}" for text in said if text)] if any(said) else []
    description, hidden = _joined([_text_of(item.get("description") or item.get("text"))])
    years = item.get("min_years")
    known = KnownFields(
        title=_line(item.get("title")),
        company=_name(item.get("company")),
        location=_place(item.get("location")),
        work_mode=_mode(item.get("work_mode")),
        employment_type=_type(item.get("employment_type")),
        pay=_pay(salary.get("min"), salary.get("max"), salary.get("currency"), salary.get("period"))
        if salary
        else None,
        min_years=int(years)
        if isinstance(years, int | float) and not isinstance(years, bool) and 0 <= years < 60
        else None,
        required_skills=_skill_list(item.get("required_skills")),
        preferred_skills=_skill_list(item.get("preferred_skills")),
        deadline=_date(item.get("deadline")),
        language=_line(item.get("language"))[:2],
    )
    return _posting("\n".join([description, *lines]) if description else "\n".join(lines), known, "job", hidden)


def _draft(item: Fields) -> PostingText:
    """The JSON Resume job draft."""
    lines = [_text_of(item.get("description"))]
    for heading, key in (("Responsibilities", "responsibilities"), ("Qualifications", "qualifications")):
        value = item.get(key)
        entries = (
            [_line(one) for one in value if isinstance(one, str)] if isinstance(value, list) else [_text_of(value)]
        )
        lines += [heading, *(f"- {entry}" for entry in entries)] if any(entries) else []
    if isinstance(item.get("experience"), str):
        lines.append(f"Experience: {_line(item['experience'])}")
    if isinstance(item.get("salary"), str | int):
        lines.append(f"Salary: {_line(str(item['salary']))}")
    skills = item.get("skills")
    names = [_name(one) for one in skills] if isinstance(skills, list) else []
    text, hidden = _joined([line for line in lines if line])
    known = KnownFields(
        title=_line(item.get("title")),
        company=_name(item.get("company")),
        location=_place(item.get("location")),
        work_mode=_mode(item.get("remote")),
        employment_type=_type(item.get("type")),
        required_skills=tuple(filter(None, names)),
    )
    return _posting(text, known, "job_draft", hidden)


def _board(item: Fields) -> PostingText:
    """One job of a public board. The boards' names for the same thing are tried in turn."""
    categories: Fields = item["categories"] if isinstance(item.get("categories"), dict) else {}
    title = next((_line(item[key]) for key in _TITLES if isinstance(item.get(key), str) and item[key].strip()), "")
    text, hidden = _joined(_board_parts(item))
    places = (
        item.get("location"),
        categories.get("location"),
        item.get("candidate_required_location"),
        item.get("jobGeo"),
        item.get("locationRestrictions"),
        {key: item.get(key) for key in ("city", "state", "country")},
    )
    place = next((found for found in map(_place_or_list, places) if found), "")
    known = KnownFields(
        title=title,
        company=next(
            filter(
                None, (_name(item.get(key)) for key in ("company_name", "companyName", "company", "hiringOrganization"))
            ),
            "",
        ),
        location=place,
        work_mode=_board_mode(item, place),
        employment_type=_type(
            next(
                (
                    item[key]
                    for key in ("employmentType", "job_type", "job_types", "jobType", "typeOfEmployment", "type")
                    if item.get(key)
                ),
                categories.get("commitment"),
            )
        ),
        pay=_board_pay(item),
        deadline=_date(item.get("expiryDate") or item.get("closing_date")),
        language=_line(item.get("language"))[:2].lower() if isinstance(item.get("language"), str) else "",
    )
    return _posting(text, known, "board", hidden)


def _place_or_list(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, (_place(one) for one in value[:6])))
    return _place(value)


def _board_parts(item: Fields) -> list[str]:
    parts: list[str] = []
    for keys in (
        ("content",),
        ("descriptionHtml", "description", "jobDescription", "descriptionPlain", "opening", "contents"),
        ("requirements",),
        ("benefits",),
    ):
        found = next((item[key] for key in keys if isinstance(item.get(key), str) and item[key].strip()), "")
        if keys[0] in ("requirements", "benefits") and found:
            parts.append(keys[0].title())
        parts.append(_text_of(found))
    for entry in item.get("lists") or [] if isinstance(item.get("lists"), list) else []:
        if isinstance(entry, dict):
            parts += [_line(entry.get("text")), _text_of(entry.get("content"))]
    for key in ("additional", "salaryDescription"):
        parts.append(_text_of(item.get(key)))
    sections = item["jobAd"].get("sections") if isinstance(item.get("jobAd"), dict) else None
    for key, heading in (
        ("companyDescription", "About us"),
        ("jobDescription", "Responsibilities"),
        ("qualifications", "Qualifications"),
        ("additionalInformation", "Additional information"),
    ):
        entry = sections.get(key) if isinstance(sections, dict) else None
        if isinstance(entry, dict) and entry.get("text"):
            parts += [heading, _text_of(entry["text"])]
    if isinstance(item.get("salary"), str) and item["salary"].strip():
        parts.append(f"Salary: {_line(item['salary'])}")
    compensation = item.get("compensation")
    if isinstance(compensation, dict):
        summary = compensation.get("scrapeableCompensationSalarySummary") or compensation.get("compensationTierSummary")
        parts.append(f"Salary: {_line(summary)}" if isinstance(summary, str) and summary else "")
    return [part for part in parts if part]


def _board_mode(item: Fields, place: str) -> WorkMode | None:
    mode = _mode(item.get("workplaceType") or item.get("workplace_type"))
    if mode is not None:
        return mode
    location = item["location"] if isinstance(item.get("location"), dict) else {}
    if any(
        flag is True
        for flag in (item.get("isRemote"), item.get("remote"), item.get("telecommuting"), location.get("remote"))
    ):
        return WorkMode.REMOTE
    always_remote = "candidate_required_location" in item or "jobGeo" in item or "locationRestrictions" in item
    return WorkMode.REMOTE if always_remote or place.strip().lower() == "remote" else None


def _board_pay(item: Fields) -> PayRange | None:
    for value in (item.get("salaryRange"), item.get("salary")):
        if isinstance(value, dict):
            pay = _pay(
                value.get("min"),
                value.get("max"),
                value.get("currency"),
                value.get("interval") or value.get("period") or "year",
            )
            if pay is not None:
                return pay
    ranges = item.get("pay_input_ranges")
    if isinstance(ranges, list) and ranges and isinstance(ranges[0], dict):
        least, most = (_amount(ranges[0].get(key)) for key in ("min_cents", "max_cents"))
        pay = _pay(
            str(least / 100) if least else None,
            str(most / 100) if most else None,
            ranges[0].get("currency_type"),
            ranges[0].get("title") or "year",
        )
        if pay is not None:
            return pay
    compensation = item.get("compensation")
    parts = compensation.get("summaryComponents") if isinstance(compensation, dict) else None
    for one in parts if isinstance(parts, list) else []:
        if isinstance(one, dict) and "salary" in _squashed(one.get("compensationType")):
            return _pay(one.get("minValue"), one.get("maxValue"), one.get("currencyCode"), one.get("interval"))
    for low, high, currency in (
        ("annualSalaryMin", "annualSalaryMax", "salaryCurrency"),
        ("minSalary", "maxSalary", "currency"),
        ("salary_min", "salary_max", "salary_currency"),
        ("min_amount", "max_amount", "currency"),
        ("salaryMin", "salaryMax", "salaryCurrency"),
    ):
        pay = _pay(
            item.get(low),
            item.get(high),
            item.get(currency),
            item.get("salaryPeriod") or item.get("interval") or "year",
        )
        if pay is not None:
            return pay
    return None


def _posting(text: str, known: KnownFields, source: str, hidden: tuple[Quarantined, ...]) -> PostingText:
    return PostingText(
        text[:MAX_POSTING_CHARS],
        load_posting_rules(),
        known,
        quarantined=hidden,
        source=source,
        cut=len(text) > MAX_POSTING_CHARS,
    )


def _joined(parts: list[str]) -> tuple[str, tuple[Quarantined, ...]]:
    """The visible text of marked-up parts, one under the other, and what was hidden in them."""
    read = [html_text(html.unescape(part) if "&lt;" in part else part) for part in parts]
    return "\n".join(text for text, _ in read), tuple(one for _, hidden in read for one in hidden)


def _text_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(f"- {one}" for one in value if isinstance(one, str))
    if isinstance(value, dict):
        return _text_of(value.get("description") or value.get("text") or value.get("name") or "")
    return ""


def _line(value: Any) -> str:
    return (
        " ".join(html.unescape(str(value)).split())[:300]
        if isinstance(value, str | int) and not isinstance(value, bool)
        else ""
    )


def _name(value: Any) -> str:
    if isinstance(value, list):
        return _name(value[0]) if value else ""
    if isinstance(value, dict):
        return _line(value.get("name") or value.get("display_name") or value.get("label") or value.get("legalName"))
    return _line(value)


def _squashed(value: Any) -> str:
    said = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return re.sub(r"[\W_]+", "", said).lower()


def _type(value: Any) -> EmploymentType | None:
    for one in value if isinstance(value, list) else [value]:
        found = _TYPES.get(_squashed(one))
        if found is not None:
            return found
    return None


def _mode(value: Any) -> WorkMode | None:
    return _MODES.get(_squashed(value))


def _date(value: Any) -> PartialDate | None:
    match = _DATE.match(value) if isinstance(value, str) else None
    try:
        return PartialDate.parse(match.group()) if match else None
    except ValueError:
        return None


def _months(value: Any) -> int | None:
    value = value[0] if isinstance(value, list) and value else value
    months = _amount(value.get("monthsOfExperience")) if isinstance(value, dict) else None
    return int(months) // 12 or None if months is not None and months < 720 else None


def _skill_list(value: Any) -> tuple[str, ...]:
    entries = re.split(r"[,;\n•|]", value) if isinstance(value, str) else value if isinstance(value, list) else []
    names = [_name(one).strip(" .-*") for one in entries]
    return tuple(dict.fromkeys(name for name in names if name and len(name.split()) <= 6))[:60]
