"""The shipped vocabularies, read once per process.

`skills.json` is what people write; `python -m jobwise.infrastructure.vocabularies` makes `skills.index.json`, which
is what a run reads: looking up needs no parsing then, and a term is built when it is asked for.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jobwise import resources
from jobwise.domain.jobs.posting_rules import PostingRules
from jobwise.domain.jobs.skill_terms import SkillTerm, SpellingIndex, family_sizes_of, index_of
from jobwise.domain.jobs.vocabulary import Cues, Vocabulary

SKILLS_FILE = "data/vocabularies/skills.json"
INDEX_FILE = "data/vocabularies/skills.index.json"
# Long texts of many parts are read several times faster than as many JSON strings.
_MARK, _FAMILIES = "‖", "¦"
POSTING_LANGUAGES = ("en", "de", "fr", "es", "pt")


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The skills vocabulary; its version is the first 12 hex digits of the SHA-256 of `skills.json`."""
    data = json.loads(resources.path(INDEX_FILE).read_bytes())
    cues = data["cues"]
    return Vocabulary(
        data["version"],
        _Terms(dict(zip(*(_parts(data[side]) for side in ("terms", "lines")), strict=True))),
        Cues(*(frozenset(cues[side].split()) for side in ("before", "after", "joining"))),
        SpellingIndex(
            dict(zip(*(_parts(data[side]) for side in ("spellings", "names")), strict=True)),
            dict(zip(_parts(data["firsts"]), map(int, data["widths"]), strict=True)),
            frozenset(_parts(data["seconds"])),
        ),
        dict(zip(_parts(data["families"]), map(int, data["sizes"].split()), strict=True)),
    )


@lru_cache(maxsize=1)
def load_posting_rules() -> PostingRules:
    """The words by which postings are read, of all languages in `data/postings`."""
    languages = {code: resources.parsed(f"data/postings/{code}.json") for code in POSTING_LANGUAGES}
    commonest = resources.parsed("data/documents/function_words.json")
    stopwords = {code: frozenset(words) for code, words in commonest.items()}
    return PostingRules.of(languages, resources.parsed("data/postings/places.json"), stopwords)


def made_index(raw: bytes) -> dict[str, Any]:
    """The content of the index file for the bytes of `skills.json`."""
    data = json.loads(raw)
    written = _written(data["skills"])
    terms = {name: _term(name, line) for name, line in written.items()}
    index, sizes = index_of(terms.values()), family_sizes_of(terms.values())
    return {
        "version": hashlib.sha256(raw).hexdigest()[:12],
        "cues": {side: " ".join(lines) for side, lines in data["cues"].items()},
        "terms": _MARK.join(written),
        "lines": _MARK.join(written.values()),
        "spellings": _MARK.join(index.names),
        "names": _MARK.join(index.names.values()),
        "firsts": _MARK.join(index.widths),
        # No spelling has more than nine words: one digit each.
        "widths": "".join(str(min(width, 9)) for width in index.widths.values()),
        "seconds": _MARK.join(sorted(index.seconds)),
        "families": _MARK.join(sizes),
        "sizes": " ".join(map(str, sizes.values())),
    }


def _parts(text: str) -> list[str]:
    return text.split(_MARK)


class _Terms(Mapping[str, SkillTerm]):
    """Terms by name, built from their written line on first use."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = written
        self._made: dict[str, SkillTerm] = {}

    def __getitem__(self, name: str) -> SkillTerm:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = _term(name, self._written[name])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def _written(groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Each skill's spellings and families as one line; a skill of several groups has the families of all of them."""
    said: dict[str, list[str]] = {}
    families: dict[str, list[str]] = {}
    for group, lines in groups.items():
        kinds = [kind.strip() for kind in group.split(">")]
        for entry in (entry.strip() for line in lines for entry in line.split(";")):
            first, *others = entry.split("|")
            name = first.lstrip("^~!")
            said.setdefault(name, [first]).extend(others)
            families.setdefault(name, []).extend(kind for kind in kinds if kind != name)
    return {
        name: "|".join(dict.fromkeys(spellings)) + _FAMILIES + "|".join(dict.fromkeys(families[name]))
        for name, spellings in said.items()
    }


def _term(name: str, line: str) -> SkillTerm:
    spelled, _, families = line.partition(_FAMILIES)
    first, *others = spelled.split("|")
    return SkillTerm(
        name,
        tuple(alias.lstrip("!") for alias in others),
        tuple(families.split("|")) if families else (),
        context="!" in first,
        soft="~" in first[:2],
        broad=first[0] == "^",
        wary=tuple(alias.lstrip("!") for alias in others if alias[0] == "!"),
        strict="!!" in spelled,
    )


if __name__ == "__main__":
    folder = resources.path("data/vocabularies")
    index = made_index((folder / "skills.json").read_bytes())
    with (folder / "skills.index.json").open("w", encoding="utf-8") as file:
        json.dump(index, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")
