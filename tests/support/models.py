"""Language models for tests: one that answers by rule, a call book in memory, and the parts of a question."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

from jobwise.application.ports.language_model import Answer, CallEnd, CallEntry, CallPlan, Progress, Question
from jobwise.domain.prompts.fields import Fields, ModelTask
from jobwise.domain.shared.errors import AnswerUnusable, InvalidInput, JobWiseError, NoModel

T = TypeVar("T")

Answering = Callable[[Question[Any]], Any]
"""From a question to the JSON value of its answer; or it raises what the real chain would."""


@dataclass
class FakeModel:
    """Answers each task as its function says, and reads the answer with the question's own shape, as the chain does.

    A task without a function, and a question that wants no model, end in NoModel; an answer that the shape refuses
    three times ends in AnswerUnusable. `asked` are all questions in order, `calls` counts the answers that were made.
    """

    tasks: Mapping[ModelTask, Answering] = field(default_factory=dict)
    asked: list[Question[Any]] = field(default_factory=list)
    calls: int = 0
    offered: tuple[str, ...] = ("fake/fake-1",)

    @property
    def answers(self) -> bool:
        return bool(self.tasks)

    @property
    def told(self) -> list[Fields]:
        """The fields of every question, in order."""
        return [question.fields for question in self.asked]

    async def ask(self, question: Question[T], progress: Progress | None = None) -> Answer[T]:
        self.asked.append(question)
        answering = self.tasks.get(question.task)
        if answering is None or question.offline_only:
            raise NoModel("There is no language model for this.")
        for call in range(1, question.calls + 1):
            self.calls += 1
            value = answering(question)
            if progress is not None:
                progress(len(str(value)))
            try:
                parsed = question.shape.parse(value)
            except InvalidInput:
                continue
            return Answer(parsed, "fake", "fake-1", f"{question.task}-0", 100, 20, 0, call)
        raise AnswerUnusable("The model answered in another form than asked.")


def always(value: Any) -> Answering:
    """The same answer to everything."""
    return lambda question: value


def in_turn(*values: Any) -> Answering:
    """These answers one after the other, the last one again and again; an exception is raised."""
    waiting = list(values)

    def answering(question: Question[Any]) -> Any:
        value = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(value, JobWiseError):
            raise value
        return value

    return answering


def obedient(otherwise: Any, says: Callable[[str], Any]) -> Answering:
    """A model that does what the texts it reads tell it: after `WRITE:` in any of them it answers `says` of the rest of
    that line; without such an order it answers like any other."""

    def answering(question: Question[Any]) -> Any:
        for text in _texts(asdict(question.fields)):
            _, order, rest = text.partition("WRITE:")
            if order:
                return says(rest.splitlines()[0].strip())
        return otherwise

    return answering


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


@dataclass
class MemoryBook:
    """A call book without a budget."""

    begun: list[CallPlan] = field(default_factory=list)
    ended: list[tuple[CallPlan, CallEnd]] = field(default_factory=list)
    is_spent: bool = False

    async def begin(self, plan: CallPlan) -> CallEntry:
        self.begun.append(plan)
        return CallEntry(uuid4(), plan, datetime.now(UTC))

    async def end(self, entry: CallEntry, end: CallEnd) -> None:
        self.ended.append((entry.plan, end))

    @property
    def outcomes(self) -> Sequence[str]:
        return [end.outcome.value for _, end in self.ended]
