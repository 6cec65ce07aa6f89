"""Makes data/fonts from Debian's fonts-noto-core: subsets without hints, and the advance widths the measuring needs.

    python deploy/make_fonts.py [FOLDER OF NOTO FONTS]      writes the fonts and metrics.json
    python deploy/make_fonts.py --metrics                   writes metrics.json from the fonts that are there

The same input files give the same bytes.
"""

import json
import sys
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.otlLib.builder import (
    buildCoverage,
    buildLigatureSubstSubtable,
    buildLookup,
    buildSingleSubstSubtable,
)
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph

TARGET = Path(__file__).resolve().parent.parent / "data" / "fonts"
SOURCE = Path("/usr/share/fonts/truetype/noto")

WESTERN = "0020-007E 00A0-024F 02B9-02DD 0300-0338 0370-03FF 0400-052F 1E00-1EFF 1F00-1FFF"
MARKS = "2000-206F 2070-209F 20A0-20C0 2100-214F 2150-215E 25CC FB01-FB02"
SYMBOLS = (
    "2190-2199 21D0-21D5 2200-222B 2248 2260-2265 25A0-25A1 25AA-25AB 25B2-25B7 25BA 25BC-25BD 25C6-25C7 25CB 25CF"
)
DINGBATS = "25A0-25FF 2605-2606 260E 2610-2612 2709 2713-2717 2756 2794 279C 27A4 2B50"

# File stem of the Noto font -> the code points kept ("" keeps all).
FONTS = {
    "NotoSans-Regular": f"{WESTERN} {MARKS}",
    "NotoSans-Bold": f"{WESTERN} {MARKS}",
    "NotoSerif-Regular": f"{WESTERN} {MARKS}",
    "NotoSerif-Bold": f"{WESTERN} {MARKS}",
    "NotoSansArabic-Regular": "0020 00A0 0600-06FF 0750-077F 2000-206F 25CC",
    "NotoSansArabic-Bold": "0020 00A0 0600-06FF 0750-077F 2000-206F 25CC",
    "NotoSansHebrew-Regular": "",
    "NotoSansHebrew-Bold": "",
    "NotoSansDevanagari-Regular": "0020 00A0 0900-097F 2000-206F 20B9 25CC",
    "NotoSansDevanagari-Bold": "0020 00A0 0900-097F 2000-206F 20B9 25CC",
    "NotoSansThai-Regular": "",
    "NotoSansThai-Bold": "",
    "NotoSansMath-Regular": SYMBOLS,
    "NotoSansSymbols2-Regular": DINGBATS,
}
# Ligatures of Latin letters would come back from some readers as one odd character, so "liga" is left out there.
LATIN_FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk"]
ASCENT, DESCENT = 1069, 293
RECORDS = {
    "MarkArray": "MarkRecord",
    "Mark1Array": "MarkRecord",
    "BaseArray": "BaseRecord",
    "Mark2Array": "Mark2Record",
}
HEIGHTS = (536, 772, -162)
HAIR = 60
"""Heights at which Thai marks stand in thousandths, and how far off one may be to be set to it."""
LAMS = ("uniFEDF", "uniFEE0")
ALEFS = (["uniFE8E"], ["uniFE84"], ["uniFE88"], ["uniFE82"], ["uniFB51"])
"""Glyphs of LAM and of joined ALEF in Noto Sans Arabic."""
MATH_TABLES = ["MATH", "DSIG", "meta", "STAT"]


