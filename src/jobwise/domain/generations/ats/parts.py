"""The summands of the ATS score. Each function gives a share 0..1 and what would raise it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jobwise.domain.generations.ats.facts import AtsEntry, AtsInput, AtsSection
from jobwise.domain.generations.ats.keywords import Keyword, stuffed
from jobwise.domain.limits import MAX_RESUME_PAGES
from jobwise.domain.shared.text import tokens
from jobwise.domain.shared.values import PartialDate

MIN_WORDS = 200
MAX_WORDS = 900
MEASURED_SHARE = 0.4
"""Two bullets of five with a figure are enough; figures in every line read as noise."""

EMAIL = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,190}\.[^\W\d_]{2,24}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Wish:
    """A fix before it is known what a point is worth: `share` is the part of its own summand that it would bring."""

    sentence: str
    share: float
    path: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a summand is earned, 0..1; `applies` is false when there is nothing to hold the resume against."""

    earned: float
    wishes: tuple[Wish, ...] = ()
    applies: bool = True


def word_count(text: str) -> int:
    """Words of a text; scripts without spaces count two characters as one word."""
    dense = len(_CJK.findall(text))
    return len(tokens(_CJK.sub(" ", text))) + dense // 2


def coverage(found: Sequence[Keyword], asks: str) -> Share:
    """The share of asked skills that the text names. `asks` completes "the posting ..." (requires, welcomes)."""
    if not found:
        return Share(0.0, applies=False)
    missing = [one for one in found if one.uses == 0]
    wishes = tuple(
        Wish(f"Name {one.skill} if you have it: the posting {asks} it and the resume does not say it.", 1 / len(found))
        for one in missing
    )
    return Share((len(found) - len(missing)) / len(found), wishes)


def restraint(found: Sequence[Keyword], text_words: int, hidden: str) -> Share:
    """Full unless words are repeated beyond need or hidden from the reader."""
    if hidden.strip():
        return Share(0.0, (Wish("Take the hidden text out of the file; show it or drop it.", 1.0),))
    over = [one for one in found if stuffed(one, text_words)]
    step = 0.5
    wishes = tuple(Wish(f"Say {one.skill} less often: it stands {one.uses} times in the text.", step) for one in over)
    return Share(max(0.0, 1.0 - step * len(over)), wishes[:2])


def sections(given: AtsInput) -> Share:
    """Work (or projects, or volunteering), education, skills, and headings that carry their usual names."""
    resume = given.resume
    known = resume.sections
    doing = {AtsSection.EXPERIENCE, AtsSection.PROJECTS, AtsSection.VOLUNTEERING}
    odd = [heading.text for heading in resume.headings if heading.section is None]
    usual = 1.0 - len(odd) / len(resume.headings) if resume.headings else 0.0
    checks = (
        (0.4, bool(known & doing), "Add a section for work experience, or for projects if there is none yet."),
        (0.2, AtsSection.EDUCATION in known, "Add an education section."),
        (0.2, AtsSection.SKILLS in known, "Add a skills section."),
    )
    earned = sum(weight for weight, ok, _ in checks if ok) + 0.2 * usual
    wishes = [Wish(sentence, weight) for weight, ok, sentence in checks if not ok]
    if odd:
        wishes.append(Wish(f'Give the heading "{odd[0]}" the usual name of its section.', 0.2 / len(resume.headings)))
    return Share(earned, tuple(wishes))


def contact(given: AtsInput) -> Share:
    """Name, an e-mail address that is one, phone and place."""
    resume = given.resume
    checks = (
        (0.3, bool(resume.name), "Put your name on the first line.", "personal/name"),
        (0.4, is_email(resume.email), "Add an e-mail address that can be written to.", "personal/email"),
        (0.2, bool(resume.phone), "Add a phone number.", "personal/phone"),
        (0.1, bool(resume.location), "Add the town you live in.", "personal/location/city"),
    )
    wishes = tuple(Wish(sentence, weight, path) for weight, ok, sentence, path in checks if not ok)
    return Share(sum(weight for weight, ok, _, _ in checks if ok), wishes)


