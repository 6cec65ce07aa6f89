"""Characters without a font are named with the package that brings one; shipped metrics are those of the fonts."""

import pytest
from deploy.make_fonts import metrics

from jobwise import resources
from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.glyphs import missing_glyphs, unheld
from jobwise.domain.exports.layout import Layout, Paper
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.infrastructure.templates import METRICS, load_templates


def laid(text: str) -> Layout:
    document = Document(GenerationKind.RESUME, "en", "Demo", "Demo", (Line(Role.TEXT, text),))
    return lay_out(document, load_templates()["modern"], Paper.A4)


@pytest.mark.parametrize(
    "text",
    [
        "Łódź, Ångström, naïve, Škoda, İstanbul, Tiếng Việt, €, ₹, “quotes” – dashes — …",
        "Ελένη Щукина Ћирилица Ўзбек",
        "سلمى الحداد ۱۲۳ پژوهش",
        "נועה ברקאי",
        "अनन्या वर्मा ₹",
        "ศิริพร น้ำ",
        "→ ≥ ≤ ≈ ✓ ★ ▪ ● ◆",
        "zero\u200dwidth\u200cjoiners\u00a0and spaces",
    ],
)
def test_shipped_fonts_draw_the_scripts_they_are_shipped_for(text: str) -> None:
    assert unheld(laid(text)) == ""


def test_what_no_font_draws_is_named_once_with_its_package() -> None:
    missing = missing_glyphs(laid("工作 工 한 か 😀 ᚠ"), lambda _: False)
    packages = {each.char: each.package for each in missing}
    assert list(packages) == sorted("ᚠか工作한😀")
    assert packages == dict.fromkeys("か工作한", "fonts-noto-cjk") | {
        "ᚠ": "fonts-noto-core",
        "😀": "fonts-noto-color-emoji",
    }


def test_a_font_of_the_machine_settles_it() -> None:
    assert missing_glyphs(laid("工作"), lambda char: char in "工作") == ()


def test_the_shipped_metrics_are_those_of_the_shipped_fonts() -> None:
    made = metrics(resources.path("data/fonts"))
    kept = resources.parsed(METRICS)
    assert made.keys() == kept.keys()
    for stem, measures in made.items():
        runs = [[first, list(widths)] for first, widths in measures["runs"]]
        assert kept[stem] == measures | {"runs": runs}
