"""Where finished documents become files: work for the processor, never done on the event loop.

What crosses is plain and small, so that another process can do the work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from jobwise.domain.exports.export import Look
from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.generations.document import Document, GenerationKind

DEFAULT_TEMPLATE = "modern"


@dataclass(frozen=True, slots=True)
class Order:
    """A document and how it is to look. Without `engine` a PDF is drawn by the best that works here."""

    document: Document
    format: Format
    template: str
    paper: Paper
    engine: Engine | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The bytes of the file, and how they were made: which engine, which version of the template."""

    data: bytes
    look: Look


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """What a person chooses a template by."""

    name: str
    title: str
    description: str
    version: str


class Press(Protocol):
    """The same order gives the same bytes in every process."""

    async def check(self, order: Order) -> None:
        """Raises what `print` would raise for this order each time, in milliseconds and without drawing anything.

        InvalidInput for an unknown template or an engine that does not draw this format, TooLarge over the limits for
        text and bullets, MissingHere for characters that no font here draws (each is named) and for an engine that is
        not installed.
        """
        ...

    async def print(self, order: Order) -> Printed:
        """Draws the file. Raises what `check` raises; TooLarge for a document that takes too long or too much memory;
        Unavailable when whatever drew it has died, which says nothing about the document."""
        ...


class Templates(Protocol):
    """The templates that ship with JobWise."""

    def listed(self) -> tuple[TemplateCard, ...]:
        """All of them, in the order of the registry."""
        ...

    def preview(self, name: str, kind: GenerationKind) -> bytes:
        """A picture (PNG) of an example. NotFound for a template that is not there."""
        ...


class Bundler(Protocol):
    def __call__(self, files: Sequence[tuple[str, bytes]]) -> bytes:
        """One ZIP of the files under their names, in their order; the same files give the same bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Printing:
    """What draws documents, bundles their files, and shows what they can look like."""

    press: Press
    bundle: Bundler
    templates: Templates
