"""From what somebody asks for to the parts of an export, and from those to the orders of the press."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from jobwise.application.ports.generations import Printable
from jobwise.application.ports.press import DEFAULT_TEMPLATE, Order
from jobwise.domain.exports.export import Look, LookWish, Part
from jobwise.domain.exports.layout import Format, Paper
from jobwise.domain.exports.naming import file_name, numbered
from jobwise.domain.exports.papers import paper_in
from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.shared.errors import Detail, InvalidInput, NotCompleted, NotFound


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document, and how its file is to be."""

    generation_id: UUID
    look: LookWish


def parts_of(wanted: Sequence[Wanted], found: Mapping[UUID, Printable]) -> tuple[Part, ...]:
    """The parts in the order asked. NotFound for a generation that is not there, NotCompleted for one without its
    document, InvalidInput for a format that it cannot be written in."""
    parts = [_part(one, found, place if len(wanted) > 1 else None) for place, one in enumerate(wanted)]
    names = numbered([part.name for part in parts])
    return tuple(replace(part, name=name) for part, name in zip(parts, names, strict=True))


def part_of(wish: LookWish, one: Printable, document: Document) -> Part:
    """How the file of a document will be: what was not wished is as the document was made for."""
    template = wish.template or str(one.options.get("template") or DEFAULT_TEMPLATE)
    paper = wish.paper or Paper(one.options.get("paper") or paper_in(one.country_code))
    name = file_name(document, one.company, wish.format)
    return Part(one.id, one.kind, Look(wish.format, template, "", paper, wish.engine), name)


def orders_of(parts: Sequence[Part], found: Mapping[UUID, Printable]) -> Iterator[Order | None]:
    """What the press is to draw for each part; None for JSON, which is not drawn. NotFound for what is gone."""
    for part in parts:
        one, look = found.get(part.generation_id), part.look
        if one is None or one.content is None:
            raise NotFound("There is no such generation.")
        yield order_of(look, one.content) if look.format is not Format.JSON else None


def order_of(look: Look, document: Document) -> Order:
    """The order to draw a document in this look. How it was made is not drawn, and need not travel."""
    return Order(_plain(document), look.format, look.template, look.paper, look.engine)


def _part(wanted: Wanted, found: Mapping[UUID, Printable], place: int | None) -> Part:
    one = found.get(wanted.generation_id)
    at = [] if place is None else [f"items/{place}"]
    if one is None:
        raise NotFound("There is no such generation.", [Detail("/".join([*at, "generation_id"]), "is not there")])
    if one.content is None:
        details = [Detail("/".join([*at, "generation_id"]), one.status.value)]
        raise NotCompleted(one.status.why_none, details)
    if wanted.look.format is Format.JSON and one.kind is not GenerationKind.RESUME:
        details = [Detail("/".join([*at, "format"]), "is for resumes")]
        raise InvalidInput("JSON Resume is a form of resumes; take another format for a letter.", details)
    return part_of(wanted.look, one, one.content)


def _plain(document: Document) -> Document:
    lines = tuple(replace(line, sources=()) if line.sources else line for line in document.lines)
    return replace(document, lines=lines, dropped=())
