"""The skills vocabulary: one name per skill, its other spellings, and the families that make skills related."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from jobwise.domain.shared.text import tokens, words
from jobwise.domain.shared.values import Span


@dataclass(frozen=True, slots=True)
class SkillTerm:
    """One skill. `aliases` are other spellings of the same thing; `families` name what it is a kind of.

    `context` marks a name that is also an everyday word ("Go", "Excel", "sales"): it counts only in the exact case
    given, or next to another skill.
    """

    name: str
    aliases: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    context: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class SkillMention:
    """A skill found in a text: the vocabulary's name and the place of the words that say it."""

    name: str
    span: Span


@dataclass(frozen=True)
class Vocabulary:
    """All skills, found by any spelling. `version` is the hash of the file it was read from."""

    version: str
    terms: Mapping[str, SkillTerm]
    _index: dict[str, list[tuple[tuple[str, ...], SkillTerm]]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for term in self.terms.values():
            for spelling in (term.name, *term.aliases):
                key = words(spelling)
                if key:
                    self._index.setdefault(key[0], []).append((key, term))
        for entries in self._index.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @classmethod
    def of(cls, version: str, terms: Iterable[SkillTerm]) -> "Vocabulary":
        return cls(version, {term.name: term for term in terms})

    def find(self, text: str) -> list[SkillMention]:
        """Every skill the text names, longest spelling first, in text order, not overlapping."""
        found: list[SkillMention] = []
        run = tokens(text)
        place = 0
        while place < len(run):
            hit = self._match(text, run, place)
            if hit is None:
                place += 1
                continue
            term, width = hit
            found.append(SkillMention(term.name, Span(run[place].start, run[place + width - 1].end)))
            place += width
        return found

    def _match(self, text: str, run: list, place: int) -> tuple[SkillTerm, int] | None:  # type: ignore[type-arg]
        for key, term in self._index.get(run[place].norm, ()):
            width = len(key)
            if tuple(token.norm for token in run[place : place + width]) != key:
                continue
            said = text[run[place].start : run[place + width - 1].end]
            if term.context and said != term.name:
                continue
            return term, width
        return None

    def name_of(self, spelling: str) -> str | None:
        """The vocabulary's name for a spelling, or None when it is unknown."""
        key = words(spelling)
        for candidate, term in self._index.get(key[0], ()) if key else ():
            if candidate == key:
                return term.name
        return None

    def related(self, one: str, other: str) -> bool:
        """Whether two different skills share a family (PyTorch and TensorFlow), or one is a family of the other."""
        a, b = self.terms.get(one), self.terms.get(other)
        if a is None or b is None or a.name == b.name:
            return False
        return bool(set(a.families) & set(b.families)) or a.name in b.families or b.name in a.families


@lru_cache(maxsize=1)
def empty() -> Vocabulary:
    """A vocabulary that knows no skill."""
    return Vocabulary("empty", {})
