"""What stands for a person's name, addresses and numbers while a model reads, and how it comes back."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jobwise.domain.profiles.profile import PersonalInfo

_MIN_PART = 3
_MIN_CODE = 5
_MIN_DIGITS = 7
_EMAIL = re.compile(r"[^\s@<>()\[\]{}\"',;:|]{1,64}@[^\s@<>()\[\]{}\"',;:|]{1,253}")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'(){}\[\]]{1,2000}|(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/[^\s<>\"'(){}\[\]]{1,2000}",
    re.I,
)
_PHONE = re.compile(r"(?<![\w.])(?:\+|\(?0|\(\d{2,4}\))\d?[\d ().\-/\u00a0\u2011]{6,24}\d(?!\w)")
_GROUPED = re.compile(r"(?<![\w.])\d{3}[ .\-]\d{3}[ .\-]\d{4}(?!\w)")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{1,2}[./\-]\d{4}|\d{4}-\d{2})(?!\d)")
_DIGIT = re.compile(r"\d")
_UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.I)
_NUMBER_OF_STATE = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_BORN = re.compile(
    r"(?:\bborn\b|\bbirth\b|\bd\.o\.b\b|\bdob\b|\bgeb\b|\bgeboren\b|\bgeburtsdatum\b|\bgeburtstag\b|\bn[ée]e? le\b"
    r"|\bnaissance\b|\bnacid[oa]\b|\bnacimiento\b|\bnascid[oa]\b|\bnascimento\b)[^\n\d]{0,15}\d[^\n]{0,30}",
    re.I,
)
_DAY = re.compile(
    r"\d{1,4}[./\- ]{1,2}(?:de )?(?:\d{1,2}|[^\W\d_]{3,10}\.?)[./\-, ]{1,3}(?:de )?\d{2,4}"
    r"|[^\W\d_]{3,10}\.? \d{1,2},? \d{4}"
)
_PLACE = re.compile(r"\{\{[A-Z]{2,12}(?:_[0-9]{1,2})?\}\}")


@dataclass(frozen=True, slots=True)
class Masks:
    """The values that never leave, longest first, each with its place holder; they show in no representation."""

    values: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    patterns: tuple[tuple[re.Pattern[str], str], ...] = field(default=(), repr=False)

    def hide(self, text: str) -> str:
        """The text with place holders for the person's own values, and for whatever has the form of such a value."""
        # Most texts have none of these, and asking for one sign is quicker than looking for a whole form.
        if "@" in text:
            own = dict(self.values).get("{{EMAIL}}", "").casefold()
            text = _EMAIL.sub(lambda found: "{{EMAIL}}" if found[0].casefold() == own else "{{CONTACT}}", text)
        if "/" in text or "www." in text.casefold():
            text = _LINK.sub("{{LINK}}", text)
        for pattern, holder in self.patterns:
            text = pattern.sub(holder, text)
        if _DIGIT.search(text) is None:
            return text
        text = _UUID.sub("{{ID}}", text)
        text = _NUMBER_OF_STATE.sub("{{ID}}", text)
        text = _BORN.sub(lambda found: _DAY.sub("{{BIRTH}}", found[0]), text)
        text = _PHONE.sub(_phone_or_date, text)
        return _GROUPED.sub("{{PHONE}}", text)

    def fill(self, text: str) -> str:
        """The text with the person's name and email back in their places; a holder of anything else is taken out."""
        known = dict(self.values)
        return _PLACE.sub(lambda found: known.get(found[0], ""), text)


def masks_of(personal: PersonalInfo, account_name: str = "") -> Masks:
    """The masks of one person, whose account may bear another name than the profile.

    Parts of a name keep numbers of their own, so that filling gives back what was there.
    """
    values = dict(_named(personal))
    patterns = [(pattern, holder) for holder, value in _hidden(personal) if (pattern := _pattern(value))]
    for value in (account_name, *_parts(account_name)):
        if (other := _pattern(value)) is not None and value not in values.values():
            patterns.append((other, "{{PERSON}}"))
    if number := _phone_pattern(personal.phone):
        patterns.append((number, "{{PHONE}}"))
    return Masks(tuple(values.items()), tuple(sorted(patterns, key=lambda one: -len(one[0].pattern))))


def _named(personal: PersonalInfo) -> Iterator[tuple[str, str]]:
    if personal.name:
        yield "{{NAME}}", personal.name
    for number, part in enumerate(_parts(personal.name), 1):
        yield f"{{{{NAME_{number}}}}}", part
    if personal.email:
        yield "{{EMAIL}}", personal.email


def _hidden(personal: PersonalInfo) -> Iterator[tuple[str, str]]:
    yield from _named(personal)
    place = personal.location
    yield "{{ADDRESS}}", place.address
    for line in place.address.splitlines():
        yield "{{ADDRESS}}", line.strip()
    if place.postal_code and place.city:
        yield "{{ADDRESS}}", f"{place.postal_code} {place.city}"
    if len(place.postal_code) >= _MIN_CODE:
        yield "{{ADDRESS}}", place.postal_code
    yield "{{LINK}}", personal.url
    yield "{{LINK}}", personal.image
    for online in personal.online:
        yield "{{LINK}}", online.url
        if len(online.username) > _MIN_PART:
            yield "{{LINK}}", online.username


def _parts(name: str) -> list[str]:
    """Single words of a name that are long enough to be told from other words."""
    parts = [part.strip(".,'’()") for part in name.split()]
    return [part for part in parts if len(part) >= _MIN_PART] if len(parts) > 1 else []


def _pattern(value: str) -> re.Pattern[str] | None:
    """Finds the value as whole words, with any spaces between them and then in any case."""
    value = unicodedata.normalize("NFKC", value).strip()
    words = value.split()
    if not words or len(value) < _MIN_PART:
        return None
    if len(words) == 1:
        # A name may be a common word too (Mark, Rose), so it counts as it is written, or in capitals.
        return re.compile(rf"(?<!\w)(?:{re.escape(value)}|{re.escape(value.upper())})(?!\w)")
    body = r"\s{1,4}".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w){body}(?!\w)", re.I)


def _phone_pattern(phone: str) -> re.Pattern[str] | None:
    """Finds the number with and without the codes before it, and with any marks between its digits."""
    digits = "".join(char for char in phone if char.isdigit())
    if len(digits) < _MIN_DIGITS:
        return None
    last = r"[ ().\-/]{0,3}".join(digits[-_MIN_DIGITS:])
    return re.compile(rf"(?<!\w)[+(]?(?:\d[\d ().\-/]{{0,11}})?{last}(?!\w)")


def _phone_or_date(found: re.Match[str]) -> str:
    """Dates of a CV look like phones; at least seven digits that are no dates make one."""
    rest = _DATE.sub("", found[0])
    return "{{PHONE}}" if sum(char.isdigit() for char in rest) >= _MIN_DIGITS else found[0]


NO_MASKS: Masks = Masks()
HOLDERS: Mapping[str, str] = {
    "{{NAME}}": "the person's name",
    "{{PERSON}}": "another name of the person",
    "{{EMAIL}}": "the person's email address",
    "{{CONTACT}}": "somebody else's email address",
    "{{PHONE}}": "a phone number",
    "{{ADDRESS}}": "a postal address",
    "{{LINK}}": "a web address",
    "{{ID}}": "a number or id",
    "{{BIRTH}}": "a date of birth",
}
"""What each place holder stands for, as the prompts explain it."""
