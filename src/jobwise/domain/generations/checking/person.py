"""Name and contact of a finished resume against the profile."""

import re
from collections.abc import Iterator

from jobwise.domain.generations.checking.entries import Desk, other_places
from jobwise.domain.generations.checking.facts import ProfileFacts
from jobwise.domain.generations.checking.wording import Finding, cover
from jobwise.domain.generations.grounding.claims import ClaimKind
from jobwise.domain.generations.resume_reading.contact import EMAIL, LINK, PHONE

_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)


def person_findings(text: str, desk: Desk) -> list[Finding]:
    """E-mail, phone and links exactly; name, headline and place as names; labels are furniture."""
    found = list(_contacts(text, desk.facts))
    labels = desk.words.labels.words | desk.words.furniture.words
    toks = [tok for tok in desk.toks(text) if not any(f.first < tok.end and tok.start < f.last for f in found)]
    applies = desk.words.applying.count_in(text)
    names = (*desk.facts.person, *desk.target) if applies else desk.facts.person
    found.extend(cover(toks, names, desk.lexicon, ClaimKind.NAME, labels))
    found.extend(other_places(text, found, desk))
    return sorted(found, key=lambda finding: finding.first)


def _contacts(text: str, facts: ProfileFacts) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    for match in EMAIL.finditer(text):
        taken.append(match.span())
        yield _contact(match, match.group().casefold() in facts.emails, "personal/email")
    known = {_link(link) for link in facts.links}
    for match in LINK.finditer(text):
        if any(first < match.end() and match.start() < last for first, last in taken):
            continue
        good = _link(match.group()) in known
        if good or "/" in match.group():
            taken.append(match.span())
            yield _contact(match, good, "personal/url")
    for match in PHONE.finditer(text):
        if any(first < match.end() and match.start() < last for first, last in taken):
            continue
        digits = _digits(match.group())
        good = any(_same_phone(digits, _digits(phone)) for phone in facts.phones)
        if good or len(digits) >= 7:
            yield _contact(match, good, "personal/phone")


def _contact(match: re.Match[str], good: bool, path: str) -> Finding:
    reason = "" if good else "The profile has another one, or none."
    return Finding(ClaimKind.CONTACT, match.start(), match.end(), good, path if good else "", reason)


def _link(text: str) -> str:
    return _SCHEME.sub("", text.rstrip(".,;/)")).casefold()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).removeprefix("00").lstrip("0")


def _same_phone(one: str, two: str) -> bool:
    """National and international spelling are one number."""
    short, long = sorted((one, two), key=len)
    return len(short) >= 6 and long.endswith(short) and (len(long) == len(short) or len(short) >= 7)
