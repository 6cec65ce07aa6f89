"""The course of a question: who is asked when, and when it is given up. No time passes but the world's own."""

import asyncio

import pytest

from jobwise.application.ports.language_model import CallPlan, Question
from jobwise.domain.prompts.fields import ExtractionFields
from jobwise.domain.prompts.masks import NO_MASKS
from jobwise.domain.shared.errors import (
    AnswerUnusable,
    BudgetSpent,
    InvalidInput,
    ModelsBusy,
    ModelsDown,
    NoAnswer,
    NoModel,
)
from jobwise.infrastructure.llm.chain import Chain
from jobwise.infrastructure.llm.provider import Reply, Trouble
from jobwise.infrastructure.llm.routes import Routes
from tests.unit.llm.courses import BAD, FIRST, GOOD, OWNER, SECOND, WORD, Does, Stage, fails, question

RETRIED = [trouble for trouble in Trouble if trouble.retried]
FINAL = [Trouble.KEY, Trouble.REQUEST, Trouble.REFUSED, Trouble.MISSING]


async def test_the_first_model_answers() -> None:
    stage = Stage(groq=[GOOD], openai=[GOOD])
    answer = await stage.ask()
    assert (answer.value, answer.provider, answer.calls, answer.tokens_in) == ("yes", "groq", 1, 10)
    # 10 tokens at 0.59 and 5 at 0.79 millionths of a dollar, rounded up.
    assert answer.cost_micros == 10
    assert stage.order == ["groq"]
    assert answer.prompt_version == "extraction-1+question-1"


@pytest.mark.parametrize("trouble", [*RETRIED, *FINAL])
async def test_the_next_provider_is_asked_without_a_wait(trouble: Trouble) -> None:
    stage = Stage(groq=[fails(trouble)], openai=[GOOD])
    assert (await stage.ask()).provider == "openai"
    assert stage.order == ["groq", "openai"]
    assert stage.world.slept == []


@pytest.mark.parametrize("trouble", RETRIED)
async def test_what_may_pass_is_tried_twice_more_after_a_wait_by_chance(trouble: Trouble) -> None:
    stage = Stage(groq=[fails(trouble)])
    with pytest.raises(ModelsDown):
        await stage.ask()
    assert len(stage.order) == 3
    # Full jitter: any part of one second, then of two; here the half of each.
    assert stage.world.slept == [0.5, 1.0]


@pytest.mark.parametrize("trouble", FINAL)
async def test_what_will_not_pass_is_not_tried_again(trouble: Trouble) -> None:
    stage = Stage(groq=[fails(trouble)])
    with pytest.raises(NoAnswer):
        await stage.ask()
    assert stage.order == ["groq"]


async def test_a_wait_that_is_asked_for_is_kept() -> None:
    stage = Stage(groq=[fails(Trouble.BUSY, retry_after_s=7.0), GOOD])
    assert (await stage.ask()).calls == 2
    assert stage.world.slept == [7.0]


async def test_a_wait_beyond_the_budget_ends_the_question_and_is_told() -> None:
    stage = Stage(groq=[fails(Trouble.BUSY, retry_after_s=600.0)])
    with pytest.raises(ModelsDown, match="groq is busy") as raised:
        await stage.ask()
    assert raised.value.retry_after_s == 600
    assert (stage.order, stage.world.slept) == (["groq"], [])


async def test_whoever_asks_next_keeps_the_wait_too() -> None:
    stage = Stage(groq=[fails(Trouble.BUSY, retry_after_s=90.0), GOOD], openai=[GOOD])
    for _ in range(2):
        assert (await stage.ask()).provider == "openai"
    assert stage.order == ["groq", "openai", "openai"]
    stage.world.now += 90
    assert (await stage.ask()).provider == "groq"
    assert stage.world.slept == []


async def test_a_wait_that_others_were_told_is_kept_within_the_budget_and_named_beyond_it() -> None:
    stage = Stage(groq=[fails(Trouble.SERVER, retry_after_s=100.0), GOOD])
    for _ in range(2):
        with pytest.raises(ModelsDown, match="groq is"):
            await stage.ask()
    assert stage.order == ["groq"]
    stage.world.now += 70
    assert (await stage.ask()).calls == 1
    assert stage.world.slept == [30.0]


