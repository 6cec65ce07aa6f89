"""LaTeX source for pdflatex (Latin text) and xelatex (every script); what a person wrote is escaped."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from jobwise.domain.exports.glyphs import is_east_asian
from jobwise.domain.exports.layout import Block, BlockStyle, Format, Layout, Template
from jobwise.domain.exports.measure import lines_of
from jobwise.domain.shared.text import one_line
from jobwise.infrastructure.rendering.fonts import region_of

# Every character that TeX does not print as itself, and the second half of each pair that it joins to another sign.
_BREAK = "\u200b"
_SIGNS = {
    _BREAK: r"\allowbreak{}",
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    '"': r"\textquotedbl{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "•": r"\textbullet{}",
    "\u00a0": " ",
    "\u2011": "-",
    "\u202f": " ",
}
_EAST = "NotoSansCJK"
_TABLE = str.maketrans(_SIGNS)
_PAIRS = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)|(?<=[?!])(?=['])")
# What pdflatex prints with the T1 and TS1 encodings.
_PDFLATEX = re.compile(
    r"[\x20-\x7e\u00a0-\u017f\u0218-\u021b\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u20ac\u2122]*"
)

_PREAMBLE = r"""\documentclass[10pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \input{glyphtounicode}\pdfgentounicode=1
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
  \IfFileExists{helvet.sty}{\usepackage[scaled=0.92]{helvet}}{}
  \renewcommand{\familydefault}{\sfdefault}
\else
  \usepackage{fontspec}
  \IfFontExistsTF{FAMILY}{\setmainfont{FAMILY}}{}
\fi
\ifXeTeX\TeXXeTstate=1 \fi
\usepackage[papersize={WIDTHpt,HEIGHTpt},top=TOPpt,right=RIGHTpt,bottom=BOTTOMpt,left=LEFTpt]{geometry}
\usepackage{color}
\usepackage[unicode,hidelinks]{hyperref}
\hypersetup{pdftitle={TITLE},pdfauthor={AUTHOR},pdflang={LANGUAGE}}
\pagestyle{empty}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0pt}
\setlength{\emergencystretch}{3em}
\raggedbottom
\hyphenpenalty=10000
\exhyphenpenalty=10000
% #1 size, #2 leading, #3 colour, #4 space above, #5 words
\newcommand{\resumeline}[5]{\par\vspace{#4}{\fontsize{#1}{#2}\selectfont\color[rgb]{#3}\raggedright#5\par}}
\newcommand{\resumeright}[1]{\ifXeTeX\beginR#1\endR\else#1\fi}
"""


class Latex:
    """A document of the article class; non-Latin scripts name their Noto font and ask for xelatex."""

    format = Format.TEX
    engine = None

    def render(self, layout: Layout) -> bytes:
        body = "\n".join(_line(block, layout) for block in layout.blocks)
        source = f"{_preamble(layout)}\\begin{{document}}\n{body}\n\\end{{document}}\n"
        return source.encode("utf-8")


def beyond_pdflatex(layout: Layout) -> str:
    """The characters that pdflatex does not print, each once, in code point order; empty when it prints all."""
    odd = (set(block.text) for block in layout.blocks if not _PDFLATEX.fullmatch(block.text))
    return "".join(sorted(char for char in set().union(*odd) if not _PDFLATEX.fullmatch(char)))


def escaped(text: str) -> str:
    """The text as LaTeX that prints exactly it: no command, group, comment or joined sign of its own."""
    return "{}".join(part.translate(_TABLE) for part in _PAIRS.split(text))


def _preamble(layout: Layout) -> str:
    document, template = layout.document, layout.template
    width, height = layout.paper.size_pt
    top, right, bottom, left = template.margins
    # TeX's point is 1/72.27 inch, the layout's 1/72.
    values = {
        "FAMILY": template.font.family,
        "WIDTHpt": f"{width}bp",
        "HEIGHTpt": f"{height}bp",
        "TOPpt": f"{top}bp",
        "RIGHTpt": f"{right}bp",
        "BOTTOMpt": f"{bottom}bp",
        "LEFTpt": f"{left}bp",
    }
    text = _PREAMBLE
    for name, value in values.items():
        text = text.replace(name, value)
    text = text.replace("LANGUAGE", re.sub(r"[^A-Za-z0-9-]", "", document.language))
    title, _, rest = text.partition("TITLE")
    middle, _, end = rest.partition("AUTHOR")
    text = title + escaped(one_line(document.title)) + middle + escaped(one_line(document.author)) + end
    return ("" if not beyond_pdflatex(layout) else "% !TeX program = xelatex\n") + text + _script_fonts(layout)


def _script_fonts(layout: Layout) -> str:
    text = "".join(block.text for block in layout.blocks)
    families = {stem: _family(stem) for stem in layout.template.font.stems(text)[1:]}
    if any(_stem(char, layout.template) == _EAST for char in set(text)):
        families[_EAST] = f"Noto Sans CJK {region_of(layout.document.language.lower())}"
    lines = []
    for stem, family in families.items():
        command = _command(stem)
        lines.append(
            f"\\ifPDFTeX\\newcommand{{{command}}}{{}}\\else"
            f"\\IfFontExistsTF{{{family}}}{{\\newfontfamily{command}{{{family}}}}}{{\\newcommand{{{command}}}{{}}}}\\fi\n"
        )
    return "".join(lines)


def _family(stem: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)


def _command(stem: str) -> str:
    return "\\script" + re.sub(r"[^A-Za-z]", "", stem.removeprefix("NotoSans")).lower()


def _line(block: Block, layout: Layout) -> str:
    style = block.style
    words = _words(block, layout)
    if block.rtl:
        words = f"\\resumeright{{{words}}}"
    if style.bold:
        words = f"\\bfseries {words}"
    if block.hang or style.indent:
        hang = f"\\hangindent={block.hang + style.indent:g}bp\\hangafter=1 "
        words = f"{hang}\\hspace*{{{style.indent:g}bp}}{words}" if style.indent else hang + words
    if block.align != "left":
        words = ("\\centering " if block.align == "center" else "\\raggedleft ") + words
    line = (
        f"\\resumeline{{{style.size:g}bp}}{{{style.leading:g}bp}}{{{_rgb(style.colour)}}}{{{block.gap:g}bp}}{{{words}}}"
    )
    return line + _rule(style) + ("\\nopagebreak" if style.keep_next else "")


def _words(block: Block, layout: Layout) -> str:
    text, lead, template = block.text, block.lead, layout.template
    for place in reversed(tuple(_cuts(text, lines_of(block, template, layout.paper)))):
        text = f"{text[:place]}{_BREAK}{text[place:]}"
        lead += place < lead
    if lead:
        return f"\\textbf{{{_in_fonts(text[:lead], template)}}}{_in_fonts(text[lead:], template)}"
    return _in_fonts(text, template)


def _cuts(text: str, lines: Sequence[str]) -> Iterator[int]:
    """Where a line ends without a space: TeX breaks no word by itself, and lets one that is too wide leave the page."""
    place = 0
    for before, line in pairwise(lines):
        place += len(before)
        start = text.index(line, place)
        if start == place:
            yield place
        place = start


def _in_fonts(text: str, template: Template) -> str:
    """The escaped text with each run of another script in its own font: TeX changes no font by itself."""
    if text.isascii():
        return escaped(text)
    runs = groupby(text, lambda char: _stem(char, template))
    written = ((stem, escaped("".join(run))) for stem, run in runs)
    return "".join(f"{{{_command(stem)} {part}}}" if stem else part for stem, part in written)


def _stem(char: str, template: Template) -> str:
    """The font of a character beyond the family's own; empty for those."""
    font = template.font
    if char.isascii() or font.holds(char):
        return font.holders.get(char, "")
    return _EAST if is_east_asian(char) else ""


def _rule(style: BlockStyle) -> str:
    if not style.rule:
        return ""
    return (
        f"{{\\nopagebreak\\vspace{{{style.rule_gap:g}bp}}\\color[rgb]{{{_rgb(style.rule_colour)}}}"
        f"\\hrule height {style.rule:g}bp\\nopagebreak\\vspace{{3bp}}}}"
    )


def _rgb(colour: str) -> str:
    return ",".join(f"{int(colour[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))
