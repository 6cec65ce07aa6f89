"""A second look at what the rules could not trace, where letter and profile are in two languages.

Words of two languages seldom match, so the first look asks for more than an honest translation can show. What is given
way to here is only what another reading of the same facts supports; a value, a rank or a name that the profile does not
have in any reading stays unsupported.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import KINDS_OF_HOUSES, SCHOOL, WORK
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.known import Known
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.numbers import Quantity
from jobwise.domain.generations.grounding.second_dates import second_date
from jobwise.domain.generations.grounding.second_numbers import second_number
from jobwise.domain.generations.grounding.sounds import COGNATE, sound_of
from jobwise.domain.generations.grounding.strange import HOUSES
from jobwise.domain.generations.grounding.titles import MANAGER_RANK, carries, read_title

PLAIN = "-"
"""The source of words that claim nothing."""

_POSTED = frozenset({ClaimKind.TITLE, ClaimKind.SKILL, ClaimKind.DATE, ClaimKind.NAME})
_LEADING = frozenset({4, 5})
_HOUSES = frozenset({ClaimKind.EMPLOYER, ClaimKind.SCHOOL})
_MATTERS = frozenset(("fur", "mit", "durch", "ohne", "gegen"))
_ABSTRACT = ("te", "ung", "ungen", "keit", "heit", "schaft", "tum", "nis", "ik", "tät", "ion", "ionen", "ismus")
_LITTLE = 3
_BESIDE = 3
"""How many words around a name may belong to it."""


def second_look(
    claim: Claim,
    framed: Framed,
    context: Context,
    held: Sequence[Known],
    posted: Sequence[Known],
    before: frozenset[str],
) -> Claim:
    """The claim as it was, or carried by what another reading of the same facts finds.

    `before` are the paths that carried the sentence before.
    """
    if claim.supported:
        return claim
    across = context.held.language != context.rules.language
    source = _of_the_posting(claim, framed, context)
    if source:
        pass
    elif claim.kind in (ClaimKind.NUMBER, ClaimKind.DURATION):
        number = _number(claim, framed)
        source = second_number(number, framed, context, held, posted, before) if number is not None else ""
    elif claim.kind is ClaimKind.DATE:
        mention = next((d for d in framed.reading.dates if framed.words[d.start].start == claim.span.start), None)
        source = second_date(mention, framed, context) if mention is not None else ""
    elif claim.kind is ClaimKind.TITLE and across:
        source = _title(claim, context) or _dated_office(claim, framed, context)
    elif claim.kind is ClaimKind.SKILL and _is_common(claim.text, context, _is_used(claim, framed)):
        # A trade's everyday words are no tools: what was done with them stands in claims of other kinds.
        source = PLAIN
    elif claim.kind in _HOUSES and _is_matter(claim, framed, context):
        source = PLAIN
    elif claim.kind in _HOUSES and (across or claim.text.isupper()):
        source = _initials(claim.text, context) or (_house(claim, framed, context) if across else "")
    elif claim.kind in (ClaimKind.NAME, ClaimKind.DEGREE) or (claim.kind is ClaimKind.SKILL and across):
        source = (
            _noun(claim, framed, context)
            or _run_on(claim, framed, context)
            or _initials(claim.text, context)
            or (_translated(claim, framed, context) if across else "")
        )
        tool = claim.kind is ClaimKind.SKILL and any(char.isupper() for char in claim.text[1:])
        if not source and not tool and not _follows_a_name(claim, framed):
            source = _cognates(claim.text, _profile_words(context))
    return replace(claim, supported=True, source=source, reason="") if source else claim


def _number(claim: Claim, framed: Framed) -> Quantity | None:
    """The number that the claim is about."""
    for number in framed.reading.numbers:
        words = framed.words[number.start : number.end]
        if words and words[0].start <= claim.span.start < words[-1].end:
            return number
    return None


def _title(claim: Claim, context: Context) -> str:
    """The entry whose title stands as high; what leads a team and what leads a house is one word in some languages."""
    said = read_title(split(claim.text), context.rules)
    for item in context.held.items:
        if item.kind != WORK or item.title is None:
            continue
        leads = {said.rank, item.title.rank} <= _LEADING
        held = replace(item.title, rank=max(said.rank, item.title.rank)) if leads else item.title
        if (not said.roles and said.rank <= held.rank) or carries(held, said, item.about):
            return item.path
    return ""


def _dated_office(claim: Claim, framed: Framed, context: Context) -> str:
    """The certificate or unpaid office that began when the sentence says that this did, below a manager's rank."""
    if read_title(split(claim.text), context.rules).rank >= MANAGER_RANK:
        return ""
    for mention in framed.reading.dates:
        for item in context.held.items:
            if item.path.startswith(("certifications/", "volunteering/")) and mention.fits(item.start):
                return item.path
    return ""


