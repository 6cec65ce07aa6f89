"""What speaks against a name or a tool: that it is asserted of the writer, and is a name no source explains."""

from jobwise.domain.generations.grounding.check_names import HOUSES, is_noun
from jobwise.domain.generations.grounding.check_skills import is_tool
from jobwise.domain.generations.grounding.claims import Claim
from jobwise.domain.generations.grounding.evidence import Letter, Told
from jobwise.domain.generations.grounding.facts import own_words
from jobwise.domain.generations.grounding.frames import Context, Frame
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.sounds import COGNATE, sound_of

_NEAR = 3


def skill_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a tool, or a skill of the posting's, is claimed for the writer and not kept at a distance."""
    context, frame = letter.context, told.frame(claim)
    rules = context.rules
    said = split(claim.text)
    if _hedged(claim, told, frame, context):
        return False
    if any(word.norm in rules.first_person | rules.possessives | rules.stopwords for word in said[:1]):
        # The vocabulary's words were put together from the end of one thing and the beginning of another.
        return False
    if is_tool(claim.text, rules) or any(char.isupper() for char in claim.text[1:]):
        return True
    if _in_other_words(said, letter):
        return False
    return _of_the_posting(said, context) and (frame.own or frame.deed or frame.carried or not frame.yours)


def _hedged(claim: Claim, told: Told, frame: Frame, context: Context) -> bool:
    """Whether the clause denies it, wishes for it, or says from how far it is known."""
    if frame.denied or frame.lacking or (frame.wish and not frame.deed):
        return True
    words = told.framed.words
    first, last = told.stretch(claim)
    start, end = max(first, frame.start), min(last, frame.end)
    if frame.deed and not any(word.norm in context.rules.knows for word in words[start:end]):
        return False
    return context.rules.hedges.has(words[start:end])


def _in_other_words(said: tuple[Word, ...], letter: Letter) -> bool:
    """Whether the profile has a word that sounds like each of these."""
    heard = {sound_of(norm)[:COGNATE] for norm in letter.context.held.words}
    long = [word for word in said if len(word.norm) >= COGNATE]
    return bool(long) and all(sound_of(word.norm)[:COGNATE] in heard for word in long)


def _of_the_posting(said: tuple[Word, ...], context: Context) -> bool:
    if context.posting is None:
        return False
    if context.posting.says([word.norm for word in said]):
        return True
    heard = {sound_of(norm)[:COGNATE] for norm in context.posting.words}
    return all(sound_of(word.norm)[:COGNATE] in heard for word in said if len(word.norm) >= COGNATE)


def name_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a name is asserted of the writer and is a name: no subject, no kind of house, no word of a known name."""
    context, framed = letter.context, told.framed
    frame = told.frame(claim)
    start, end = told.place(claim), told.end(claim)
    if (frame.yours and not frame.own) or _is_subject(start, told, context):
        return False
    if letter.across and _rest_of_an_entry(start, end, told, context):
        return False
    said = framed.words[start:end]
    if all(_is_generic(word, context) for word in said) and not context.rules.tongues.has(said):
        return bool(framed.reading.about(start, end) & HOUSES) and len(said) > 1
    return True


def _is_subject(start: int, told: Told, context: Context) -> bool:
    """Whether the word stands right behind a degree, where what was studied stands: licenciada em."""
    words = told.framed.words
    first = max(0, start - _NEAR)
    hits = context.rules.degrees.find(words[first:start])
    if not hits:
        return False
    between = words[first + hits[-1].end : start]
    if any("," in told.framed.text[one.end : other.start] for one, other in zip(words[first:start], words[first + 1 :])):
        return False
    links = ("in", "of", "en", "em", "de", "der", "d")
    return bool(between) and all(word.norm in links for word in between)


def _rest_of_an_entry(start: int, end: int, told: Told, context: Context) -> bool:
    """Whether the name goes on with the words that tell a house of the profile apart: Câmara Municipal de Vilarinho."""
    words, rules = told.framed.words, context.rules
    links = rules.name_links | rules.articles | rules.stopwords
    first, last = start, end
    while first > 0 and words[first].start - words[first - 1].end == 1:
        if not (words[first - 1].capital or words[first - 1].norm in links):
            break
        first -= 1
    while last < len(words) and words[last].start - words[last - 1].end == 1:
        if not (words[last].capital or words[last].norm in links or len(words[last].norm) > COGNATE + 1):
            break
        last += 1
    run = {word.norm for word in words[first:last] if word.capital}
    tables = [rules, context.tables[context.held.language]]
    towns = {word.norm for job in context.profile.experiences for word in split(job.location)}
    houses = [job.employer for job in context.profile.experiences]
    houses += [school.institution for school in context.profile.education]
    houses += [deed.organization for deed in context.profile.volunteering]
    return any(run & (set(own_words(house, tables)) - towns) for house in houses)


def _is_generic(word: Word, context: Context) -> bool:
    """Whether a word is a common one of any of the languages at hand, not the name of anybody."""
    return any(
        table.concepts.values(word.norm)
        or table.fields.values(word.norm)
        or table.roles.values(word.norm)
        or word.norm in table.common_nouns
        or (bool(table.common_nouns) and is_noun(word.norm, table))
        for table in context.tables.values()
    )
