"""One posting to one job: what its source says outright comes first, then what its words say."""

from typing import TypeVar

from jobwise.domain.jobs.job import Evidence, Job
from jobwise.domain.jobs.posting import KnownFields, PostingText
from jobwise.domain.jobs.posting_rules import PostingRules, lowered
from jobwise.domain.jobs.reading.asked import Asked, read_asked
from jobwise.domain.jobs.reading.companies import read_company
from jobwise.domain.jobs.reading.gazetteer import country_of
from jobwise.domain.jobs.reading.kinds import read_deadline, read_mode, read_type
from jobwise.domain.jobs.reading.layout import Line, lines_of
from jobwise.domain.jobs.reading.naming import without_gender
from jobwise.domain.jobs.reading.pasted import unglued
from jobwise.domain.jobs.reading.pay import read_pay
from jobwise.domain.jobs.reading.places import read_location
from jobwise.domain.jobs.reading.safety import without_hidden, without_instructions
from jobwise.domain.jobs.reading.titles import read_title
from jobwise.domain.jobs.reading.years import read_years
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.limits import MAX_POSTING_CHARS
from jobwise.domain.shared.language import language_of
from jobwise.domain.shared.text import squeeze

_CERTAIN = 1.0
T = TypeVar("T")


def read_posting(posting: PostingText, vocabulary: Vocabulary) -> Job:
    """The job a posting describes. Absent is None or empty; hidden text and instructions change no field."""
    rules = posting.rules
    visible, hidden = without_hidden(posting.text[:MAX_POSTING_CHARS])
    text = squeeze(unglued(squeeze(visible), vocabulary, rules))
    text, instructions = without_instructions(text, rules.instruct)
    lines = lines_of(text, rules)
    known = posting.known
    evidence: dict[str, Evidence] = {}
    title = _text(
        known.title and " ".join(without_gender(known.title).split()),
        "title",
        read_title(posting, lines, rules),
        evidence,
    )
    company = _text(known.company, "company", _company(posting, lines, title, rules), evidence)
    location = _text(known.location, "location", read_location(lines, _title_line(lines, title), rules), evidence)
    country = country_of(location, rules)
    language = known.language or language_of(text, rules.stopwords)
    asked = _asked(known, lines, company, vocabulary, rules)
    return Job(
        title=title,
        company=company,
        location=location,
        work_mode=_value(known.work_mode, "work_mode", read_mode(lines, f"{title} {location}", rules), evidence),
        employment_type=_value(known.employment_type, "employment_type", read_type(lines, title, rules), evidence),
        pay=_value(known.pay, "pay", read_pay(lines, rules, _home(country, language, rules)), evidence),
        min_years=_value(known.min_years, "min_years", read_years(lines, rules), evidence),
        required_skills=asked.required,
        preferred_skills=asked.preferred,
        deadline=_value(known.deadline, "deadline", read_deadline(lines, rules, month_first=country == "US"), evidence),
        requirements=asked.requirements,
        text=text,
        language=language,
        quarantined=(*posting.quarantined, *hidden, *instructions),
        evidence=evidence,
    )


def _text(known: str, field: str, found: tuple[str, Evidence] | None, evidence: dict[str, Evidence]) -> str:
    if known:
        evidence[field] = Evidence(_CERTAIN, known)
        return known
    if found is None:
        return ""
    evidence[field] = found[1]
    return found[0]


def _value(known: T | None, field: str, found: tuple[T, Evidence] | None, evidence: dict[str, Evidence]) -> T | None:
    if known is not None:
        evidence[field] = Evidence(_CERTAIN, str(known))
        return known
    if found is None:
        return None
    evidence[field] = found[1]
    return found[0]


def _company(posting: PostingText, lines: list[Line], title: str, rules: PostingRules) -> tuple[str, Evidence] | None:
    return None if posting.known.company else read_company(posting, lines, title, rules)


def _title_line(lines: list[Line], title: str) -> str:
    low = lowered(title)
    return next((line.text for line in lines[:12] if low and low in line.low), "")


def _asked(known: KnownFields, lines: list[Line], company: str, vocabulary: Vocabulary, rules: PostingRules) -> Asked:
    asked = read_asked(lines, company, vocabulary, rules)
    if not known.required_skills and not known.preferred_skills:
        return asked
    required = tuple(dict.fromkeys(vocabulary.name_of(skill) or skill for skill in known.required_skills))
    preferred = tuple(dict.fromkeys(vocabulary.name_of(skill) or skill for skill in known.preferred_skills))
    return Asked(required or asked.required, preferred or asked.preferred, asked.requirements)


def _home(country: str, language: str, rules: PostingRules) -> str:
    """The currency of the job's country; of German, French and Italian postings without a place the euro."""
    if country:
        return rules.places.countries.get(country, "")
    return "EUR" if language in {"de", "fr", "it"} else ""
