"""What the job is called."""

import re

from jobwise.domain.jobs.job import Evidence
from jobwise.domain.jobs.posting import PostingText
from jobwise.domain.jobs.posting_rules import PostingRules, find_phrase, lowered, wordset
from jobwise.domain.jobs.reading.gazetteer import is_place
from jobwise.domain.jobs.reading.layout import Line, Section
from jobwise.domain.jobs.reading.naming import (
    BRACKETS,
    DASHES,
    EDGES,
    GENDER,
    PIECES,
    TITLE_WORDS,
    best_piece,
    clean_title,
    evidence_of,
    labelled,
    names_role,
)

_TOP_LINES = 10
# "Line cook wanted at the Copper Spoon. Nights and weekends."
_WANTED = re.compile(r"([A-ZÀ-Þ][\w/&'’()\- ]{3,50}?) (?:wanted|needed|gesucht)\b", re.IGNORECASE)
_CUT = wordset(
    "to who with for in at that based on within from where which and, joining responsible whose will is "
    "able für in mit zur zum im am bei der die das zu pour à au en chez basé basée qui dans para con que "
    "em na no sur afin capable interested reporting working available"
)


def read_title(posting: PostingText, lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    """The title: a label, the page's heading, a line near the top, a sentence that names the role, the first line."""
    return (
        labelled(lines, "title", rules)
        or _from_headings(posting.headings, rules)
        or _from_top(lines, rules)
        or _from_sentences(lines, rules)
        or _first_line(lines, rules)
    )


def _from_headings(headings: tuple[str, ...], rules: PostingRules) -> tuple[str, Evidence] | None:
    for strict in (True, False):
        for heading in headings:
            pieces = [piece for piece in DASHES.split(heading) if piece.strip(EDGES)]
            title = best_piece(pieces, rules) or ("" if strict else (pieces[0] if pieces else ""))
            title = clean_title(re.split(r"\s(?:at|@|bei|chez)\s", title)[0], rules)
            if title and lowered(title) not in rules.noise and lowered(title) not in rules.sections:
                return title, Evidence(0.9 if strict else 0.6, heading)
    return None


def _from_top(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    for line in lines[:_TOP_LINES]:
        if line.label and line.label not in rules.noise:
            continue
        if lowered(line.text).strip(EDGES) in rules.noise or line.heading or len(line.text) > 160:
            aside = (Section.TOP, Section.ABOUT, Section.DUTIES)
            if line.heading and line.section not in aside and not names_role(line.text, rules):
                break
            continue
        if line.section in (Section.MUST, Section.NICE, Section.OFFER, Section.APPLY):
            break
        sought = _WANTED.match(line.text)
        if sought and names_role(sought[1], rules):
            return clean_title(sought[1], rules), evidence_of(line, sought[1], 0.8)
        pieces = [piece for piece in PIECES.split(line.text) if piece.strip(EDGES)]
        marked = line in lines[:5] and len(line.text) <= 100 and GENDER.search(line.text) is not None
        piece = best_piece(pieces, rules) or (pieces[0] if marked else "")
        if not piece or _is_sentence(piece.rstrip("! ")):
            continue
        piece = re.split(r"\s(?:at|@|bei|chez)\s(?=[A-ZÀ-Þ])", piece)[0]
        title = _without_company(clean_title(piece, rules), rules)
        if title and (marked or names_role(title, rules)):
            return title, evidence_of(line, title, 0.85)
    return None


def _without_company(title: str, rules: PostingRules) -> str:
    """ "Acme is hiring a Senior Engineer" and "Acme - Senior Engineer" keep the role alone."""
    low = lowered(title)
    for phrase in rules.hiring:
        at = find_phrase(low, phrase) if len(phrase) > 4 and phrase in low else -1
        if at >= 0:
            rest = _without_adjectives(title[at + len(phrase) :].strip(EDGES), rules)
            return rest if names_role(rest, rules) else title
    pieces = re.split(r"(?<!\s)\s+[-–—:]\s+|:\s+", title)
    if (
        len(pieces) == 2
        and names_role(pieces[1], rules)
        and not names_role(pieces[0], rules)
        and len(pieces[0].split()) <= 3
    ):
        return pieces[1]
    return title


def _is_sentence(text: str) -> bool:
    words = BRACKETS.sub("", text).split()
    if len(words) > TITLE_WORDS or text.rstrip()[-1:] in {".", "!", "?", ":"}:
        return True
    small = sum(word[:1].islower() and len(word) > 3 for word in words)
    return len(words) > 6 and small > len(words) // 2


def _from_sentences(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    weak: tuple[str, Evidence] | None = None
    for line in lines:
        if line.section in (Section.MUST, Section.NICE, Section.APPLY):
            continue
        for at, phrase in _hiring_places(line.low, rules.hiring):
            title = _role_after(line.text[at + len(phrase) : at + len(phrase) + 140], rules)
            if not title:
                continue
            found = title, evidence_of(line, title, 0.7)
            if " " in phrase and phrase not in {"as a", "as an", "role of", "as our"}:
                return found
            weak = weak or found
    return weak


def _hiring_places(low: str, phrases: tuple[str, ...]) -> list[tuple[int, str]]:
    """Where phrases of hiring stand, in order; of two at one place the longer."""
    found: dict[int, str] = {}
    for phrase in phrases:
        at = find_phrase(low, phrase) if phrase in low else -1
        if at >= 0 and len(phrase) > len(found.get(at, "")):
            found[at] = phrase
    return sorted(found.items())


def _role_after(text: str, rules: PostingRules) -> str:
    """The role named at the beginning of a text, cut where its sentence goes on."""
    text = _without_adjectives(text.lstrip(" :-–(!"), rules)
    text = re.split(r"[.;:!?\n]\s|[.;:!?\n]$", text, maxsplit=1)[0]
    text = GENDER.sub(" ¦", text)
    out: list[str] = []
    seen = False
    for word in text.split():
        bare = word.strip(",\"“”'*")
        bare = bare if "(" in bare and ")" in bare else bare.strip("()")
        if word == "¦" or (seen and (lowered(bare) in _CUT or word[:1] in "(–—-")):
            break
        if not seen and lowered(bare) in {"to", "who", "that", "with"}:
            return ""
        out.append(bare)
        seen = seen or names_role(bare, rules)
        if len(out) > 8 and not seen:
            return ""
        if word[-1:] in ",)" and (seen or len(out) > 4):
            break
    title = clean_title(" ".join(out), rules) if seen else ""
    return title if len(title.split()) <= 10 and not title.lower().endswith(("team", "professionals")) else ""


def _without_adjectives(text: str, rules: PostingRules) -> str:
    words = text.split()
    while words and lowered(words[0]).strip(",") in rules.role_adjectives:
        words = words[1:]
    return " ".join(words)


def _first_line(lines: list[Line], rules: PostingRules) -> tuple[str, Evidence] | None:
    for line in lines[:3]:
        low = line.low.strip(EDGES)
        if line.heading or line.label or low in rules.noise or is_place(line.text, rules):
            continue
        title = clean_title(PIECES.split(line.text)[0], rules)
        if title and len(title.split()) <= 7 and not _is_sentence(line.text) and len(lines) > 3:
            return title, evidence_of(line, title, 0.4)
        return None
    return None
