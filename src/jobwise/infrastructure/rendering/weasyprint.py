"""PDF by WeasyPrint: the pages of the measure as HTML, one style sheet per template, no address ever fetched."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement  # Trees are built here, never parsed.

from jobwise import resources
from jobwise.domain.exports.compose import hang_of
from jobwise.domain.exports.layout import BlockStyle, Engine, Format, Layout, Paper, Template
from jobwise.domain.exports.measure import Piece, paginate
from jobwise.domain.generations.document import Role
from jobwise.domain.shared.errors import MissingHere
from jobwise.domain.shared.text import one_line
from jobwise.infrastructure.rendering.fonts import needed_faces
from jobwise.infrastructure.rendering.sfnt import Face

_SLACK_PT = 3.0
"""Taken from the bottom margin, so that rounding inside the engine never turns a page by itself."""

_REGULAR = 400
_TAGS = {Role.NAME: "h1", Role.HEADING: "h2"}


@dataclass(frozen=True, slots=True)
class Source:
    """One font file under the name the style sheet gives it."""

    family: str
    bold: bool
    path: Path

    @property
    def url(self) -> str:
        return self.path.as_uri()


class WeasyPrintPdf:
    """Tagged PDF (PDF/UA-1). Keeps fonts and style sheets between documents."""

    format = Format.PDF
    engine = Engine.WEASYPRINT

    def __init__(self, font_dirs: Sequence[Path] = ()) -> None:
        self._library = _library()
        self._fonts = self._library.font_configuration()
        self._font_dirs = tuple(font_dirs)
        self._sheets: dict[tuple[str, Paper, tuple[Source, ...]], Any] = {}

    def render(self, layout: Layout) -> bytes:
        sources = _sources(layout, needed_faces(layout, self._font_dirs))
        page = self._library.html(_page(layout), self._library.fetcher)
        sheet = self._sheet(layout, sources)
        with _collector_at_rest():
            pdf: bytes = page.write_pdf(stylesheets=[sheet], font_config=self._fonts, pdf_variant="pdf/ua-1")
        return pdf

    def _sheet(self, layout: Layout, sources: tuple[Source, ...]) -> Any:
        key = (layout.template.version, layout.paper, sources)
        if key not in self._sheets:
            fetcher = self._library.fetcher
            fetcher.allowed |= {source.url: source.path for source in sources}
            css = _faces(sources) + _rules(layout.template, layout.paper, sources)
            sheet = self._library.css(string=css, font_config=self._fonts, url_fetcher=fetcher)
            # WeasyPrint takes whatever else the system has for a font that it cannot open, and says nothing.
            lost = next((source.path for source in sources if source.url not in fetcher.opened), None)
            if lost is not None:
                raise MissingHere(f"The font {lost.name} cannot be opened; check the file, or choose the engine typst.")
            self._sheets[key] = sheet
        return self._sheets[key]


class _Library:
    """The parts of WeasyPrint that are used, imported once."""

    def __init__(self) -> None:
        try:
            from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
            from weasyprint import CSS, HTML
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import URLFetcher, URLFetcherResponse
        except (ImportError, OSError) as error:
            raise MissingHere(
                "WeasyPrint's system libraries are missing; install libpango-1.0-0 and libpangoft2-1.0-0, "
                "or choose the engine typst."
            ) from error

        class OwnFontsOnly(URLFetcher):  # type: ignore[misc]
            """Opens the fonts of our own style sheets; every other address is refused.

            They are read as files: `urllib` is shut in a process that may not go to the network.
            """

            allowed: dict[str, Path] = {}  # noqa: RUF012 the class has one instance
            opened: set[str] = set()  # noqa: RUF012

            def fetch(self, url: str, headers: Any = None) -> Any:
                if url not in self.allowed:
                    raise ValueError(f"not a font of the style sheet: {url}")
                data = self.allowed[url].read_bytes()
                self.opened.add(url)
                return URLFetcherResponse(url, data)

        class Tree(HTML):  # type: ignore[misc]
            """A document that is a tree already; WeasyPrint itself would only take text and parse it."""

            def __init__(self, root: Element, fetcher: URLFetcher) -> None:
                self.base_url = None
                self.url_fetcher = fetcher
                self.media_type = "print"
                self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
                self.etree_element = root

        self.css, self.html, self.font_configuration = CSS, Tree, FontConfiguration
        self.fetcher = OwnFontsOnly(allow_redirects=False, allowed_protocols=["file"])


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """All of a document's many objects live until it is written: walking them meanwhile costs a tenth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@lru_cache(maxsize=1)
def _library() -> _Library:
    return _Library()


