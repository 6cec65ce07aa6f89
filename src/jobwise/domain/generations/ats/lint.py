"""The rules that decide whether a machine can read a resume, and which of them this one breaks."""

import re
from collections.abc import Callable, Iterator, Sequence

from jobwise.domain.generations.ats.facts import AtsEntry, AtsInput, AtsSection
from jobwise.domain.generations.ats.findings import Finding, Severity
from jobwise.domain.generations.ats.keywords import Keyword, stuffed
from jobwise.domain.generations.ats.parts import (
    has_figure,
    in_future,
    is_email,
    label,
    reversed_period,
    short,
    word_count,
)
from jobwise.domain.limits import ATS_MAX_FILE_BYTES, MAX_RESUME_PAGES
from jobwise.domain.shared.text import fold

MIN_CHARS_PER_PAGE = 100
"""Fewer readable characters than this on a page mean that its text is a picture."""

MAX_BULLET_CHARS = 200
MAX_BULLETS = 6
MIN_BODY_PT = 9.0
TOP_LINES = 12

_SPACED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_] ){4,}[^\W\d_](?![^\W\d_])")
_ODD_CHARACTERS = re.compile(r"[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufb00-\ufb06\ufeff\ue000-\uf8ff]")
_NUMERIC_DATE = re.compile(r"\b(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d\b")
_WORDED_DATE = re.compile(r"\b[^\W\d_]{3,10}\.? (?:de )?(?:19|20)\d\d\b")
_LINK = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
_ORDER = {severity: place for place, severity in enumerate(Severity)}

Rule = Callable[[AtsInput, Sequence[Keyword]], Iterator[Finding]]


def lint(given: AtsInput, asked: Sequence[Keyword]) -> tuple[Finding, ...]:
    """Every broken rule, the worst first, otherwise in the order of the rules."""
    found = [finding for rule in _RULES for finding in rule(given, asked)]
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def _file(given: AtsInput, asked: Sequence[Keyword]) -> Iterator[Finding]:
    resume = given.resume
    visible = resume.chars_per_page or (sum(not c.isspace() for c in resume.text),)
    empty = [page for page, chars in enumerate(visible, 1) if chars < MIN_CHARS_PER_PAGE]
    if empty and (len(empty) == len(visible) or empty[0] == 1):
        yield _fatal(
            "NO_TEXT", f"Page {empty[0]} holds almost no readable text.", "Export the file with text, not as a picture."
        )
    if resume.size_bytes > ATS_MAX_FILE_BYTES:
        size = f"{resume.size_bytes / 1_000_000:.1f} MB"
        yield _fatal("FILE_TOO_LARGE", f"The file has {size}; 2.5 MB is the limit.", "Leave pictures out of the file.")
    if resume.hidden.strip():
        yield _fatal(
            "HIDDEN_TEXT",
            f'The file holds text that no reader sees: "{short(" ".join(resume.hidden.split()))}"',
            "Remove it; hidden words count for nothing and can get a resume rejected.",
        )
    if resume.pages > MAX_RESUME_PAGES:
        yield _major("TOO_MANY_PAGES", f"The resume has {resume.pages} pages.", "Shorten it to two pages.")
    if 0 < resume.body_size_pt < MIN_BODY_PT:
        yield _hint("SMALL_BODY_FONT", f"The text is set in {resume.body_size_pt:g} pt.", "Use 9 pt or more.")
    if resume.readback is not None and resume.readback < 1.0:
        share = f"{100 * resume.readback:.0f} %"
        yield _major(
            "READING_ORDER", f"Only {share} of the lines are read back in order.", "Use a single-column template."
        )


