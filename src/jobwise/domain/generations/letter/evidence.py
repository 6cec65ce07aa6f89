"""Which asked skills the profile shows, in the person's own spelling and with the place that shows them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles.profile import Fact, Profile, facts
from jobwise.domain.rankings.ranking import Gap
from jobwise.domain.shared.text import one_line, words

MAX_SKILL_WORDS = 6
MAX_NEAREST = 3
MAX_SPELLING = 40


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
    """The facts of a profile, found by the paths that a ranking gives as evidence.

    With a vocabulary a skill is known in all its spellings, and is named as profile and posting write it.
    """

    def __init__(self, profile: Profile, job: Job, vocabulary: Vocabulary | None) -> None:
        self._facts: tuple[Fact, ...] = tuple(facts(profile))
        self._job = job
        self._vocabulary = vocabulary

    def under(self, path: str) -> list[Fact]:
        """The facts at a path or below it."""
        return [fact for fact in self._facts if fact.path == path or fact.path.startswith(f"{path}/")]

    def find(self, text: str, skill: str) -> str:
        """The words of a text that name a skill in any of its spellings; empty when none does."""
        said = find(text, skill)
        if said or self._vocabulary is None:
            return said
        known = self._vocabulary.name_of(skill)
        hits = (mention.span for mention in self._vocabulary.find(text) if mention.name == known) if known else ()
        return next((text[span.start : span.end] for span in hits), "")

    def asked_as(self, skill: str) -> str:
        """A skill as the posting writes it; a vocabulary may keep it under a name in another language."""
        return one_line(self.find(self._job.text, skill)) or skill

    def shown(self, gap: Gap, preferred: Sequence[str]) -> Shown:
        """How to name the skill of a gap; the first of `preferred` entries that shows it is its place."""
        evidence = [fact for path in gap.evidence for fact in self.under(path)]
        name, said_by = self._spelling(gap, evidence)
        at = [entry_of(f.path) for f in evidence if f.path in gap.evidence or self.find(f.text, gap.skill)]
        place = next((path for path in preferred if path in at), "")
        at_place = [fact.path for fact in evidence if entry_of(fact.path) == place] if place else []
        known = {fact.path for fact in evidence}
        exact = [path for path in gap.evidence if path in known and (not place or entry_of(path) == place)]
        sources = unique([*said_by, *exact, *at_place[:1]]) or [fact.path for fact in evidence[:1]]
        return Shown(gap, name, place, tuple(sources))

    def _spelling(self, gap: Gap, evidence: Sequence[Fact]) -> tuple[str, list[str]]:
        asked = self.asked_as(gap.skill)
        listed = [fact for fact in evidence if _is_skill_name(fact.path)]
        for fact in [*listed, *evidence]:
            said = find(fact.text, asked) or find(fact.text, gap.skill) or self.find(fact.text, gap.skill)
            if said:
                return _both(asked, one_line(said)), [fact.path]
        exact = [fact for fact in listed if fact.path in gap.evidence and len(words(fact.text)) <= MAX_SKILL_WORDS]
        if exact and len(exact[0].text) <= MAX_SPELLING and "(" not in exact[0].text:
            return _both(asked, one_line(exact[0].text)), [exact[0].path]
        return asked, []

    def nearest(self, gap: Gap) -> tuple[list[str], list[str]]:
        """The listed skills that stand closest to one the profile does not name, with their paths; empty when none.

        With a vocabulary it is those of a group that it calls related, and none when work shows the skill better; else
        all members, since the ranking tells no closer. A large group tells nothing.
        """
        for path in gap.evidence:
            listed = [fact for fact in self.under(path) if _is_skill_name(fact.path)]
            members = [fact for fact in listed if "/keywords/" in fact.path] or listed
            if 0 < len(members) <= MAX_NEAREST and all(len(words(f.text)) <= MAX_SKILL_WORDS for f in members):
                close = [fact for fact in members if self._related(gap.skill, fact.text)]
                if close or not any(path.startswith("experiences/") for path in gap.evidence):
                    members = close or members
                    return [fact.text for fact in members], [fact.path for fact in members]
        return [], []

    def _related(self, one: str, other: str) -> bool:
        if self._vocabulary is None:
            return True
        known, near = self._vocabulary.name_of(one), self._vocabulary.name_of(other)
        return known is not None and near is not None and self._vocabulary.related(known, near)


def _both(asked: str, own: str) -> str:
    """The person's own spelling, beside the posting's where the two are different words."""
    if find(own, asked) or find(asked, own) or len(own) > MAX_SPELLING:
        return own
    return f"{asked} ({own})"


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