def _of_the_posting(claim: Claim, framed: Framed, context: Context) -> str:
    """`job` for the posting's own words in a clause that says nothing of what the writer did or is."""
    if context.posting is None or claim.kind not in _POSTED or claim.text not in context.posting.raw:
        return ""
    place = next((at for at, word in enumerate(framed.words) if word.end > claim.span.start), 0)
    frame = framed.frame(place)
    if claim.kind is ClaimKind.TITLE:
        return "job" if frame.applies or not (frame.own or _borne(framed, place, context)) else ""
    if claim.kind is ClaimKind.SKILL:
        return "job" if (frame.yours or frame.wish) and not (frame.own and frame.deed) else ""
    return "" if frame.claims_own or framed.any("own") else "job"


def _borne(framed: Framed, place: int, context: Context) -> bool:
    """Whether the words before say that somebody is or works as what follows."""
    return any(
        (hit := context.rules.title_frames.at(framed.words, at)) is not None and hit.end <= place
        for at in range(max(0, place - 4), place)
    )


def _is_trade_word(text: str, context: Context) -> bool:
    """A German noun that the vocabulary knows by another name is a translation of common words, not a tool's name."""
    if context.rules.language != "de" or not (text[:1].isupper() and text[1:].replace("-", "").isalpha()):
        return False
    name = context.vocabulary.name_of(text)
    return name is not None and text.casefold() not in name.casefold()


def _is_common(text: str, context: Context, used: bool) -> bool:
    """Whether the words are a trade's everyday ones, and not what the posting asks for."""
    plain = text.islower() and not any(character.isdigit() for character in text)
    if context.posting is not None and text.casefold() in context.posting.raw.casefold():
        return plain and not used and context.held.language != context.rules.language
    return plain or _is_trade_word(text, context)


def _is_used(claim: Claim, framed: Framed) -> bool:
    """Whether the clause says that the writer knows or uses what the claim names."""
    rules = framed.reading.rules
    frame = framed.frame(next((at for at, word in enumerate(framed.words) if word.end > claim.span.start), 0))
    words = framed.words[frame.start : frame.end]
    return rules.skill_frames.has(words) or any(word.norm in rules.knows for word in words)


def _is_matter(claim: Claim, framed: Framed, context: Context) -> bool:
    """Whether a German word that ends like an abstract noun stands behind for, with, without: für Feuchte."""
    if context.rules.language != "de" or not (claim.text.isalpha() and claim.text[1:].islower()):
        return False
    before = [word.norm for word in framed.words if word.end <= claim.span.start]
    return before[-1:] != [] and before[-1] in _MATTERS and claim.text.endswith(_ABSTRACT)


def _noun(claim: Claim, framed: Framed, context: Context) -> str:
    """German writes every noun with a capital: one word that looks like a noun and stands at no place names nobody."""
    text = claim.text
    if context.rules.language != "de" or claim.kind is not ClaimKind.NAME:
        return ""
    before = [word for word in framed.words if word.end <= claim.span.start]
    if before and (before[-1].norm in context.rules.at or framed.text[before[-1].start].isupper()):
        return ""
    return PLAIN if text.isalpha() and text[1:].islower() and len(text) > 3 else ""


def _follows_a_name(claim: Claim, framed: Framed) -> bool:
    before = [word for word in framed.words if word.end <= claim.span.start]
    return len(before) > 1 and framed.text[before[-1].start].isupper()


