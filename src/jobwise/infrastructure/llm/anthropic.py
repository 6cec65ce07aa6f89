from collections.abc import AsyncIterator, Mapping
from typing import Any

from jobwise.application.ports.language_model import Progress
from jobwise.domain.limits import MAX_ANSWER_CHARS
from jobwise.infrastructure.llm.adapter import Adapter
from jobwise.infrastructure.llm.catalogue import JsonMode
from jobwise.infrastructure.llm.chat import is_strict, number, plain
from jobwise.infrastructure.llm.provider import Prompt, ProviderFailed, Reply, Trouble


class Anthropic(Adapter):
    package = "anthropic"
    client_class = "AsyncAnthropic"
    http = "httpx2"

    async def call(self, prompt: Prompt, progress: Progress | None) -> Reply:
        done = await self.client.messages.create(**_arguments(prompt, stream=progress is not None))
        if progress is None:
            return _whole_reply(plain(done))
        async with done:
            return await _streamed_reply(done, progress)


def _arguments(prompt: Prompt, *, stream: bool) -> dict[str, Any]:
    model = prompt.model
    given: dict[str, Any] = {
        "model": model.name,
        "system": prompt.system,
        "messages": [{"role": one.role, "content": one.text} for one in prompt.messages],
        "max_tokens": prompt.max_tokens,
    }
    if model.temperature:
        # The package has dropped the argument; older models still take the field.
        given["extra_body"] = {"temperature": prompt.temperature}
    if model.json is JsonMode.SCHEMA and is_strict(prompt.schema):
        given["output_config"] = {"format": {"type": "json_schema", "schema": dict(prompt.schema)}}
    if stream:
        given["stream"] = True
    return given


def _whole_reply(data: Mapping[str, Any]) -> Reply:
    blocks = data.get("content")
    if data.get("stop_reason") == "refusal":
        raise ProviderFailed(Trouble.REFUSED)
    if not isinstance(blocks, list):
        raise ProviderFailed(Trouble.GARBAGE)
    texts = [str(block.get("text") or "") for block in map(_mapping, blocks) if block.get("type") == "text"]
    if not texts:
        raise ProviderFailed(Trouble.GARBAGE)
    used = _mapping(data.get("usage"))
    whole = data.get("stop_reason") != "max_tokens"
    return Reply("".join(texts), number(used, "input_tokens"), number(used, "output_tokens"), whole)


async def _streamed_reply(events: AsyncIterator[object], progress: Progress) -> Reply:
    """The reply in a stream of events. One that ends without its last event was cut."""
    parts: list[str] = []
    chars, ended, reason = 0, False, ""
    used: dict[str, Any] = {}
    async for event in events:
        data = plain(event)
        kind = data.get("type")
        if kind == "message_start":
            used |= _mapping(_mapping(data.get("message")).get("usage"))
        elif kind == "content_block_delta" and isinstance(text := _mapping(data.get("delta")).get("text"), str):
            parts.append(text)
            chars += len(text)
            if chars > MAX_ANSWER_CHARS:
                raise ProviderFailed(Trouble.UNUSABLE)
            progress(chars)
        elif kind == "message_delta":
            reason = str(_mapping(data.get("delta")).get("stop_reason") or "")
            # Its count of what was read can be missing, and then must not hide the first one.
            used |= {name: value for name, value in _mapping(data.get("usage")).items() if value is not None}
        elif kind == "message_stop":
            ended = True
    if reason == "refusal":
        raise ProviderFailed(Trouble.REFUSED)
    if not ended or not parts:
        raise ProviderFailed(Trouble.CUT if parts else Trouble.GARBAGE)
    tokens = number(used, "input_tokens"), number(used, "output_tokens")
    return Reply("".join(parts), *tokens, whole=reason != "max_tokens")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
