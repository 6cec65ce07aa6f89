"""Proper names, employers and schools: in the profile, or in the posting when said of the company."""

from collections.abc import Iterator

from jobwise.domain.generations.grounding.check_houses import check_houses
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.generations.grounding.strange import HOUSES, forms, is_common, is_noun, runs, stands
from jobwise.domain.generations.grounding.titles import read_title

_ACCENTS = frozenset("éèêëàâçñôõãíóúáîûœæøåšžčřğışł")
"""Letters that German has in names and a few words from abroad only."""
_KIND = {WORK: ClaimKind.EMPLOYER, SCHOOL: ClaimKind.SCHOOL}


def check_names(framed: Framed, context: Context) -> list[Claim]:
    """A claim for every name of the sentence: entries named, and capitalised words that no table explains."""
    claims = [
        framed.claim(_KIND.get(item.kind, ClaimKind.NAME), anchor.start, anchor.end, item.path)
        for anchor in framed.anchors
        for item in (context.held.items[anchor.item],)
    ]
    claims.extend(_unknown(framed, context))
    claims.extend(_borrowed(framed, context))
    claims.extend(_not_theirs(framed, context))
    return claims


def _unknown(framed: Framed, context: Context) -> Iterator[Claim]:
    words = framed.words
    place = 0
    while place < len(words):
        if not _is_strange(framed, place, context):
            place += 1
            continue
        end = place + 1
        while end < len(words) and words[end].start - words[end - 1].end <= 1 and _is_strange(framed, end, context):
            end += 1
        if framed.frame(place).denied or subject_abroad(place, framed, context) or _is_place(place, end, framed):
            place = end
            continue
        yield framed.claim(
            _kind_of(framed, place, end, context),
            place,
            end,
            "",
            "This name stands in neither the profile nor the posting.",
        )
        place = end
    yield from check_houses(framed, context)


def _is_place(start: int, end: int, framed: Framed) -> bool:
    """Whether a single name is where something lies: in Norfolk."""
    words = framed.words
    if end != start + 1 or not start or words[start - 1].norm not in framed.reading.rules.place_before:
        return False
    near = framed.reading.about(max(0, start - 3), min(end + 2, len(words)))
    return not near & (HOUSES | {"technical"}) and words[start].text[1:].islower()


def subject_abroad(place: int, framed: Framed, context: Context) -> bool:
    """Whether a word stands behind a degree as its subject, which the profile has in another language."""
    if context.held.language == context.rules.language:
        return False
    start = max(framed.frame(place).start, place - 7)
    before = framed.words[start:place]
    if not before or any(word.norm in context.rules.at and word.norm not in ("in", "en", "em") for word in before[-1:]):
        return False
    hit = next(iter(context.rules.degrees.find(before)), None)
    if hit is None or any(word.norm in ("at", "from", "an", "am") for word in before[hit.end :]):
        return False
    return not framed.reading.about(start + hit.end, min(place + 3, len(framed.words))) & {"university", "school"}


def _kind_of(framed: Framed, start: int, end: int, context: Context) -> ClaimKind:
    """What an unknown name is likely the name of: by the house word in or beside it, by the word before it."""
    about = framed.reading.about(max(0, start - 2), min(end + 2, len(framed.words)))
    if about & {"university", "school"}:
        return ClaimKind.SCHOOL
    if start and framed.words[start - 1].norm in context.rules.at:
        return ClaimKind.EMPLOYER
    return ClaimKind.NAME


def _is_strange(framed: Framed, place: int, context: Context) -> bool:
    """Whether a capitalised word is a name that nothing explains."""
    words = framed.words
    word = words[place]
    if not word.capital or len(word.text) < 2:
        return False
    if stands(word.norm, context) or is_common(word, context.rules):
        return False
    shouted = word.text.isupper() or any(char.isupper() for char in word.text[1:])
    first = place == 0 or _opens(framed, place)
    if context.rules.common_nouns:
        return _strange_noun(framed, place, context.rules, shouted, first)
    if first and not shouted:
        after = words[place + 1] if place + 1 < len(words) else None
        glued = after is not None and after.start - word.end == 1 and after.capital
        return bool(glued and after and not stands(after.norm, context) and not is_common(after, context.rules))
    return True