def _letters(given: AtsInput, asked: Sequence[Keyword]) -> Iterator[Finding]:
    text = given.resume.text
    spaced = _SPACED.search(text)
    if spaced:
        yield _major(
            "LETTER_SPACED", f'"{short(spaced.group())}" reads as single letters.', "Set it without letter spacing."
        )
    odd = sorted({f"U+{ord(char):04X}" for char in _ODD_CHARACTERS.findall(text)})
    if odd:
        yield _hint(
            "UNUSUAL_CHARACTERS",
            f"The text holds characters that search may miss: {', '.join(odd[:5])}.",
            "Replace them by plain spaces and letters.",
        )
    if _NUMERIC_DATE.search(text) and _WORDED_DATE.search(text):
        yield _hint("MIXED_DATE_FORMATS", "Dates are written in more than one way.", "Write all dates in one way.")


def _person(given: AtsInput, asked: Sequence[Keyword]) -> Iterator[Finding]:
    resume = given.resume
    top = fold(" ".join(resume.text.splitlines()[:TOP_LINES]))
    if not resume.name:
        yield _fatal("MISSING_NAME", "No name was found.", "Put your name on the first line.", "personal/name")
    if not resume.email:
        yield _fatal("MISSING_EMAIL", "No e-mail address was found.", "Add an e-mail address.", "personal/email")
    elif not is_email(resume.email):
        yield _major(
            "MALFORMED_EMAIL", f'"{short(resume.email)}" is not an e-mail address.', "Correct it.", "personal/email"
        )
    if (resume.name and fold(resume.name) not in top) or (resume.email and fold(resume.email) not in top):
        yield _major(
            "CONTACT_NOT_AT_TOP", "Name and e-mail do not stand in the first lines.", "Put both at the top of the text."
        )
    if not resume.phone:
        yield _data("MISSING_PHONE", "No phone number was found.", "Add a phone number.", "personal/phone")
    if not resume.location:
        yield _data("MISSING_LOCATION", "No place was found.", "Add the town you live in.", "personal/location/city")
    for link in resume.links:
        if not _LINK.fullmatch(link.strip()):
            yield _hint("MALFORMED_URL", f'"{short(link)}" is not a link.', "Correct it or leave it out.")


def _sections(given: AtsInput, asked: Sequence[Keyword]) -> Iterator[Finding]:
    resume = given.resume
    known = resume.sections
    for heading in resume.headings:
        if heading.section is None:
            yield _major(
                "NON_STANDARD_SECTION_TITLE",
                f'"{short(heading.text)}" is not a usual name of a section.',
                "Use the usual name, such as Experience, Education or Skills.",
            )
    if not resume.work and not known & {AtsSection.PROJECTS, AtsSection.VOLUNTEERING}:
        yield _major(
            "NO_VISIBLE_EXPERIENCE", "No work, project or voluntary work was found.", "Add what you have done."
        )
    for section in (AtsSection.EDUCATION, AtsSection.SKILLS):
        if section not in known:
            yield _data("SECTION_MISSING", f"There is no section for {section.value}.", "Add the section.")


def _entries(given: AtsInput, asked: Sequence[Keyword]) -> Iterator[Finding]:
    for entry in given.resume.work:
        if not entry.name and entry.place:
            yield _data("EMPLOYER_WITHOUT_TITLE", f"{label(entry)} has no job title.", "Add the title.", entry.path)
        if entry.name and not entry.place:
            yield _data("TITLE_WITHOUT_EMPLOYER", f"{label(entry)} has no employer.", "Add the employer.", entry.path)
        yield from _period(entry, given)
        yield from _bullets(entry)
    for entry in given.resume.education:
        if entry.name and not entry.place:
            yield _data("DEGREE_WITHOUT_SCHOOL", f"{label(entry)} has no school.", "Add the school.", entry.path)
        yield from _period(entry, given)


