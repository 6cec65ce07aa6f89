"""From a question to the words that leave the house."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from functools import lru_cache
from json import dumps
from typing import Any

from jobwise import resources
from jobwise.application.ports.language_model import Question
from jobwise.domain.limits import MAX_PROMPT_FACT_BYTES, MAX_PROMPT_POSTING_BYTES, MAX_PROMPT_SAMPLE_BYTES
from jobwise.domain.prompts.cleaning import cut, seen
from jobwise.domain.prompts.fields import ModelTask, ToldSample
from jobwise.domain.prompts.masks import Masks
from jobwise.domain.shared.errors import UnreadableInput
from jobwise.infrastructure.extraction.posting_html import html_text, is_html
from jobwise.infrastructure.llm.catalogue import Model
from jobwise.infrastructure.llm.provider import Message, Prompt

_FOLDER = "data/prompts"
_TAG = re.compile(r"<[^<>]{0,500}>")
_MAX_REPEATED_CHARS = 20_000


@lru_cache(maxsize=1)
def _versions() -> Mapping[str, str]:
    versions: dict[str, str] = resources.parsed(f"{_FOLDER}/prompts.json")
    return versions


def _words(name: str) -> str:
    return resources.text(f"{_FOLDER}/{_versions()[name]}.txt").strip()


def version_of(task: ModelTask) -> str:
    """Which words a task is asked with, as it is kept beside what came of it."""
    return f"{_versions()[task]}+{_versions()['question']}"


def system_of(task: ModelTask) -> str:
    """The constant words of a task; no data ever stands in them."""
    return _words(task)


def fresh_fence() -> str:
    """A line that nobody who wrote the data can have known."""
    return f"=== {secrets.token_hex(16)} ==="


def data_of(question: Question[Any]) -> str:
    """The fields of a question as JSON, cleaned, masked and cut. Of long samples this takes some tenths of a second."""
    return dumps(_told(question.fields, question.masks), ensure_ascii=False, separators=(",", ":"))


def composed(question: Question[Any], data: str, model: Model, fence: Callable[[], str] = fresh_fence) -> Prompt:
    """The question as one message: its data between two fences, then the schema."""
    schema = dumps(question.shape.schema, ensure_ascii=False, separators=(",", ":"))
    asked = _words("question").format(fence=fence(), data=data, schema=schema)
    return Prompt(
        model,
        system_of(question.task),
        (Message("user", asked),),
        question.shape.name,
        question.shape.schema,
        question.max_tokens,
        question.temperature,
    )


def repairing(prompt: Prompt, answer: str, complaint: str) -> Prompt:
    """The same prompt, followed by the answer it got and what was wrong with it."""
    again = (
        *prompt.messages,
        Message("assistant", answer[:_MAX_REPEATED_CHARS].strip() or "(nothing)"),
        Message("user", _words("repair").format(complaint=complaint)),
    )
    return Prompt(
        prompt.model, prompt.system, again, prompt.shape_name, prompt.schema, prompt.max_tokens, prompt.temperature
    )


def _told(value: object, masks: Masks, most_bytes: int = MAX_PROMPT_FACT_BYTES) -> Any:
    """The JSON value of the fields: only texts, lists of them, and the told types."""
    if isinstance(value, str):
        return shown(value, masks, most_bytes)
    if isinstance(value, tuple):
        return [_told(one, masks, most_bytes) for one in value]
    if not is_dataclass(value):
        raise TypeError(f"a model is not told a {type(value).__name__}")
    return {one.name: _told(getattr(value, one.name), masks, _most_bytes(value, one.name)) for one in fields_of(value)}


def _most_bytes(holder: object, name: str) -> int:
    if name == "posting":
        return MAX_PROMPT_POSTING_BYTES
    return MAX_PROMPT_SAMPLE_BYTES if isinstance(holder, ToldSample) and name == "text" else MAX_PROMPT_FACT_BYTES


def shown(text: str, masks: Masks, most_bytes: int) -> str:
    """What a model sees of a text: what a person would see of it, without the person, up to so many bytes."""
    if is_html(text) or "<!--" in text:
        text = _without_markup(text[: 10 * most_bytes])
    # Masked before it is cut, so that no half of a number is left over.
    return cut(masks.hide(seen(text, most_bytes=2 * most_bytes)), most_bytes)


def _without_markup(markup: str) -> str:
    try:
        return html_text(markup)[0]
    except UnreadableInput:
        return _TAG.sub(" ", markup)
