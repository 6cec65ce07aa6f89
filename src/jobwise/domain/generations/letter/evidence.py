"""Which asked skills the profile shows, in the person's own spelling and with the place that shows them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.profiles.profile import Fact, Profile, facts
from jobwise.domain.rankings.ranking import Gap
from jobwise.domain.shared.text import words

MAX_SKILL_WORDS = 6
MAX_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """An asked skill as the letter names it; `place` is the path of the entry that shows it, empty for lists only."""

    gap: Gap
    name: str
    place: str
    sources: tuple[str, ...]


def names(text: str, skill: str) -> bool:
    """Whether a text names a skill, word for word."""
    return bool(find(text, skill))


def find(text: str, skill: str) -> str:
    """The words of a text that name a skill, as they are written there; empty when they do not occur."""
    pattern = _pattern(skill)
    match = pattern.search(text) if pattern else None
    return match.group() if match else ""


@lru_cache(maxsize=512)
def _pattern(skill: str) -> re.Pattern[str] | None:
    parts = [re.escape(word) for word in re.findall(r"[^\W_]+(?:\+\+|#)?", skill)]
    if not parts:
        return None
    return re.compile(r"(?<![^\W_])" + r"[\W_]{0,3}".join(parts) + r"(?![^\W_]|\+\+|#)", re.IGNORECASE)


class Shelf:
    """The facts of a profile, found by the paths that a ranking gives as evidence."""

    def __init__(self, profile: Profile) -> None:
        self._facts: tuple[Fact, ...] = tuple(facts(profile))

    def under(self, path: str) -> list[Fact]:
        """The facts at a path or below it."""
        return [fact for fact in self._facts if fact.path == path or fact.path.startswith(f"{path}/")]

    def shown(self, gap: Gap, preferred: Sequence[str]) -> Shown:
        """How to name the skill of a gap; the first of `preferred` entries that shows it is its place."""
        evidence = [fact for path in gap.evidence for fact in self.under(path)]
        name, said_by = self._spelling(gap, evidence)
        places = [entry_of(fact.path) for fact in evidence if find(fact.text, gap.skill) or fact.path in gap.evidence]
        place = next((path for path in preferred if path in places), "")
        at_place = [fact.path for fact in evidence if entry_of(fact.path) == place] if place else []
        sources = unique([*said_by, *[p for p in gap.evidence if not place or entry_of(p) == place], *at_place[:1]])
        return Shown(gap, name, place, tuple(sources))

    def _spelling(self, gap: Gap, evidence: Sequence[Fact]) -> tuple[str, list[str]]:
        listed = [fact for fact in evidence if _is_skill_name(fact.path)]
        for fact in [*listed, *evidence]:
            said = find(fact.text, gap.skill)
            if said:
                return said, [fact.path]
        exact = [fact for fact in listed if fact.path in gap.evidence and len(words(fact.text)) <= MAX_SKILL_WORDS]
        if exact and len(exact[0].text) <= 40 and "(" not in exact[0].text:
            return f"{gap.skill} ({exact[0].text})", [exact[0].path]
        return gap.skill, []

    def nearest(self, gap: Gap) -> tuple[list[str], list[str]]:
        """The listed skills that stand closest to one the profile does not name, with their paths; empty when none.

        Of a named group it is all its members, since the ranking tells no closer; a large group tells nothing.
        """
        for path in gap.evidence:
            listed = [fact for fact in self.under(path) if _is_skill_name(fact.path)]
            members = [fact for fact in listed if "/keywords/" in fact.path] or listed
            if 0 < len(members) <= MAX_NEAREST and all(len(words(f.text)) <= MAX_SKILL_WORDS for f in members):
                return [fact.text for fact in members], [fact.path for fact in members]
        return [], []


def entry_of(path: str) -> str:
    """The entry (`experiences/<id>`) that a path lies in."""
    return "/".join(path.split("/")[:2])


def unique(paths: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(path for path in paths if path))


def grouped(shown: Sequence[Shown]) -> Mapping[str, list[Shown]]:
    """The shown skills by place, places in order of first use."""
    groups: dict[str, list[Shown]] = {}
    for one in shown:
        groups.setdefault(one.place, []).append(one)
    return groups


def _is_skill_name(path: str) -> bool:
    parts = path.split("/")
    return parts[0] == "skills" and (parts[-1] == "name" or "keywords" in parts)
