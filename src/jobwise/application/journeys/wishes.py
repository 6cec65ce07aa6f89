"""Whether a wish can be met, as far as that needs neither the person nor the posting."""

from collections.abc import Mapping
from dataclasses import dataclass

from jobwise.application.ports.words import Words
from jobwise.application.ports.workshop import LetterWish, ResumeWish
from jobwise.domain.exports.layout import Template
from jobwise.domain.generations.resume.selection import ResumeOptions, options_checked
from jobwise.domain.generations.resume.words import DocumentWords
from jobwise.domain.shared.errors import Detail, InvalidInput


@dataclass(frozen=True, slots=True)
class Wishes:
    """What there is to choose from."""

    words: Words
    templates: Mapping[str, Template]

    def check_resume(self, wish: ResumeWish) -> None:
        """Raises InvalidInput for options, a template or a language that there is not."""
        options_checked(options_of(wish))
        self.template(wish.template)
        if wish.language:
            self.document_words(wish.language)

    def check_letter(self, wish: LetterWish) -> None:
        """Raises InvalidInput for a template or a language that there is not."""
        self.template(wish.template)
        self.letter_language(wish.language)

    def document_words(self, language: str) -> DocumentWords:
        """The words of just this language."""
        words = self.words.of_documents(language)
        if words.language != _primary(language):
            raise _no_language(language)
        return words

    def letter_language(self, asked: str) -> str:
        if asked and self.words.of_letters(asked).language != _primary(asked):
            raise _no_language(asked)
        return asked

    def template(self, name: str) -> Template:
        if name not in self.templates:
            known = ", ".join(self.templates)
            raise InvalidInput(f"There is no such template; choose one of {known}.", [Detail("template", "is unknown")])
        return self.templates[name]


def options_of(wish: ResumeWish) -> ResumeOptions:
    return ResumeOptions(
        pages=wish.pages, keep=wish.keep, sections=wish.sections, tailor=wish.tailor, max_bullets=wish.max_bullets
    )


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _no_language(asked: str) -> InvalidInput:
    return InvalidInput(
        "There are no words for that language yet; leave it out to go by the text.", [Detail("language", asked)]
    )
