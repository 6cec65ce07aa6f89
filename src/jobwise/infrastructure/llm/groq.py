from typing import Any

from jobwise.application.ports.language_model import Progress
from jobwise.infrastructure.llm.adapter import Adapter
from jobwise.infrastructure.llm.chat import arguments, streamed_reply, whole_reply
from jobwise.infrastructure.llm.provider import Prompt, Reply


class Groq(Adapter):
    package = "groq"
    http = "httpx"

    def make(self, package: Any, http_client: Any) -> Any:
        return package.AsyncGroq(
            api_key=self.access.key,
            base_url=self.access.base_url,
            max_retries=0,
            timeout=http_client.timeout,
            http_client=http_client,
        )

    async def call(self, prompt: Prompt, progress: Progress | None) -> Reply:
        # Groq sends the usage of a stream without being asked.
        given = arguments(prompt, stream=progress is not None, stream_options=False)
        done = await self.client.chat.completions.create(**given)
        if progress is None:
            return whole_reply(done)
        async with done:
            return await streamed_reply(done, progress)
