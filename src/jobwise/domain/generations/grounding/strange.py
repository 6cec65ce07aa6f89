"""Which words the sources and the languages know: what is left is a name."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.grounding.frames import Context
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.reading import STEM, stem
from jobwise.domain.generations.grounding.rules import LanguageRules

HOUSES = frozenset(("university", "hospital", "school", "firm", "council", "club", "museum", "library", "publisher"))


def stands(norm: str, context: Context) -> bool:
    known = context.held.words
    told = context.posting.words if context.posting is not None else frozenset()
    if any(form in known or form in told for form in forms(norm)):
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


def forms(norm: str) -> tuple[str, ...]:
    """The word and what it is without a genitive or plural ending."""
    bare = [
        norm.removesuffix(ending)
        for ending in ("s", "es", "er", "ern", "en", "n", "in", "innen")
        if norm.endswith(ending)
    ]
    return (norm, *(form for form in bare if len(form) >= 4))


def is_common(word: Word, rules: LanguageRules) -> bool:
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


def is_noun(norm: str, rules: LanguageRules) -> bool:
    """Whether a normalised word is a common noun of the tables, or a compound that ends in one."""
    if norm in rules.common_nouns or norm.endswith(rules.noun_endings):
        return True
    for form in forms(norm):
        if form in rules.common_nouns or form + "e" in rules.common_nouns:
            return True
    for cut in range(3, len(norm) - 2):
        tail = norm[cut:]
        if len(tail) >= 4 and (tail in rules.common_nouns or any(f in rules.common_nouns for f in forms(tail))):
            return True
    return False


def runs(words: Sequence[Word], context: Context) -> Iterator[tuple[int, int]]:
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


def towns(context: Context) -> frozenset[str]:
    """The words of the places where the writer lives and has worked, and of the job's."""
    profile = context.profile
    listed = [profile.personal.location.city, *(job.location for job in profile.experiences)]
    listed.append(context.job.location if context.job is not None else "")
    return frozenset(word.norm for place in listed for word in split(place))
