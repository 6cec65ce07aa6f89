"""The words of languages from the shipped data, behind the port."""

from collections.abc import Mapping

from jobwise.domain.generations.letter.phrases import LetterPhrases
from jobwise.domain.generations.resume.words import DocumentWords
from jobwise.domain.styles.words import StyleWords
from jobwise.infrastructure.document_words import document_words, function_words
from jobwise.infrastructure.phrases import letter_phrases


class ShippedWords:
    """Words per language; English where a language has none."""

    def of_documents(self, language: str) -> DocumentWords:
        return document_words(language)

    def of_letters(self, language: str) -> LetterPhrases:
        return letter_phrases(language)

    def of_styles(self, language: str) -> StyleWords:
        # Most letters follow nobody's style; their start pays nothing for it.
        from jobwise.infrastructure.styles import style_words

        return style_words(language)

    def function_words(self) -> Mapping[str, frozenset[str]]:
        return function_words()
