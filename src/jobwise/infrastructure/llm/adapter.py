"""What the adapters share: the package at first use, one call, one mapping of everything that can go wrong."""

import asyncio
from abc import ABC, abstractmethod
from dataclasses import replace
from types import ModuleType
from typing import Any

from jobwise.application.ports.language_model import Progress
from jobwise.domain.limits import MAX_ANSWER_CHARS
from jobwise.infrastructure.llm import wire
from jobwise.infrastructure.llm.catalogue import JsonMode, Model
from jobwise.infrastructure.llm.faults import caught, failed
from jobwise.infrastructure.llm.packages import imported
from jobwise.infrastructure.llm.provider import Access, Prompt, ProviderFailed, Reply, Trouble

_LESS = {JsonMode.SCHEMA: JsonMode.OBJECT, JsonMode.OBJECT: JsonMode.TEXT}
_OTHER_FIELD = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}


class Adapter(ABC):
    """A provider through its own package. What a model turned out not to take is remembered and left out."""

    package: str
    client_class: str
    http: str
    no_key: str = ""

    def __init__(self, access: Access) -> None:
        self.access = access
        self.stream_options = True
        self._learnt: dict[str, Model] = {}
        self._client: Any = None
        self._modules: tuple[ModuleType, ModuleType] | None = None

    async def complete(self, prompt: Prompt, *, timeout_s: float, progress: Progress | None) -> Reply:
        model = self._learnt.get(prompt.model.name, prompt.model)
        try:
            async with asyncio.timeout(timeout_s):
                package, http = await self._ready()
        except TimeoutError:
            raise ProviderFailed(Trouble.TIMEOUT) from None
        try:
            async with asyncio.timeout(timeout_s):
                reply = await self.call(replace(prompt, model=model), progress if model.streaming else None)
        except caught(package, http) as error:
            failure = failed(error, package, http)
        else:
            if len(reply.text) <= MAX_ANSWER_CHARS:
                return reply
            failure = ProviderFailed(Trouble.UNUSABLE)
        if failure.trouble is Trouble.UNSUPPORTED:
            failure = self._learn(model, failure)
        # Raised outside of the handler, so that no report of it can walk back to the package's own words.
        raise failure

    @abstractmethod
    async def call(self, prompt: Prompt, progress: Progress | None) -> Reply:
        """One request through the package."""

    def make(self, package: Any, http_client: Any) -> Any:
        """The package's client, which retries nothing and knows nothing of the environment."""
        return getattr(package, self.client_class)(
            api_key=self.access.key or self.no_key,
            base_url=self.access.base_url,
            max_retries=0,
            timeout=http_client.timeout,
            http_client=http_client,
        )

    @property
    def client(self) -> Any:
        return self._client

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _ready(self) -> tuple[ModuleType, ModuleType]:
        """The package and its HTTP library; the first time takes a second, so it is spent in a thread."""
        if self._modules is None:
            package, http = await asyncio.to_thread(imported, self.package, self.http)
            self._modules = (package, http)
        package, http = self._modules
        if self._client is None:
            opened = wire.client(http, connect_s=self.access.connect_s, read_s=self.access.read_s)
            self._client = self.make(package, opened)
        return package, http

    def _learn(self, model: Model, failure: ProviderFailed) -> ProviderFailed:
        """Leaves out what the model does not take; when there is nothing left to leave out, the request is at fault."""
        if failure.feature == "temperature" and model.temperature:
            self._learnt[model.name] = replace(model, temperature=False)
        elif failure.feature == "json" and model.json in _LESS:
            self._learnt[model.name] = replace(model, json=_LESS[model.json])
        elif failure.feature == "tokens_field" and model.name not in self._learnt:
            self._learnt[model.name] = replace(model, tokens_field=_OTHER_FIELD[model.tokens_field])
        elif failure.feature == "stream" and model.streaming:
            self._learnt[model.name] = replace(model, streaming=False)
        elif failure.feature == "stream_options" and self.stream_options:
            self.stream_options = False
        else:
            return ProviderFailed(Trouble.REQUEST, status=failure.status)
        return failure
