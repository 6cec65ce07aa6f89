"""The words by which postings are read, put together from the data files of all languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")
Phrases = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Places:
    """Place names (as written) with their country; which of them are countries or states; codes; currencies."""

    countries: Mapping[str, str]
    places: Mapping[str, str]
    areas: frozenset[str]
    regions: frozenset[str]
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases that count for something, and phrases that hold such words without meaning it."""

    phrases: Mapping[str, Phrases]
    words: Mapping[str, str]
    misleading: Phrases


@dataclass(frozen=True, slots=True)
class YearWords:
    """`cues` say that years are of experience; `least` that a number is a minimum of something asked."""

    units: frozenset[str]
    numbers: Mapping[str, int]
    cues: Phrases
    misleading: Phrases
    least: Phrases


@dataclass(frozen=True, slots=True)
class PayWords:
    cues: Phrases
    misleading: Phrases
    periods: Mapping[str, str]
    starts: Phrases
    ends: Phrases
    joins: Phrases


@dataclass(frozen=True, slots=True)
class CompanyWords:
    before: Phrases
    after: Phrases
    generic: frozenset[str]
    agency: Phrases


@dataclass(frozen=True, slots=True)
class InstructionWords:
    always: Phrases
    whom: Phrases
    modal: Phrases
    about: Phrases


@dataclass(frozen=True, slots=True)
class PostingRules:
    """All phrases are lower case with straight apostrophes. `heads` are the section headings of several words;
    `offers` begin sentences that promise or invite and ask nothing; `asides` stand in sentences on benefits, equal
    chances and the hiring itself, which ask nothing wherever they stand.
    """

    stopwords: Mapping[str, frozenset[str]]
    sections: Mapping[str, str]
    heads: Phrases
    nice: Phrases
    must: Phrases
    labels: Mapping[str, str]
    modes: Wording
    types: Wording
    years: YearWords
    pay: PayWords
    months: Mapping[str, int]
    deadline: Phrases
    roles: frozenset[str]
    hiring: Phrases
    role_adjectives: frozenset[str]
    company: CompanyWords
    place_before: Phrases
    place_after: Phrases
    cues: Phrases
    offers: Phrases
    asides: Phrases
    noise: frozenset[str]
    instruct: InstructionWords
    places: Places

    @classmethod
    def of(
        cls,
        languages: Mapping[str, Mapping[str, Any]],
        places: Mapping[str, Any],
        stopwords: Mapping[str, frozenset[str]],
    ) -> "PostingRules":
        """The rules of the shipped files: one mapping per language code, the gazetteer, and the commonest words of
        these and other languages, by which a posting's language is told.
        """
        data = list(languages.values())
        return cls(
            stopwords=stopwords,
            sections=_owners(data, "sections"),
            heads=tuple(phrase for phrase in _owners(data, "sections") if " " in phrase),
            nice=_joined(data, "nice"),
            must=_joined(data, "must"),
            labels=_owners(data, "labels"),
            modes=_wording(data, "modes", "mode_words"),
            types=_wording(data, "types", "type_words"),
            years=YearWords(
                frozenset(_all(data, "years", "unit")),
                {word: n for lang in data for word, n in lang["years"]["numbers"].items() if n},
                tuple(_all(data, "years", "cues")),
                tuple(_all(data, "years", "not")),
                tuple(_all(data, "years", "least")),
            ),
            pay=PayWords(
                tuple(_all(data, "pay", "cues")),
                tuple(_all(data, "pay", "not")),
                _owners([lang["pay"] for lang in data], "periods"),
                tuple(_all(data, "pay", "from")),
                tuple(_all(data, "pay", "to")),
                tuple(dict.fromkeys(_all(data, "pay", "joins"))),
            ),
            months={name: n for lang in data for name, n in lang["months"].items()},
            deadline=_joined(data, "deadline"),
            roles=frozenset(_joined(data, "roles")),
            hiring=tuple(sorted(_joined(data, "hiring"), key=lambda phrase: (-len(phrase), phrase))),
            role_adjectives=frozenset(_joined(data, "role_adjectives")),
            company=CompanyWords(
                tuple(dict.fromkeys(_all(data, "company", "before"))),
                tuple(dict.fromkeys(_all(data, "company", "after"))),
                frozenset(_all(data, "company", "generic")),
                tuple(_all(data, "company", "agency")),
            ),
            place_before=tuple(_all(data, "place", "before")),
            place_after=tuple(_all(data, "place", "after")),
            cues=_joined(data, "cues"),
            offers=_joined(data, "offers"),
            asides=_joined(data, "asides"),
            noise=frozenset(_joined(data, "noise")),
            instruct=InstructionWords(
                *(tuple(_all(data, "instruct", k)) for k in ("always", "whom", "modal", "about"))
            ),
            places=Places(
                places["countries"],
                places["places"],
                frozenset(places["areas"]),
                frozenset(places["regions"]),
                places["codes"],
            ),
        )


