"""The words that profiles are read and judged by, from the shipped data."""

from functools import lru_cache

from jobwise import resources
from jobwise.domain.profiles.insight import BulletWords, VerbRules
from jobwise.domain.profiles.json_resume import DateWords
from jobwise.domain.shared.text import fold
from jobwise.infrastructure.document_words import function_words


@lru_cache(maxsize=1)
def date_words() -> DateWords:
    """Months and "present" in every language we know, for `json_resume.read`."""
    data = resources.parsed("data/profiles/dates.json")
    months = {
        fold(word): number + 1
        for language in data["months"].values()
        for number, spellings in enumerate(language)
        for word in spellings
    }
    present = frozenset(fold(word) for language in data["present"].values() for word in language)
    return DateWords(months, present, frozenset(data["fillers"]))


@lru_cache(maxsize=1)
def bullet_words() -> BulletWords:
    """How bullets show what was done, per language, for `insight.analyse`."""
    verbs = {
        language: VerbRules(
            frozenset(rules["words"]),
            tuple(rules["endings"]),
            tuple(rules["suffixes"]),
            rules["first"],
            rules["last"],
            frozenset(rules["numbers"]),
        )
        for language, rules in resources.parsed("data/profiles/verbs.json").items()
    }
    return BulletWords(verbs, function_words())
