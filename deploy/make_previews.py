"""Makes data/templates/previews: one small picture of each template for a resume and a letter.

    python deploy/make_previews.py

The person of data/templates/demo.json is fictional.
"""

import io
from pathlib import Path

import pypdfium2

from jobwise import resources
from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.generations.document import Document, DocumentKind, Line, Role
from jobwise.infrastructure.rendering import make_renderer
from jobwise.infrastructure.templates import load_templates

TARGET = Path(__file__).resolve().parent.parent / "data" / "templates" / "previews"
WIDTH_PX = 640
COLOURS = 32


def main() -> None:
    renderer = make_renderer(Format.PDF, Engine.TYPST)
    for name, template in load_templates().items():
        for kind in DocumentKind:
            pdf = renderer.render(lay_out(_demo(kind), template, Paper.A4))
            (TARGET / f"{name}_{kind}.png").write_bytes(_picture(pdf))


def _demo(kind: DocumentKind) -> Document:
    lines = tuple(Line(Role(role), text) for role, text in resources.parsed("data/templates/demo.json")[kind])
    return Document(kind, "en", lines[0].text, lines[0].text, lines)


def _picture(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    image = page.render(scale=WIDTH_PX / page.get_width()).to_pil().convert("RGB").quantize(COLOURS, dither=0)
    document.close()
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    main()
