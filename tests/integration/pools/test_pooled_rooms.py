"""The workshop and the press as a server has them: in processes."""

import asyncio
from dataclasses import replace

from jobwise.application.ports.press import Order
from jobwise.application.ports.workshop import Brief, ResumeWish
from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.infrastructure.pools.press import PooledPress, printing
from jobwise.infrastructure.pools.workshop import making, shipped
from jobwise.infrastructure.rendering.press import preparing
from tests.support.accounts import BENCH
from tests.unit.pools.test_pooled_workshop import AS_OF, JOB, PROFILE


async def test_documents_are_made_and_drawn_in_processes() -> None:
    """The same as in place, to the byte."""
    pools = making(), printing()
    workshop, press = shipped(pools[0]), PooledPress(pools[1], preparing())
    try:
        ranking = await workshop.rank(PROFILE, JOB)
        brief = Brief(PROFILE, JOB, ranking, AS_OF)
        made = await workshop.resume(brief, ResumeWish())
        assert made == BENCH().resume(brief, ResumeWish())
        order = Order(made.document, Format.PDF, "modern", Paper.A4, Engine.TYPST)
        # WeasyPrint has to find the fonts that ship with JobWise where there is no network, too.
        orders = (
            order,
            replace(order, engine=Engine.WEASYPRINT),
            replace(order, format=Format.DOCX, engine=None),
        )
        printer = preparing()()
        for printed, one in zip(await asyncio.gather(*map(press.print, orders)), orders, strict=True):
            assert printed == printer.print(one)
    finally:
        for pool in pools:
            await pool.close()
