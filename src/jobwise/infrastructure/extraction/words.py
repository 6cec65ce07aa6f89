"""The words for reading resumes, from the shipped files."""

from functools import lru_cache

from jobwise import resources
from jobwise.domain.generations.resume_reading.words import ReadingWords

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ru", "uk", "el", "zh", "ja", "ko", "he", "ar", "hi", "th")


@lru_cache(maxsize=1)
def reading_words() -> ReadingWords:
    """All languages in one table, read once."""
    return ReadingWords.of(resources.parsed(f"data/resumes/reading.{language}.json") for language in LANGUAGES)
