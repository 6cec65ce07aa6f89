"""DOCX as plain OOXML: real Word styles from the template's tokens, one paragraph for each line, nothing else.

Written by hand because the whole package is seven small parts; a library would cost more time to import than to run.
"""

import io
import unicodedata
import zipfile
from html import escape

from jobwise.domain.exports.compose import shown
from jobwise.domain.exports.layout import Block, BlockStyle, Format, Layout, Template
from jobwise.domain.generations.document import Role
from jobwise.domain.shared.text import one_line

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Role -> (style id, the name Word knows it by, outline level or None).
_STYLES: dict[Role, tuple[str, str, int | None]] = {
    Role.NAME: ("Title", "Title", None),
    Role.HEADLINE: ("Subtitle", "Subtitle", None),
    Role.CONTACT: ("Contact", "Contact", None),
    Role.HEADING: ("Heading1", "heading 1", 0),
    Role.TITLE: ("Heading2", "heading 2", 1),
    Role.ORGANISATION: ("Organisation", "Organisation", None),
    Role.DATES: ("Dates", "Dates", None),
    Role.TEXT: ("BodyText", "Body Text", None),
    Role.BULLET: ("ListBullet", "List Bullet", None),
    Role.SKILLS: ("Skills", "Skills", None),
    Role.DATE_LINE: ("Date", "Date", None),
    Role.RECIPIENT: ("Recipient", "Recipient", None),
    Role.SUBJECT: ("Subject", "Subject", None),
    Role.SALUTATION: ("Salutation", "Salutation", None),
    Role.PARAGRAPH: ("LetterText", "Letter Text", None),
    Role.CLOSING: ("Closing", "Closing", None),
    Role.SIGNATURE: ("Signature", "Signature", None),
}
_BUILT_IN = frozenset(
    "Title Subtitle Heading1 Heading2 BodyText ListBullet Date Salutation Closing Signature".split()  # noqa: SIM905
)
# Word checks spelling only where it is told the country too.
_COUNTRIES = {"en": "US", "de": "DE", "fr": "FR", "es": "ES", "pt": "PT", "it": "IT", "nl": "NL", "pl": "PL"}
_EAST_ASIAN = {"ja": "Yu Gothic", "ko": "Malgun Gothic", "zh": "Microsoft YaHei"}

_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/docProps/core.xml" '
    f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f"</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/></Relationships>'
)
# Compatibility mode 15 is today's Word; without it the file opens in the manner of Word 2007.
_SETTINGS = (
    f'{_XML}<w:settings xmlns:w="{_MAIN}"><w:autoHyphenation w:val="0"/><w:compat><w:compatSetting '
    f'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


class Docx:
    """A Word document: title, author and language set; no table, text box, header or footer."""

    format = Format.DOCX
    engine = None

    def render(self, layout: Layout) -> bytes:
        parts = {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _RELATIONS,
            "docProps/core.xml": _core(layout),
            "word/document.xml": _document(layout),
            "word/styles.xml": _styles(layout),
            "word/settings.xml": _SETTINGS,
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in parts.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                package.writestr(entry, text.encode("utf-8"))
        return file.getvalue()


def _core(layout: Layout) -> str:
    document = layout.document
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(one_line(document.title))}</dc:title>'
        f"<dc:creator>{escape(one_line(document.author))}</dc:creator>"
        f"<dc:language>{escape(document.language)}</dc:language></cp:coreProperties>"
    )


