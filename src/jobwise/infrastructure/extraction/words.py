"""The words for reading and checking resumes, from the shipped files."""

from functools import lru_cache

from jobwise import resources
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.places import Places
from jobwise.domain.generations.checking.words import CheckWords
from jobwise.domain.generations.resume_reading.words import ReadingWords

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "uk", "el", "zh", "ja", "ko", "he", "ar", "hi", "th")
SYNONYMS = ("en", "de", "fr", "es", "pt", "ru", "other")
VERBS = ("en", "de", "fr", "es", "pt")


@lru_cache(maxsize=1)
def reading_words() -> ReadingWords:
    """All languages in one table, read once."""
    return ReadingWords.of(resources.parsed(f"data/resumes/reading.{language}.json") for language in LANGUAGES)


@lru_cache(maxsize=1)
def check_words() -> CheckWords:
    """The words for checking a finished resume, read once."""
    lexicon = Lexicon.of(
        (resources.parsed(f"data/resumes/synonyms.{language}.json") for language in SYNONYMS),
        (resources.parsed(f"data/resumes/verbs.{language}.json") for language in VERBS),
        Places.of(resources.parsed("data/resumes/places.json")),
    )
    return CheckWords(reading_words(), lexicon)