@pytest.mark.parametrize(
    ("trouble", "wait_s", "slept"), [(Trouble.BUSY, 9.0, []), (Trouble.SERVER, 9.0, [9.0]), (Trouble.SERVER, None, [])]
)
async def test_a_rate_is_that_of_a_model_and_an_outage_that_of_its_provider(
    trouble: Trouble, wait_s: float | None, slept: list[float]
) -> None:
    stage = Stage(groq=[fails(trouble, retry_after_s=wait_s), GOOD])
    stage.route(FIRST, "groq/llama-3.1-8b-instant")
    assert (await stage.ask()).model == "llama-3.1-8b-instant"
    assert stage.world.slept == slept


async def test_t45_three_calls_are_all_there_are_over_all_providers() -> None:
    stage = Stage(groq=[fails(Trouble.SERVER)], openai=[fails(Trouble.SERVER)], anthropic=[fails(Trouble.SERVER)])
    with pytest.raises(ModelsDown):
        await stage.ask()
    assert stage.order == ["groq", "openai", "anthropic"]


async def test_t45_one_repair_and_then_the_next_model() -> None:
    stage = Stage(groq=[BAD], openai=[BAD])
    with pytest.raises(AnswerUnusable):
        await stage.ask()
    assert stage.order == ["groq", "groq", "openai"]
    first, second = stage.providers["groq"].prompts
    assert [one.role for one in second.messages] == ["user", "assistant", "user"]
    assert second.messages[0] == first.messages[0]
    assert "holds no JSON" in second.messages[2].text
    assert [len(one.messages) for one in stage.providers["openai"].prompts] == [1]


async def test_a_repaired_answer_counts_both_calls() -> None:
    stage = Stage(groq=[BAD, GOOD])
    answer = await stage.ask()
    assert (answer.calls, answer.tokens_in, answer.tokens_out) == (2, 20, 10)
    assert stage.book.outcomes == ["unusable", "answered"]


async def test_what_broke_off_is_told_to_be_shorter() -> None:
    stage = Stage(groq=[Reply('{"word": "ye', 10, 5, whole=False), GOOD])
    await stage.ask()
    assert "too long" in stage.providers["groq"].prompts[1].messages[2].text


async def test_a_provider_that_fails_again_and_again_is_left_alone_and_then_tried_once() -> None:
    stage = Stage(groq=[*[fails(Trouble.SERVER)] * 5, GOOD])
    for _ in range(2):
        with pytest.raises(ModelsDown):
            await stage.ask()
    assert len(stage.order) == 5
    with pytest.raises(ModelsDown, match="groq failed again and again") as raised:
        await stage.ask(budget_s=5)
    assert len(stage.order) == 5
    assert 1 <= raised.value.retry_after_s <= 15
    stage.world.now += 15
    assert (await stage.ask()).value == "yes"
    assert stage.chain.breakers["groq"].rest_s(stage.world.now) == 0


async def test_the_budget_is_for_everything() -> None:
    stage = Stage(groq=[GOOD], takes_s=40.0)
    stage.providers["groq"].does = [fails(Trouble.SERVER)]
    began = stage.world.now
    with pytest.raises(ModelsDown):
        await stage.ask()
    assert stage.world.now - began <= 60
    assert stage.order == ["groq", "groq"]


async def test_no_repair_is_begun_when_the_time_is_over() -> None:
    stage = Stage(groq=[BAD], takes_s=59.8)
    with pytest.raises(AnswerUnusable):
        await stage.ask()
    assert stage.order == ["groq"]


async def test_a_spent_budget_leaves_the_provider_as_it_was() -> None:
    class Empty:
        async def begin(self, plan: CallPlan) -> None:
            raise BudgetSpent("Spent.")

    stage = Stage(groq=[GOOD])
    breaker = stage.chain.breakers["groq"]
    for _ in range(5):
        breaker.failed(stage.world.now)
    stage.world.now += 15
    stage.chain.book = Empty()  # type: ignore[assignment]
    with pytest.raises(BudgetSpent):
        await stage.ask()
    assert breaker.rest_s(stage.world.now) == 0


async def test_a_question_of_somebody_who_works_offline_goes_nowhere() -> None:
    stage = Stage(groq=[GOOD])
    with pytest.raises(NoModel, match="offline"):
        await stage.ask(offline_only=True)
    assert stage.order == []