def dates(given: AtsInput) -> Share:
    """The share of positions and degrees whose period can be read and can be true."""
    entries = (*given.resume.work, *given.resume.education)
    if not entries:
        return Share(0.0, applies=False)
    bad = [entry for entry in entries if not sound(entry, given.as_of)]
    wishes = tuple(
        Wish(f"Give {label(entry)} dates such as 03/2021 - 06/2024.", 1 / len(entries), entry.path) for entry in bad
    )
    return Share(1.0 - len(bad) / len(entries), wishes)


def length(given: AtsInput) -> Share:
    """Full for 200 to 900 words on at most two pages, less beyond on either side."""
    count = word_count(given.resume.text)
    if count < MIN_WORDS:
        earned = count / MIN_WORDS
        wish = Wish(f"Say more about what you did: {count} words leave little to find.", 1.0 - earned)
        return Share(earned, (wish,))
    earned = max(0.0, 1.0 - max(0, count - MAX_WORDS) / MAX_WORDS)
    if given.resume.pages > MAX_RESUME_PAGES:
        earned /= 2
    if earned == 1.0:
        return Share(1.0)
    return Share(earned, (Wish(f"Shorten the resume to {MAX_RESUME_PAGES} pages and {MAX_WORDS} words.", 1 - earned),))


def measured(given: AtsInput) -> Share:
    """How many bullets carry a figure, two of five being enough."""
    bullets = [(entry, bullet) for entry in given.resume.work for bullet in entry.bullets]
    if not bullets:
        return Share(0.0, applies=False)
    bare = [(entry, bullet) for entry, bullet in bullets if not has_figure(bullet)]
    goal = MEASURED_SHARE * len(bullets)
    have = len(bullets) - len(bare)
    if have >= goal:
        return Share(1.0)
    wishes = tuple(
        Wish(f'Say how much or how many, if you know it: "{short(bullet)}"', min(1.0, 1 / goal), entry.path)
        for entry, bullet in bare[: max(1, round(goal - have))]
    )
    return Share(have / goal, wishes)


def readback(given: AtsInput) -> Share:
    """How much of the document a machine reads back from the file, in order."""
    ratio = given.resume.readback
    if ratio is None:
        return Share(0.0, applies=False)
    ratio = min(1.0, max(0.0, ratio))
    if ratio == 1.0:
        return Share(1.0)
    lost = round(100 * (1 - ratio))
    wish = Wish(
        f"About {max(1, lost)} % of the lines are not read back in order; use a single-column template.", 1 - ratio
    )
    return Share(ratio, (wish,))


def is_email(text: str) -> bool:
    return bool(EMAIL.fullmatch(text.strip()))


def has_figure(bullet: str) -> bool:
    """Whether a bullet says a number that is not just a year."""
    return any(char.isdigit() for char in _YEAR.sub("", bullet))


def sound(entry: AtsEntry, as_of: PartialDate) -> bool:
    """Whether the period is there, runs forward and has begun."""
    return entry.dated and not reversed_period(entry) and not in_future(entry, as_of)


def reversed_period(entry: AtsEntry) -> bool:
    return entry.start is not None and entry.end is not None and entry.end < _floor(entry.start, entry.end)


def in_future(entry: AtsEntry, as_of: PartialDate) -> bool:
    return entry.start is not None and entry.start.months > as_of.months


def label(entry: AtsEntry) -> str:
    """How a sentence names an entry."""
    return short(" at ".join(part for part in (entry.name, entry.place) if part)) or "the entry without a title"


def short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else f"{text[: width - 3].rstrip()}..."


def _floor(start: PartialDate, end: PartialDate) -> PartialDate:
    """The start known no more closely than the end: 2020-05 to 2020 is not reversed."""
    if end.month is None:
        return PartialDate(start.year)
    return start if end.day is not None else PartialDate(start.year, start.month)