def _run_on(claim: Claim, framed: Framed, context: Context) -> str:
    """`profile` for the rest of a name whose first word the profile has in another tongue: Biología Vegetal."""
    across = context.held.language != context.rules.language
    if claim.kind is not ClaimKind.NAME or not across or context.rules.language == "de":
        return ""
    before = [word for word in framed.words if word.end <= claim.span.start]
    if not before or framed.text[before[-1].end : claim.span.start].strip(" -"):
        return ""
    first = before[-1]
    if first.norm in KINDS_OF_HOUSES:
        return ""
    return (
        "profile"
        if framed.text[first.start].isupper() and sound_of(first.norm)[:COGNATE] in _profile_words(context)
        else ""
    )


def _house(claim: Claim, framed: Framed, context: Context) -> str:
    """The entry whose name has, by their sound, all the large words that make up the name with the claimed ones."""
    first = next(at for at, word in enumerate(framed.words) if word.end > claim.span.start)
    last = first + 1
    links = context.rules.name_links | context.rules.stopwords
    while last < len(framed.words) and framed.words[last].start - framed.words[last - 1].end <= 1:
        if not (framed.words[last].capital or framed.words[last].norm in links or len(framed.words[last].norm) > 6):
            break
        last += 1
    said = [sound_of(word.norm)[:COGNATE] for word in framed.words[first:last] if word.capital and len(word.norm) > 2]
    for item in context.held.items:
        names = {sound_of(part)[:COGNATE] for name in item.names for part in name}
        if item.kind in (WORK, SCHOOL) and said and all(sound in names for sound in said):
            return item.path
    return ""


def _initials(text: str, context: Context) -> str:
    """`profile` or `job` for the first letters of words that stand there in a row, written large: TU, OMS."""
    if not (text.isalpha() and text.isupper() and 2 <= len(text) <= 6):
        return ""
    for source, index in (("profile", context.held), ("job", context.posting)):
        if index is None:
            continue
        for line in index.raw.split("\n"):
            if any(text in run for run in _initial_runs(line)):
                return source
    return ""


def _initial_runs(line: str) -> list[str]:
    """The first letters of words written large in a row, with none but small words between them."""
    runs = [""]
    last: Word | None = None
    for word in split(line):
        parted = last is not None and line[last.end : word.start].strip(" -’'")
        if parted or not (word.capital or len(word.text) <= _LITTLE):
            runs.append("")
        if word.capital:
            runs[-1] += word.text[0].upper()
        last = word
    return runs


def _translated(claim: Claim, framed: Framed, context: Context) -> str:
    """`profile` for the other words of a prize, certificate or subject of which the profile has a word by its sound."""
    rules = context.rules
    if claim.kind is not ClaimKind.NAME or any(char.isdigit() for char in claim.text) or claim.text.isupper():
        return ""
    if not (framed.reading.about() & {"prize", "certificate", "nomination"} or rules.degrees.has(framed.words)):
        if not any(rules.fields.has(framed.words[at : at + 1]) for at in range(len(framed.words))):
            return ""
    place = next(at for at, word in enumerate(framed.words) if word.end > claim.span.start)
    first, last = max(0, place - _BESIDE), min(len(framed.words), place + _BESIDE + 1)
    if any(word.norm in rules.at and word.end <= claim.span.start for word in framed.words[first:place][-1:]):
        return ""
    if framed.reading.about(first, last) & HOUSES:
        return ""
    known = _profile_words(context)
    beside = (word for word in framed.words[first:last] if word.capital and len(word.norm) >= COGNATE)
    return "profile" if any(sound_of(word.norm)[:COGNATE] in known for word in beside) else ""


def _cognates(text: str, known: frozenset[str]) -> str:
    """`profile` when every word of the text is, in sound, the beginning of a word of the profile."""
    words = [word for word in split(text) if len(word.norm) > 2]
    if not words or any(character.isdigit() for character in text):
        return ""
    return "profile" if all(sound_of(word.norm)[:COGNATE] in known for word in words) else ""


def _profile_words(context: Context) -> frozenset[str]:
    return _sounds(context.held.words)


@lru_cache(maxsize=8)
def _sounds(words: frozenset[str]) -> frozenset[str]:
    return frozenset(sound[:COGNATE] for sound in map(sound_of, words) if len(sound) >= COGNATE)