async def test_without_models_the_chain_ends_at_once() -> None:
    stage = Stage()
    assert not stage.chain.answers
    with pytest.raises(NoModel, match="GROQ_API_KEY"):
        await stage.ask()


async def test_a_question_may_name_an_allowed_model() -> None:
    stage = Stage(groq=[GOOD], openai=[GOOD])
    assert (await stage.ask(model=SECOND)).provider == "openai"
    with pytest.raises(InvalidInput, match="not offered"):
        await stage.ask(model="groq/some-other")
    assert [one.full_name for one in stage.chain.routes.allowed] == [FIRST, SECOND]


async def test_a_text_that_no_model_holds_is_asked_of_none() -> None:
    stage = Stage(groq=[GOOD])
    small = stage.chain.routes.tasks[question().task][0]
    object.__setattr__(small, "context_tokens", 200)
    with pytest.raises(ModelsDown, match="no room"):
        await stage.ask(fields=ExtractionFields("word " * 500))
    assert stage.order == []


async def test_a_budget_that_is_spent_stops_the_call_before_it_is_made() -> None:
    class Empty:
        async def begin(self, plan: CallPlan) -> None:
            raise BudgetSpent("Spent.")

    stage = Stage(groq=[GOOD])
    stage.chain.book = Empty()  # type: ignore[assignment]
    with pytest.raises(BudgetSpent):
        await stage.ask()
    assert stage.providers["groq"].prompts == []


@pytest.mark.parametrize(
    ("does", "used"),
    [
        (fails(Trouble.KEY, status=401), (0, 0, 0)),
        (fails(Trouble.NO_CONNECTION), (0, 0, 0)),
        (fails(Trouble.TIMEOUT), (None, None, None)),
        (fails(Trouble.CUT), (None, None, None)),
        (BAD, (10, 5, 10)),
    ],
)
async def test_every_call_is_entered_with_what_is_known_of_it(does: Does, used: tuple[int | None, ...]) -> None:
    stage = Stage(groq=[does], openai=[GOOD])
    await stage.ask()
    _, end = stage.book.ended[0]
    assert (end.tokens_in, end.tokens_out, end.cost_micros) == used
    assert len(stage.book.begun) == len(stage.book.ended) == len(stage.world.seen)
    assert stage.book.begun[0].most_micros is not None


async def test_t44_two_questions_of_one_person_at_a_time_and_others_wait() -> None:
    begun, go_on = list[int](), asyncio.Event()

    class Slow:
        access = Stage(groq=[GOOD]).providers["groq"].access

        async def complete(self, prompt: object, *, timeout_s: float, progress: object) -> Reply:
            begun.append(1)
            await go_on.wait()
            return GOOD

    stage = Stage(groq=[GOOD])
    chain = Chain(stage.chain.routes, {"groq": Slow()}, stage.book)  # type: ignore[dict-item]
    asked = [asyncio.create_task(chain.ask(question())) for _ in range(5)]
    await asyncio.sleep(0.02)
    assert (len(begun), chain.turns.waiting) == (2, 3)
    with pytest.raises(ModelsBusy):
        await chain.ask(question(budget_s=0.01))
    asked[4].cancel()
    go_on.set()
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one).__name__ for one in done] == ["Answer"] * 4 + ["CancelledError"]
    assert chain.turns.waiting == 0


async def test_t44_too_many_that_wait_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobwise.infrastructure.llm.turns.MODEL_QUEUE", 1)
    stage = Stage(groq=[GOOD])
    async with stage.chain.turns.take(OWNER, 1), stage.chain.turns.take(OWNER, 1):
        waiting = asyncio.create_task(stage.ask())
        await asyncio.sleep(0)
        with pytest.raises(ModelsBusy):
            await stage.ask()
    assert (await waiting).value == "yes"


def test_a_question_keeps_its_bounds() -> None:
    for bad in ({"temperature": 0.31}, {"temperature": -1}, {"max_tokens": 0}, {"max_tokens": 9_999}, {"budget_s": 61}):
        with pytest.raises(InvalidInput):
            Question(OWNER, ExtractionFields(""), NO_MASKS, WORD, **bad)  # type: ignore[arg-type]


def test_routes_name_each_model_once() -> None:
    assert Routes().allowed == ()
