"""The base of everything that is sent to us, and the kinds of text in it.

No input has a field we do not know, and no text holds what a database or a document cannot: NUL, control characters,
half a surrogate pair.
"""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.fields import FieldInfo

from jobwise.domain.limits import MAX_NAME_CHARS, MAX_TEXT_CHARS, MAX_URL_CHARS

# Tab and the two signs of a line's end are text; the other control characters are not.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _is_text(text: str) -> str:
    if _NOT_TEXT.search(text):
        raise ValueError("holds control characters or half a surrogate pair; remove them")
    return text


def _is_one_line(text: str) -> str:
    if "\n" in _is_text(text) or "\r" in text:
        raise ValueError("is one line; take the line breaks out")
    return text


def _is_number(value: object) -> object:
    # A text that reads as a number is a text, and true is not 1.
    if isinstance(value, str | bool):
        raise ValueError("is no whole number")
    return value


def like(pattern: str) -> FieldInfo:
    """Says the same in the document, for clients; the validators above stay the judges."""
    found: FieldInfo = Field(json_schema_extra={"pattern": pattern})
    return found


_LIKE_TEXT = like(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")
_LIKE_LINE = like(r"^[^\x00-\x08\x0a-\x1f\x7f]*$")
_LIKE_NAME = like(
    r"^[^\x00-\x08\x0a-\x1f\x7f]*[^\x00-\x20\x7f\x85\xa0\u1680\u2000-\u202f\u205f\u3000][^\x00-\x08\x0a-\x1f\x7f]*$"
)


Line = Annotated[str, StringConstraints(max_length=MAX_NAME_CHARS), AfterValidator(_is_one_line), _LIKE_LINE]
"""A name, a title, a place: one line of at most 200 characters, maybe empty."""

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_NAME_CHARS, strip_whitespace=True),
    AfterValidator(_is_one_line),
    _LIKE_NAME,
]
"""A line that is not empty."""

Text = Annotated[str, StringConstraints(max_length=MAX_TEXT_CHARS), AfterValidator(_is_text), _LIKE_TEXT]
"""Free text of at most 20,000 characters."""

Address = Annotated[str, StringConstraints(max_length=MAX_URL_CHARS), AfterValidator(_is_one_line), _LIKE_LINE]
"""A web address, checked further by whoever needs it."""

Search = Annotated[str, StringConstraints(max_length=MAX_NAME_CHARS), AfterValidator(_is_one_line), _LIKE_LINE]
"""What a list is searched for."""


WHOLE = BeforeValidator(_is_number)
"""Behind the bounds of an int: a whole number, also when it is written as 3.0, and nothing that only reads as one."""


class Input(BaseModel):
    """What a client sends. Unknown fields are refused, so that a typing error is seen and nothing else is set."""

    model_config = ConfigDict(extra="forbid", strict=False, allow_inf_nan=False, hide_input_in_errors=True)

    def given(self) -> dict[str, Any]:
        """Only the fields that were sent: what PATCH merges."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Output(BaseModel):
    """What we answer: described for OpenAPI, built elsewhere."""

    model_config = ConfigDict(extra="forbid")
