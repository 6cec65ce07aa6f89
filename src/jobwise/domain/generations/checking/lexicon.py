"""The words of checking: which say the same, which claim nothing, which limit a claim and which raise it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from jobwise.domain.generations.checking.figures import german, scaled, together, value_of
from jobwise.domain.generations.checking.places import Places
from jobwise.domain.generations.checking.spelling import folded
from jobwise.domain.generations.checking.tokens import WORD, Tok, stems
from jobwise.domain.generations.checking.verbs import PARTICLES, Verbs, is_part
from jobwise.domain.generations.resume_reading.words import bare

_CLAUSE_END = frozenset(".,;:!?")
_LONG = 5
"""Letters of a word that claims nothing and may be a verb as well ("using")."""

_FAR = 14
"""Words between a German verb and its particle."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Words by which a claim is smaller or larger than without them.

    `words` limit what follows them, `clauses` all that they govern, `trailing` what stands before them. `about`, `over`
    and `under` stand before a number that is rounded.
    """

    words: frozenset[str]
    clauses: frozenset[str]
    trailing: frozenset[str]
    about: frozenset[str]
    over: frozenset[str]
    under: frozenset[str]


@dataclass(frozen=True, slots=True)
class Numerals:
    """Numbers in words: `words` from two up, `ones`, `scales` ("million"), and what joins tens and ones."""

    words: Mapping[str, str]
    ones: frozenset[str]
    scales: Mapping[str, int]
    joiners: frozenset[str]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All languages' words in one table; phrases are found before words."""

    groups: Mapping[tuple[str, ...], frozenset[int]]
    bases: Mapping[str, frozenset[int]]
    exact: Mapping[tuple[str, ...], frozenset[int]]
    longest: int
    function: frozenset[str]
    raising: frozenset[str]
    limits: Limits
    numerals: Numerals
    verbs: Verbs
    places: Places = field(default_factory=Places)

    @classmethod
    def of(
        cls,
        languages: Iterable[Mapping[str, Any]],
        verbs: Iterable[Mapping[str, Any]] = (),
        places: Places | None = None,
    ) -> "Lexicon":
        """From the parsed files of `data/resumes`: synonyms, verbs, and the names of countries and regions."""
        tables = tuple(languages)
        groups: dict[tuple[str, ...], set[int]] = {}
        exact: dict[tuple[str, ...], set[int]] = {}
        bases: dict[str, set[int]] = {}
        number = 0
        for language in tables:
            for table, rows in ((groups, language["equal"]), (exact, language["abbreviations"])):
                for row in rows:
                    number += 1
                    for spelling in row:
                        key = _norms(spelling)
                        table.setdefault(key, set()).add(number)
                        if len(key) == 1 and table is groups:
                            for base in stems(key[0]):
                                bases.setdefault(base, set()).add(number)
        limits = _limits(tables)
        for phrase in sorted(limits.words | limits.clauses | limits.trailing | limits.over | limits.under):
            if " " in phrase:
                number += 1
                exact.setdefault(tuple(phrase.split()), set()).add(number)
        known = Verbs.of(verbs)
        keys = (*groups, *exact, *known.phrases)
        return cls(
            {key: frozenset(value) for key, value in groups.items()},
            {key: frozenset(value) for key, value in bases.items()},
            {key: frozenset(value) for key, value in exact.items()},
            max((len(key) for key in keys), default=1),
            frozenset(bare(word) for language in tables for word in language["function"]),
            frozenset(bare(word) for language in tables for word in (*language["lead"], *language["extremes"])),
            limits,
            _numerals(tables),
            known,
            places or Places(),
        )

    def read(self, text: str) -> tuple[Tok, ...]:
        """The words of a text in order; known phrases are one word."""
        return _read(self, text)

    def phrases(self, run: tuple[Tok, ...]) -> tuple[Tok, ...]:
        """The words with known phrases as one word each."""
        out: list[Tok] = []
        place = 0
        while place < len(run):
            width = next(
                (w for w in range(min(self.longest, len(run) - place), 1, -1) if self._known(run, place, w)), 1
            )
            counted = bool(out) and bool(out[-1].value)
            out.append(self._grouped(run[place : place + width], counted))
            place += width
        return tuple(out)

    def _known(self, run: tuple[Tok, ...], place: int, width: int) -> bool:
        key = tuple(tok.norm for tok in run[place : place + width])
        return key in self.groups or key in self.exact or key in self.verbs.phrases

    def _grouped(self, run: tuple[Tok, ...], counted: bool) -> Tok:
        """One word or phrase with what it means; behind a number a noun is no verb ("5 reports")."""
        key = tuple(tok.norm for tok in run)
        first, last = run[0], run[-1]
        groups, exact = self.groups.get(key, frozenset()), self.exact.get(key, frozenset())
        if len(run) > 1:
            joined = " ".join(key)
            verbs = self.verbs.phrase(key, self.function)
            return Tok(joined, frozenset({joined}), first.start, last.end, groups, exact, verbs=verbs)
        groups = groups.union(*(self.bases.get(base, frozenset()) for base in first.stems))
        if first.norm.endswith("s"):
            # In running text "depts" are departments; in a name every letter counts.
            groups = groups | self.exact.get((first.norm[:-1],), frozenset())
        skip = counted or first.value or (len(first.norm) < _LONG and first.norm in self.function)
        verbs = frozenset() if skip else self.verbs.families(first.norm)
        return replace(first, groups=groups, exact=exact, verbs=verbs)

    def is_function(self, tok: Tok) -> bool:
        """Whether the word claims nothing by itself."""
        return not tok.value and tok.norm in self.function

    def is_limiter(self, tok: Tok) -> bool:
        """Whether leaving the word out claims more than was said."""
        return is_part(tok.verbs) or not tok.stems.isdisjoint(self.limits.words)

    def is_raising(self, tok: Tok) -> bool:
        """Whether the word speaks of leading, or of all, alone, first, best."""
        return tok.norm in self.raising


