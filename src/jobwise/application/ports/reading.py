"""Reading what people point at: a posting in any shape, a finished document in any format."""

from typing import Protocol

from jobwise.domain.generations.readback import ReadText
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.posting import PostingText


class PostingReader(Protocol):
    """Recognises by content: pasted text, a web page, a board's JSON, our own job JSON."""

    def __call__(self, data: bytes, *, name: str = "") -> PostingText:
        """What the posting shows. Raises UnreadableInput or TooLarge."""
        ...


class DocumentReader(Protocol):
    """Recognises by content: PDF, DOCX, HTML, Markdown, plain text."""

    def __call__(self, data: bytes, name: str = "") -> ReadText:
        """The text in reading order. Raises UnreadableInput or TooLarge."""
        ...


class JobReader(Protocol):
    """Reads a posting without holding up whoever else is served."""

    async def __call__(self, data: bytes, *, name: str = "") -> Job:
        """What the posting asks and offers. Raises UnreadableInput or TooLarge."""
        ...


class TextReader(Protocol):
    """Reads files of strangers where they can do no harm."""

    async def __call__(self, data: bytes, *, name: str, limit_bytes: int) -> str:
        """The text of a TXT, PDF or DOCX, lines ended by newlines, at most `limit_bytes` of UTF-8.

        Raises UnreadableInput (NoText, ReadingStopped), TooLarge, or MissingHere.
        """
        ...
