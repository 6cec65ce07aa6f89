"""Degrees: level and field must be those of a school or certificate of the profile."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import SCHOOL, Item
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import Hit, Lexicon, Word, split
from jobwise.domain.generations.grounding.rules import LanguageRules

_EQUAL = {"vocational": "diploma", "mastercraft": "diploma"}
"""A degree held at the left may be called what stands at the right; any may be called a diploma or a degree."""


_IN = frozenset(("em", "en"))
"""Behind these stands what a degree is in, where the languages call whoever holds one a master of it."""


def check_degrees(framed: Framed, context: Context) -> list[Claim]:
    """A claim for every degree of the sentence."""
    return list(_degrees(framed, context))


def _degrees(framed: Framed, context: Context) -> Iterator[Claim]:
    for hit in context.rules.degrees.find(framed.words):
        frame = framed.frame(hit.start)
        word = framed.words[hit.start]
        if not _is_degree(framed, hit.start, hit.end, hit.value, context) or _counted(hit, framed):
            continue
        if frame.lacking or (frame.denied and not _completed(frame, framed, context)):
            continue
        if (frame.yours and not frame.own) or frame.wish:
            if context.posting is not None and word.norm in context.posting.words:
                continue
        schools = [item for item in context.held.items if item.kind == SCHOOL]
        named = _schools_of(hit, framed, context)
        field, end = _field(framed, hit.end, context)
        levels = sorted(
            {one.value for one in context.rules.degrees.all_at(framed.words, hit.start) if one.end == hit.end}
        )
        sources = (
            _of_school(level, field, named or schools, context) or _certified(word.norm, level, context)
            for level in levels
        )
        source = next((path for path in sources if path), "")
        if not source and not _tied_to_one(hit, framed, context):
            source = next((path for level in levels if (path := _of_school(level, field, schools, context))), "")
        if source and _unfinished(source, frame, framed, context):
            source = ""
        yield framed.claim(
            ClaimKind.DEGREE, hit.start, end if field else hit.end, source, "The profile holds no such degree."
        )


def _completed(frame: Frame, framed: Framed, context: Context) -> bool:
    """Whether the clause tells some degree as done, whatever else it denies."""
    return context.rules.completed.has(framed.words[frame.start : frame.end])


def _counted(hit: Hit, framed: Framed) -> bool:
    """Whether people are counted by what they are: two technicians."""
    return any(number.value > 1 and 0 <= hit.start - number.end <= 1 for number in framed.reading.numbers)


def _tied_to_one(hit: Hit, framed: Framed, context: Context) -> bool:
    """Whether the sentence speaks of one degree and one school: then no other school's degree will do."""
    here = {a.item for a in framed.anchors if context.held.items[a.item].kind == SCHOOL}
    others = [other for other in context.rules.degrees.find(framed.words) if other.start != hit.start]
    return len(here) == 1 and not others


def _unfinished(path: str, frame: Frame, framed: Framed, context: Context) -> bool:
    """Whether a degree that still goes on is told as done."""
    words = framed.words[frame.start : frame.end]
    if frame.denied or frame.wish or not context.rules.completed.has(words):
        return False
    return any(item.path == path and item.start is not None and item.end is None for item in context.held.items)


def _schools_of(hit: Hit, framed: Framed, context: Context) -> list[Item]:
    """The schools named with a degree: those that no other degree stands nearer to."""
    others = [
        other
        for other in context.rules.degrees.find(framed.words)
        if other.start > hit.end + 1 or other.end < hit.start - 1
    ]
    return [
        context.held.items[a.item]
        for a in framed.anchors
        if context.held.items[a.item].kind == SCHOOL
        and not any(min(hit.start, a.start) < other.start < max(hit.start, a.start) for other in others)
    ]


def _is_degree(framed: Framed, start: int, end: int, level: str, context: Context) -> bool:
    """Short degree words are also everyday words: they count when written large, or beside a field or school."""
    word = framed.words[start]
    if len(word.norm) <= 3 and end == start + 1:
        before = framed.words[start - 1].norm if start else ""
        glued = end < len(framed.words) and framed.words[end].start - word.end <= 1
        follows = glued and framed.words[end].capital
        if level == "doctor" and word.norm in ("dr",):
            return False
        return word.text.isupper() or ((word.capital and len(word.text) == 3 and before not in ("",)) and not follows)
    if level == "school" and word.text.islower() and len(word.norm) <= 4:
        return False
    field, _ = _field(framed, end, context)
    sure = (
        level in ("doctor", "mastercraft")
        or bool(field)
        or any(context.held.items[a.item].kind == SCHOOL for a in framed.anchors)
    )
    behind = framed.words[end].norm if end < len(framed.words) else ""
    return (
        sure
        or (behind in _IN and level in ("bachelor", "master"))
        or word.norm in context.rules.sure_degrees
        or (word.capital and start > 0 and not context.rules.common_nouns)
    )


def _field(framed: Framed, end: int, context: Context) -> tuple[frozenset[str], int]:
    """The field named right behind a degree, and the word behind it."""
    found: set[str] = set()
    last = end
    for place in range(end, min(end + 4, len(framed.words))):
        gap = framed.text[framed.words[place - 1].end : framed.words[place].start]
        if any(mark in gap for mark in ",;:."):
            break
        for hit in context.rules.fields.all_at(framed.words, place):
            found.add(hit.value)
            last = max(last, hit.end)
    return frozenset(found), last


def _of_school(level: str, field: frozenset[str], schools: Sequence[Item], context: Context) -> str:
    rules = context.tables[context.held.language]
    for school in schools:
        words = split(school.area)
        levels = values_in(rules.degrees, words) | (values_in(context.rules.degrees, words))
        wide = levels | {_EQUAL[one] for one in levels if one in _EQUAL} | {"any", "diploma"}
        if "diploma" in levels:
            wide.add("vocational")
        fields = values_in(rules.fields, words) | values_in(context.rules.fields, words)
        if level in wide and (not field or not fields or field & fields):
            return school.path
    return ""


def values_in(table: Lexicon, words: Sequence[object]) -> set[str]:
    return {hit.value for place in range(len(words)) for hit in table.all_at(words, place)}  # type: ignore[arg-type]


def _certified(word: str, level: str, context: Context) -> str:
    """A degree word that a certificate, or any text of the profile, holds."""
    if level in ("vocational", "mastercraft", "diploma", "school") or len(word) > 3:
        rules = context.tables[context.held.language]
        for text in context.held.texts:
            if text.path.startswith("education/"):
                continue
            if any(level in values_in(rules.degrees, reading.words) for reading in text.readings):
                return text.path
    return ""


def degree_field(words: Sequence[Word], rules: LanguageRules) -> frozenset[str]:
    """The fields of study that words name."""
    return frozenset(values_in(rules.fields, words))