def _all(data: list[Mapping[str, Any]], group: str, key: str) -> Iterator[str]:
    for language in data:
        yield from language[group][key]


def _joined(data: list[Mapping[str, Any]], key: str) -> Phrases:
    return tuple(dict.fromkeys(phrase for language in data for phrase in language[key]))


def _owners(data: list[Mapping[str, Any]], key: str) -> dict[str, str]:
    """Phrase to the name of the group it stands in; the first language to claim a phrase keeps it."""
    owners: dict[str, str] = {}
    for language in data:
        for name, phrases in language[key].items():
            for phrase in phrases:
                owners.setdefault(phrase, name)
    return owners


def _wording(data: list[Mapping[str, Any]], phrases: str, words: str) -> Wording:
    kinds = [kind for kind in data[0][phrases] if kind != "not"]
    return Wording(
        {kind: tuple(_all(data, phrases, kind)) for kind in kinds},
        _owners(data, words),
        tuple(_all(data, phrases, "not")),
    )


def wordset(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


def lowered(text: str) -> str:
    """Lower case with straight apostrophes and plain spaces, of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("’", "'").replace("\xa0", " ").replace("\u202f", " ")


def find_phrase(low: str, phrase: str, start: int = 0) -> int:
    """Where a phrase stands in lower-case text as whole words, from `start` on; -1 when it does not."""
    at = low.find(phrase, start)
    while at >= 0:
        end = at + len(phrase)
        left = at == 0 or not phrase[0].isalnum() or not low[at - 1].isalnum()
        if left and (end == len(low) or not phrase[-1].isalnum() or not low[end].isalnum()):
            return at
        at = low.find(phrase, at + 1)
    return -1


def says(low: str, phrases: Phrases) -> bool:
    """Whether any of the phrases stands in the text as whole words."""
    firsts = _by_first_word(phrases)
    for word in firsts.keys() & _words_of(low):
        for _, phrase in firsts[word]:
            if phrase in low and find_phrase(low, phrase) >= 0:
                return True
    return False


def said_of(low: str, phrases: Phrases) -> list[str]:
    """Those of the phrases that stand in the text as whole words, in the order of the phrases."""
    firsts = _by_first_word(phrases)
    near = [one for word in firsts.keys() & _words_of(low) for one in firsts[word] if one[1] in low]
    return [phrase for _, phrase in sorted(near) if find_phrase(low, phrase) >= 0] if near else []


@lru_cache(maxsize=128)
def _by_first_word(phrases: Phrases) -> dict[str, list[tuple[int, str]]]:
    """Phrases with their number by the word they begin with; under "" those that begin with a mark."""
    firsts: dict[str, list[tuple[int, str]]] = {}
    for number, phrase in enumerate(phrases):
        word = _WORD.match(phrase)
        firsts.setdefault(word.group() if word else "", []).append((number, phrase))
    return firsts


@lru_cache(maxsize=1024)
def _words_of(low: str) -> frozenset[str]:
    return frozenset(("", *_WORD.findall(low)))
