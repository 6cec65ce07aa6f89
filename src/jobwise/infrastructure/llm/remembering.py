"""A model that is not asked the same thing twice within the hour: nobody pays again for what is known already."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from jobwise.application.ports.cache import Cache
from jobwise.application.ports.language_model import Answer, LanguageModel, Progress, Question, Shape
from jobwise.domain.limits import ANSWER_KEPT_S
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import InvalidInput, NoModel
from jobwise.infrastructure.llm import prompts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RememberingModel:
    """Keeps an answer as it came, with the place holders in it, under all that the question depends on.

    A task that died after its answer, or the same letter asked for again, gets what was answered the first time, for no
    calls, tokens or dollars. Only the person who asked gets it.
    """

    model: LanguageModel
    cache: Cache

    @property
    def answers(self) -> bool:
        return self.model.answers

    @property
    def offered(self) -> tuple[str, ...]:
        return self.model.offered

    async def ask(self, question: Question[T], progress: Progress | None = None) -> Answer[T]:
        if question.offline_only:
            raise NoModel("You chose to work offline, so no language model is asked.")
        key = self._key(question)
        known = await self._known(key, question.shape)
        if known is not None:
            return known
        last: list[Any] = []
        answer = await self.model.ask(replace(question, shape=_heard(question.shape, last)), progress)
        told = {"value": last[-1], "by": [answer.provider, answer.model, answer.prompt_version]}
        await self.cache.put(key, json.dumps(told).encode("ascii"), seconds=ANSWER_KEPT_S)
        return answer

    async def _known(self, key: str, shape: Shape[T]) -> Answer[T] | None:
        kept = await self.cache.get(key)
        if kept is None:
            return None
        try:
            told = json.loads(kept)
            provider, model, version = told["by"]
            return Answer(shape.parse(told["value"]), provider, model, version, 0, 0, 0, 0)
        except (ValueError, TypeError, LookupError, InvalidInput):
            # Kept by another version of JobWise, which took it in another form.
            return None

    def _key(self, question: Question[Any]) -> str:
        asked = (
            *(question.task.value, question.shape.name, question.model, question.max_tokens, question.temperature),
            *(prompts.version_of(question.task), self.model.offered, question.fields),
        )
        text = json.dumps(to_data(asked), sort_keys=True)
        return f"answers/{question.owner}/{hashlib.sha256(text.encode('ascii')).hexdigest()}"


def _heard(shape: Shape[T], last: list[Any]) -> Shape[T]:
    """The same shape; notes what it was given last, which is what it took."""

    def parse(value: Any) -> T:
        last.append(value)
        return shape.parse(value)

    return replace(shape, parse=parse)
