"""The skills vocabulary: one name per skill, its other spellings, and the families that make skills related."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from jobwise.domain.jobs.skill_terms import (
    WORD,
    SkillTerm,
    SpellingIndex,
    family_sizes_of,
    index_of,
    is_plural,
    key_of,
)
from jobwise.domain.shared.values import Span

__all__ = ["Cues", "SkillMention", "SkillTerm", "SpellingIndex", "Vocabulary", "empty", "index_of"]

_PART = re.compile(r"[^\W_]+")
_LIST_MARKS = frozenset(",/;|•·()[]&+\n:")
_GAP = " \t\n-‐‑–/&+_"
_STARTS = frozenset(".!?\n•·*-–—▪●◦‣")
_NEAR = 4
_GROUP, _SPAN = re.Match.group, re.Match.span


@dataclass(frozen=True, slots=True)
class SkillMention:
    """A skill found in a text: the vocabulary's name and the place of the words that say it."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cues:
    """Words (casefolded) beside which an everyday word is a skill: "experience with Go", "Go developer"."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset({"and", "or"})


class _Entry(NamedTuple):
    """What a spelling means; `exact` is its written form when it is an everyday word, else empty."""

    name: str
    exact: str = ""
    strict: bool = False


@dataclass(slots=True)
class _Run:
    """The words of one text: normal forms and places, same order."""

    text: str
    norms: list[str]
    places: list[tuple[int, int]]


@dataclass(frozen=True)
class Vocabulary:
    """All skills, found by any spelling. `version` is the hash of the file it was read from."""

    version: str
    terms: Mapping[str, SkillTerm]
    cues: Cues
    index: SpellingIndex = field(repr=False)
    family_sizes: Mapping[str, int] = field(repr=False)
    """How many skills are of each family."""
    _cached: Callable[[str], tuple[SkillMention, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_cached", lru_cache(maxsize=4096)(self._find))

    @classmethod
    def of(cls, version: str, terms: Iterable[SkillTerm], cues: Cues | None = None) -> "Vocabulary":
        """A vocabulary of these terms; the first term to claim a spelling keeps it."""
        named = {term.name: term for term in terms}
        return cls(version, named, cues or Cues(), index_of(named.values()), family_sizes_of(named.values()))

    def find(self, text: str) -> list[SkillMention]:
        """Every skill the text names, longest spelling first, in text order, not overlapping."""
        return list(self._cached(text))

    def name_of(self, spelling: str) -> str | None:
        """The vocabulary's name for a spelling, or None when it is unknown."""
        key = key_of(spelling)
        said = self.index.names.get(key) or (self.index.names.get(key[:-1]) if is_plural(key) else None)
        return said.partition("\t")[0] if said else None

    def related(self, one: str, other: str) -> bool:
        """Whether two different skills share a family (PyTorch and TensorFlow), or one is a family of the other."""
        a, b = self.terms.get(one), self.terms.get(other)
        if a is None or b is None or a.name == b.name:
            return False
        return not set(a.families).isdisjoint(b.families) or a.name in b.families or b.name in a.families

    def knows(self, word: str) -> bool:
        """Whether a single word, or its first part, begins any spelling."""
        return word.casefold() in self.index.widths

    def _find(self, text: str) -> tuple[SkillMention, ...]:
        run = self._words(text)
        hits: list[tuple[int, int, _Entry]] = []
        place, widths = 0, self.index.widths
        for at in self._starts(run.norms, widths):
            if at >= place:
                hit = self._match(run, at)
                if hit is not None:
                    hits.append((at, hit[0], hit[1]))
                    place = at + hit[0]
        return tuple(
            SkillMention(entry.name, Span(run.places[at][0], run.places[at + width - 1][1]))
            for number, (at, width, entry) in enumerate(hits)
            if not entry.exact or self._is_meant(run, hits, number)
        )

    def _starts(self, norms: list[str], widths: Mapping[str, int]) -> list[int]:
        """Where a spelling may begin: the word is one by itself, or what follows it follows such a word somewhere."""
        names, seconds = self.index.names, self.index.seconds
        found = [at for at, norm in enumerate(norms) if norm in widths or (norm[-1] == "s" and norm[:-1] in widths)]
        last = len(norms) - 1
        out: list[int] = []
        for at in found:
            norm = norms[at]
            if norm in names or norm[:-1] in names:
                out.append(at)
            elif at < last:
                after = norms[at + 1]
                if after in seconds or (after[-1] == "s" and after[:-1] in seconds):
                    out.append(at)
        return out

    def _words(self, text: str) -> _Run:
        """The words of a text; one with marks or digits that is unknown as a whole counts as its parts."""
        low = text.lower()
        if len(low) != len(text):
            low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        if "://" in low or "www." in low or "@" in low:
            low = _without_addresses(low)
        matches = list(WORD.finditer(low))
        run = _Run(text, list(map(_GROUP, matches)), list(map(_SPAN, matches)))
        widths = self.index.widths
        odd = [at for at, norm in enumerate(run.norms) if not norm.isalpha() and norm not in widths]
        for at in reversed(odd):
            self._split(run, at)
        return run

    def _split(self, run: _Run, at: int) -> None:
        norm, (start, _) = run.norms[at], run.places[at]
        norms: list[str] = []
        places: list[tuple[int, int]] = []
        for part in _PART.finditer(norm):
            word, end = part.group(), part.end()
            bare = word.rstrip("0123456789")
            if word not in self.index.widths and len(bare) > 2 and bare in self.index.widths:
                word, end = bare, part.start() + len(bare)
            norms.append(word)
            places.append((start + part.start(), start + end))
        if len(norms) > 1 or norms[0] in self.index.widths:
            run.norms[at : at + 1] = norms
            run.places[at : at + 1] = places

    def _match(self, run: _Run, at: int) -> tuple[int, _Entry] | None:
        norms, names, widths = run.norms, self.index.names, self.index.widths
        first = norms[at]
        most = max(widths.get(first, 0), widths.get(first[:-1], 0) if first[-1] == "s" else 0)
        most = min(most, len(norms) - at)
        if most > 1:
            after, seconds = norms[at + 1], self.index.seconds
            if after not in seconds and (after[-1] != "s" or after[:-1] not in seconds):
                most = 1
        for width in range(most, 0, -1):
            key = " ".join(norms[at : at + width]) if width > 1 else first
            said = names.get(key)
            if said is None and is_plural(key):
                said = names.get(key[:-1])
                if said is not None and "\t" in said:
                    continue
            if said is not None and (width == 1 or _together(run, at, width)):
                name, _, exact = said.partition("\t")
                return width, _Entry(name, exact.rstrip("!"), exact[-1:] == "!")
        return None

    def _is_meant(self, run: _Run, hits: list[tuple[int, int, _Entry]], number: int) -> bool:
        """Whether an everyday word is said as a skill here: its case, its place in the sentence, its neighbours."""
        at, width, entry = hits[number]
        start, end = run.places[at][0], run.places[at + width - 1][1]
        text = run.text
        if text[end : end + 1] == "&" and text[end + 1 : end + 2].isalnum():
            return False
        if text[end : end + 1] in {"-", "‑"} or (start and text[start - 1] in "-‑'’&."):
            elided = text[start - 1 : start] in {"'", "’"} and text[start - 2 : start - 1].lower() in {"d", "l"}
            known = len(entry.exact) > 3 or entry.exact.isupper()
            return known and text[start:end] == entry.exact and (elided or text[end + 1 : end + 2].isupper())
        listed = self._listed(run, hits, number)
        if text[start:end] != entry.exact:
            return listed and _closed(text, start, end, self.cues.joining)
        if listed or self._cued(run, at, width):
            return True
        if entry.strict:
            return False
        before = text[:start].rstrip(" \t\"'“„«(")
        begins = not before or before[-1] in _STARTS or text[start - 1 : start] == "\n"
        return not begins or _closed(text, start, end, self.cues.joining)

    def _listed(self, run: _Run, hits: list[tuple[int, int, _Entry]], number: int) -> bool:
        """Whether the nearest skill on either side is certain and only list marks and joining words stand between."""
        at, width, _ = hits[number]
        for step in (-1, 1):
            left, right, other = at, at + width, number
            while 0 <= other + step < len(hits):
                other += step
                next_at, next_width, entry = hits[other]
                gap = (next_at + next_width, left) if step < 0 else (right, next_at)
                if not self._joined(run, *gap):
                    break
                said = run.text[run.places[next_at][0] : run.places[next_at + next_width - 1][1]]
                # "Go or Rust": two everyday words in their exact case vouch for each other.
                if not entry.exact or said == entry.exact:
                    return True
                left, right = next_at, next_at + next_width
        return False

    def _joined(self, run: _Run, last: int, first: int) -> bool:
        if first - last > 2 or any(word not in self.cues.joining for word in run.norms[last:first]):
            return False
        between = run.text[run.places[last - 1][1] : run.places[first][0]]
        return first > last or any(mark in _LIST_MARKS for mark in between)

    def _cued(self, run: _Run, at: int, width: int) -> bool:
        after = run.norms[at + width] if at + width < len(run.norms) else ""
        if after in self.cues.after and "\n" not in run.text[run.places[at + width - 1][1] : run.places[at + width][0]]:
            return True
        first = max(0, at - _NEAR)
        if not any(word in self.cues.before for word in run.norms[first:at]):
            return False
        between = run.text[run.places[first][0] : run.places[at][0]]
        return not any(mark in between for mark in "\n.!?")


def _without_addresses(low: str) -> str:
    """The text with blanks for web and mail addresses: their words name a page or a mailbox, not a skill."""
    for word in dict.fromkeys(low.split()):
        name, _, host = word.partition("@")
        if "://" in word or word.startswith("www.") or (name and "." in host):
            low = low.replace(word, " " * len(word))
    return low


def _closed(text: str, start: int, end: int, joining: frozenset[str]) -> bool:
    """Whether the words stand alone: a list mark, an end or a joining word on their right."""
    rest = text[end : end + 12].lstrip(" \t")
    if not rest or rest[0] in _LIST_MARKS or rest[0] in ".\r":
        return True
    return rest.split(maxsplit=1)[0].casefold() in joining and start > 0


def _together(run: _Run, at: int, width: int) -> bool:
    places = run.places
    for left, right in zip(places[at : at + width - 1], places[at + 1 : at + width], strict=True):
        gap = run.text[left[1] : right[0]]
        if len(gap) > 3 or gap.strip(_GAP):
            return False
    return True


@lru_cache(maxsize=1)
def empty() -> Vocabulary:
    """A vocabulary that knows no skill."""
    return Vocabulary.of("empty", ())