def _document(layout: Layout) -> str:
    width, height = layout.paper.size_pt
    top, right, bottom, left = (_twips(margin) for margin in layout.template.margins)
    body = "".join(_paragraph(block, layout.template) for block in layout.blocks)
    return (
        f'{_XML}<w:document xmlns:w="{_MAIN}"><w:body>{body}<w:sectPr>'
        f'<w:pgSz w:w="{_twips(width)}" w:h="{_twips(height)}"/><w:pgMar w:top="{top}" w:right="{right}" '
        f'w:bottom="{bottom}" w:left="{left}" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _paragraph(block: Block, template: Template) -> str:
    role = block.line.role
    own = template.styles[role]
    text = shown(block.line.text)
    # The file keeps the words as written; Word shows the capitals.
    caps = "<w:caps/>" if block.style.upper and block.text != text else ""
    if role is Role.BULLET:
        text = f"{template.bullet} {text}"
    properties = f'<w:pStyle w:val="{_STYLES[role][0]}"/>'
    if own.rule and not block.style.rule:
        properties += '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>'
    properties += "<w:bidi/>" if block.rtl else ""
    if block.gap != own.before:
        properties += f'<w:spacing w:before="{_twips(block.gap)}"/>'
    if block.align == "right" and not block.rtl:
        properties += '<w:jc w:val="right"/>'
    runs = [(text[: block.lead], "<w:b/><w:bCs/>"), (text[block.lead :], "")] if block.lead else [(text, "")]
    written = "".join(_run(part, extra + caps) for part, extra in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{written}</w:p>"


def _run(text: str, properties: str) -> str:
    """The text as runs of one direction each: Word needs to be told which run goes from right to left."""
    parts: list[tuple[bool, str]] = []
    for word in text.split(" "):
        rtl = not word.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL") for char in word)
        if parts and parts[-1][0] == rtl:
            parts[-1] = (rtl, f"{parts[-1][1]} {word}")
        else:
            parts.append((rtl, f" {word}" if parts else word))
    out = []
    for rtl, part in parts:
        own = properties + ("<w:rtl/>" if rtl else "")
        out.append(f'<w:r>{f"<w:rPr>{own}</w:rPr>" if own else ""}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>')
    return "".join(out)


def _styles(layout: Layout) -> str:
    template, language = layout.template, layout.document.language
    font = escape(template.word_font)
    east = _EAST_ASIAN.get(language.split("-", maxsplit=1)[0].lower(), font)
    tag = escape(f"{language}-{_COUNTRIES[language]}" if language in _COUNTRIES else language)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{east}" '
        f'w:cs="{font}"/><w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>"
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    bullet_hang = next((block.hang for block in layout.blocks if block.hang), 0.0)
    written = "".join(
        _style(role, template.styles[role], bullet_hang if role is Role.BULLET else 0.0) for role in _STYLES
    )
    return f'{_XML}<w:styles xmlns:w="{_MAIN}">{defaults}{written}</w:styles>'


def _style(role: Role, style: BlockStyle, hang: float) -> str:
    identity, name, level = _STYLES[role]
    borders = ""
    if style.bar:
        borders += _border("left", style.bar, 4, style.rule_colour)
    if style.rule:
        borders += _border("bottom", style.rule, style.rule_gap, style.rule_colour)
    paragraph = "<w:keepNext/>" if style.keep_next else ""
    paragraph += "<w:keepLines/>"
    paragraph += f"<w:pBdr>{borders}</w:pBdr>" if borders else ""
    paragraph += (
        f'<w:spacing w:before="{_twips(style.before)}" w:after="0" w:line="{_twips(style.leading)}" '
        f'w:lineRule="atLeast"/>'
    )
    if style.indent or hang:
        paragraph += f'<w:ind w:left="{_twips(style.indent + hang)}" w:hanging="{_twips(hang)}"/>'
    paragraph += '<w:jc w:val="center"/>' if style.align == "center" else ""
    paragraph += f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    own = "" if identity in _BUILT_IN else ' w:customStyle="1"'
    half_points = round(style.size * 2)
    run = "<w:b/><w:bCs/>" if style.bold else ""
    run += f'<w:color w:val="{style.colour[1:].upper()}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _border(side: str, width: float, space: float, colour: str) -> str:
    return (
        f'<w:{side} w:val="single" w:sz="{max(2, round(width * 8))}" w:space="{round(space)}" '
        f'w:color="{colour[1:].upper()}"/>'
    )


def _twips(points: float) -> int:
    return round(points * 20)