def _limits(tables: Iterable[Mapping[str, Any]]) -> Limits:
    def held(key: str) -> frozenset[str]:
        return frozenset(" ".join(_norms(word)) for language in tables for word in language.get(key, ()))

    return Limits(held("limiters"), held("clauses"), held("trailing"), held("about"), held("over"), held("under"))


def _numerals(tables: Iterable[Mapping[str, Any]]) -> Numerals:
    words: dict[str, str] = {}
    ones: set[str] = set()
    scales: dict[str, int] = {}
    joiners: set[str] = set()
    for language in tables:
        said = {folded(word): value for word, value in language["numbers"].items()}
        words.update({word: str(value) for word, value in said.items() if value > 1})
        ones.update(word for word, value in said.items() if value == 1)
        scales.update({folded(word): value for word, value in language.get("scales", {}).items()})
        joiners.update(language.get("joiners", ()))
        if language["language"] == "de":
            units = {word: value for word, value in said.items() if value < 10 and word not in ("eins", "eine")}
            words.update(german(units, {word: value for word, value in said.items() if 20 <= value <= 90}))
    return Numerals(words, frozenset(ones), scales, frozenset(joiners))


@lru_cache(maxsize=2048)
def _read(lexicon: Lexicon, text: str) -> tuple[Tok, ...]:
    counted = _counted(_plain(text, lexicon.numerals), text, lexicon.numerals)
    return _whole_verbs(lexicon.phrases(counted), text, lexicon)


def _plain(text: str, numerals: Numerals) -> Iterator[Tok]:
    for match in WORD.finditer(text):
        said = match.group("word") or match.group("cjk") or match.group("sign")
        if said is None:
            value = value_of(match.group("number"), match.group("unit") or "")
            yield Tok(value, frozenset({value}), match.start(), match.end(), value=value)
            continue
        norm = folded(said)
        value = numerals.words.get(norm, "")
        yield Tok(norm, stems(norm), match.start(), match.end(), value=value)


def _counted(toks: Iterable[Tok], text: str, numerals: Numerals) -> tuple[Tok, ...]:
    """The words with "5.2 million", "twenty-five" and "treinta y cinco" as one number each."""
    out: list[Tok] = []
    for tok in toks:
        width = 2 if len(out) > 1 and out[-1].norm in numerals.joiners else 1
        before = out[-width] if len(out) >= width else None
        value = _joined(before, tok, text, numerals) if before is not None and before.value else ""
        if before is not None and value:
            norm = value if before.norm[0].isdigit() else before.norm
            out[-width:] = [Tok(norm, frozenset({value}), before.start, tok.end, value=value)]
        else:
            out.append(tok)
    return tuple(out)


def _joined(number: Tok, tok: Tok, text: str, numerals: Numerals) -> str:
    between = text[number.end : tok.start]
    if tok.norm in numerals.scales and not between.strip(" -\u00a0\u202f"):
        return scaled(number.value, numerals.scales[tok.norm])
    if tok.value and not number.norm[0].isdigit() and not tok.norm[0].isdigit():
        return together(number.value, between, tok.value, numerals.joiners)
    return ""


def _whole_verbs(toks: tuple[Tok, ...], text: str, lexicon: Lexicon) -> tuple[Tok, ...]:
    """German verbs with the particle that ends their clause ("Führte eine neue Software ein") as one word."""
    out = list(toks)
    for place in range(len(toks) - 1, 0, -1):
        if toks[place].norm not in PARTICLES or not _ends_clause(toks, place, text):
            continue
        for there in range(place - 1, max(-1, place - _FAR), -1):
            if text[toks[there].end : toks[there].end + 1] in (".", ";"):
                break
            joined = toks[place].norm + toks[there].norm
            if lexicon.verbs.families(joined):
                out[there] = lexicon.phrases((replace(toks[there], norm=joined, stems=stems(joined)),))[0]
                out[place] = replace(toks[place], norm="")
                break
    return tuple(tok for tok in out if tok.norm)


def _ends_clause(toks: tuple[Tok, ...], place: int, text: str) -> bool:
    if place + 1 == len(toks):
        return True
    return text[toks[place].end] in _CLAUSE_END or toks[place + 1].norm in ("und", "sowie")


def _norms(text: str) -> tuple[str, ...]:
    """The bare words alone, as a key."""
    return tuple(
        value_of(match.group("number"), match.group("unit") or "") if match.group("number") else folded(match.group())
        for match in WORD.finditer(text)
    )
