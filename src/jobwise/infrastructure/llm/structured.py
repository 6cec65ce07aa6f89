"""From the text of an answer to the value that was asked for."""

import re
from typing import Any, TypeVar

from jobwise.application.ports.language_model import Shape
from jobwise.domain.shared import jsontext
from jobwise.domain.shared.errors import InvalidInput, UnreadableInput

T = TypeVar("T")

_OPENING = re.compile(r"[{\[]")


def read(text: str, shape: Shape[T]) -> T:
    """The value in a text that should be JSON and may stand in a fence or between words.

    Raises InvalidInput with one sentence that is fit to be shown to the model: it repeats nothing of the answer.
    """
    return shape.parse(found(text))


def found(text: str) -> Any:
    """The JSON object or list of a text, from its first opening bracket to its last closing one."""
    if text.lstrip().startswith("<think>"):
        # Some models think aloud first, and what they think may hold brackets.
        text = text.partition("</think>")[2]
    opening = _OPENING.search(text)
    end = max(text.rfind("}"), text.rfind("]"))
    if opening is None:
        raise UnreadableInput("The answer holds no JSON.")
    if end < opening.start():
        raise UnreadableInput("The answer breaks off before its JSON ends.")
    data = text[opening.start() : end + 1].encode("utf-8", "replace")
    return jsontext.load(data, what="The answer")


def complaint_of(error: InvalidInput, *, whole: bool) -> str:
    """What the model is told of an answer that could not be read."""
    return error.message if whole else "It was too long and broke off."
