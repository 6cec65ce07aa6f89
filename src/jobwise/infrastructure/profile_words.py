"""The words that profiles are read and judged by, from the shipped data."""

from functools import lru_cache

from jobwise import resources
from jobwise.domain.profiles.json_resume import DateWords
from jobwise.domain.shared.text import fold


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
