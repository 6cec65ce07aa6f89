"""Making stored documents: the same pure functions that `tailor` goes through, without drawing a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobwise.application.generations.read import AssessResume
from jobwise.application.journeys.drafts import DraftDesk, trace_of
from jobwise.application.journeys.letters import LetterDesk
from jobwise.application.journeys.tailor import paper_for, resume_language
from jobwise.application.journeys.wordings import WordingDesk
from jobwise.application.ports.words import Words
from jobwise.application.ports.workshop import (
    Brief,
    LetterWish,
    Made,
    ResumeWish,
    Versions,
    WeighedDraft,
)
from jobwise.domain.exports.gauge import PageGauge
from jobwise.domain.exports.layout import Paper, Template
from jobwise.domain.generations.document import Document
from jobwise.domain.generations.resume.compiler import compile_resume
from jobwise.domain.generations.resume.selection import ResumeOptions, options_checked
from jobwise.domain.generations.resume.words import DocumentWords
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.fields import LetterFields
from jobwise.domain.rankings.lexicon import Lexicon
from jobwise.domain.rankings.ranking import FORMULA_VERSION, Ranking
from jobwise.domain.rankings.scoring import rank
from jobwise.domain.shared.errors import Detail, InvalidInput


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything at hand that documents are made with; nothing here waits for anything."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    words: Words
    templates: Mapping[str, Template]
    letters: LetterDesk
    assess: AssessResume
    wordings: WordingDesk

    @property
    def versions(self) -> Versions:
        return Versions(FORMULA_VERSION, self.vocabulary.version)

    def rank(self, profile: Profile, job: Job) -> Ranking:
        return rank(profile, job, self.vocabulary, self.lexicon)

    def check(self, profile: Profile, job: Job, wish: ResumeWish) -> None:
        """Raises what making it would raise. What only must-keeps can make impossible is tried out for them alone."""
        options_checked(_options(wish))
        self._template(wish.template)
        if wish.language:
            self._words(profile, wish)
        if wish.keep:
            self._compile(profile, self.rank(profile, job), wish)

    def check_letter(self, wish: LetterWish) -> None:
        self._template(wish.template)
        self._letter_language(wish.language)

    def resume(self, brief: Brief, wish: ResumeWish) -> Made:
        document = self._compile(brief.profile, brief.ranking, wish)
        report = self.assess.of_own(document, None, brief.job, brief.as_of)
        return Made(document, ats=report.to_json())

    def letter(self, brief: Brief, wish: LetterWish) -> Made:
        self._template(wish.template)
        made = self.letters.write(
            brief.profile,
            brief.job,
            brief.ranking,
            date=wish.date,
            as_of=brief.as_of,
            language=self._letter_language(wish.language),
            styles=() if brief.author is None else brief.author.styles,
        )
        return Made(made.document, trace=trace_of(made, brief))

    def told(self, brief: Brief, wish: LetterWish) -> LetterFields:
        return DraftDesk(self.letters).told(brief, self._letter_language(wish.language))

    def weigh(self, brief: Brief, wish: LetterWish, draft: Sequence[str]) -> WeighedDraft:
        return DraftDesk(self.letters).weigh(brief, wish, draft)

    def _compile(self, profile: Profile, ranking: Ranking, wish: ResumeWish) -> Document:
        words = self._words(profile, wish)
        paper = Paper(wish.paper) if wish.paper else paper_for(profile)
        gauge = PageGauge(self._template(wish.template), paper, words.language)
        return compile_resume(profile, ranking, _options(wish), gauge, words)

    def _words(self, profile: Profile, wish: ResumeWish) -> DocumentWords:
        words = self.words.of_documents(wish.language or resume_language(profile, self.words.function_words()))
        if wish.language and words.language != _primary(wish.language):
            raise _no_language(wish.language)
        return words

    def _letter_language(self, asked: str) -> str:
        if asked and self.words.of_letters(asked).language != _primary(asked):
            raise _no_language(asked)
        return asked

    def _template(self, name: str) -> Template:
        if name not in self.templates:
            known = ", ".join(self.templates)
            raise InvalidInput(f"There is no such template; choose one of {known}.", [Detail("template", "is unknown")])
        return self.templates[name]


def _options(wish: ResumeWish) -> ResumeOptions:
    return ResumeOptions(
        pages=wish.pages, keep=wish.keep, sections=wish.sections, tailor=wish.tailor, max_bullets=wish.max_bullets
    )


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _no_language(asked: str) -> InvalidInput:
    return InvalidInput(
        "There are no words for that language yet; leave it out to go by the text.", [Detail("language", asked)]
    )
