"""Houses told by names that no source has together: a known last word, a known town, somebody else's first word."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.strange import HOUSES, forms, is_common, is_noun, runs, stands, towns

_TOWNS = (
    "stadt",
    "burg",
    "berg",
    "heim",
    "hausen",
    "dorf",
    "furt",
    "hafen",
    "furth",
    "brück",
    "brucken",
    "bach",
    "feld",
)
"""How German towns end; most are common nouns by themselves."""
_LONG = 5
_FORMS = frozenset(("gmbh", "ltd", "inc", "plc", "llc", "sarl", "sas", "lda", "kgaa", "limited"))
"""Legal forms that are no words of their own."""
_OF = frozenset(("de", "du", "des", "del", "da", "do", "dos", "das", "of", "la"))
_SCHOOLS = frozenset(
    ("tu", "fh", "th", "eth", "uni", "universitat", "university", "universite", "universidad", "universidade")
)


def check_houses(framed: Framed, context: Context) -> Iterator[Claim]:
    """A claim on each house told by a name that no entry and no posting has."""
    yield from _worked_at(framed, context)
    yield from _companies(framed, context)
    yield from _mixed(framed, context)
    yield from _renamed(framed, context)


def _companies(framed: Framed, context: Context) -> Iterator[Claim]:
    """A name with a legal form behind it that no source has: no common noun has one."""
    words = framed.words
    inside = {place for anchor in framed.anchors for place in range(anchor.start, anchor.end)}
    for start, end in runs(words, context):
        form = next((place for place in range(start + 1, end) if words[place].norm in _FORMS), None)
        if form is None or inside & set(range(start, end)) or framed.frame(start).denied:
            continue
        run = [word.norm for word in words[start:form]]
        known = context.held.says(run) or (context.posting is not None and context.posting.says(run))
        if not known and not any(norm in context.company for norm in run):
            yield framed.claim(ClaimKind.EMPLOYER, start, form + 1, "", "No entry and no posting has this name.")


def _mixed(framed: Framed, context: Context) -> Iterator[Claim]:
    """A house put together from known words that no entry and no posting has together."""
    words = framed.words
    for start, end in runs(words, context):
        if end - start < 2 or not any(framed.reading.features[p] & HOUSES for p in range(start, end)):
            continue
        if any(start <= anchor.start < end and anchor.end - anchor.start > 1 for anchor in framed.anchors):
            continue
        telling = [
            words[p].norm
            for p in range(start, end)
            if words[p].capital and not framed.reading.features[p] & HOUSES and not is_common(words[p], context.rules)
        ]
        national = any(context.rules.tongues.values(words[p].norm) for p in range(start, end)) or any(
            words[p].norm in context.rules.nations for p in range(start, end)
        )
        stand = bool(telling) and all(stands(norm, context) for norm in telling)
        odd = (
            context.rules.common_nouns
            and all(words[p].capital for p in range(start, end))
            and any(
                not stands(norm, context)
                and not context.rules.fields.values(norm)
                and (not is_noun(norm, context.rules) or norm.endswith(_TOWNS))
                for norm in telling
            )
        )
        if not (national or stand or odd):
            continue
        if not framed.frame(start).denied and not _together(telling, [word.norm for word in words[start:end]], context):
            yield framed.claim(ClaimKind.EMPLOYER, start, end, "", "No entry and no posting has this name.")


def _worked_at(framed: Framed, context: Context) -> Iterator[Claim]:
    """A name of several words behind the word for a house one works at, which no source has in a row."""
    words, rules = framed.words, context.rules
    if rules.common_nouns:
        return
    inside = {place for anchor in framed.anchors for place in range(anchor.start, anchor.end)}
    for start, end in runs(words, context):
        if not start or words[start - 1].norm not in rules.at or end - start < 2 or inside & set(range(start, end)):
            continue
        frame = framed.frame(start)
        if not frame.claims_own or frame.denied or frame.yours:
            continue
        large = [word for word in words[start:end] if word.capital]
        if len(large) < 2 or any(word.norm in rules.nations | rules.dates.months.keys() for word in large):
            continue
        run = [word.norm for word in words[start:end]]
        if context.held.says(run) or (context.posting is not None and context.posting.says(run)):
            continue
        if any(rules.fields.has(words[at:end]) or rules.tongues.has(words[at:end]) for at in range(start, end)):
            continue
        if all(_is_held(word, context) for word in large) or any(word.norm in context.company for word in large):
            continue
        if context.held.language == rules.language:
            yield framed.claim(ClaimKind.EMPLOYER, start, end, "", "No entry and no posting has this name.")


def _is_held(word: Word, context: Context) -> bool:
    """Whether a source has the word written large, or one of its places by another name."""
    sources = [context.held.raw, context.posting.raw if context.posting is not None else ""]
    if any(other in context.held.words for other in context.places.get(word.norm, ())):
        return True
    return any(other.norm == word.norm and other.capital for raw in sources for other in split(raw))


def _renamed(framed: Framed, context: Context) -> Iterator[Claim]:
    """A house one is said to work at, whose last word an entry has, and whose first stands in no source."""
    words, rules = framed.words, context.rules
    if context.held.language != rules.language or rules.common_nouns:
        return
    for place in range(1, len(words)):
        if not words[place].capital or words[place - 1].norm not in rules.at or words[place - 1].capital:
            continue
        end = place + 1
        while end < min(place + _LONG, len(words)) and words[end].start - words[end - 1].end == 1:
            if words[end].capital and words[end - 1].norm in rules.name_links | _OF:
                break
            end += 1
        else:
            continue
        if end >= len(words) or any(words[at].capital for at in range(place + 1, end)):
            continue
        last, first = words[end].norm, words[place].norm
        homes = [item for item in context.held.items if any(last in name for name in item.names)]
        posted = context.posting.words if context.posting is not None else frozenset()
        if homes and not _knows(first, context.held.words | posted) and not framed.frame(place).denied:
            if first not in context.places and last not in towns(context):
                yield framed.claim(ClaimKind.EMPLOYER, place, end + 1, "", "No entry and no posting has this name.")


def _knows(norm: str, words: frozenset[str]) -> bool:
    return any(form in words for form in forms(norm)) or f"{norm}s" in words


def _together(telling: Sequence[str], run: Sequence[str], context: Context) -> bool:
    """Whether one entry's name, the company's name, or a source word for word holds the house."""
    bare = run[1:] if run[0] in context.rules.stopwords else run
    if context.held.says(bare) or (context.posting is not None and context.posting.says(bare)):
        return True
    here = towns(context)
    school = any(norm in _SCHOOLS for norm in run)
    known = here if school else here | context.places.keys()
    spelled = [set(forms(norm)) for norm in telling if norm not in known]
    if not spelled:
        return False
    if any(all(options & set(name) for options in spelled) for item in context.held.items for name in item.names):
        return True
    return all(options & context.company for options in spelled)
