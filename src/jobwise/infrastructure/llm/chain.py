"""One question, asked of one model after the other until one answers.

What decides is pure: time, sleep and chance come in from outside, so that tests need none of them.
"""

import random
import time
from asyncio import sleep, to_thread
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from jobwise.application.ports.language_model import (
    Answer,
    CallBook,
    CallEnd,
    CallEntry,
    CallOutcome,
    CallPlan,
    Progress,
    Question,
)
from jobwise.domain.limits import MODEL_BACKOFF_S, MODEL_MAX_BACKOFF_S, MODEL_TOTAL_S
from jobwise.domain.shared.errors import InvalidInput, NoModel
from jobwise.infrastructure.breaker import Breaker
from jobwise.infrastructure.llm import prompts, structured
from jobwise.infrastructure.llm.catalogue import Model, estimated_tokens
from jobwise.infrastructure.llm.endings import ended
from jobwise.infrastructure.llm.provider import Prompt, Provider, ProviderFailed, Reply, Trouble
from jobwise.infrastructure.llm.rests import Rests
from jobwise.infrastructure.llm.routes import Routes
from jobwise.infrastructure.llm.turns import Turns

T = TypeVar("T")

_LEAST_CALL_S = 0.5
"""A call that would have less time than this is not begun."""

_OUTCOMES = {Trouble.UNUSABLE: CallOutcome.UNUSABLE, Trouble.REFUSED: CallOutcome.REFUSED}


@dataclass(frozen=True, slots=True)
class Made:
    """A call that ended, for logs and metrics: no word of what was asked or answered."""

    plan: CallPlan
    end: CallEnd
    trouble: Trouble | None = None
    status: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the chain takes from the world: a clock that only goes forward, sleep, chance in 0..1, and an observer."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = sleep
    chance: Callable[[], float] = random.SystemRandom().random
    observe: Callable[[Made], None] = lambda made: None
    total_s: float = MODEL_TOTAL_S


class Chain:
    """The `LanguageModel` over the providers of the settings."""

    def __init__(
        self, routes: Routes, providers: Mapping[str, Provider], book: CallBook, around: Surroundings | None = None
    ) -> None:
        self.routes = routes
        self.providers = providers
        self.book = book
        self.around = around or Surroundings()
        self.breakers = {name: Breaker() for name in providers}
        self.rests = Rests()
        self.turns = Turns()

    @property
    def answers(self) -> bool:
        return bool(self.routes.allowed)

    @property
    def offered(self) -> tuple[str, ...]:
        return tuple(model.full_name for model in self.routes.allowed)

    async def ask(self, question: Question[T], progress: Progress | None = None) -> Answer[T]:
        if question.offline_only:
            raise NoModel("You chose to work offline, so no language model is asked.")
        models = self.routes.of(question)
        if not models:
            raise NoModel("No language model is configured here; set GROQ_API_KEY or another provider's key.")
        budget_s = min(question.budget_s, self.around.total_s)
        until = self.around.now() + budget_s
        async with self.turns.take(question.owner, budget_s):
            return await _Course(self, question, models, until, progress).run()

    def rest_s(self, model: Model) -> float:
        """How long nobody asks this model: its provider asked for it, or failed too often."""
        now = self.around.now()
        return max(self.rests.rest_s(model, now), self.breakers[model.provider].rest_s(now))

    async def close(self) -> None:
        for provider in self.providers.values():
            await provider.close()


