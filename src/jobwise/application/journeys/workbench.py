"""Making stored documents: the same pure functions that `tailor` goes through, without drawing a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jobwise.application.generations.read import AssessResume
from jobwise.application.journeys.drafts import Asserts, DraftDesk, trace_of
from jobwise.application.journeys.letters import LetterDesk
from jobwise.application.journeys.tailor import resume_language
from jobwise.application.journeys.wishes import Wishes, options_of
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
from jobwise.domain.exports.papers import paper_in
from jobwise.domain.generations.document import Document
from jobwise.domain.generations.resume.compiler import compile_resume
from jobwise.domain.generations.resume.words import DocumentWords
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.fields import LetterFields
from jobwise.domain.rankings.fit import fits_of
from jobwise.domain.rankings.lexicon import Lexicon
from jobwise.domain.rankings.ranking import FORMULA_VERSION, Ranking
from jobwise.domain.rankings.scoring import rank
from jobwise.domain.shared.values import PartialDate


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
    asserts: Asserts

    @property
    def versions(self) -> Versions:
        return Versions(FORMULA_VERSION, self.vocabulary.version)

    def rank(self, profile: Profile, job: Job) -> Ranking:
        return rank(profile, job, self.vocabulary, self.lexicon)

    def fits(self, profile: Profile, jobs: Sequence[Job]) -> tuple[float, ...]:
        return fits_of(profile, jobs, self.vocabulary, self.lexicon)

    @property
    def wishes(self) -> Wishes:
        return Wishes(self.words, self.templates)

    def check(self, profile: Profile, job: Job, wish: ResumeWish) -> None:
        """Raises what making it would raise. What only must-keeps can make impossible is tried out for them alone."""
        self.wishes.check_resume(wish)
        if wish.keep:
            self._compile(profile, self.rank(profile, job), wish)

    def check_letter(self, wish: LetterWish) -> None:
        self.wishes.check_letter(wish)

    def resume(self, brief: Brief, wish: ResumeWish) -> Made:
        return Made(self._compile(brief.profile, brief.ranking, wish))

    def report(self, document: Document, file: bytes | None, job: Job, as_of: PartialDate) -> dict[str, Any]:
        return self.assess.of_own(document, file, job, as_of).to_json()

    def letter(self, brief: Brief, wish: LetterWish) -> Made:
        self.wishes.template(wish.template)
        made = self.letters.write(
            brief.profile,
            brief.job,
            brief.ranking,
            date=wish.date,
            as_of=brief.as_of,
            language=self.wishes.letter_language(wish.language),
            styles=() if brief.author is None else brief.author.styles,
        )
        return Made(made.document, trace=trace_of(made, brief))

    def told(self, brief: Brief, wish: LetterWish) -> LetterFields:
        return DraftDesk(self.letters, self.asserts).told(brief, self.wishes.letter_language(wish.language))

    def weigh(self, brief: Brief, wish: LetterWish, draft: Sequence[str]) -> WeighedDraft:
        return DraftDesk(self.letters, self.asserts).weigh(brief, wish, draft)

    def _compile(self, profile: Profile, ranking: Ranking, wish: ResumeWish) -> Document:
        words = self._words(profile, wish.language)
        paper = Paper(wish.paper) if wish.paper else paper_in(profile.personal.location.country_code)
        gauge = PageGauge(self.wishes.template(wish.template), paper, words.language)
        return compile_resume(profile, ranking, options_of(wish), gauge, words)

    def _words(self, profile: Profile, asked: str) -> DocumentWords:
        if asked:
            return self.wishes.document_words(asked)
        return self.words.of_documents(resume_language(profile, self.words.function_words()))
