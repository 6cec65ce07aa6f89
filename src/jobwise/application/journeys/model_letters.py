"""Letters that a language model writes and the gate lets through; without one, or when it fails, composed offline."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from jobwise.application.answers import LETTER, WrittenParagraph
from jobwise.application.ports.language_model import Answer, LanguageModel, Question
from jobwise.application.ports.workshop import (
    Author,
    Brief,
    LetterWish,
    Made,
    Refused,
    Report,
    WeighedDraft,
    Workshop,
)
from jobwise.domain.generations.progress import LetterProgress, LetterStep
from jobwise.domain.limits import MAX_COMPLAINTS, MAX_PARAGRAPH_CHARS, MODEL_CALLS, MODEL_TOTAL_S
from jobwise.domain.prompts.cleaning import seen
from jobwise.domain.prompts.fields import LetterFields
from jobwise.domain.prompts.masks import Masks, masks_of
from jobwise.domain.shared.errors import NoAnswer, NoModel

_LEAST_S = 2.0
"""A second letter that would have less time than this is not asked for."""

UNGROUNDED = "LLM_UNGROUNDED"
"""Why a letter was composed although a model wrote one: too little of it could be traced."""

Draft = Answer[tuple[WrittenParagraph, ...]]


@dataclass(frozen=True, slots=True)
class ModelLetters:
    """A letter that fails the gate is asked for once more, with the reasons; what fails then is taken out.

    Whatever goes wrong on the way ends in the letter that needs no model. The trace says under `writing` who wrote the
    letter, what it cost, and what was refused.
    """

    model: LanguageModel
    workshop: Workshop

    async def letter(self, brief: Brief, wish: LetterWish, report: Report) -> Made:
        author = brief.author
        if author is None or not self.model.answers or author.offline_only:
            return await self._composed(brief, wish, why=_why_none(author))
        told = await self.workshop.told(brief, wish)
        try:
            return await self._written(brief, wish, told, author, _Course(report))
        except NoAnswer as error:
            report(LetterProgress(LetterStep.COMPOSING))
            return await self._composed(brief, wish, why=(error.code, error.message))

    async def _written(
        self, brief: Brief, wish: LetterWish, told: LetterFields, author: Author, course: "_Course"
    ) -> Made:
        loop = asyncio.get_running_loop()
        until, masks = loop.time() + MODEL_TOTAL_S, masks_of(brief.profile.personal, author.name)
        question = Question(author.id, told, masks, LETTER, max_tokens=2_000, model=wish.model)
        course.at(LetterStep.ASKED)
        answers = [await self.model.ask(question, course.came)]
        course.at(LetterStep.CHECKING)
        weighed = [await self._weigh(brief, wish, masks, answers[0])]
        left_s, left = until - loop.time(), MODEL_CALLS - answers[0].calls
        if not all(one.idle for one in weighed[0].refused) and left > 0 and left_s >= _LEAST_S:
            fields = replace(told, complaints=_complaints(weighed[0].refused))
            again = replace(question, fields=fields, calls=left, budget_s=min(left_s, MODEL_TOTAL_S))
            course.mend()
            try:
                answers.append(await self.model.ask(again, course.came))
            except NoAnswer:
                # The first letter, less what was refused, is better than none of theirs.
                pass
            else:
                course.at(LetterStep.CHECKING)
                weighed.append(await self._weigh(brief, wish, masks, answers[-1]))
        return await self._best(brief, wish, answers, weighed, course)

    async def _weigh(self, brief: Brief, wish: LetterWish, masks: Masks, answer: Draft) -> WeighedDraft:
        draft = [masks.fill(seen(one.text, most_bytes=4 * MAX_PARAGRAPH_CHARS)) for one in answer.value]
        return await self.workshop.weigh(brief, wish, draft)

    async def _best(
        self,
        brief: Brief,
        wish: LetterWish,
        answers: Sequence[Draft],
        weighed: Sequence[WeighedDraft],
        course: "_Course",
    ) -> Made:
        """The last letter of which enough is left; the composed one when there is none."""
        for number in reversed(range(len(weighed))):
            made = weighed[number].made
            if made is not None:
                said = _said(answers, weighed, number)
                return _with(made, said, weighed[number].refused)
        course.at(LetterStep.COMPOSING)
        reason = "Too little of what the model wrote could be traced to the profile."
        composed = await self.workshop.letter(brief, wish)
        return _with(composed, {**_said(answers, weighed, -1), "by": "composer", "why": UNGROUNDED, "reason": reason})

    async def _composed(self, brief: Brief, wish: LetterWish, *, why: tuple[str, str]) -> Made:
        return _with(await self.workshop.letter(brief, wish), {**_NOBODY, "why": why[0], "reason": why[1]})


class _Course:
    """Where the writing is, told on at every step and at every piece of an answer."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._now = LetterProgress(LetterStep.ASKED)

    def at(self, step: LetterStep) -> None:
        self._tell(replace(self._now, step=step))

    def came(self, characters: int) -> None:
        self._tell(replace(self._now, step=LetterStep.WRITING, characters=characters))

    def mend(self) -> None:
        self._tell(LetterProgress(LetterStep.MENDING, self._now.round + 1))

    def _tell(self, now: LetterProgress) -> None:
        self._now = now
        self._report(now)


_NOBODY: dict[str, Any] = {
    "by": "composer",
    "why": "",
    "reason": "",
    "provider": "",
    "model": "",
    "prompt_version": "",
    "calls": 0,
    "tokens_in": 0,
    "tokens_out": 0,
    "cost_micros": 0,
    "regenerated": [],
    "removed": [],
}


def _why_none(author: Author | None) -> tuple[str, str]:
    if author is not None and author.offline_only:
        return NoModel.code, "You chose to work offline."
    return NoModel.code, "No language model is configured."


def _said(answers: Sequence[Draft], weighed: Sequence[WeighedDraft], number: int) -> dict[str, Any]:
    """Who wrote it and what all answers cost. What was refused of a letter that was written anew is `regenerated`."""
    last = answers[number]
    costs = [one.cost_micros for one in answers]
    refused = [one for draft in weighed if draft is not weighed[number] for one in draft.refused]
    return {
        "by": "model",
        "why": "",
        "reason": "",
        "provider": last.provider,
        "model": last.model,
        "prompt_version": last.prompt_version,
        "calls": sum(one.calls for one in answers),
        "tokens_in": sum(one.tokens_in for one in answers),
        "tokens_out": sum(one.tokens_out for one in answers),
        "cost_micros": None if None in costs else sum(cost or 0 for cost in costs),
        "regenerated": _rows(refused),
        "removed": _rows(weighed[number].refused),
    }


def _with(made: Made, writing: dict[str, Any], removed: Sequence[Refused] = ()) -> Made:
    trace = dict(made.trace or {})
    notes = [f"Taken out, because {one.reasons[0]} - {one.text}" for one in removed if one.text]
    return replace(made, trace={**trace, "notes": [*trace.get("notes", ()), *notes], "writing": writing})


def _rows(refused: Sequence[Refused]) -> list[dict[str, Any]]:
    return [{"text": one.text, "reasons": list(one.reasons)} for one in refused]


def _complaints(refused: Sequence[Refused]) -> tuple[str, ...]:
    return tuple(f"{one.text} ({' '.join(one.reasons)})".strip() for one in refused if not one.idle)[:MAX_COMPLAINTS]