def main(arguments: list[str]) -> None:
    if "--metrics" not in arguments:
        source = Path(arguments[0]) if arguments else SOURCE
        for stem, kept in FONTS.items():
            _shrink(source / f"{stem}.ttf", TARGET / f"{stem}.ttf", kept)
    text = json.dumps(metrics(TARGET), ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    (TARGET / "metrics.json").write_text(text + "\n", encoding="utf-8")


def metrics(folder: Path) -> dict[str, dict[str, Any]]:
    """What `data/fonts/metrics.json` holds: per font file its ascent, descent and runs `[first, [advance, ...]]`.

    All in thousandths of the type size, rounded up, so that a sum is never less than what is drawn.
    """
    return {stem: _measures(folder / f"{stem}.ttf") for stem in FONTS}


def _measures(path: Path) -> dict[str, Any]:
    font = TTFont(path)
    em = font["head"].unitsPerEm
    advances = font["hmtx"].metrics
    runs: list[tuple[int, list[int]]] = []
    for point, glyph in sorted(font.getBestCmap().items()):
        advance = -(-advances[glyph][0] * 1000 // em)
        if runs and point == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(advance)
        else:
            runs.append((point, [advance]))
    head = font["hhea"]
    return {"ascent": head.ascent * 1000 // em, "descent": head.descent * 1000 // em, "runs": runs}


def _shrink(source: Path, target: Path, kept: str) -> None:
    options = subset.Options()
    options.hinting = False
    options.recalc_timestamp = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += MATH_TABLES
    western = not kept or kept.startswith("0020-007E")
    options.layout_features = LATIN_FEATURES if western else ["*"]
    font = subset.load_font(str(source), options)
    points = _points(kept) if kept else sorted(font.getBestCmap())
    worker = subset.Subsetter(options)
    worker.populate(unicodes=points)
    worker.subset(font)
    _level(font)
    if "Thai" in source.name:
        _readable_thai(font)
    if "Arabic" in source.name:
        _readable_arabic(font)
    subset.save_font(font, str(target), options)


def _level(font: TTFont) -> None:
    """Gives every font the line of Noto Sans: a word in another script must not push the lines apart."""
    em = font["head"].unitsPerEm
    ascent, descent = ASCENT * em // 1000, DESCENT * em // 1000
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, -descent, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def _readable_thai(font: TTFont) -> None:
    """Lets readers of PDF find every Thai letter, which they do by glyph and by height.

    SARA AM is drawn as two glyphs that stand for other letters too: it becomes one glyph, or where a tone mark stands
    between its halves, glyphs of its own for that tone. Marks that hang a hair lower than their neighbours are raised
    to them, for readers take another height for another line.
    """
    names = font.getBestCmap()
    circle, tail, whole = names[0x0E4D], names[0x0E32], names[0x0E33]
    _straighten(font)
    table = font["GSUB"].table
    circles = [circle, *_raised(table, circle)]
    joined = buildLookup([buildLigatureSubstSubtable({(each, tail): whole for each in circles})])
    chains = [_own_glyphs(font, circles, tail, names[tone]) for tone in range(0x0E48, 0x0E4C)]
    (ccmp,) = (record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "ccmp")
    for lookup in (joined, *chains):
        ccmp.LookupListIndex.append(_append(table, lookup))
    ccmp.LookupCount = len(ccmp.LookupListIndex)


def _straighten(font: TTFont) -> None:
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            anchors = [each.MarkAnchor for name in ("MarkArray", "Mark1Array") for each in _records(part, name)]
            anchors += [anchor for each in _records(part, "BaseArray") for anchor in each.BaseAnchor if anchor]
            anchors += [anchor for each in _records(part, "Mark2Array") for anchor in each.Mark2Anchor if anchor]
            for anchor in anchors:
                near = min(HEIGHTS, key=lambda height: abs(height - anchor.YCoordinate))
                if abs(near - anchor.YCoordinate) <= HAIR:
                    anchor.YCoordinate = near


def _records(part: Any, name: str) -> list[Any]:
    array = getattr(part, name, None)
    return getattr(array, RECORDS[name]) if array else []


def _own_glyphs(font: TTFont, circles: list[str], tail: str, tone: str) -> Any:
    """The rule that gives circle, tone, tail a tone and a tail of their own."""
    table = font["GSUB"].table
    tones = [tone, *_raised(table, tone)]
    marks = {each: _copy(font, each, f"{each}.am") for each in tones}
    _place_like(font, marks)
    first = _append(table, buildLookup([buildSingleSubstSubtable(marks)]))
    ends = {tail: _copy(font, tail, f"{tail}.{tone}")}
    second = _append(table, buildLookup([buildSingleSubstSubtable(ends)]))
    return buildLookup([_chain(font, circles, (tones, [tail]), (first, second))])


def _chain(font: TTFont, before: list[str], pair: tuple[list[str], list[str]], lookups: tuple[int, int]) -> Any:
    """Two glyphs in a row, maybe behind another, each changed by its own lookup."""
    order = font.getReverseGlyphMap()
    chain = otTables.ChainContextSubst()
    chain.Format = 3
    chain.BacktrackCoverage = [buildCoverage(before, order)] if before else []
    chain.InputCoverage = [buildCoverage(glyphs, order) for glyphs in pair]
    chain.LookAheadCoverage = []
    chain.BacktrackGlyphCount, chain.InputGlyphCount, chain.LookAheadGlyphCount = len(chain.BacktrackCoverage), 2, 0
    chain.SubstLookupRecord = []
    for place, lookup in enumerate(lookups):
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = place, lookup
        chain.SubstLookupRecord.append(record)
    chain.SubstCount = len(lookups)
    return chain


def _readable_arabic(font: TTFont) -> None:
    """LAM with ALEF as two glyphs, the first with the picture of both, the second without one.

    As one glyph it comes back from readers with its letters turned around. Ligatures that are mere ornament go.
    """
    table = font["GSUB"].table
    required = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "rlig"
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(required):
        lookup = table.LookupList.Lookup[index]
        ligatures = getattr(lookup.SubTable[0], "ligatures", {})
        pairs = [(lam, each) for lam in LAMS for each in ligatures.get(lam, ()) if each.Component in ALEFS]
        chains = []
        for lam, each in pairs:
            first = _append(table, buildLookup([buildSingleSubstSubtable({lam: each.LigGlyph})]))
            (alef,) = each.Component
            second = _append(table, buildLookup([buildSingleSubstSubtable({alef: _empty(font, f"{alef}.none")})]))
            chains.append(_chain(font, [], ([lam], [alef]), (first, second)))
        if chains:
            table.LookupList.Lookup[index] = buildLookup(chains, flags=lookup.LookupFlag)


def _empty(font: TTFont, name: str) -> str:
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = Glyph()
        font["glyf"].glyphOrder = font.getGlyphOrder()
        font["hmtx"].metrics[name] = (0, 0)
    return name


def _raised(table: Any, tone: str) -> list[str]:
    """The other shapes that the font itself puts in the tone mark's place."""
    shapes = {
        part.mapping[tone]
        for lookup in table.LookupList.Lookup
        if lookup.LookupType == 1
        for part in lookup.SubTable
        if tone in part.mapping
    }
    return sorted(shapes)


def _copy(font: TTFont, glyph: str, name: str) -> str:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = font["glyf"][glyph]
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics[name] = font["hmtx"].metrics[glyph]
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    if glyph in classes:
        classes[name] = classes[glyph]
    return name


def _place_like(font: TTFont, copies: dict[str, str]) -> None:
    """The copies hang from a letter where their originals do. New glyphs come last, so coverages stay sorted."""
    for seen in font["GDEF"].table.MarkGlyphSetsDef.Coverage:
        seen.glyphs += [name for original, name in copies.items() if original in seen.glyphs]
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            for coverage, array in (("MarkCoverage", "MarkArray"), ("Mark1Coverage", "Mark1Array")):
                covered = getattr(part, coverage, None)
                for original, name in copies.items():
                    if covered and original in covered.glyphs:
                        records = _records(part, array)
                        records.append(records[covered.glyphs.index(original)])
                        covered.glyphs.append(name)
                        getattr(part, array).MarkCount = len(records)


def _append(table: Any, lookup: Any) -> int:
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    return table.LookupList.LookupCount - 1


def _points(ranges: str) -> list[int]:
    points: list[int] = []
    for part in ranges.split():
        first, _, last = part.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points


if __name__ == "__main__":
    main(sys.argv[1:])
