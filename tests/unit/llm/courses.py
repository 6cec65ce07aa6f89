"""Providers that do as they are told, and a world whose time passes only when somebody sleeps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from jobwise.application.ports.language_model import Answer, Progress, Question, Shape
from jobwise.domain.prompts.fields import ExtractionFields, Fields, ModelTask
from jobwise.domain.prompts.masks import NO_MASKS
from jobwise.domain.shared.errors import WrongSchema
from jobwise.infrastructure.llm.catalogue import model
from jobwise.infrastructure.llm.chain import Chain, Made, Surroundings
from jobwise.infrastructure.llm.provider import Access, Prompt, ProviderFailed, Reply, Trouble
from jobwise.infrastructure.llm.routes import Routes
from tests.support.models import MemoryBook

OWNER = UUID(int=1)
FIRST, SECOND, THIRD = "groq/llama-3.3-70b-versatile", "openai/gpt-4o-mini", "anthropic/claude-haiku-4-5"
GOOD = Reply('{"word": "yes"}', 10, 5)
BAD = Reply("no JSON here", 10, 5)

Does = Reply | ProviderFailed


def fails(trouble: Trouble, **more: Any) -> ProviderFailed:
    return ProviderFailed(trouble, **more)


def parse(value: Any) -> str:
    if not isinstance(value, dict) or not isinstance(value.get("word"), str):
        raise WrongSchema("The answer must hold a `word`.")
    return str(value["word"])


WORD = Shape("word", {"type": "object"}, parse)


@dataclass
class World:
    """`now` is in seconds; `slept` is every wait."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)
    seen: list[Made] = field(default_factory=list)
    luck: float = 0.5

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds

    def around(self) -> Surroundings:
        return Surroundings(lambda: self.now, self.sleep, lambda: self.luck, self.seen.append)


@dataclass
class Scripted:
    """A provider that does one thing after the other, each in `takes_s`; the last again and again."""

    name: str
    world: World
    does: Sequence[Does]
    takes_s: float = 0.0
    prompts: list[Prompt] = field(default_factory=list)

    @property
    def access(self) -> Access:
        return Access(self.name, "", "", f"{self.name.upper()}_API_KEY")

    async def complete(self, prompt: Prompt, *, timeout_s: float, progress: Progress | None) -> Reply:
        self.prompts.append(prompt)
        self.world.now += min(self.takes_s, timeout_s)
        if self.takes_s > timeout_s:
            raise ProviderFailed(Trouble.TIMEOUT)
        done = self.does[min(len(self.prompts), len(self.does)) - 1]
        if isinstance(done, ProviderFailed):
            raise done
        return done

    async def close(self) -> None:
        self.prompts.clear()


class Stage:
    """A chain over scripted providers."""

    def __init__(self, takes_s: float = 0.0, **scripts: Sequence[Does]) -> None:
        names = {"groq": FIRST, "openai": SECOND, "anthropic": THIRD}
        self.world, self.book = World(), MemoryBook()
        self.providers = {name: Scripted(name, self.world, does, takes_s) for name, does in scripts.items()}
        self.route(*(names[name] for name in scripts))

    def route(self, *names: str) -> None:
        """Has these models asked, in this order."""
        routes = Routes(dict.fromkeys(ModelTask, tuple(map(model, names))))
        self.chain = Chain(routes, self.providers, self.book, self.world.around())

    async def ask(self, **more: Any) -> Answer[str]:
        return await self.chain.ask(question(**more))

    @property
    def order(self) -> list[str]:
        """Who was called, in order."""
        return [plan.provider for plan in self.book.begun]


def question(fields: Fields | None = None, **more: Any) -> Question[str]:
    given = {"owner": OWNER, "fields": fields or ExtractionFields("A posting."), "masks": NO_MASKS, "shape": WORD}
    return Question(**{**given, **more})
