"""What checking reads by: the words of resumes and the words that say the same."""

from dataclasses import dataclass

from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.resume_reading.words import ReadingWords


@dataclass(frozen=True, slots=True, eq=False)
class CheckWords:
    """`reading` finds sections, entries and dates; `lexicon` knows synonyms, limits and words that claim nothing."""

    reading: ReadingWords
    lexicon: Lexicon
