"""Fields that contradict themselves or cannot be used: dates, addresses, grades."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from jobwise.domain.profiles.insight.findings import Code, Finding, finding, named
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.text import one_line
from jobwise.domain.shared.values import PartialDate

_SCORE = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?) ?(?:/|of|out of|von|sur|de|su) ?(\d{1,3}(?:[.,]\d{1,3})?)")
_PERCENT = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?) ?%")
_ROOMS = ("experiences", "volunteering", "education", "projects")
_DATED_ONCE = ("certifications", "awards", "publications")
_WITH_URL = ("experiences", "volunteering", "education", "projects", "certifications", "publications")
_NAMES = ("title", "employer", "organization", "institution", "name")


def field_findings(profile: Profile, today: PartialDate) -> Iterator[Finding]:
    """Everything that one field or one item by itself gives away, in profile order."""
    yield from _addresses(profile)
    for room in _ROOMS:
        for item in getattr(profile, room):
            yield from _period(profile, room, item, today)
    for room in _DATED_ONCE:
        for item in getattr(profile, room):
            yield from _single_date(profile, f"{room}/{item.id}", item, today)
    for one in profile.education:
        if is_above_scale(one.score):
            yield finding(
                Code.SCORE_ABOVE_SCALE,
                f"education/{one.id}/score",
                f"The grade {one.score} is above its own scale; correct one of the two numbers.",
            )


def is_email(text: str) -> bool:
    """Whether mail could be sent there: one @, and a domain of two parts or more."""
    local, at, domain = text.partition("@")
    parts = domain.split(".")
    return (
        bool(local and at)
        and len(parts) >= 2
        and all(parts)
        and "@" not in domain
        and not any(char.isspace() or char in "<>(),;" for char in text)
    )


def is_url(text: str) -> bool:
    """Whether a reader could open it: a web, mail or phone address; a missing `https://` is forgiven."""
    if any(char.isspace() or char in '<>"{}|\\^`' for char in text):
        return False
    try:
        parts = urlsplit(text if "://" in text or text.startswith(("mailto:", "tel:")) else f"https://{text}")
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme in ("mailto", "tel"):
        return bool(parts.path)
    labels = host.split(".")
    known = host == "localhost" or host.startswith("[") or ":" in host
    return parts.scheme in ("http", "https", "ftp") and (known or (len(labels) >= 2 and all(labels)))


def is_above_scale(score: str) -> bool:
    """Whether a grade like `4.3/4.0` or `120 %` exceeds the scale it names."""
    match = _SCORE.search(score)
    if match:
        return _decimal(match[1]) > _decimal(match[2])
    percent = _PERCENT.search(score)
    return percent is not None and _decimal(percent[1]) > 100


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _addresses(profile: Profile) -> Iterator[Finding]:
    person = profile.personal
    if person.email and not is_email(person.email):
        yield finding(Code.BAD_EMAIL, "personal/email", f"“{person.email}” is no e-mail address; correct it.")
    places = [("personal/url", person.url)]
    places += [(f"personal/online/{one.id}/url", one.url) for one in person.online]
    places += [(f"{room}/{item.id}/url", item.url) for room in _WITH_URL for item in getattr(profile, room)]
    for path, url in places:
        if url and not is_url(url):
            shown = url if len(url) <= 80 else url[:79] + "…"
            yield finding(Code.BAD_URL, path, f"“{shown}” cannot be opened as a web address; correct or remove it.")


def _name(item: Any) -> str:
    return named(*(getattr(item, name, "") for name in _NAMES))


def _period(profile: Profile, room: str, item: Any, today: PartialDate) -> Iterator[Finding]:
    path, name = f"{room}/{item.id}", _name(item)
    unread = [end for end in ("start", "end") if _is_unread(profile, path, item, end)]
    for end in unread:
        yield _unread(f"{path}/{end}", name, profile.sources[f"{path}/{end}"])
    if item.start and item.end and is_before(item.end, item.start):
        yield finding(
            Code.END_BEFORE_START,
            f"{path}/end",
            f"{name} ends ({item.end}) before it begins ({item.start}); correct one.",
        )
    if item.current and item.end:
        yield finding(
            Code.CURRENT_WITH_END,
            f"{path}/end",
            f"{name} goes on and yet ends ({item.end}); remove the end or the mark that it goes on.",
        )
    # School may well end in the future; work may not.
    for end in ("start",) if room == "education" else ("start", "end"):
        date = getattr(item, end)
        if date is not None and is_before(today, date):
            yield finding(Code.FUTURE_DATE, f"{path}/{end}", f"{name} has a date in the future ({date}); correct it.")
    if room == "projects" or unread:
        return
    if item.start is None and item.end is None:
        yield finding(Code.MISSING_DATES, path, f"{name} has no dates; give at least the years.")
    elif item.end is None and not item.current:
        yield finding(Code.MISSING_END, f"{path}/end", f"{name} has no end; give it, or say that it goes on.")


def _single_date(profile: Profile, path: str, item: Any, today: PartialDate) -> Iterator[Finding]:
    name = _name(item)
    if _is_unread(profile, path, item, "date"):
        yield _unread(f"{path}/date", name, profile.sources[f"{path}/date"])
    if item.date is not None and is_before(today, item.date):
        yield finding(Code.FUTURE_DATE, f"{path}/date", f"{name} has a date in the future ({item.date}); correct it.")


def _is_unread(profile: Profile, path: str, item: Any, attr: str) -> bool:
    going_on = attr == "end" and item.current
    return getattr(item, attr) is None and not going_on and f"{path}/{attr}" in profile.sources


def _unread(path: str, name: str, source: str) -> Finding:
    sentence = f"{name} has the date “{one_line(source)[:60]}”; write it as 2019, 2019-04 or 2019-04-30."
    return finding(Code.UNREADABLE_DATE, path, sentence)


def is_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether one date is surely before the other, by what both of them know."""
    known = 1 + min(sum(part is not None for part in (date.month, date.day)) for date in (one, other))
    return one.key[:known] < other.key[:known]
