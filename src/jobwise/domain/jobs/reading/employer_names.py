"""Names of employers cut out of sentences, and what is no such name."""

import re

from jobwise.domain.jobs.posting_rules import PostingRules, lowered, wordset
from jobwise.domain.jobs.reading.gazetteer import is_place
from jobwise.domain.jobs.reading.naming import (
    EDGES,
    FORMS,
    WORD,
)

_NAME_WORDS, _SURE = 5, 0.8
_NEXT_WORD = re.compile(r"[ ]?([^\W_][\w&'’+\-]*(?:\.\w+)*\.?)")
_SMALL = wordset("of and de the & for du des la le von und do da")
_OUT = wordset(
    "us you we our your my job jobs work hiring hired apply career careers now today start opportunity opportunities "
    "vacancy vacancies urgent immediate immediately wanted welcome team notice sign email save report posted ago "
    "applicants salary benefits wir uns sie dich dein ihre nous vous notre votre nosotros te tu hours days"
)
# German writes every noun with a capital; these endings make things of thought, not employers.
_GERMAN_NOUNS = ("keit", "heit", "ung", "ungen", "schaft", "ität", "nisse", "tion", "tionen", "stelle", "unternehmen")
_KINDS = re.compile(
    r"(?:cabinet|société|entreprise|groupe|maison|agence|restaurant|firma|unternehmen|empresa|grupo|compañía|company|firm)$"
)
_ARTICLES = wordset("the die der das la le les el o a os as")


def is_name(name: str, rules: PostingRules) -> bool:
    low = lowered(name).strip(EDGES)
    return (
        len(low) > 1
        and _OUT.isdisjoint(low.replace("!", " ").split())
        and not (" " not in low and low.endswith(_GERMAN_NOUNS))
        and low not in rules.company.generic
        and low not in rules.sections
        and low not in rules.noise
        and low not in rules.labels
        and not is_place(name, rules)
        and low.split()[0] not in {"the role", "our", "your", "this", "these", "we", "you", "what", "how", "why"}
    )


def name_from(text: str, at: int, rules: PostingRules) -> tuple[str, int]:
    """The capitalised name that begins at a place of the text, and where it ends."""
    out: list[str] = []
    place = at
    while len(out) < _NAME_WORDS:
        if out and text[place : place + 3] == " & " and text[place + 3 : place + 4].isupper():
            out.append("&")
            place += 2
        match = _NEXT_WORD.match(text, place)
        if match is None or (out and text[place : place + 1] != " "):
            break
        word = match[1]
        bare = word.rstrip(".")
        nxt = text[match.end() : match.end() + 2].strip()[:1]
        if not (
            bare[:1].isupper() or bare[1:3] != bare[1:3].lower() or (bare[:1].isdigit() and not bare.isdigit())
        ) and not (out and bare in _SMALL and nxt.isupper()):
            break
        if out and lowered(bare) in {"we", "you", "our", "as", "is", "are", "team", "the", "i", "to"}:
            break
        out.append(bare)
        place = match.end(1)
        if word != bare and lowered(bare) not in FORMS:
            place -= 1
            break
    while out and out[-1] in _SMALL:
        out.pop()
    return named(" ".join(out), rules), place


def name_before(text: str, at: int, rules: PostingRules) -> str:
    """The capitalised name that ends at a place of the text and begins its sentence."""
    words = list(WORD.finditer(text, max(0, at - 80), at))
    out: list[str] = []
    start = at
    for match in reversed(words):
        gap = text[match.end() : start]
        if gap.strip() not in ("", ",", "&", "+") or len(out) >= _NAME_WORDS:
            break
        word = match.group()
        if not (word[:1].isupper() or word[:1].isdigit() or (out and word in _SMALL)) or (
            gap.strip() == "," and (not out or lowered(out[-1]) not in FORMS)
        ):
            break
        out.append(word)
        start = match.start()
    while out and out[-1] in _SMALL:
        start += len(out.pop()) + 1
    lead = text[:start].rstrip(" \t\"“'")
    if lead and lead[-1] not in ".!?:•\n)—–-|" and not _KINDS.search(lowered(lead)):
        return ""
    name = text[start:at].strip() if out else ""
    return named(without_article(name), rules)


def without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and lowered(first) in _ARTICLES else name


def named(name: str, rules: PostingRules) -> str:
    name = re.sub(r"(?:'s|’s)$", "", name.strip(EDGES))
    low = lowered(name)
    if (
        not name
        or not is_name(name, rules)
        or any(
            low == phrase or low.startswith(phrase + " ") for phrase in ("the", "our", "this", "these", "what", "who")
        )
    ):
        return ""
    return name