def _opens(framed: Framed, place: int) -> bool:
    """Whether the word stands first behind a colon, an opening quote or a line's start."""
    begin = framed.reading.sentence.start
    before = framed.text[begin : framed.words[place].start].rstrip(" \t")
    return not before or before[-1] in ':\n•*–—«„“"»…?!.'


def _strange_noun(framed: Framed, place: int, rules: LanguageRules, shouted: bool, first: bool) -> bool:
    """In a language that writes every noun large, a name is what is no noun of the tables and takes no article."""
    word = framed.words[place]
    if shouted and not word.norm.endswith(rules.noun_endings):
        return True
    if is_noun(word.norm, rules) or first:
        return False
    if place and (framed.words[place - 1].text[0].isdecimal() or framed.words[place - 1].norm in rules.numbers.words):
        return False
    if place and framed.words[place - 1].norm in rules.numbers.scales and len(framed.words[place - 1].norm) > 2:
        return False
    if place and (framed.words[place - 1].text[:1].islower() or framed.words[place - 1].norm in rules.articles):
        before = framed.words[place - 1].norm
        if any(char in _ACCENTS for char in word.text) and before not in rules.numbers.articles:
            return True
        if before in rules.articles:
            return False
        if before in rules.stopwords:
            if before in rules.weak_before_names:
                return _looks_foreign(word.norm)
            return before in rules.bare_before_names
        return not before.endswith(("e", "en", "er", "es", "em")) and _looks_foreign(word.norm)
    return True


def _looks_foreign(norm: str) -> bool:
    """Whether a word ends or is spelled as German nouns seldom are."""
    return norm[-1] in "aioxyqvwzc" or any(char.isdecimal() for char in norm) or "y" in norm or "q" in norm


def _borrowed(framed: Framed, context: Context) -> Iterator[Claim]:
    """Names that only the posting holds, told as the writer's own tools or works."""
    if context.posting is None:
        return
    rules = context.rules
    for place, word in enumerate(framed.words):
        if not word.capital or len(word.text) < 3 or word.norm in context.company or is_common(word, rules):
            continue
        first = place == 0 or _opens(framed, place)
        shouted = any(char.isupper() for char in word.text[1:])
        if (first and not shouted) or (rules.common_nouns and not shouted and is_noun(word.norm, rules)):
            continue
        if any(form in context.held.words for form in forms(word.norm)) or f" {word.norm}" in context.held.runs:
            continue
        if not any(form in context.posting.words for form in forms(word.norm)) or word.norm in context.places:
            continue
        if not shouted and context.held.language != rules.language and not _named_there(framed, place, context):
            continue
        frame = framed.frame(place)
        second = any(w.norm in rules.second_person for w in framed.words[frame.start : frame.end])
        used = frame.deed or any(w.norm in rules.knows for w in framed.words[frame.start : frame.end])
        used = used or rules.skill_frames.has(framed.words[frame.start : frame.end])
        brief = frame.carried and frame.end - frame.start <= 3 and not frame.wish
        if (frame.claims_own or brief) and (used or shouted or brief) and not (frame.negated or second):
            yield framed.claim(ClaimKind.SKILL, place, place + 1, "", "Only the posting holds this name.")


def _named_there(framed: Framed, place: int, context: Context) -> bool:
    """Whether the posting has all the words written large in a row of which this is one."""
    start, end = next((run for run in runs(framed.words, context) if run[0] <= place < run[1]), (place, place + 1))
    return context.posting is not None and context.posting.says(word.norm for word in framed.words[start:end])


def _not_theirs(framed: Framed, context: Context) -> Iterator[Claim]:
    """The company of the posting told as a place where the writer has worked."""
    if not context.company:
        return
    for place, word in enumerate(framed.words):
        frame = framed.frame(place)
        if word.norm not in context.company or not word.capital or context.held.says((word.norm,)):
            continue
        dated = any(frame.start <= d.start < frame.end for d in framed.reading.dates)
        title = read_title(framed.words, context.rules, frame.start, frame.end)
        worked = frame.deed or (dated and frame.own) or (frame.own and bool(title.roles))
        second = any(w.norm in context.rules.second_person for w in framed.words[frame.start : frame.end])
        if worked and frame.own and not (frame.wish or frame.applies or frame.negated or second):
            if place and framed.words[place - 1].norm in context.rules.at:
                yield framed.claim(
                    ClaimKind.EMPLOYER, place, place + 1, "", "The profile holds no time at this company."
                )
