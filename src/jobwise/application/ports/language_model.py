"""Language models, asked one question of a known kind at a time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from jobwise.domain.limits import MAX_ANSWER_TOKENS, MAX_TEMPERATURE, MODEL_CALLS, MODEL_TOTAL_S
from jobwise.domain.prompts.fields import Fields, ModelTask
from jobwise.domain.prompts.masks import Masks
from jobwise.domain.shared.errors import Detail, InvalidInput

T = TypeVar("T")

_NAME = re.compile(r"[a-z0-9_]{1,64}")

Progress = Callable[[int], None]
"""Told how many characters of the answer have come so far; never the characters, which nobody has checked yet."""


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """The form an answer must have: a JSON schema that the model is shown, and what reads the JSON value.

    `parse` raises WrongSchema with one sentence that says what is wrong, without repeating the answer: the model gets
    that sentence and one chance to mend it. Objects of the schema say `additionalProperties: false` and require all.
    """

    name: str
    schema: Mapping[str, Any]
    parse: Callable[[Any], T]

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError("the name of a shape has up to 64 small letters, digits and _")


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """What is asked, for whom. The constant words of the task are the prompts' own; nothing here can change them.

    `masks` are the person's, so that no text of the fields names them. `model` is one that the settings allow, as
    `provider/model`; empty for their own choice. `budget_s` is for everything: waiting, retries, repairs.
    `offline_only` is the person's wish that nothing of theirs leaves the house: NoModel at once, no socket opened.
    `calls` is how many calls it may take, for who has asked before for the same thing.
    """

    owner: UUID
    fields: Fields
    masks: Masks
    shape: Shape[T]
    max_tokens: int = 1_500
    temperature: float = 0.2
    budget_s: float = MODEL_TOTAL_S
    model: str = ""
    offline_only: bool = False
    calls: int = MODEL_CALLS

    def __post_init__(self) -> None:
        if not 1 <= self.max_tokens <= MAX_ANSWER_TOKENS:
            raise InvalidInput(f"An answer has 1 to {MAX_ANSWER_TOKENS:,} tokens.")
        if not 0 <= self.temperature <= MAX_TEMPERATURE:
            raise InvalidInput(f"The temperature is between 0 and {MAX_TEMPERATURE}.")
        if not 1 <= self.calls <= MODEL_CALLS:
            raise InvalidInput(f"A question takes 1 to {MODEL_CALLS} calls.")
        if not 0 < self.budget_s <= MODEL_TOTAL_S:
            raise InvalidInput(f"A question may take up to {MODEL_TOTAL_S:.0f} seconds.")

    @property
    def task(self) -> ModelTask:
        return self.fields.task


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What came back, read. Place holders for the person stand in it still: `masks.fill` puts the values in.

    Tokens and cost are those of all `calls` for the question; `cost_micros` is in millionths of a US dollar, None when
    the price of a model is not known.
    """

    value: T
    provider: str
    model: str
    prompt_version: str
    tokens_in: int
    tokens_out: int
    cost_micros: int | None
    calls: int


class LanguageModel(Protocol):
    @property
    def answers(self) -> bool:
        """Whether any model is configured; without one every question ends in NoModel."""
        ...

    @property
    def offered(self) -> tuple[str, ...]:
        """The models that a question may name, as `provider/model`."""
        ...

    async def ask(self, question: Question[T], progress: Progress | None = None) -> Answer[T]:
        """The answer in the shape asked for, from the first model of the chain that gives one.

        Raises a kind of NoAnswer when none does: the caller goes on the offline way. InvalidInput when the question
        names a model that the settings do not allow.
        """
        ...


class CallOutcome(StrEnum):
    STARTED = "started"
    ANSWERED = "answered"
    UNUSABLE = "unusable"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CallPlan:
    """One call that is about to be made, and the most it can use."""

    owner: UUID
    task: ModelTask
    provider: str
    model: str
    most_tokens: int
    most_micros: int | None


@dataclass(frozen=True, slots=True)
class CallEnd:
    """How a call ended and what it used; None where the provider did not say or the price is unknown."""

    outcome: CallOutcome
    seconds: float
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost_micros: int | None = None


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A call as it stands in the book."""

    id: UUID
    plan: CallPlan
    began_at: datetime


class CallBook(Protocol):
    """Keeps what every call used, and stops them when a day's budget is spent."""

    @property
    def is_spent(self) -> bool:
        """Whether a call was stopped today, as far as this process knows."""
        ...

    async def begin(self, plan: CallPlan) -> CallEntry:
        """Enters a call as its most. BudgetSpent when that is more than the day, or the person's tier, has left;
        NotFound for no such account."""
        ...

    async def end(self, entry: CallEntry, end: CallEnd) -> None:
        """Enters what it really used. A call that is never ended counts as its most: the money may be gone."""
        ...


def check_offered(model: LanguageModel, name: str) -> None:
    """Raises InvalidInput for a named model that the settings do not offer."""
    if name and name not in model.offered:
        named = ", ".join(model.offered) or "none"
        raise InvalidInput(
            f"This model is not offered here; those that are: {named}.", [Detail("model", "is not offered")]
        )
