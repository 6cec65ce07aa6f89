"""A press that draws at once, and fails when it is told to."""

from dataclasses import dataclass, field
from functools import cache

from jobwise.application.ports.press import Order, Printed, Printing
from jobwise.domain.exports.export import Look
from jobwise.domain.exports.layout import Engine, Format
from jobwise.domain.shared.errors import Detail, InvalidInput, MissingHere
from jobwise.infrastructure.archives.bundle import bundle
from jobwise.infrastructure.templates import ShippedTemplates

UNDRAWN = "𓀀"
"""A character that this press has no font for."""


@dataclass
class FakePress:
    """What it prints is the order in words. `failures` are raised by the next prints, one each; lines that it `loses`
    are not in the file."""

    failures: list[Exception] = field(default_factory=list)
    loses: frozenset[str] = frozenset()
    printed: list[Order] = field(default_factory=list)

    async def check(self, order: Order) -> None:
        if order.engine is not None and order.format is not Format.PDF:
            raise InvalidInput("Only a PDF is drawn by an engine; leave it out.", [Detail("engine", "is for pdf")])
        if order.template not in _versions():
            raise InvalidInput("There is no such template.", [Detail("template", "is unknown")])
        if any(UNDRAWN in line.text for line in order.document.lines):
            raise MissingHere(f"No font here draws {UNDRAWN}.")

    async def print(self, order: Order) -> Printed:
        if self.failures:
            raise self.failures.pop(0)
        await self.check(order)
        self.printed.append(order)
        engine = (order.engine or Engine.WEASYPRINT) if order.format is Format.PDF else None
        look = Look(order.format, order.template, _versions()[order.template], order.paper, engine)
        words = [line.text for line in order.document.lines if line.text not in self.loses]
        return Printed("\n".join([*map(str, (look.format, look.template, look.paper, engine)), *words]).encode(), look)


@cache
def _versions() -> dict[str, str]:
    return {one.name: one.version for one in ShippedTemplates().listed()}


def fake_printing(press: FakePress | None = None) -> Printing:
    return Printing(press or FakePress(), bundle, ShippedTemplates())
