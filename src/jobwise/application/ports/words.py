"""The words of languages, wherever they are kept."""

from collections.abc import Mapping
from typing import Protocol

from jobwise.domain.generations.letter.phrases import LetterPhrases
from jobwise.domain.generations.resume.words import DocumentWords
from jobwise.domain.styles.words import StyleWords


class Words(Protocol):
    """Words per language; a language without its own gets English, and the result says which language it is."""

    def of_documents(self, language: str) -> DocumentWords: ...

    def of_letters(self, language: str) -> LetterPhrases: ...

    def of_styles(self, language: str) -> StyleWords: ...

    def function_words(self) -> Mapping[str, frozenset[str]]: ...
