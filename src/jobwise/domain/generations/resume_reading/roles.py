"""The head of an entry -> which part is the title, which the employer or school, which the place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jobwise.domain.generations.resume_reading.entries import Entry
from jobwise.domain.generations.resume_reading.words import ReadingWords, bare

_STRONG = re.compile(r"\s*[\t|•·●]\s*|\s+[–—]\s+|\s+@\s+|\s{3,}")
# `(?<!\s)` keeps a run of blanks from being tried from each of them.
_DASH = re.compile(r"(?<!\s)\s+-\s+")
_AT = re.compile(r"(?<!\s)\s+(?:at|bei|chez|beim|presso|bij)\s+", re.IGNORECASE)
_BRACKET = re.compile(r"(?<!\s)\s*\(([^()]{2,60})\)\s*$")
_PLACE = re.compile(
    r"^(?:remote|hybrid|onsite|on-site|home office|teletrabajo|télétravail)\b.*$"
    r"|^[^\W\d_][\w .'’-]{1,30},\s*(?:[A-Z]{2}\b|[^\W\d_][\w .'’-]{2,24})(?:,\s*[\w .'’-]{2,24})?(?:\s\d{4,6})?$",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^(?:inc|llc|ltd|limited|corp|gmbh|ag|s\.?a\.?|s\.?l\.?|s\.?r\.?l|lda|ltda|plc|co|llp|lp|kg|ug|se|bv|nv|oy|ab|"
    r"a\.?s|aps|pty|sarl|sas|e\.?v|phd|md|jr|sr)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)\S+")
# Blanks are counted, because a run of them would be tried from each of the first sixty places.
_IN = re.compile(
    r"^(.{2,60}?)(?:,\s{1,4}|\s{1,4}(?:in|of|en|em|de|im|für|for|:)\s{1,4}|:\s{1,4}|\s{1,4}[-–]\s{1,4})(.{2,})$"
)


@dataclass(frozen=True, slots=True)
class WorkParts:
    title: str = ""
    employer: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class SchoolParts:
    school: str = ""
    degree: str = ""
    area: str = ""


def work_parts(entries: Sequence[Entry], words: ReadingWords) -> list[WorkParts]:
    """Title and employer of every entry; where the words do not tell, the habit of the section decides."""
    pieces = [_pieces(entry, words) for entry in entries]
    leanings = [_leaning(piece, words) for piece in pieces]
    title_first = sum((leaning > 0) - (leaning < 0) for leaning in leanings) >= 0
    return [_work(piece, words, title_first) for piece in pieces]


def _pieces(entry: Entry, words: ReadingWords) -> list[str]:
    """The head cut at strong separators; with one piece only also at weaker ones."""
    out: list[str] = []
    for line in entry.head:
        said = _URL.sub(" ", line)
        out.extend(_cut(said))
    if len(out) == 1:
        return _weaker(out[0], words)
    return [part for piece in out for part in _at(piece, words)]


def _cut(text: str) -> list[str]:
    """The pieces between strong separators, without brackets that hold a whole piece or have lost their partner."""
    out = []
    for raw in _STRONG.split(text):
        piece = raw.strip(" ,;:")
        if piece.startswith("(") and (piece.endswith(")") or ")" not in piece):
            piece = piece[1:].removesuffix(")")
        if piece.count("(") != piece.count(")"):
            piece = piece.strip("()")
        if piece.strip():
            out.append(piece.strip())
    return out


def _at(piece: str, words: ReadingWords) -> list[str]:
    """ "Title at Employer" as two pieces."""
    at = _AT.search(piece)
    if at and words.titles.count_in(piece[: at.start()]):
        return [piece[: at.start()], piece[at.end() :]]
    return [piece]


def _weaker(text: str, words: ReadingWords) -> list[str]:
    both = _at(text, words)
    if len(both) == 2:
        return both
    dash = [piece for piece in _DASH.split(text) if piece]
    if len(dash) == 2:
        return dash
    parts = [part.strip() for part in text.split(", ") if part.strip()]
    for cut in range(1, len(parts)):
        left, right = ", ".join(parts[:cut]), ", ".join(parts[cut:])
        if _title(left, words) > 0 and _title(parts[cut], words) <= 0 and not _LEGAL.match(parts[cut]):
            return [left, right]
        if _title(right, words) > 0 >= _title(left, words):
            return [left, right]
    return [text]


def _title(text: str, words: ReadingWords) -> int:
    """How much a piece sounds like a title (above 0) or like an employer (below 0)."""
    titles = words.titles.count_in(text)
    last = text.strip().rsplit(maxsplit=1)[-1] if text.strip() else ""
    bonus = 1 if last in words.titles else 0
    return 2 * min(titles, 2) + bonus - 2 * min(words.companies.count_in(text), 2)


def _leaning(pieces: list[str], words: ReadingWords) -> int:
    if len(pieces) < 2:
        return 0
    return _title(pieces[0], words) - _title(pieces[1], words)


def _work(pieces: list[str], words: ReadingWords, title_first: bool) -> WorkParts:
    location = ""
    if len(pieces) > 2:
        places = [piece for piece in pieces if _PLACE.match(piece) and _title(piece, words) == 0]
        if places and len(pieces) - len(places) >= 2:
            location = places[0]
            pieces = [piece for piece in pieces if piece not in places]
    if not pieces:
        return WorkParts()
    if len(pieces) == 1:
        return _lonely(pieces[0], words)
    leaning = _leaning(pieces, words)
    # Both may sound like titles ("Consultant", "Expert Partners"): then the habit of the section knows better.
    first = title_first if abs(leaning) < 2 else leaning > 0
    title, employer = (pieces[0], pieces[1]) if first else (pieces[1], pieces[0])
    name, place = _split_place(employer, words)
    if not location and len(pieces) > 2:
        location = pieces[2]
    return WorkParts(title, name, location or place)


def _lonely(piece: str, words: ReadingWords) -> WorkParts:
    if _title(piece, words) >= 0:
        return WorkParts(title=piece)
    name, place = _split_place(piece, words)
    return WorkParts(employer=name, location=place)


def _split_place(employer: str, words: ReadingWords) -> tuple[str, str]:
    """An employer's name and the place written after it."""
    bracket = _BRACKET.search(employer)
    if bracket and not words.companies.count_in(bracket.group(1)):
        return employer[: bracket.start()], bracket.group(1)
    for mark in (", ", "، ", " - ", "，", "、"):
        at = employer.find(mark)
        while at > 0:
            name, place = employer[:at], employer[at + len(mark) :]
            tail = place.split(",")[0]
            if not _LEGAL.match(place) and not words.companies.count_in(tail) and len(tail) <= 30 and len(name) > 1:
                return name, place
            at = employer.find(mark, at + 1)
    return employer, ""


