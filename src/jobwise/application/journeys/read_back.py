"""What a tracking system reads in a resume that was made: its file is drawn, read back and compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jobwise.application.exports.parts import order_of, part_of
from jobwise.application.ports.generations import Printable
from jobwise.application.ports.press import Order, Press
from jobwise.application.ports.workshop import Brief, Workshop
from jobwise.domain.exports.export import LookWish
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.document import Document
from jobwise.domain.generations.generation import Generation
from jobwise.domain.shared.codec import from_data
from jobwise.domain.shared.errors import InvalidInput, MissingHere

_READ = (Format.PDF, Format.DOCX)
"""What tracking systems are sent, the more usual one first."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The ATS report on the file of a resume: on the one that is wanted with it, else on the PDF of its template.

    What cannot be drawn as a PDF here (its script has no font) is read as a Word file.
    """

    workshop: Workshop
    press: Press

    async def __call__(self, generation: Generation, brief: Brief, document: Document) -> Mapping[str, Any]:
        file = await self._drawn(generation, document)
        return await self.workshop.assess(document, file, brief.job, brief.as_of)

    async def _drawn(self, generation: Generation, document: Document) -> bytes | None:
        for order in _orders(generation, document):
            try:
                return (await self.press.print(order)).data
            except (InvalidInput, MissingHere):
                # Asking for this file will say so; the next form may do.
                continue
        return None


def _orders(generation: Generation, document: Document) -> Iterator[Order]:
    asked = generation.options.get("export")
    wishes = [LookWish(format) for format in _READ]
    if asked is not None:
        wishes.insert(0, from_data(LookWish, asked))
    for wish in wishes:
        if wish.format in _READ:
            yield order_of(part_of(wish, Printable.of(generation), document).look, document)
