"""The resume's own words and the function words of languages, read from the shipped data."""

from functools import lru_cache

from jobwise import resources
from jobwise.domain.generations.resume.words import DocumentWords, SectionKind

_FILE = "data/documents/words.json"


@lru_cache(maxsize=32)
def document_words(language: str) -> DocumentWords:
    """The words of a language by its primary subtag; English for a language without words of its own."""
    table = resources.parsed(_FILE)
    known = language.lower().split("-")[0]
    row = table.get(known)
    if row is None:
        known, row = "en", table["en"]
    return DocumentWords(
        language=known,
        headings={SectionKind(name): text for name, text in row["headings"].items()},
        present=row["present"],
        months=tuple(row["months"]),
        resume_title=row["resume_title"],
        letter_title=row["letter_title"],
    )


@lru_cache(maxsize=1)
def function_words() -> dict[str, frozenset[str]]:
    """The commonest words per language, for telling languages apart."""
    return {
        language: frozenset(row) for language, row in resources.parsed("data/documents/function_words.json").items()
    }
