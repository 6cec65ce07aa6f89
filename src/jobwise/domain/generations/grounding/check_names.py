"""Proper names, employers and schools: in the profile, or in the posting when said of the company."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.reading import STEM, stem
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.generations.grounding.titles import read_title

_ACCENTS = frozenset("éèêëàâçñôõãíóúáîûœæøåšžčřğışł")
"""Letters that German has in names and a few words from abroad only."""
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
_OF = frozenset(("de", "du", "des", "del", "da", "do", "dos", "das", "of", "la"))
_SCHOOLS = frozenset(
    ("tu", "fh", "th", "eth", "uni", "universitat", "university", "universite", "universidad", "universidade")
)
HOUSES = frozenset(("university", "hospital", "school", "firm", "council", "club", "museum", "library", "publisher"))
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
    yield from _worked_at(framed, context)
    yield from _mixed(framed, context)
    yield from _renamed(framed, context)


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
    if _stands(word.norm, context) or _is_common(word, context.rules):
        return False
    shouted = word.text.isupper() or any(char.isupper() for char in word.text[1:])
    first = place == 0 or _opens(framed, place)
    if context.rules.common_nouns:
        return _strange_noun(framed, place, context.rules, shouted, first)
    if first and not shouted:
        after = words[place + 1] if place + 1 < len(words) else None
        glued = after is not None and after.start - word.end == 1 and after.capital
        return bool(glued and after and not _stands(after.norm, context) and not _is_common(after, context.rules))
    return True


def _stands(norm: str, context: Context) -> bool:
    known = context.held.words
    told = context.posting.words if context.posting is not None else frozenset()
    if any(form in known or form in told for form in _forms(norm)):
        return True
    if any(other in known or other in told for other in context.places.get(norm, ())):
        return True
    if any(other in known or other in told for other in context.abbreviations.get(norm, ())):
        return True
    if len(norm) >= 7 and any(STEM + stem(norm) in text.about for text in context.held.texts):
        return True
    # Part of a compound, as German has them: the Fulda of a Fuldabrücke.
    sources = (source for source in (context.held, context.posting) if source is not None)
    return len(norm) >= 5 and any(
        f" {norm}" in source.runs for source in sources if context.tables[source.language].common_nouns
    )


def _forms(norm: str) -> tuple[str, ...]:
    """The word and what it is without a genitive or plural ending."""
    bare = [
        norm.removesuffix(ending)
        for ending in ("s", "es", "er", "ern", "en", "n", "in", "innen")
        if norm.endswith(ending)
    ]
    return (norm, *(form for form in bare if len(form) >= 4))


def _is_common(word: Word, rules: LanguageRules) -> bool:
    norm = word.norm
    return (
        norm in rules.common_capitals
        or norm in rules.stopwords
        or norm in rules.dates.months
        or norm in rules.dates.seasons
        or norm in rules.numbers.words
        or norm in rules.numbers.scales
        or (rules.concepts.near(norm) if not rules.common_nouns else bool(rules.concepts.values(norm)))
        or any(table.values(norm) for table in (rules.tongues, rules.roles, rules.levels, rules.degrees, rules.fields))
        or bool(rules.fluency.values(norm))
    )


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


def is_noun(norm: str, rules: LanguageRules) -> bool:
    """Whether a normalised word is a common noun of the tables, or a compound that ends in one."""
    if norm in rules.common_nouns or norm.endswith(rules.noun_endings):
        return True
    for form in _forms(norm):
        if form in rules.common_nouns or form + "e" in rules.common_nouns:
            return True
    for cut in range(3, len(norm) - 2):
        tail = norm[cut:]
        if len(tail) >= 4 and (tail in rules.common_nouns or any(f in rules.common_nouns for f in _forms(tail))):
            return True
    return False


def _borrowed(framed: Framed, context: Context) -> Iterator[Claim]:
    """Names that only the posting holds, told as the writer's own tools or works."""
    if context.posting is None:
        return
    rules = context.rules
    for place, word in enumerate(framed.words):
        if not word.capital or len(word.text) < 3 or word.norm in context.company or _is_common(word, rules):
            continue
        first = place == 0 or _opens(framed, place)
        shouted = any(char.isupper() for char in word.text[1:])
        if (first and not shouted) or (rules.common_nouns and not shouted and is_noun(word.norm, rules)):
            continue
        if any(form in context.held.words for form in _forms(word.norm)) or f" {word.norm}" in context.held.runs:
            continue
        if not any(form in context.posting.words for form in _forms(word.norm)) or word.norm in context.places:
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
    start, end = next((run for run in _runs(framed.words, context) if run[0] <= place < run[1]), (place, place + 1))
    return context.posting is not None and context.posting.says(word.norm for word in framed.words[start:end])


