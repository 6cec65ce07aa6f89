"""Documents that are not JSON Resume: recognised by name, refused with what to do."""

from collections.abc import Callable
from typing import Any, NoReturn

from jobwise.domain.profiles.json_resume.shape import BASICS, OLDER_SECTIONS, SECTIONS
from jobwise.domain.profiles.profile import Profile, facts
from jobwise.domain.shared.errors import WrongSchema
from jobwise.domain.shared.text import one_line

_WANTED = "JSON Resume (an object with basics, work, education, skills, ...; see jsonresume.org/schema)"
_SECTIONS = frozenset(section.key for section in SECTIONS)
_BASICS = frozenset(name for one in BASICS for name in (one.key, *one.older)) | {"location", "profiles"}


def refuse_foreign(document: Any) -> dict[str, Any]:
    """The document if it may be a JSON Resume; else WrongSchema with a sentence about what it is."""
    if not isinstance(document, dict):
        _refuse_value(document)
    if not document:
        refuse_empty()
    for looks_like, sentence in _FOREIGN:
        if looks_like(document):
            raise WrongSchema(sentence)
    if not _is_json_resume(document):
        _refuse_wrapped(document)
        _refuse_homemade(document)
    return document


def refuse_empty() -> NoReturn:
    """WrongSchema for an object in which nothing of JSON Resume says anything."""
    raise WrongSchema(f"The document holds nothing of a resume; give {_WANTED}.")


def says_something(profile: Profile) -> bool:
    """Whether a profile holds anything at all that JSON Resume has a field for."""
    return any(facts(profile)) or bool(profile.personal.image or profile.sources)


def has_section(document: dict[str, Any]) -> bool:
    """Whether any section is a list or an object; a table of labels (`"work": "Experience"`) has none."""
    return any(isinstance(document.get(key), list | dict) for key in (*_SECTIONS, "basics", *OLDER_SECTIONS))


def is_form(document: dict[str, Any]) -> bool:
    """Whether an object without content is a blank JSON Resume form: its objects have the schema's keys."""
    basics = document.get("basics")
    if isinstance(basics, dict) and len(_BASICS & basics.keys()) >= 2:
        return True
    for section in SECTIONS:
        entries = document.get(section.key)
        keys = {one.key for one in section.fields}
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and len(keys & entry.keys()) >= 2:
                return True
    return False


def _refuse_value(document: Any) -> NoReturn:
    if isinstance(document, list):
        raise WrongSchema(f"The document is a list; give one {_WANTED}, not a list of them.")
    kinds = ((str, "a single text"), (bool, "a truth value"), (int, "a number"), (float, "a number"))
    kind = next((name for one, name in kinds if isinstance(document, one)), "null")
    raise WrongSchema(f"The document is {kind}; give {_WANTED}.")


def _is_json_resume(document: dict[str, Any]) -> bool:
    basics = document.get("basics", document.get("bio"))
    return (isinstance(basics, dict) and not _BASICS.isdisjoint(basics)) or isinstance(document.get("work"), list)


def _refuse_wrapped(document: dict[str, Any]) -> None:
    for key, value in document.items():
        if isinstance(value, dict) and _is_json_resume(value):
            raise WrongSchema(f"The document holds a JSON Resume under “{one_line(key)[:60]}”; give that object alone.")


def _refuse_homemade(document: dict[str, Any]) -> None:
    other = {
        "experience": "work",
        "experiences": "work",
        "workExperience": "work",
        "work_experience": "work",
        "employment": "work",
        "positions": "work",
        "jobs": "work",
        "personal": "basics",
        "personalInfo": "basics",
        "personal_info": "basics",
        "personalInformation": "basics",
        "personal_information": "basics",
        "contact": "basics",
        "header": "basics",
    }
    found = next((key for key in document if key in other), None)
    if found is not None:
        raise WrongSchema(
            f"The document is a resume in another layout: it has “{found}” where JSON Resume has “{other[found]}”; "
            f"convert it to {_WANTED}."
        )


def _is_rendercv(document: dict[str, Any]) -> bool:
    cv = document.get("cv")
    return isinstance(cv, dict) and ("sections" in cv or "name" in cv) and "basics" not in document


def _is_fresh(document: dict[str, Any]) -> bool:
    meta = document.get("meta")
    named = isinstance(meta, dict) and str(meta.get("format", "")).upper().startswith("FRESH")
    history = [document.get(key) for key in ("employment", "education", "service")]
    shaped = any(isinstance(one, dict) and "history" in one for one in history)
    return named or (not _is_json_resume(document) and (shaped or {"info", "contact"} <= document.keys()))


def _is_europass(document: dict[str, Any]) -> bool:
    return not {"SkillsPassport", "LearnerInfo", "Candidate", "CandidateProfile", "europass"}.isdisjoint(document)


def _is_reactive(document: dict[str, Any]) -> bool:
    return isinstance(document.get("sections"), dict) and _SECTIONS.isdisjoint(document)


def _is_linkedin(document: dict[str, Any]) -> bool:
    exact = {"public_identifier", "publicIdentifier", "localizedFirstName", "positionView", "Positions", "vanityName"}
    named = {"firstName", "lastName", "headline"} <= document.keys()
    named = named or {"first_name", "last_name", "headline"} <= document.keys()
    return not _is_json_resume(document) and (named or not exact.isdisjoint(document))


def _is_package(document: dict[str, Any]) -> bool:
    parts = {"dependencies", "devDependencies", "scripts", "main", "engines", "exports", "files", "bin"}
    return (
        not _is_json_resume(document)
        and isinstance(document.get("name"), str)
        and "version" in document
        and not parts.isdisjoint(document)
    )


def _is_schema(document: dict[str, Any]) -> bool:
    marker = document.get("$schema")
    named = isinstance(marker, str) and "json-schema.org" in marker
    shaped = isinstance(document.get("properties"), dict) and ("type" in document or "$id" in document)
    return not _is_json_resume(document) and (named or shaped)


def _is_posting(document: dict[str, Any]) -> bool:
    kind = document.get("@type")
    if kind == "JobPosting" or (isinstance(kind, list) and "JobPosting" in kind):
        return True
    titled = not {"title", "jobTitle", "job_title", "position"}.isdisjoint(document)
    parts = {"company", "responsibilities", "qualifications", "requirements", "salary", "remote", "hiringOrganization"}
    return not _is_json_resume(document) and titled and not parts.isdisjoint(document)


def _is_person(document: dict[str, Any]) -> bool:
    return not _is_json_resume(document) and "@type" in document


_FOREIGN: tuple[tuple[Callable[[dict[str, Any]], bool], str], ...] = (
    (_is_schema, f"The document is a JSON schema, which describes documents; give a resume as {_WANTED}."),
    (_is_package, f"The document is a package.json of a program; give {_WANTED}."),
    (_is_posting, f"The document is a job posting, not a resume; give it as the posting, and here {_WANTED}."),
    (_is_rendercv, f"The document is a RenderCV file (it has “cv”); convert it to {_WANTED}."),
    (_is_europass, f"The document is a Europass CV; convert it to {_WANTED}."),
    (_is_reactive, f"The document is a Reactive Resume file (it has “sections”); export it from there as {_WANTED}."),
    (_is_fresh, f"The document is a FRESH resume; convert it to {_WANTED}, for instance with hackmyresume convert."),
    (_is_linkedin, f"The document is a dump of a LinkedIn profile; convert it to {_WANTED}."),
    (_is_person, f"The document is linked data (it has “@type”); convert it to {_WANTED}."),
)