def _sources(layout: Layout, found: Sequence[Face]) -> tuple[Source, ...]:
    folder = resources.path("data/fonts")
    sources = []
    for stem in layout.template.font.stems("".join(block.text for block in layout.blocks)):
        for bold, weight in ((False, "Regular"), (True, "Bold")):
            path = folder / f"{stem}-{weight}.ttf"
            if path.exists():
                sources.append(Source(f"JobWise {stem}", bold, path))
    sources += [Source(f"JobWise {face.family}", face.weight > _REGULAR, face.path) for face in found]
    return tuple(sources)


def _page(layout: Layout) -> Element:
    """The document as an element tree: what a person wrote is set as text and never parsed."""
    document = layout.document
    root = Element("html", lang=document.language)
    head = SubElement(root, "head")
    SubElement(head, "title").text = one_line(document.title)
    SubElement(head, "meta", name="author", content=one_line(document.author))
    body = SubElement(root, "body")
    gaps = _gap_classes(layout.template)
    for number, page in enumerate(paginate(layout)):
        for place, piece in enumerate(page):
            _paragraph(body, piece, gaps[piece.gap], turns=number > 0 and place == 0)
    return root


def _paragraph(body: Element, piece: Piece, gap: str, turns: bool) -> None:
    block = piece.block
    marks = {
        gap: piece.gap > 0,
        block.align: block.align != "left",
        "ruled": block.style.rule > 0 and piece.ends,
        "turns": turns,
        "goes-on": piece.start > 0,
    }
    classes = " ".join([block.line.role.value, *(name for name, holds in marks.items() if holds)])
    element = SubElement(body, _TAGS.get(block.line.role, "p"), {"class": classes})
    if block.rtl:
        element.set("dir", "rtl")
    text = "\n".join(piece.lines)
    lead = block.lead
    if block.rtl and block.hang:
        # From right to left a negative indent would move the line the wrong way; the mark's own margin does not.
        lead = len(text) - len(text.split(" ", 1)[-1])
    if lead and not piece.start:
        first = SubElement(element, "b" if block.lead else "i")
        first.text, first.tail = text[:lead], text[lead:]
    else:
        element.text = text


def _faces(sources: tuple[Source, ...]) -> str:
    return "".join(
        f'@font-face{{font-family:"{source.family}";font-weight:{"bold" if source.bold else "normal"};'
        f'src:url("{source.url}")}}'
        for source in sources
    )


def _gap_classes(template: Template) -> dict[float, str]:
    spaces = {0.0}
    for style in template.styles.values():
        spaces |= {float(style.before), float(style.after)}
    return {space: f"gap{place}" for place, space in enumerate(sorted(spaces))}


def _rules(template: Template, paper: Paper, sources: tuple[Source, ...]) -> str:
    width, height = paper.size_pt
    top, right, bottom, left = template.margins
    families = ",".join(dict.fromkeys(f'"{source.family}"' for source in sources))
    rules = [
        f"@page{{size:{width}pt {height}pt;margin:{top}pt {right}pt {bottom - _SLACK_PT}pt {left}pt}}"
        f"html,body{{margin:0;font-family:{families}}}.turns{{break-before:page}}"
        "h1,h2,p{margin:0;white-space:pre;font-weight:normal}"
        "h1,h2,p{text-align:left}.right{text-align:right}.center{text-align:center}"
    ]
    for space, name in _gap_classes(template).items():
        rules.append(f".{name}{{margin-top:{space}pt}}")
    for role, style in template.styles.items():
        rules.append(_rule(role, style, template))
    return "".join(rules)


def _rule(role: Role, style: BlockStyle, template: Template) -> str:
    weight = "bold" if style.bold else "normal"
    own = f"font-size:{style.size}pt;font-weight:{weight};line-height:{style.leading}pt;color:{style.colour};"
    if style.bar:
        own += f"border-inline-start:{style.bar}pt solid {style.rule_colour};"
    own += f"padding-inline-start:{style.indent - style.bar}pt"
    rule = f".{role}{{{own}}}"
    if style.rule:
        under = f"padding-bottom:{style.rule_gap}pt;border-bottom:{style.rule}pt solid {style.rule_colour}"
        rule += f".{role}.ruled{{{under}}}"
    if role is Role.BULLET:
        hang = hang_of(template)
        rule += (
            f".{role}{{padding-inline-start:{style.indent + hang}pt;text-indent:-{hang}pt}}"
            f".{role}.goes-on,.{role}.right{{text-indent:0}}"
            f".{role}.right i{{font-style:normal;margin-inline-start:-{hang}pt}}"
        )
    return rule
