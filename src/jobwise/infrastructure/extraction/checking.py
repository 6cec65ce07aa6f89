"""Checking a finished document with the shipped words."""

from functools import lru_cache

from jobwise import resources
from jobwise.domain.generations.checking.letters import looks_like_letter
from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.resume import check_resume
from jobwise.domain.generations.grounding.claims import Verdict
from jobwise.domain.generations.readback import ReadText
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.extraction.words import reading_words

LANGUAGES = ("en", "de", "fr", "es", "pt", "ru", "other")


@lru_cache(maxsize=1)
def checking_lexicon() -> Lexicon:
    """All languages in one table, read once."""
    return Lexicon.of(resources.parsed(f"data/resumes/synonyms.{language}.json") for language in LANGUAGES)


def verify_resume(read: ReadText, profile: Profile, as_of: PartialDate, language: str = "") -> Verdict:
    """`check_resume` with the shipped words."""
    return check_resume(read, profile, as_of, reading_words(), checking_lexicon(), language)


def is_letter(read: ReadText) -> bool:
    """`looks_like_letter` with the shipped words."""
    return looks_like_letter(read, reading_words())
