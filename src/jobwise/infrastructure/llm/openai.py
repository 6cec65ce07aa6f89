from typing import Any

from jobwise.application.ports.language_model import Progress
from jobwise.infrastructure.llm.adapter import Adapter
from jobwise.infrastructure.llm.chat import arguments, streamed_reply, whole_reply
from jobwise.infrastructure.llm.provider import Prompt, Reply


class OpenAI(Adapter):
    """OpenAI, and every server that speaks its protocol (Ollama, vLLM, LM Studio): the address tells which."""

    package = "openai"
    http = "httpx2"

    def make(self, package: Any, http_client: Any) -> Any:
        access = self.access
        client = package.AsyncOpenAI(
            # A server of one's own asks for no key, but the package does.
            api_key=access.key or "none",
            base_url=access.base_url,
            max_retries=0,
            timeout=http_client.timeout,
            http_client=http_client,
        )
        # The package takes these from the environment when they are not given; our settings do not know them.
        client.organization = client.project = None
        return client

    async def call(self, prompt: Prompt, progress: Progress | None) -> Reply:
        given = arguments(prompt, stream=progress is not None, stream_options=self.stream_options)
        done = await self.client.chat.completions.create(**given)
        if progress is None:
            return whole_reply(done)
        async with done:
            return await streamed_reply(done, progress)
