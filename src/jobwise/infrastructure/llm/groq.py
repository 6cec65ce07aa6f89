from jobwise.application.ports.language_model import Progress
from jobwise.infrastructure.llm.adapter import Adapter
from jobwise.infrastructure.llm.chat import arguments, completed
from jobwise.infrastructure.llm.provider import Prompt, Reply


class Groq(Adapter):
    package = "groq"
    client_class = "AsyncGroq"
    http = "httpx"

    async def call(self, prompt: Prompt, progress: Progress | None) -> Reply:
        # Groq sends the usage of a stream without being asked.
        given = arguments(prompt, stream=progress is not None, stream_options=False)
        return await completed(self.client, given, progress)
