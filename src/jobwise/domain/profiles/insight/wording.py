"""Bullets that could say more: no number, no verb, said twice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jobwise.domain.profiles.insight.findings import Code, Finding, finding
from jobwise.domain.profiles.profile import Bullet, Profile
from jobwise.domain.shared.language import language_of
from jobwise.domain.shared.text import fold, words

# A digit that begins a number of its own: not the one in S3 or B2B. Scripts without spaces may stand before it.
_NUMBER = re.compile(r"(?<![A-Za-z\u00c0-\u024f\d_])[-+~≈<>]?[$€£¥]?\d[\d.,]*")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class VerbRules:
    """How one language shows that something was done.

    A word counts if it is in `words`, also with one of `suffixes` taken off (`leads` is `lead`), or has one of
    `endings` after three letters or more. Looked at are the first `first` and the last `last` words of a bullet.
    `numbers` are words that measure (`twice`, `dozen`).
    """

    words: frozenset[str]
    endings: tuple[str, ...]
    suffixes: tuple[str, ...]
    first: int
    last: int
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class BulletWords:
    """Rules by language (ISO 639-1), and the function words that tell the languages apart."""

    verbs: Mapping[str, VerbRules]
    function_words: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class JudgedBullet:
    """A bullet with its path; `has_verb` is None in a language without rules."""

    path: str
    text: str
    has_number: bool
    has_verb: bool | None


def judged_bullets(profile: Profile, vocabulary: BulletWords) -> tuple[JudgedBullet, ...]:
    """Every bullet of positions, projects and volunteering in profile order."""
    placed = list(_bullets(profile))
    language = language_of(" ".join(bullet.wording for _, bullet in placed), vocabulary.function_words)
    rules = vocabulary.verbs.get(language)
    return tuple(
        JudgedBullet(
            path,
            bullet.wording,
            has_number(bullet.wording, rules),
            None if rules is None else has_verb(bullet.wording, rules),
        )
        for path, bullet in placed
    )


def has_number(text: str, rules: VerbRules | None) -> bool:
    """Whether the text measures something: a number that is not a year, or a word that counts."""
    for match in _NUMBER.finditer(text):
        digits = match.group().rstrip(".,")
        if not _YEAR.fullmatch(digits) or text[match.end() : match.end() + 1] in ("%", "+"):
            return True
    return rules is not None and not rules.numbers.isdisjoint(words(text))


def has_verb(text: str, rules: VerbRules) -> bool:
    """Whether the text begins (or, where the language puts it there, ends) with something done."""
    said = words(text)
    looked_at = said[: rules.first] + (said[-rules.last :] if rules.last else ())
    return any(_is_verb(word, rules) for word in looked_at)


def _is_verb(word: str, rules: VerbRules) -> bool:
    if word in rules.words or any(word.endswith(end) and len(word) >= len(end) + 3 for end in rules.endings):
        return True
    return any(word.removesuffix(suffix) in rules.words for suffix in rules.suffixes)


def wording_findings(bullets: tuple[JudgedBullet, ...]) -> Iterator[Finding]:
    """One finding per bullet and fault, in profile order."""
    seen: dict[str, str] = {}
    for one in bullets:
        short = one.text if len(one.text) <= 60 else one.text[:59].rstrip() + "…"
        if not one.has_number:
            yield finding(
                Code.BULLET_WITHOUT_NUMBER, one.path, f"“{short}” has no number; say how much, how many or how fast."
            )
        if one.has_verb is False:
            yield finding(Code.BULLET_WITHOUT_VERB, one.path, f"“{short}” has no verb; begin with what you did.")
        key = fold(one.text)
        if key in seen:
            yield finding(Code.DUPLICATE_BULLET, one.path, f"“{short}” is said twice; keep one of the two.")
        seen.setdefault(key, one.path)


def _bullets(profile: Profile) -> Iterator[tuple[str, Bullet]]:
    rooms = (
        ("experiences", profile.experiences),
        ("projects", profile.projects),
        ("volunteering", profile.volunteering),
    )
    for room, items in rooms:
        for item in items:
            for bullet in item.bullets:
                yield f"{room}/{item.id}/bullets/{bullet.id}", bullet