def _period(entry: AtsEntry, given: AtsInput) -> Iterator[Finding]:
    if not entry.dated and entry.dates:
        yield _major(
            "UNPARSEABLE_DATE", f'"{short(entry.dates)}" is not read as dates.', "Write 03/2021 - 06/2024.", entry.path
        )
    elif not entry.dated:
        yield _data("MISSING_DATES", f"{label(entry)} has no dates.", "Add month and year.", entry.path)
    if reversed_period(entry):
        yield _major("REVERSED_PERIOD", f"{label(entry)} ends before it starts.", "Correct the dates.", entry.path)
    if in_future(entry, given.as_of):
        yield _major("FUTURE_DATED_PERIOD", f"{label(entry)} starts in the future.", "Correct the dates.", entry.path)


def _bullets(entry: AtsEntry) -> Iterator[Finding]:
    count = len(entry.bullets)
    if count == 0:
        yield _hint("BULLET_COUNT", f"{label(entry)} says nothing of what you did.", "Add 1 to 6 bullets.", entry.path)
    if count > MAX_BULLETS:
        yield _hint("BULLET_COUNT", f"{label(entry)} has {count} bullets.", "Keep the 6 that matter.", entry.path)
    for bullet in entry.bullets:
        if len(bullet) > MAX_BULLET_CHARS:
            message = f'"{short(bullet)}" has {len(bullet)} characters.'
            yield _hint("LONG_BULLET", message, "Cut it to 200 characters or split it.", entry.path)


def _repeats(given: AtsInput, asked: Sequence[Keyword]) -> Iterator[Finding]:
    seen: set[str] = set()
    bullets = [(entry, bullet) for entry in given.resume.work for bullet in entry.bullets]
    for entry, bullet in bullets:
        if fold(bullet) in seen:
            yield _hint("DUPLICATE_BULLET", f'"{short(bullet)}" stands twice.', "Keep it once.", entry.path)
        seen.add(fold(bullet))
    if bullets and not any(has_figure(bullet) for _, bullet in bullets):
        yield _hint("NO_MEASURABLE_RESULT", "No bullet says how much or how many.", "Add figures that you can prove.")


def _keywords(given: AtsInput, asked: Sequence[Keyword]) -> Iterator[Finding]:
    count = word_count(given.resume.text)
    for one in asked:
        if stuffed(one, count):
            yield _major(
                "KEYWORD_STUFFING",
                f"{one.skill} stands {one.uses} times in {count} words.",
                "Say it where it was used.",
            )
        elif one.asked_as:
            yield _hint(
                "OTHER_SPELLING",
                f'The posting says "{one.asked_as}", the resume only "{one.found_as}".',
                f"Write both once: {_both(one)}.",
            )


def _unwanted(given: AtsInput, asked: Sequence[Keyword]) -> Iterator[Finding]:
    text = f" {fold(given.resume.text)} "
    posting = fold(given.job.text) if given.job else ""
    for kind, phrases in given.words.unwanted.items():
        said = next((phrase for phrase in phrases if phrase in text), "")
        if said and not any(phrase in posting for phrase in phrases):
            code = kind.upper()
            yield _hint(code, f'"{said}" takes a line that the posting does not ask for.', "Leave it out.")


def _both(one: Keyword) -> str:
    long, short_form = sorted((one.asked_as, one.found_as), key=len, reverse=True)
    return f"{long} ({short_form})"


def _fatal(code: str, message: str, fix: str, path: str = "") -> Finding:
    return Finding(code, Severity.FATAL_PROBLEM, message, fix, path)


def _major(code: str, message: str, fix: str, path: str = "") -> Finding:
    return Finding(code, Severity.MAJOR_ISSUE, message, fix, path)


def _data(code: str, message: str, fix: str, path: str = "") -> Finding:
    return Finding(code, Severity.DATA_MISSING, message, fix, path)


def _hint(code: str, message: str, fix: str, path: str = "") -> Finding:
    return Finding(code, Severity.SUGGESTED_IMPROVEMENT, message, fix, path)


_RULES: tuple[Rule, ...] = (_file, _letters, _person, _sections, _entries, _repeats, _keywords, _unwanted)
