"""One spelling for words that are written in two ways: British and American, with and without ligatures."""

import re
import unicodedata

from jobwise.domain.generations.resume_reading.words import bare

# The letters before each rule stand in every word that it changes: most words need no rule tried.
_RULES = (
    ("s", re.compile(r"(?<=\w\w)([iy])s(?=(?:e|ed|es|er|ers|ing|ings|ation|ations|able)$)"), r"\1z"),
    ("our", re.compile(r"(?<=\w\w)our(?=(?:s|ed|ing|able|ful|ite|ites|hood|less|ly|al|ally|er|ers)?$)"), "or"),
    ("re", re.compile(r"(?<=\w\w)([bt])re(?=s?$)"), r"\1er"),
    ("red", re.compile(r"(?<=\w\w)([bt])red$"), r"\1ered"),
    ("ogramme", re.compile(r"ogramme(?=s?$)"), "ogram"),
    ("logu", re.compile(r"(?<=\w\w)logu(?:e(?=s?$)|(?=(?:ed|ing|er|ers)$))"), "log"),
    ("enc", re.compile(r"(?<=\w\w)enc(?=(?:e|es|ed)$)"), "ens"),
    ("e", re.compile(r"(?:ae|oe)(?=\w)"), "e"),
    ("ll", re.compile(r"ll(?=(?:ed|ing|ings|er|ers|or|ors|ation|ment|ments|ful|fully|ery)?$)"), "l"),
    ("dgement", re.compile(r"dgement(?=s?$)"), "dgment"),
)


def canonical(norm: str) -> str:
    """The one spelling by which a bare Latin word is compared in running text; it need not be a word."""
    if not norm.isascii() or len(norm) < 4:
        return norm
    for letters, rule, other in _RULES:
        if letters in norm:
            norm = rule.sub(other, norm)
    return norm


def folded(word: str) -> str:
    """A word without case and accents, with "ss" for "ß"."""
    low = bare(word).strip(" .").replace("ß", "ss").replace("œ", "oe")
    return low if low.isascii() else unicodedata.normalize("NFC", low)