def school_parts(entries: Sequence[Entry], words: ReadingWords) -> list[SchoolParts]:
    """School, degree and area of every entry."""
    return [_school(entry, words) for entry in entries]


def _school(entry: Entry, words: ReadingWords) -> SchoolParts:
    pieces: list[str] = []
    for line in entry.head:
        pieces.extend(_cut(_URL.sub(" ", line)))
    pieces = [piece for piece in pieces if piece not in words.dated and bare(piece) not in words.labels.words]
    if len(pieces) == 1:
        pieces = _school_and_degree(pieces[0], words)
    if not pieces:
        return SchoolParts()
    scores = [_schoolness(piece, words) for piece in pieces[:4]]
    best = max(range(len(scores)), key=lambda place: (scores[place], place == 1))
    if len(pieces) == 1 and scores[0] < 0:
        return SchoolParts("", *_degree(pieces[0]))
    school = _split_place(pieces[best], words)[0] if scores[best] > 0 else pieces[best]
    others = [piece for place, piece in enumerate(pieces) if place != best]
    degree = next((piece for piece in others if words.degrees.count_in(piece)), "")
    if not degree and others and not _PLACE.match(others[0]):
        degree = others[0]
    return SchoolParts(school, *_degree(degree))


def _schoolness(text: str, words: ReadingWords) -> int:
    schools, degrees = words.schools.count_in(text), words.degrees.count_in(text)
    schools = schools or words.schools.ends_in(text)
    place = 1 if _PLACE.match(text) and not schools else 0
    return 2 * min(schools, 2) - 2 * min(degrees, 2) - place


def _school_and_degree(text: str, words: ReadingWords) -> list[str]:
    """One line that holds both, parted by a comma or a hyphen."""
    dash = [piece for piece in _DASH.split(text) if piece]
    if len(dash) == 2:
        return dash
    parts = [part.strip() for part in text.split(", ") if part.strip()]
    for cut in range(1, len(parts)):
        left, right = ", ".join(parts[:cut]), ", ".join(parts[cut:])
        one, two = _schoolness(left, words), _schoolness(right, words)
        if (one > 0 >= two and words.degrees.count_in(right)) or (two > 0 >= one):
            return [left, right]
    return [text]


def _degree(text: str) -> tuple[str, str]:
    name, comma, area = text.partition(", ")
    if comma and name.strip() and area.strip():
        return name.strip(), area.strip()
    match = _IN.match(text)
    return (match.group(1), match.group(2)) if match else (text, "")
