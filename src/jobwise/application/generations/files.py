"""Reading a `generation.json` back."""

from dataclasses import dataclass

from jobwise.domain.generations.document import Document
from jobwise.domain.shared import jsontext
from jobwise.domain.shared.codec import from_data
from jobwise.domain.shared.errors import InvalidInput, WrongSchema

GENERATION_FORMAT = "jobwise-generation-1"
"""The first value of every such file; another number is another shape."""


@dataclass(frozen=True, slots=True)
class ReadGeneration:
    """The documents of a `generation.json`, and the day they were made for; empty in older files."""

    resume: Document
    cover_letter: Document | None
    as_of: str = ""


def is_generation(data: bytes) -> bool:
    """Whether the bytes look like a `generation.json`, by its first key."""
    return data.lstrip()[:1] == b"{" and GENERATION_FORMAT.encode() in data[:200]


def read_generation(data: bytes) -> ReadGeneration:
    """The documents of the file. Raises WrongSchema when it is another kind of JSON."""
    value = jsontext.load(data, what="The generation")
    documents = value.get("documents") if isinstance(value, dict) and value.get("format") == GENERATION_FORMAT else None
    if not isinstance(documents, dict) or not isinstance(documents.get("resume"), dict):
        raise WrongSchema("This is not a generation.json; make one with `jobwise tailor --formats json`.")
    letter = documents.get("cover_letter")
    try:
        return ReadGeneration(
            from_data(Document, documents["resume"], "documents/resume"),
            from_data(Document, letter, "documents/cover_letter") if letter is not None else None,
            str(value.get("as_of") or ""),
        )
    except InvalidInput as error:
        reason = error.message.rstrip(".")
        sentence = f"The generation.json is damaged ({reason}); make it again with `jobwise tailor --formats json`."
        raise WrongSchema(sentence, error.details) from error
