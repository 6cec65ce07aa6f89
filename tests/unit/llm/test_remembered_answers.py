"""The same question of the same person costs once; everything that could change the answer makes another question."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.answers import LETTER
from jobwise.application.ports.language_model import Question
from jobwise.domain.limits import ANSWER_KEPT_S
from jobwise.domain.prompts.fields import LetterFields, ModelTask
from jobwise.domain.prompts.masks import Masks
from jobwise.domain.shared.errors import ModelsDown, NoModel
from jobwise.infrastructure.caching import MemoryCache
from jobwise.infrastructure.llm.remembering import RememberingModel
from tests.support.models import FakeModel, always, in_turn
from tests.unit.modeluse.people import answer

FIELDS = LetterFields("en", "Baker", "Oven & Sons", "We bake rye.", (), ())
QUESTION = Question(UUID(int=1), FIELDS, Masks(()), LETTER)


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


def remembering(model: FakeModel, time: Time) -> RememberingModel:
    return RememberingModel(model, MemoryCache(time))


async def test_an_answer_is_given_again_for_nothing_until_its_time_is_over(time: Time) -> None:
    model = FakeModel({ModelTask.LETTER: in_turn(answer("One."), answer("Two."))})
    asked = remembering(model, time)
    first, again = await asked.ask(QUESTION), await asked.ask(replace(QUESTION, budget_s=3.0, calls=1))
    assert first.value == again.value
    assert (again.provider, again.model, again.prompt_version) == (first.provider, first.model, first.prompt_version)
    assert (again.calls, again.tokens_in, again.tokens_out, again.cost_micros) == (0, 0, 0, 0)
    assert (first.calls, model.calls) == (1, 1)
    time.now = ANSWER_KEPT_S
    assert (await asked.ask(QUESTION)).value != first.value


@pytest.mark.parametrize(
    "other",
    [
        {"owner": UUID(int=2)},
        {"fields": replace(FIELDS, complaints=("It says nothing.",))},
        {"fields": replace(FIELDS, posting="We bake wheat.")},
        {"model": "fake/fake-1"},
        {"max_tokens": 900},
        {"temperature": 0.0},
    ],
)
async def test_another_question_is_asked(time: Time, other: dict[str, Any]) -> None:
    model = FakeModel({ModelTask.LETTER: always(answer("One."))})
    asked = remembering(model, time)
    await asked.ask(QUESTION)
    await asked.ask(replace(QUESTION, **other))
    assert model.calls == 2


async def test_other_models_are_asked_anew(time: Time) -> None:
    cache = MemoryCache(time)
    for offered in (("fake/fake-1",), ("fake/fake-2",)):
        model = FakeModel({ModelTask.LETTER: always(answer("One."))}, offered=offered)
        await RememberingModel(model, cache).ask(QUESTION)
        assert model.calls == 1


async def test_a_failure_is_not_remembered_nor_an_answer_that_was_refused(time: Time) -> None:
    down = ModelsDown("All are down.", retry_after_s=5)
    model = FakeModel({ModelTask.LETTER: in_turn(down, {"wrong": 1}, answer("One."))})
    asked = remembering(model, time)
    with pytest.raises(ModelsDown):
        await asked.ask(QUESTION)
    first = await asked.ask(QUESTION)
    assert (first.calls, (await asked.ask(QUESTION)).value) == (2, first.value)


async def test_whoever_works_offline_is_told_nothing_of_before(time: Time) -> None:
    asked = remembering(FakeModel({ModelTask.LETTER: always(answer("One."))}), time)
    await asked.ask(QUESTION)
    with pytest.raises(NoModel):
        await asked.ask(replace(QUESTION, offline_only=True))


async def test_what_another_version_kept_in_another_form_is_asked_anew(time: Time) -> None:
    model = FakeModel({ModelTask.LETTER: always(answer("One."))})
    cache = MemoryCache(time)
    asked = RememberingModel(model, cache)
    await asked.ask(QUESTION)
    (key,) = cache._kept
    for kept in (b"\xff", b"{}", b'{"value": 1, "by": ["a", "b", "c"]}', b'{"value": null, "by": ["a"]}'):
        await cache.put(key, kept, seconds=60)
        await asked.ask(QUESTION)
    assert model.calls == 5
