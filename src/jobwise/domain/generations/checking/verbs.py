"""The verbs of resumes in families that say the same, each of one grade: taking part, doing, leading, owning."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jobwise.domain.generations.checking.spelling import canonical, folded

PART, DID, LED, OWNED, LIGHT = 1, 2, 3, 4, 5
_GRADES = {"part": PART, "did": DID, "led": LED, "owned": OWNED, "light": LIGHT}
_STEP = 8
"""A family's number is a multiple of this plus its grade."""

_ENDINGS = {
    "en": "e y s es ed d ing ies ied ying ication ication ation ation ations ition ion ions tion ment ments al als",
    "de": "e te ten t et ete eten end en n st est tet ung ungen",
    "fr": "er e es ee ees ant ait aient ai a ent ons ir i is it ie ies issant re u ue us ues ation ations ement ements"
    " ment age ages tion ition",
    "es": "ar er ir o a as an e es en aba aban ando iendo ado ada ados adas ido ida idos idas aron ieron io i"
    " amos emos acion aciones cion ciones miento amiento imiento aje",
    "pt": "ar er ir o a as am em e es ei ou eu iu i ava avam ia iam ando endo indo ado ada ados adas ido ida idos idas"
    " aram eram iram amos emos acao acoes cao coes mento amento imento agem",
}
_SUFFIXES = {language: tuple(dict.fromkeys(said.split())) for language, said in _ENDINGS.items()}
_PREFIXES = "ab an auf aus bei bereit durch ein fest fertig her hin mit nach sicher teil um vor weg zu zuruck zusammen"
PARTICLES = frozenset(_PREFIXES.split())
_SPLIT = re.compile(rf"({'|'.join(sorted(PARTICLES, key=len, reverse=True))})(?:ge|zu)(\w{{3,}})")
_LEAST = 3


@dataclass(frozen=True, eq=False)
class Verbs:
    """Families by the root of a verb, one table for each language, and by phrases of several words."""

    roots: Mapping[str, Mapping[str, frozenset[int]]]
    phrases: Mapping[tuple[str, ...], frozenset[int]]

    @classmethod
    def of(cls, languages: Iterable[Mapping[str, Any]]) -> "Verbs":
        """From the parsed files of `data/resumes/verbs.<lang>.json`."""
        roots: dict[str, dict[str, set[int]]] = {}
        phrases: dict[tuple[str, ...], set[int]] = {}
        number = 0
        for data in languages:
            language = data["language"]
            table = roots.setdefault(language, {})
            for name, grade in _GRADES.items():
                for family in data[name]:
                    number += 1
                    for root in _spellings(family, language):
                        if " " in root:
                            phrases.setdefault(tuple(root.split()), set()).add(number * _STEP + grade)
                        else:
                            table.setdefault(root, set()).add(number * _STEP + grade)
        return cls(
            {one: {root: frozenset(said) for root, said in table.items()} for one, table in roots.items()},
            {key: frozenset(said) for key, said in phrases.items()},
        )

    def families(self, norm: str) -> frozenset[int]:
        """The families of a bare word in any of its forms, as verb or as noun; empty when it is no known verb."""
        return _families(self, norm)

    def phrase(self, words: tuple[str, ...], function: frozenset[str]) -> frozenset[int]:
        """The families of a phrase; words that claim nothing may follow its verb ("took part in")."""
        for width in range(len(words), 0, -1):
            found = self.phrases.get(words[:width], frozenset()) if width > 1 else self.families(words[0])
            if found:
                return found
            if words[width - 1] not in function:
                return frozenset()
        return frozenset()


@lru_cache(maxsize=16384)
def _families(verbs: Verbs, norm: str) -> frozenset[int]:
    out: set[int] = set()
    for language, table in verbs.roots.items():
        for form in _forms(norm, language):
            out |= table.get(form, frozenset())
    return frozenset(out)


def grades(families: Iterable[int]) -> frozenset[int]:
    """The grades of families; a light verb ("carried out") is a doing one."""
    return frozenset(DID if family % _STEP == LIGHT else family % _STEP for family in families)


def is_light(families: Iterable[int]) -> bool:
    """Whether a verb says no more than that something was done."""
    return any(family % _STEP == LIGHT for family in families)


def is_part(families: frozenset[int]) -> bool:
    """Whether a verb may say that one only took part."""
    return any(family % _STEP == PART for family in families)


def raises(said: frozenset[int], known: frozenset[int]) -> bool:
    """Whether a verb claims more than the one it stands for; of verbs that are not known nothing is said."""
    if not said or not known or said & known:
        return False
    return min(grades(said)) > weight(known)


def weight(known: frozenset[int]) -> int:
    """The most that a verb claims; one that may only say that one took part claims no more than that."""
    return PART if is_part(known) else max(grades(known))


def _spellings(family: str, language: str) -> Iterator[str]:
    """The roots and phrases of one line: verbs between commas, irregular forms and nouns behind a stroke."""
    for entry in family.split(","):
        lemma, *others = (" ".join(_norm(word, language) for word in form.split()) for form in entry.split("/"))
        if " " in lemma:
            yield from _phrase(lemma, language)
        else:
            yield _root(lemma, language)
        yield from others
        for form in others:
            first, _, last = form.rpartition(" ")
            if last in PARTICLES:
                yield last + first


def _norm(word: str, language: str) -> str:
    bare = folded(word).replace("-", "").replace("’", "").replace("'", " ")
    return canonical(bare) if language == "en" else bare


def _root(lemma: str, language: str) -> str:
    if language == "en":
        cut = lemma[:-1] if lemma[-1] in "ey" else lemma
    elif language == "de":
        cut = lemma.removesuffix("en") if lemma.endswith("en") else lemma.removesuffix("n")
    else:
        cut = lemma[:-2] if lemma.endswith(("er", "ir", "re", "ar")) else lemma
    return cut if len(cut) >= _LEAST else lemma


def _phrase(lemma: str, language: str) -> Iterator[str]:
    """A phrase, in English with its first word in all forms."""
    yield lemma
    if language != "en":
        return
    first, rest = lemma.split(" ", 1)
    for form in _english(first):
        yield f"{form} {rest}"


def _english(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb + "s", verb + "ed", verb + "ing"


def _forms(norm: str, language: str) -> set[str]:
    """What a word may be without its ending, in one language."""
    if language == "en":
        norm = canonical(norm)
    found = {norm}
    if language == "de":
        apart = _SPLIT.fullmatch(norm)
        if apart:
            found.add(apart.group(1) + apart.group(2))
        if norm.startswith("ge") and len(norm) > 6:
            found.add(norm[2:])
    for word in tuple(found):
        for suffix in _SUFFIXES[language]:
            if not word.endswith(suffix) or len(word) - len(suffix) < 2:
                continue
            cut = word[: -len(suffix)]
            if len(cut) >= _LEAST:
                found.add(cut)
            if language == "en" and suffix in ("ed", "ing"):
                found.add(cut + "e")
                if len(cut) > _LEAST and cut[-1] == cut[-2]:
                    found.add(cut[:-1])
    return found
