"""The person's own contacts as the profile has them: found first, so that no rule reads their digits."""

import re

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind, TracedSentence
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.text import one_line
from jobwise.domain.shared.values import Span

_SHORTEST = 5
"""Shorter values ("x.io") could stand inside another word."""

_JOINING = frozenset("+@_")
"""Signs that make a longer address of what stands beside them."""


def own_contacts(text: str, profile: Profile) -> tuple[TracedSentence, ...]:
    """Every place where the text shows e-mail, phone, link or postal code exactly as the profile has it."""
    found: list[TracedSentence] = []
    taken: list[Span] = []
    for value, path in _values(profile):
        for match in re.finditer(re.escape(value), text):
            span = Span(match.start(), match.end())
            if _is_whole(text, span) and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                claim = Claim(ClaimKind.CONTACT, match.group(), span, supported=True, source=path)
                found.append(TracedSentence(match.group(), span, (claim,), supported=True))
    return tuple(sorted(found, key=lambda one: one.span.start))


def blanked(text: str, contacts: tuple[TracedSentence, ...]) -> str:
    """The text with spaces in the place of the contacts, as long as before."""
    for one in contacts:
        text = text[: one.span.start] + " " * (one.span.end - one.span.start) + text[one.span.end :]
    return text


def _values(profile: Profile) -> list[tuple[str, str]]:
    """Longest first, so that a link is found before the name of its host."""
    person = profile.personal
    rows = [
        (person.email, "personal/email"),
        (person.phone, "personal/phone"),
        (person.url, "personal/url"),
        (person.location.address, "personal/location/address"),
        (person.location.postal_code, "personal/location/postal_code"),
        *((online.url, f"personal/online/{online.id}/url") for online in person.online),
    ]
    values = {one_line(value): path for value, path in rows if len(one_line(value)) >= _SHORTEST}
    return sorted(values.items(), key=lambda row: (-len(row[0]), row[0]))


def _is_whole(text: str, span: Span) -> bool:
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() or after.isalnum() or before in _JOINING or after in _JOINING)
