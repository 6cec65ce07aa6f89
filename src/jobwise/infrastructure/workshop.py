"""Documents made beside the event loop: ranking, writing and checking take the processor up to a tenth of a second."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, TypeVar

from jobwise.application.journeys.workbench import Workbench
from jobwise.application.ports.workshop import (
    Author,
    Brief,
    LetterWish,
    Made,
    ResumeWish,
    ToldItems,
    Versions,
    WeighedDraft,
    Worded,
)
from jobwise.domain.enhancements.items import Wording
from jobwise.domain.generations.document import Document
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.fields import LetterFields
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.shared.values import PartialDate

AT_ONCE = 2
P = ParamSpec("P")
T = TypeVar("T")


class ThreadWorkshop:
    """Works at most `AT_ONCE` pieces at a time in threads; `prepare` sets the bench up when the first one comes."""

    def __init__(self, prepare: Callable[[], Workbench]) -> None:
        self._prepare = prepare
        self._bench: Workbench | None = None
        self._setting_up = threading.Lock()
        self._free = asyncio.Semaphore(AT_ONCE)

    async def versions(self) -> Versions:
        bench = self._bench
        return bench.versions if bench is not None else (await self._beside(self._ready)).versions

    async def rank(self, profile: Profile, job: Job) -> Ranking:
        return await self._beside(lambda: self._ready().rank(profile, job))

    async def fits(self, profile: Profile, jobs: Sequence[Job]) -> tuple[float, ...]:
        return await self._beside(lambda: self._ready().fits(profile, jobs))

    async def check(self, profile: Profile, job: Job, wish: ResumeWish) -> None:
        await self._beside(lambda: self._ready().check(profile, job, wish))

    async def check_letter(self, wish: LetterWish) -> None:
        await self._beside(lambda: self._ready().check_letter(wish))

    async def resume(self, brief: Brief, wish: ResumeWish) -> Made:
        return await self._beside(lambda: self._ready().resume(brief, wish))

    async def assess(self, document: Document, file: bytes | None, job: Job, as_of: PartialDate) -> dict[str, Any]:
        return await self._beside(lambda: self._ready().report(document, file, job, as_of))

    async def letter(self, brief: Brief, wish: LetterWish) -> Made:
        return await self._beside(lambda: self._ready().letter(brief, wish))

    async def told(self, brief: Brief, wish: LetterWish) -> LetterFields:
        return await self._beside(lambda: self._ready().told(brief, wish))

    async def told_items(self, profile: Profile, paths: Sequence[str], author: Author) -> ToldItems:
        return await self._beside(lambda: self._ready().wordings.told(profile, paths, author))

    async def judge(self, told: ToldItems, wordings: Sequence[Wording]) -> Worded:
        return await self._beside(lambda: self._ready().wordings.judge(told, wordings))

    async def weigh(self, brief: Brief, wish: LetterWish, draft: Sequence[str]) -> WeighedDraft:
        return await self._beside(lambda: self._ready().weigh(brief, wish, draft))

    async def _beside(self, work: Callable[[], T]) -> T:
        async with self._free:
            return await asyncio.to_thread(work)

    def _ready(self) -> Workbench:
        with self._setting_up:
            if self._bench is None:
                self._bench = self._prepare()
            return self._bench


def shipped() -> Workbench:
    """A bench with the words, rules and templates that ship with JobWise."""
    from jobwise.application.generations.read import AssessResume
    from jobwise.application.inputs import Inputs
    from jobwise.application.journeys.letters import LetterDesk
    from jobwise.application.journeys.wordings import WordingDesk
    from jobwise.domain.generations.grounding.claims import Verdict
    from jobwise.domain.generations.grounding.gate import check, own_statements
    from jobwise.domain.shared.values import Span
    from jobwise.infrastructure.claim_rules import language_of, load_rules
    from jobwise.infrastructure.clock import SystemClock
    from jobwise.infrastructure.extraction.posting import read_source
    from jobwise.infrastructure.extraction.reader import read_document
    from jobwise.infrastructure.extraction.words import check_words, reading_words
    from jobwise.infrastructure.lexicons import load_lexicon
    from jobwise.infrastructure.phrases import ats_words
    from jobwise.infrastructure.profile_words import date_words
    from jobwise.infrastructure.templates import load_templates
    from jobwise.infrastructure.vocabularies import load_vocabulary
    from jobwise.infrastructure.words import ShippedWords

    vocabulary, words = load_vocabulary(), ShippedWords()

    def gate(text: str, profile: Profile, job: Job | None, as_of: PartialDate) -> Verdict:
        return check(text, profile, job, load_rules(language_of(text)), vocabulary, as_of)

    def asserts(text: str, profile: Profile, job: Job | None, as_of: PartialDate) -> tuple[Span, ...]:
        return own_statements(text, profile, job, load_rules(language_of(text)), vocabulary, as_of)

    inputs = Inputs(read_source, vocabulary, date_words())
    assess = AssessResume(inputs, read_document, reading_words(), ats_words(), SystemClock())
    return Workbench(
        vocabulary,
        load_lexicon(),
        words,
        load_templates(),
        LetterDesk(words, gate, vocabulary),
        assess,
        WordingDesk(words, lambda: check_words().lexicon),
        asserts,
    )
