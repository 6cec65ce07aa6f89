"""Makes data/fonts from Debian's fonts-noto-core: subsets without hints, and the advance widths the measuring needs.

    python deploy/make_fonts.py [FOLDER OF NOTO FONTS]      writes the fonts and metrics.json
    python deploy/make_fonts.py --metrics                   writes metrics.json from the fonts that are there

The same input files give the same bytes.
"""

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "data" / "fonts"
SOURCE = Path("/usr/share/fonts/truetype/noto")

WESTERN = "0020-007E 00A0-024F 02B9-02DD 0300-0338 0370-03FF 0400-052F 1E00-1EFF 1F00-1FFF"
MARKS = "2000-206F 2070-209F 20A0-20C0 2100-214F 2150-215E 25CC FB01-FB02"
SYMBOLS = (
    "2190-2199 21D0-21D5 2200-222B 2248 2260-2265 25A0-25A1 25AA-25AB 25B2-25B7 25BA 25BC-25BD 25C6-25C7 25CB 25CF"
)
DINGBATS = "2605-2606 2611-2612 2610 2713-2717 2756 2794 279C 27A4 2B50"

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
MATH_TABLES = ["MATH", "DSIG", "meta", "STAT"]


def main(arguments: list[str]) -> None:
    if "--metrics" not in arguments:
        source = Path(arguments[0]) if arguments else SOURCE
        for stem, kept in FONTS.items():
            _shrink(source / f"{stem}.ttf", TARGET / f"{stem}.ttf", kept)
    text = json.dumps(metrics(TARGET), ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    (TARGET / "metrics.json").write_text(text + "\n", encoding="utf-8")


def metrics(folder: Path) -> dict[str, object]:
    """What `data/fonts/metrics.json` holds: per font file its ascent, descent and runs `[first, [advance, ...]]`.

    All in thousandths of the type size, rounded up, so that a sum is never less than what is drawn.
    """
    return {stem: _measures(folder / f"{stem}.ttf") for stem in FONTS}


def _measures(path: Path) -> dict[str, object]:
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
    subset.save_font(font, str(target), options)


def _points(ranges: str) -> list[int]:
    points: list[int] = []
    for part in ranges.split():
        first, _, last = part.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points


if __name__ == "__main__":
    main(sys.argv[1:])
