"""The claim rules of each language, read from `data/claims/<language>.json` when first asked for."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jobwise import resources
from jobwise.domain.generations.grounding.lexicon import Lexicon, norm, phrases, split
from jobwise.domain.generations.grounding.rules import (
    LANGUAGES,
    UNKNOWN,
    ClaimFrames,
    ClaimRules,
    DateRules,
    LanguageRules,
    NumberRules,
    words,
)
from jobwise.domain.generations.grounding.sentences import vote


def load_rules(language: str) -> ClaimRules:
    """The rules for a letter in this language; any other than the five gives rules that support no claim."""
    known = language if language in LANGUAGES else UNKNOWN
    return ClaimRules(known, _Shelf(), _places(), _abbreviations(), _all_stopwords())


def language_of(text: str) -> str:
    """Which of the five languages a text is in, by its commonest words; empty when none clearly is."""
    run = tuple(word.norm for word in split(text[:20_000]))
    return vote(run, _all_stopwords())


class _Shelf(Mapping[str, LanguageRules]):
    """The tables of all languages, each read when it is first needed."""

    def __getitem__(self, language: str) -> LanguageRules:
        if language not in LANGUAGES:
            raise KeyError(language)
        return _table(language)

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


@lru_cache(maxsize=8)
def _data(language: str) -> Any:
    return resources.parsed(f"data/claims/{language}.json")


@lru_cache(maxsize=1)
def _places() -> Mapping[str, tuple[str, ...]]:
    return _by_name("data/claims/places.json")


@lru_cache(maxsize=1)
def _abbreviations() -> Mapping[str, tuple[str, ...]]:
    return _by_name("data/claims/abbreviations.json")


def _by_name(path: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in resources.parsed(path):
        names = tuple(dict.fromkeys(norm(name) for name in row))
        found.update(dict.fromkeys(names, names))
    return found


@lru_cache(maxsize=8)
def _stopwords(language: str) -> frozenset[str]:
    return words(_data(language)["stopwords"])


@lru_cache(maxsize=1)
def _all_stopwords() -> Mapping[str, frozenset[str]]:
    return {language: _stopwords(language) for language in LANGUAGES}


@lru_cache(maxsize=8)
def _table(language: str) -> LanguageRules:
    data = _data(language)
    return LanguageRules(
        language=language,
        stopwords=_stopwords(language),
        first_person=words(data["first_person"]),
        first_endings=tuple(data["first_endings"]),
        first_plural=words(data["first_plural"]),
        deed_endings=tuple(data["deed_endings"]),
        participles=tuple(data["participles"]),
        second_person=words(data["second_person"]),
        company=words(data["company"]),
        negation=words(data["negation"]),
        negation_exempt=phrases(data["negation_exempt"]),
        without=words(data["without"]),
        likewise=phrases(data["likewise"]),
        relatives=words(data["relatives"]),
        persons=words(data["persons"]),
        subjects=phrases(data["subjects"]),
        agents=words(data["agents"]),
        articles=words(data["articles"]),
        completed=phrases(data["completed"]),
        possessives=words(data["possessives"]),
        particles=words(data["particles"]),
        conducted=phrases(data["conducted"]),
        weak_before_names=words(data["weak_before_names"]),
        everyday=words(data["everyday"]),
        place_before=words(data["place_before"]),
        functions=words(data["functions"]),
        adversatives=words(data["adversatives"]),
        coordinators=words(data["coordinators"]),
        at=words(data["at"]),
        bare_before_names=words(data["bare_before_names"]),
        knows=words(data["knows"]),
        lacks=phrases(data["lacks"]),
        sure_degrees=words(data["sure_degrees"]),
        inside_titles=words(data["inside_titles"]),
        name_links=words(data["name_links"]),
        anaphora=words(data["anaphora"]),
        partitive=phrases(data["partitive"]),
        wish=phrases(data["wish"]),
        apply=phrases(data["apply"]),
        title_frames=phrases(data["title_frames"]),
        skill_frames=phrases(data["skill_frames"]),
        greetings=phrases(data["greetings"]),
        closings=phrases(data["closings"]),
        common_capitals=words(data["common_capitals"]) | words(data["countries"]),
        nations=words(data["nations"]),
        common_nouns=words(data["common_nouns"]),
        noun_endings=tuple(norm(ending) for ending in data["noun_endings"]),
        commitments=Lexicon(data["commitments"]),
        numbers=_numbers(data["numbers"]),
        dates=_dates(data["dates"]),
        concepts=Lexicon(data["concepts"], inflect=True),
        roles=Lexicon(data["roles"], inflect=bool(data["inflected_roles"])),
        levels=Lexicon(data["levels"], inflect=bool(data["inflected_roles"])),
        degrees=Lexicon(data["degrees"]),
        fields=Lexicon(data["fields"], inflect=True),
        deeds=Lexicon(data["deeds"]),
        extent=Lexicon(data["extent"]),
        tongues=Lexicon(data["tongues"]),
        fluency=Lexicon(data["fluency"]),
        deputies=words(data["deputies"]),
        tasks=phrases(data["tasks"]),
        ages=phrases(data["ages"]),
        hedges=phrases(data["hedges"]),
        frames=_frames(language),
    )


def _frames(language: str) -> ClaimFrames:
    data = resources.parsed("data/claims/frames.json")[language]
    return ClaimFrames(**{name: phrases(spellings) for name, spellings in data.items()})


def _valued(table: Mapping[str, str]) -> Lexicon:
    """A table whose phrases each stand for a value of their own."""
    turned: dict[str, list[str]] = {}
    for phrase, value in table.items():
        turned.setdefault(value, []).append(phrase)
    return Lexicon(turned)


def _numbers(data: Mapping[str, Any]) -> NumberRules:
    return NumberRules(
        words={norm(word): value for word, value in data["words"].items()},
        scales={norm(word): value for word, value in data["scales"].items()},
        articles=words(data["articles"]),
        joiners=words(data["joiners"]),
        links=words(data["links"]),
        ordinals=words(data["ordinals"]),
        ambiguous=words(data["ambiguous"]),
        collective=words(data["collective"]),
        all_of=words(data["all_of"]),
        approximators=_valued(data["approximators"]),
        after=_valued(data["after"]),
        fractions=_valued(data["fractions"]),
        half_more=phrases(data["half_more"]),
        multiples=_valued(data["multiples"]),
        one_in=phrases(data["one_in"]),
        percent=phrases(data["percent"]),
        joins_units=bool(data["joins_units"]),
        joins_hundreds=bool(data["joins_hundreds"]),
        definite=words(data["definite"]),
        part_of=words(data["part_of"]),
        rates=words(data["rates"]),
        sized=_valued(data["sized"]),
    )


def _dates(data: Mapping[str, Any]) -> DateRules:
    seasons = {}
    for word, months in data["seasons"].items():
        first, last = months.split("-")
        seasons[norm(word)] = (int(first), int(last))
    return DateRules(
        months={norm(word): place for place, names in enumerate(data["months"], start=1) for word in names},
        seasons=seasons,
        since=phrases(data["since"]),
        until=phrases(data["until"]),
        before=words(data["before"]),
        opening=phrases(data["from"]),
        early=phrases(data["early"]),
        late=phrases(data["late"]),
        mid=phrases(data["mid"]),
        ago=phrases(data["ago"]),
    )
