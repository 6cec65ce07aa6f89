"""Orders and files that travel to a process and back."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from jobwise.application.ports.press import Order
from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.generations.document import Document
from jobwise.domain.shared.errors import InvalidInput, TooLarge, Unavailable
from jobwise.infrastructure.pools import press
from jobwise.infrastructure.pools.failures import TooMuchWork
from jobwise.infrastructure.pools.frames import Frame
from jobwise.infrastructure.pools.press import PooledPress
from jobwise.infrastructure.pools.printing import jobs_of
from jobwise.infrastructure.rendering.press import Printer, shipped
from tests.support.filled import filled


@pytest.fixture(scope="module")
def printer() -> Printer:
    return shipped()


class InPlace:
    """Draws here, with everything but the bytes through JSON; or fails as it is told to."""

    def __init__(self, printer: Printer, failure: Exception | None = None) -> None:
        self._printer, self._failure = printer, failure

    async def run(self, job: str, given: Callable[[], Any]) -> Frame:
        if self._failure is not None:
            raise self._failure
        frame = jobs_of(self._printer)[job](orjson.loads(orjson.dumps(given())), b"")
        return Frame(orjson.loads(orjson.dumps(frame.note)), frame.blob)


def order(format: Format = Format.DOCX, **given: Any) -> Order:
    return Order(filled(Document), format, **{"template": "modern", "paper": Paper.A4, **given})


@pytest.mark.parametrize("format", [Format.DOCX, Format.TEX, Format.MD])
async def test_what_comes_back_is_what_is_drawn_in_place(printer: Printer, format: Format) -> None:
    pooled = PooledPress(InPlace(printer), lambda: printer)
    assert await pooled.print(order(format)) == printer.print(order(format))


async def test_an_order_is_checked_without_a_process(printer: Printer) -> None:
    pooled = PooledPress(InPlace(printer, AssertionError("no process is asked")), lambda: printer)
    await pooled.check(order())
    for bad in (order(template="none such"), order(Format.DOCX, engine=Engine.TYPST)):
        with pytest.raises(InvalidInput):
            await pooled.check(bad)


@pytest.mark.parametrize(
    ("happens", "told"), [(TooMuchWork("22 s"), TooLarge), (Unavailable("It ended."), Unavailable)]
)
async def test_only_what_takes_too_much_is_the_fault_of_the_document(
    printer: Printer, happens: Exception, told: type[Exception]
) -> None:
    with pytest.raises(told) as refused:
        await PooledPress(InPlace(printer, happens), lambda: printer).print(order())
    assert type(refused.value) is told


def test_a_process_is_told_where_fonts_are_and_which_engine_is_preferred() -> None:
    environment = press.printing(Engine.TYPST, ("/fonts/a", "/fonts/b"))._recipe.environment("work")
    assert (environment[press.ENGINE], environment[press.FONT_DIRS]) == ("typst", "/fonts/a:/fonts/b")
