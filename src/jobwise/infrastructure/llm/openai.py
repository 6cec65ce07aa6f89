from typing import Any

from jobwise.application.ports.language_model import Progress
from jobwise.infrastructure.llm.adapter import Adapter
from jobwise.infrastructure.llm.chat import arguments, completed
from jobwise.infrastructure.llm.provider import Prompt, Reply


class OpenAI(Adapter):
    """OpenAI, and every server that speaks its protocol (Ollama, vLLM, LM Studio): the address tells which."""

    package = "openai"
    client_class = "AsyncOpenAI"
    http = "httpx2"
    # A server of one's own asks for no key, but the package does.
    no_key = "none"

    def make(self, package: Any, http_client: Any) -> Any:
        client = super().make(package, http_client)
        # The package takes these from the environment when they are not given; our settings do not know them.
        client.organization = client.project = None
        return client

    async def call(self, prompt: Prompt, progress: Progress | None) -> Reply:
        given = arguments(prompt, stream=progress is not None, stream_options=self.stream_options)
        return await completed(self.client, given, progress)
