"""PDF by typst: one wheel, no system library; the pages of the measure go in as one JSON value."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jobwise import resources
from jobwise.domain.exports.layout import BlockStyle, Engine, Format, Layout, Template
from jobwise.domain.exports.measure import Piece, paginate
from jobwise.domain.generations.document import Role
from jobwise.domain.shared.errors import MissingHere
from jobwise.domain.shared.text import one_line
from jobwise.infrastructure.rendering.fonts import needed_faces
from jobwise.infrastructure.rendering.sfnt import Face

PROGRAM = "data/templates/page.typ"

_FIXED_TIME = 315_532_800
"""1980-01-01 UTC, so that the same document gives the same bytes at any time."""

_SLACK_PT = 3.0
"""Taken from the bottom margin, so that rounding inside the engine never turns a page by itself."""

_R2L, _L2R = b"/Direction/R2L", b"/Direction/L2R"
"""typst marks a Hebrew or Arabic file as bound on the right; pdfium then turns the words of its Latin lines around."""

_NO_TITLE = "Document"
"""PDF/UA asks for a title."""


class TypstPdf:
    """Tagged PDF (PDF/UA-1). Keeps the compiler with its fonts between documents."""

    format = Format.PDF
    engine = Engine.TYPST

    def __init__(self, font_dirs: Sequence[Path] = ()) -> None:
        self._font_dirs = tuple(font_dirs)

    def render(self, layout: Layout) -> bytes:
        found = needed_faces(layout, self._font_dirs)
        value = json.dumps(_value(layout, found), ensure_ascii=False)
        folders = tuple(sorted({str(face.path.parent) for face in found}))
        pdf: bytes = _compiler(folders).compile(
            format="pdf", sys_inputs={"layout": value}, pdf_standards=["ua-1"], timestamp=_FIXED_TIME
        )
        return pdf.replace(_R2L, _L2R)


@lru_cache(maxsize=4)
def _compiler(folders: tuple[str, ...]) -> Any:
    try:
        import typst
    except (ImportError, OSError) as error:
        raise MissingHere("The library typst is missing; install it with: pip install typst") from error
    shipped = str(resources.path("data/fonts"))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[shipped, *folders])
    program = resources.path(PROGRAM)
    return typst.Compiler(input=program, root=program.parent, font_paths=fonts, ignore_system_fonts=True)


def _value(layout: Layout, found: Sequence[Face]) -> dict[str, Any]:
    template, document = layout.template, layout.document
    top, right, bottom, left = template.margins
    width, height = layout.paper.size_pt
    stems = template.font.stems("".join(block.text for block in layout.blocks))
    levels = _levels(layout)
    lang, region = _language(document.language)
    return {
        "title": one_line(document.title) or one_line(document.author) or _NO_TITLE,
        "author": one_line(document.author),
        "lang": lang,
        "region": region,
        "width": width,
        "height": height,
        "top": top,
        "right": right,
        "bottom": bottom - _SLACK_PT,
        "left": left,
        "fonts": list(dict.fromkeys([_family(stem) for stem in stems] + [face.family for face in found])),
        "styles": {role.value: _style(style, template) for role, style in template.styles.items()},
        "pages": [[_piece(piece, levels) for piece in page] for page in paginate(layout)],
    }


def _levels(layout: Layout) -> dict[Role, int]:
    """PDF/UA wants the first heading of a file to be of the first level, also where no name stands on top."""
    first = next((block.line.role for block in layout.blocks if block.line.role in (Role.NAME, Role.HEADING)), None)
    return {Role.NAME: 1, Role.HEADING: 2 if first is Role.NAME else 1}


def _piece(piece: Piece, levels: Mapping[Role, int]) -> dict[str, Any]:
    block, lines = piece.block, list(piece.lines)
    lead = ""
    if block.lead and not piece.start:
        lead, lines[0] = lines[0][: block.lead], lines[0][block.lead :]
    return {
        "role": block.line.role.value,
        "level": levels.get(block.line.role, 0),
        "lines": lines,
        "lead": lead,
        "gap": piece.gap,
        "indent": block.style.indent + (block.hang if piece.start else 0),
        "hang": 0 if piece.start else block.hang,
        "rtl": block.rtl,
        "align": block.align,
        "ruled": bool(block.style.rule) and piece.ends,
    }


def _style(style: BlockStyle, template: Template) -> dict[str, Any]:
    # The baseline stands where CSS puts it: ascent and descent of the family centred in the line.
    ascent, descent = (style.size * part / 1000 for part in (template.font.ascent, template.font.descent))
    spare = (style.leading - ascent - descent) / 2
    return {
        "size": style.size,
        "weight": "bold" if style.bold else "regular",
        "colour": style.colour,
        "rise": round(ascent + spare, 3),
        "fall": round(descent + spare, 3),
        "rule": style.rule,
        "rule-gap": style.rule_gap,
        "rule-colour": style.rule_colour,
        "bar": style.bar,
    }


def _family(stem: str) -> str:
    """`NotoSansArabic` as the name inside the font file, `Noto Sans Arabic`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)


def _language(tag: str) -> tuple[str, str | None]:
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?", tag)
    if match is None:
        return "en", None
    return match[1].lower(), match[2].upper() if match[2] else None