@dataclass(slots=True)
class _Course(Generic[T]):
    """The course of one question."""

    chain: Chain
    question: Question[T]
    models: tuple[Model, ...]
    until: float
    progress: Progress | None
    data: str = ""
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    micros: int | None = 0
    tries: dict[Model, int] = field(default_factory=dict)
    ready_at: dict[Model, float] = field(default_factory=dict)
    troubles: dict[Model, ProviderFailed] = field(default_factory=dict)
    out: set[Model] = field(default_factory=set)
    repair: Prompt | None = None
    repaired: bool = False

    async def run(self) -> Answer[T]:
        # In a thread, because others wait for the event loop meanwhile.
        self.data = await to_thread(prompts.data_of, self.question)
        while self.calls < self.question.calls:
            prompt = await self._next()
            if prompt is None:
                break
            reply = await self._call(prompt)
            if reply is not None and (answer := await self._read(prompt, *reply)) is not None:
                return answer
        raise ended(self.question.task, self._all_troubles(), self.chain.providers, self._retry_after_s())

    async def _next(self) -> Prompt | None:
        """What is asked next, once its time has come: a repair first, else the model that was tried least."""
        if (repair := self.repair) is not None:
            self.repair = None
            if self._rest_s(repair.model) == 0 and self._left_s() >= _LEAST_CALL_S:
                return repair
        waiting = [model for model in self.models if model not in self.out and self._is_awake(model)]
        for model in sorted(waiting, key=lambda one: (self.tries.get(one, 0), self._rest_s(one) > 0)):
            prompt = prompts.composed(self.question, self.data, model)
            if not model.holds(prompt.tokens + prompt.max_tokens):
                self._gives_up(model, ProviderFailed(Trouble.TOO_LONG))
                continue
            rest_s = self._rest_s(model)
            if rest_s > self._left_s() - _LEAST_CALL_S:
                continue
            if rest_s > 0:
                await self.chain.around.sleep(rest_s)
            # Meanwhile others may have found out that the provider is down.
            if self._is_awake(model):
                return prompt
        return None

    async def _call(self, prompt: Prompt) -> tuple[Reply, CallEntry, float] | None:
        """The reply with what its entry in the book needs; None when the call failed, which is entered already."""
        model, chain = prompt.model, self.chain
        provider, breaker = chain.providers[model.provider], chain.breakers[model.provider]
        most = prompt.tokens, prompt.max_tokens
        plan = CallPlan(
            self.question.owner, self.question.task, model.provider, model.name, sum(most), model.micros(*most)
        )
        began = chain.around.now()
        # Before anything is waited for, so that of all who saw the breaker let one through, one goes.
        breaker.called(began)
        try:
            entry = await chain.book.begin(plan)
        except BaseException:
            breaker.dropped()
            raise
        self.calls += 1
        self.tries[model] = self.tries.get(model, 0) + 1
        try:
            reply = await provider.complete(prompt, timeout_s=max(self._left_s(), 0.0), progress=self.progress)
        except ProviderFailed as error:
            failure = error
        except BaseException:
            breaker.dropped()
            raise
        else:
            breaker.succeeded()
            return reply, entry, began
        await self._failed(model, failure)
        spent = self._spent(failure)
        end = CallEnd(_OUTCOMES.get(failure.trouble, CallOutcome.FAILED), chain.around.now() - began, *spent)
        await self._enter(entry, Made(plan, end, failure.trouble, failure.status))
        return None

    async def _failed(self, model: Model, failure: ProviderFailed) -> None:
        """Draws the consequences: for the provider, for the model, and for when it may be asked again."""
        now, breaker = self.chain.around.now(), self.chain.breakers[model.provider]
        if failure.trouble.counted:
            breaker.failed(now)
        else:
            breaker.dropped()
        self.troubles[model] = failure
        if failure.trouble is Trouble.UNSUPPORTED:
            # The adapter leaves out from now on what the model does not take, so it is asked again at once.
            self.tries[model] -= 1
        elif failure.trouble.retried:
            self.chain.rests.asked_for(model, failure, now)
            if failure.retry_after_s is None:
                most = min(MODEL_MAX_BACKOFF_S, MODEL_BACKOFF_S * 2 ** self.tries[model])
                self.ready_at[model] = now + self.chain.around.chance() * most
        elif failure.trouble is not Trouble.UNUSABLE:
            self.out.add(model)

    async def _read(self, prompt: Prompt, reply: Reply, entry: CallEntry, began: float) -> Answer[T] | None:
        """The answer, when the reply holds one; else what is wrong with it is told to the model once."""
        model = prompt.model
        tokens_in = reply.tokens_in if reply.tokens_in is not None else prompt.tokens
        tokens_out = reply.tokens_out if reply.tokens_out is not None else estimated_tokens(reply.text)
        micros = model.micros(tokens_in, tokens_out)
        self._count(tokens_in, tokens_out, micros)
        seconds = self.chain.around.now() - began
        try:
            value = structured.read(reply.text, self.question.shape)
        except InvalidInput as error:
            complaint = structured.complaint_of(error, whole=reply.whole)
        else:
            end = CallEnd(CallOutcome.ANSWERED, seconds, tokens_in, tokens_out, micros)
            await self._enter(entry, Made(entry.plan, end))
            return self._answer(value, model)
        self.troubles[model] = ProviderFailed(Trouble.UNUSABLE)
        if not self.repaired:
            self.repaired = True
            self.repair = prompts.repairing(prompt, reply.text, complaint)
        end = CallEnd(CallOutcome.UNUSABLE, seconds, tokens_in, tokens_out, micros)
        await self._enter(entry, Made(entry.plan, end, Trouble.UNUSABLE))
        return None

    def _answer(self, value: T, model: Model) -> Answer[T]:
        version = prompts.version_of(self.question.task)
        return Answer(
            value, model.provider, model.name, version, self.tokens_in, self.tokens_out, self.micros, self.calls
        )

    async def _enter(self, entry: CallEntry, made: Made) -> None:
        self.chain.around.observe(made)
        await self.chain.book.end(entry, made.end)

    def _spent(self, failure: ProviderFailed) -> tuple[int | None, int | None, int | None]:
        """What a failed call used: nothing when it was turned away at the door, else nobody knows."""
        if failure.status >= 400 or failure.trouble in (Trouble.NO_CONNECTION, Trouble.MISSING):
            return 0, 0, 0
        self.micros = None
        return None, None, None

    def _count(self, tokens_in: int, tokens_out: int, micros: int | None) -> None:
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out
        self.micros = None if micros is None or self.micros is None else self.micros + micros

    def _gives_up(self, model: Model, failure: ProviderFailed) -> None:
        self.troubles[model] = failure
        self.out.add(model)

    def _left_s(self) -> float:
        return self.until - self.chain.around.now()

    def _is_awake(self, model: Model) -> bool:
        """Whether the provider's breaker lets a call through; nobody waits for one that does not."""
        return self.chain.breakers[model.provider].rest_s(self.chain.around.now()) == 0

    def _rest_s(self, model: Model) -> float:
        """How long the model must not be asked: nobody may, or this question waits before it tries again."""
        now = self.chain.around.now()
        return max(self.ready_at.get(model, now) - now, self.chain.rest_s(model), 0.0)

    def _all_troubles(self) -> Mapping[Model, ProviderFailed]:
        """Why each model brought nothing, also those that were left alone the whole time."""
        unasked = [model for model in self.models if model not in self.troubles and self._rest_s(model) > 0]
        why = {one: Trouble.BUSY if self._is_awake(one) else Trouble.RESTING for one in unasked}
        return {**{one: ProviderFailed(trouble) for one, trouble in why.items()}, **self.troubles}

    def _retry_after_s(self) -> float:
        return min((self._rest_s(model) for model in self.models), default=0.0)
