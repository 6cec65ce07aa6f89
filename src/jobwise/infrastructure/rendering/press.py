"""The press: orders become files. `Printer` works wherever it stands, `ThreadPress` beside the event loop."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from functools import partial

from jobwise.application.ports.press import Order, Printed
from jobwise.application.ports.rendering import Renderers
from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.export import Look
from jobwise.domain.exports.layout import Engine, Format, Layout, Template
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.infrastructure.rendering.pdflatex import must_compile


class Printer:
    """Checks and draws orders, one at a time: the engines share fonts and style sheets between documents."""

    def __init__(self, templates: Mapping[str, Template], renderers: Renderers) -> None:
        self._templates = templates
        self._renderers = renderers
        self._drawing = threading.Lock()

    def check(self, order: Order) -> None:
        """As `Press.check`."""
        layout = self._laid_out(order)
        if order.engine is Engine.LATEX:
            must_compile(layout)

    def print(self, order: Order) -> Printed:
        """As `Press.print`, without its limits."""
        layout = self._laid_out(order)
        with self._drawing:
            renderer = self._renderers.of(order.format, order.engine)
            data = renderer.render(layout)
        template = layout.template
        return Printed(data, Look(order.format, template.name, template.version, order.paper, renderer.engine))

    def _laid_out(self, order: Order) -> Layout:
        if order.engine is not None and order.format is not Format.PDF:
            raise InvalidInput("Only a PDF is drawn by an engine; leave it out.", [Detail("engine", "is for pdf")])
        if order.format is Format.JSON:
            raise InvalidInput("JSON is written from the profile and not drawn.", [Detail("format", "is not drawn")])
        template = self._templates.get(order.template)
        if template is None:
            known = ", ".join(self._templates)
            raise InvalidInput(f"There is no such template; choose one of {known}.", [Detail("template", "is unknown")])
        layout = lay_out(order.document, template, order.paper)
        if order.format is Format.PDF:
            self._renderers.check_glyphs(layout)
        return layout


class ThreadPress:
    """Draws in threads, one document at a time; `prepare` sets the printer up when the first order comes."""

    def __init__(self, prepare: Callable[[], Printer]) -> None:
        self._prepare = prepare
        self._printer: Printer | None = None
        self._setting_up = threading.Lock()
        self._free = asyncio.Semaphore(1)

    async def check(self, order: Order) -> None:
        await asyncio.to_thread(lambda: self._ready().check(order))

    async def print(self, order: Order) -> Printed:
        async with self._free:
            return await asyncio.to_thread(lambda: self._ready().print(order))

    def _ready(self) -> Printer:
        with self._setting_up:
            if self._printer is None:
                self._printer = self._prepare()
            return self._printer


def shipped(preferred: Engine | None = None, font_dirs: tuple[str, ...] = ()) -> Printer:
    """A printer with the templates and engines that ship with JobWise."""
    from pathlib import Path

    from jobwise.infrastructure.rendering.engines import Engines
    from jobwise.infrastructure.templates import load_templates

    return Printer(load_templates(), Engines(preferred, [Path(folder) for folder in font_dirs]))


def preparing(preferred: Engine | None = None, font_dirs: tuple[str, ...] = ()) -> Callable[[], Printer]:
    """What sets such a printer up, in whichever process it is called."""
    return partial(shipped, preferred, font_dirs)