def _mixed(framed: Framed, context: Context) -> Iterator[Claim]:
    """A house put together from known words that no entry and no posting has together."""
    words = framed.words
    for start, end in _runs(words, context):
        if end - start < 2 or not any(framed.reading.features[p] & HOUSES for p in range(start, end)):
            continue
        telling = [
            words[p].norm
            for p in range(start, end)
            if words[p].capital and not framed.reading.features[p] & HOUSES and not _is_common(words[p], context.rules)
        ]
        national = any(context.rules.tongues.values(words[p].norm) for p in range(start, end)) or any(
            words[p].norm in context.rules.nations for p in range(start, end)
        )
        stand = bool(telling) and all(_stands(norm, context) for norm in telling)
        odd = (
            context.rules.common_nouns
            and all(words[p].capital for p in range(start, end))
            and any(
                not _stands(norm, context)
                and not context.rules.fields.values(norm)
                and (not is_noun(norm, context.rules) or norm.endswith(_TOWNS))
                for norm in telling
            )
        )
        if not (national or stand or odd):
            continue
        if not framed.frame(start).denied and not _together(telling, [word.norm for word in words[start:end]], context):
            yield framed.claim(ClaimKind.EMPLOYER, start, end, "", "No entry and no posting has this name.")


def _runs(words: Sequence[Word], context: Context) -> Iterator[tuple[int, int]]:
    """Words written large in a row, with the small ones that link them."""
    place = 0
    while place < len(words):
        end = place
        while end < len(words) and (end == place or words[end].start - words[end - 1].end == 1):
            linked = end > place and end + 1 < len(words) and words[end].norm in context.rules.name_links
            if not words[end].capital and not (linked and words[end + 1].capital):
                break
            if words[end].norm in context.rules.first_person:
                break
            end += 1
        if end > place:
            yield place, end
        place = max(end, place + 1)


def _worked_at(framed: Framed, context: Context) -> Iterator[Claim]:
    """A name of several words behind the word for a house one works at, which no source has in a row."""
    words, rules = framed.words, context.rules
    if rules.common_nouns:
        return
    inside = {place for anchor in framed.anchors for place in range(anchor.start, anchor.end)}
    for start, end in _runs(words, context):
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
            if first not in context.places and last not in _towns(context):
                yield framed.claim(ClaimKind.EMPLOYER, place, end + 1, "", "No entry and no posting has this name.")


def _knows(norm: str, words: frozenset[str]) -> bool:
    return any(form in words for form in _forms(norm)) or f"{norm}s" in words


def _together(telling: Sequence[str], run: Sequence[str], context: Context) -> bool:
    """Whether one entry's name, the company's name, or a source word for word holds the house."""
    bare = run[1:] if run[0] in context.rules.stopwords else run
    if context.held.says(bare) or (context.posting is not None and context.posting.says(bare)):
        return True
    towns = _towns(context)
    school = any(norm in _SCHOOLS for norm in run)
    known = towns if school else towns | context.places.keys()
    forms = [set(_forms(norm)) for norm in telling if norm not in known]
    if not forms:
        return False
    if any(all(options & set(name) for options in forms) for item in context.held.items for name in item.names):
        return True
    return all(options & context.company for options in forms)


def _towns(context: Context) -> frozenset[str]:
    """The words of the places where the writer lives and has worked, and of the job's."""
    profile = context.profile
    listed = [profile.personal.location.city, *(job.location for job in profile.experiences)]
    listed.append(context.job.location if context.job is not None else "")
    return frozenset(word.norm for place in listed for word in split(place))


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
