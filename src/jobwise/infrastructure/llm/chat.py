"""Chat completions, the protocol of OpenAI that Groq, Ollama and most others speak too."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from jobwise.application.ports.language_model import Progress
from jobwise.domain.limits import MAX_ANSWER_CHARS
from jobwise.infrastructure.llm.catalogue import JsonMode
from jobwise.infrastructure.llm.provider import Prompt, ProviderFailed, Reply, Trouble


def arguments(prompt: Prompt, *, stream: bool, stream_options: bool) -> dict[str, Any]:
    """What the package's `create` is called with; a model is given nothing that it does not take."""
    model = prompt.model
    messages = [{"role": "system", "content": prompt.system}]
    messages += [{"role": one.role, "content": one.text} for one in prompt.messages]
    given: dict[str, Any] = {"model": model.name, "messages": messages, model.tokens_field: prompt.max_tokens}
    if model.temperature:
        given["temperature"] = prompt.temperature
    if model.json is JsonMode.OBJECT:
        given["response_format"] = {"type": "json_object"}
    elif model.json is JsonMode.SCHEMA:
        shown = {"name": prompt.shape_name, "schema": dict(prompt.schema), "strict": is_strict(prompt.schema)}
        given["response_format"] = {"type": "json_schema", "json_schema": shown}
    if stream:
        given["stream"] = True
        if stream_options:
            given["stream_options"] = {"include_usage": True}
    return given


async def completed(client: Any, given: Mapping[str, Any], progress: Progress | None) -> Reply:
    """One request through a package of this protocol; as a stream when its progress is asked for."""
    done = await client.chat.completions.create(**given)
    if progress is None:
        return whole_reply(done)
    async with done:
        return await streamed_reply(done, progress)


def is_strict(schema: object) -> bool:
    """Whether every object of the schema names all of its fields and no others, as strict providers ask."""
    if isinstance(schema, list):
        return all(is_strict(one) for one in schema)
    if not isinstance(schema, Mapping):
        return True
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        if schema.get("additionalProperties") is not False or set(schema.get("required", ())) != set(fields):
            return False
    return all(is_strict(one) for one in schema.values())


def whole_reply(done: object) -> Reply:
    """The reply in a finished completion, whatever it is; the package does not check it."""
    data = plain(done)
    choice = _first(data.get("choices"))
    if choice is None:
        raise ProviderFailed(Trouble.GARBAGE)
    message = _mapping(choice.get("message"))
    text = message.get("content")
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        raise ProviderFailed(Trouble.REFUSED)
    if not isinstance(text, str):
        raise ProviderFailed(Trouble.GARBAGE)
    used = _mapping(data.get("usage"))
    return Reply(text, number(used, "prompt_tokens"), number(used, "completion_tokens"), _is_whole(choice))


async def streamed_reply(chunks: AsyncIterator[object], progress: Progress) -> Reply:
    """The reply in a stream of chunks. One that ends without saying why was cut."""
    parts: list[str] = []
    chars, ended, whole = 0, False, True
    used: Mapping[str, Any] = {}
    async for chunk in chunks:
        data = plain(chunk)
        used = _mapping(data.get("usage")) or _mapping(_mapping(data.get("x_groq")).get("usage")) or used
        choice = _first(data.get("choices"))
        if choice is None:
            continue
        delta = _mapping(choice.get("delta"))
        if delta.get("refusal") or choice.get("finish_reason") == "content_filter":
            raise ProviderFailed(Trouble.REFUSED)
        if isinstance(text := delta.get("content"), str) and text:
            parts.append(text)
            chars += len(text)
            if chars > MAX_ANSWER_CHARS:
                raise ProviderFailed(Trouble.UNUSABLE)
            progress(chars)
        if choice.get("finish_reason"):
            ended, whole = True, _is_whole(choice)
    if not ended:
        raise ProviderFailed(Trouble.CUT if parts else Trouble.GARBAGE)
    return Reply("".join(parts), number(used, "prompt_tokens"), number(used, "completion_tokens"), whole)


def plain(done: object) -> Mapping[str, Any]:
    """The JSON object that a package's own type was made from; empty for anything else."""
    dump = getattr(done, "model_dump", None)
    return _mapping(dump(mode="python", warnings=False) if callable(dump) else done)


def number(used: Mapping[str, Any], name: str) -> int | None:
    """A count that a provider gave, when it is one that can be true."""
    value = used.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100_000_000 else None


def _is_whole(choice: Mapping[str, Any]) -> bool:
    return choice.get("finish_reason") != "length"


def _first(choices: object) -> Mapping[str, Any] | None:
    return _mapping(choices[0]) if isinstance(choices, list) and choices else None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
