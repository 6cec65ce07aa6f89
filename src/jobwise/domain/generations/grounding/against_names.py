"""What speaks against a name or a tool: that it is asserted of the writer, and is a name no source explains."""

from jobwise.domain.generations.grounding.check_skills import in_a_source, is_tool
from jobwise.domain.generations.grounding.claims import Claim
from jobwise.domain.generations.grounding.evidence import Letter, Told
from jobwise.domain.generations.grounding.facts import own_words
from jobwise.domain.generations.grounding.frames import Context, Frame
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.sounds import COGNATE, sound_of
from jobwise.domain.generations.grounding.strange import HOUSES

_NEAR = 3
_BRIEF = 8
"""So many words may answer for a tool with a plain no."""
_ADJECTIVES = (
    "al",
    "ar",
    "ico",
    "ica",
    "ique",
    "aire",
    "ario",
    "aria",
    "ivo",
    "iva",
    "if",
    "ive",
    "ale",
    "elle",
    "ior",
)
"""How words end in French, Spanish and Portuguese that say of what kind a house is: Municipal, Técnica."""
_SHORT = 3


def skill_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a tool, or a skill of the posting's, is claimed for the writer and not kept at a distance."""
    context, frame = letter.context, told.frame(claim)
    rules = context.rules
    said = split(claim.text)
    if told.conditional(frame) and not frame.deed:
        return False
    if _is_product(claim, told, context) and not in_a_source(claim.text, context) and not frame.wish:
        # Nobody denies, or holds far from themselves, what nobody has asked for.
        return True
    if _hedged(claim, told, frame, context):
        return False
    if context.job is not None and {word.norm for word in said} <= {word.norm for word in split(context.job.location)}:
        return False
    if any(word.norm in rules.first_person | rules.possessives | rules.stopwords for word in said[:1]):
        # The vocabulary's words were put together from the end of one thing and the beginning of another.
        return False
    if _partly_held(claim, told, letter):
        return False
    if not _among_held(claim, told, context):
        if _answered_no(claim, told, context) or _only_named(claim, told, frame, letter):
            return False
    title = {word.norm for word in split(context.job.title)} if context.job is not None else set()
    if {word.norm for word in said} <= title and (letter.across or frame.applies):
        # The trade that the post is called by, which the profile may have in another language.
        return False
    if _is_product(claim, told, context) or any(char.isupper() for char in claim.text[1:]):
        return True
    if _in_other_words(said, letter) or not _wanted(said, context):
        return False
    return frame.own or frame.deed or frame.carried or not frame.yours


def _hedged(claim: Claim, told: Told, frame: Frame, context: Context) -> bool:
    """Whether the clause denies it, wishes for it, or says from how far it is known."""
    asked = told.framed.reading.sentence.text.rstrip().endswith("?")
    if asked or frame.denied or frame.lacking or (frame.wish and not frame.deed):
        return True
    words = told.framed.words
    first, last = told.stretch(claim)
    start, end = (max(first, frame.start), min(last, frame.end)) if frame.own else (first, last)
    if frame.deed and not any(word.norm in context.rules.knows for word in words[start:end]):
        return False
    hits = context.rules.hedges.find(words[start:end])
    before = (words[start + hit.start - 1].norm if start + hit.start else "" for hit in hits)
    return any(norm not in context.rules.negation for norm in before)


def _only_named(claim: Claim, told: Told, frame: Frame, letter: Letter) -> bool:
    """Whether the clause says nothing of the writer, and the reader, a no or a confession right before governs it."""
    if frame.own or frame.deed or frame.carried or _uses(told, frame):
        return False
    rules, words = letter.context.rules, told.framed.words
    if any(word.norm in rules.second_person | rules.negation for word in words) or rules.lacks.has(words):
        return True
    before = letter.before(told)
    return (
        before is not None
        and len(before.framed.words) <= _BRIEF
        and (before.framed.any("negated") or before.framed.any("lacking"))
    )


def _is_product(claim: Claim, told: Told, context: Context) -> bool:
    """Whether the words are written like a tool's name, where they open the sentence by the vocabulary's spelling."""
    if told.place(claim) > 0 or not claim.text[1:].islower():
        return is_tool(claim.text, context.rules)
    name = context.vocabulary.name_of(claim.text)
    if name is not None and claim.text in name and not context.vocabulary.terms[name].broad:
        return True
    posting = context.posting
    if posting is None or context.tables[posting.language].common_nouns:
        return False
    first = split(claim.text)[0].norm
    return any(
        word.norm == first and word.capital
        for text in posting.texts
        for reading in text.readings
        for word in reading.words[1:]
    )


def _among_held(claim: Claim, told: Told, context: Context) -> bool:
    """Whether it is one of a list whose next member is a skill of the profile: HubSpot, Mailchimp and."""
    words, rules = told.framed.words, context.rules
    first, last = told.place(claim), told.end(claim)
    frame = told.frame(claim)
    listed = {word.norm for text in context.held.texts if text.path.startswith("skills/") for word in split(text.text)}
    if frame.denied or frame.lacking or frame.wish:
        return False
    for at, gap in ((last, (last - 1, last)), (first - 1, (first - 1, first))):
        near = at + (1 if at == last else -1) if 0 <= at < len(words) and words[at].norm in rules.coordinators else at
        if not 0 <= near < len(words) or words[near].norm not in listed or not words[near].capital:
            continue
        between = told.framed.text[words[gap[0]].end : words[gap[1]].start].strip()
        if near != at or between == ",":
            return True
    return False


def _uses(told: Told, frame: Frame) -> bool:
    rules = told.framed.reading.rules
    words = told.framed.words[frame.start : frame.end]
    return rules.skill_frames.has(words) or any(word.norm in rules.knows for word in words)


def _partly_held(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether an abbreviation in the name, or right before it, is the profile's: the rest only says which: DGUV V3."""
    words, known = told.framed.words, letter.context.held.words
    first, last = told.place(claim), told.end(claim)
    before = words[first - 1] if first else None
    if letter.across and before is not None and claim.text[1:].islower():
        # What stands behind an abbreviation of the profile is the rest of its name in another language.
        if before.text.isupper() and len(before.text) > _SHORT and before.norm in known:
            return True
    if not any(char.isdecimal() for char in claim.text):
        return False
    return any(
        word.text.isupper() and len(word.text) > _SHORT and word.norm in known
        for word in words[max(0, first - 1) : last]
    )


def _in_other_words(said: tuple[Word, ...], letter: Letter) -> bool:
    """Whether the profile has a word that sounds like each of these."""
    heard = {sound_of(norm)[:COGNATE] for norm in letter.context.held.words}
    long = [word for word in said if len(word.norm) >= COGNATE]
    return bool(long) and all(sound_of(word.norm)[:COGNATE] in heard for word in long)


def _answered_no(claim: Claim, told: Told, context: Context) -> bool:
    """Whether what is said in one breath with it only denies it: "SQL, yes; Mixpanel, no"."""
    if _uses(told, told.frame(claim)):
        return False
    words = told.framed.words
    first, last = told.stretch(claim)
    around = [*words[first : told.place(claim)], *words[told.end(claim) : last]]
    denies = any(word.norm in context.rules.negation for word in around)
    return (
        denies and not any(first <= deed.start < last for deed in told.framed.reading.deeds) and last - first <= _BRIEF
    )


def _wanted(said: tuple[Word, ...], context: Context) -> bool:
    """Whether the posting lists the skill, in these words or in words that sound like them."""
    job = context.job
    if job is None:
        return False
    listed = [*job.required_skills, *job.preferred_skills]
    listed += [skill for requirement in job.requirements for skill in requirement.skills]
    run = [word.norm for word in said]
    sounds = [sound_of(norm)[:COGNATE] for norm in run if len(norm) >= COGNATE]
    for skill in listed:
        named = [word.norm for word in split(skill)]
        if run == named or (sounds and sounds == [sound_of(norm)[:COGNATE] for norm in named if len(norm) >= COGNATE]):
            return True
    return False


def name_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a name is asserted of the writer and is a name: no subject, no kind of house, no word of a known name."""
    context, framed = letter.context, told.framed
    frame = told.frame(claim)
    start, end = told.place(claim), told.end(claim)
    named = {word.norm for word in framed.words[start:end]}
    if context.company & named and not named & context.places.keys():
        return True
    if (frame.yours and not frame.own) or _is_subject(start, told, context):
        return False
    said = framed.words[start:end]
    if _partly_held(claim, told, letter) or (len(said) == 1 and said[0].text.isupper() and len(said[0].text) < _SHORT):
        return False
    if all(_sounds_held(word, context) for word in said):
        return False
    brief = all(word.text.isupper() and len(word.text) <= _SHORT for word in said)
    generic = brief or any(_is_generic(word, context) or word.norm.endswith(_ADJECTIVES) for word in said)
    housed = any(
        table.concepts.values(word.norm) & HOUSES
        for table in context.tables.values()
        for word in framed.words[end : end + _NEAR]
    )
    if (letter.across or brief) and (generic or not housed) and _rest_of_an_entry(end, told, context):
        return False
    if _of_a_house(start, end, told) or _compounded(start, told, letter) or (letter.across and _renamed(said, letter)):
        return False
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
    if "," in told.framed.text[words[first + hits[-1].end - 1].end : words[start].start]:
        return False
    links = ("in", "of", "en", "em", "de", "der", "d")
    return bool(between) and all(word.norm in links for word in between)


def _rest_of_an_entry(end: int, told: Told, context: Context) -> bool:
    """Whether the name goes on with the words that tell a house of the profile apart: Câmara Municipal de Vilarinho."""
    words, rules = told.framed.words, context.rules
    links = rules.name_links | {"of", "de", "da", "do", "du", "des", "der", "la"}
    last = end
    while last < len(words) and words[last].start - words[last - 1].end == 1:
        if not (words[last].capital or words[last].norm in links or len(words[last].norm) > COGNATE + 1):
            break
        last += 1
    run = {word.norm for word in words[end:last] if word.capital}
    tables = [rules, context.tables[context.held.language]]
    towns = {word.norm for job in context.profile.experiences for word in split(job.location)} | set(context.places)
    houses = [job.employer for job in context.profile.experiences]
    houses += [school.institution for school in context.profile.education]
    houses += [deed.organization for deed in context.profile.volunteering]
    houses += [f"{award.title} {award.awarder}" for award in context.profile.awards]
    houses += [f"{proof.name} {proof.issuer}" for proof in context.profile.certifications]
    return any(run & (set(own_words(house, tables)) - towns) for house in houses)


def _is_generic(word: Word, context: Context) -> bool:
    """Whether a word is a common one of any of the languages at hand, not the name of anybody."""
    return any(
        table.concepts.near(word.norm)
        or table.fields.values(word.norm)
        or table.roles.values(word.norm)
        or word.norm in table.common_nouns
        for table in context.tables.values()
    )


def _of_a_house(start: int, end: int, told: Told) -> bool:
    """Whether the word only says of what kind a house is: Câmara Municipal de."""
    words, rules = told.framed.words, told.framed.reading.rules
    if rules.language not in ("fr", "es", "pt") or end != start + 1 or not start:
        return False
    return (
        bool(told.framed.reading.features[start - 1] & HOUSES)
        and words[start].norm.endswith(_ADJECTIVES)
        and end < len(words)
        and words[end].norm in rules.name_links
    )


def _compounded(start: int, told: Told, letter: Letter) -> bool:
    """Whether the word is the second half of a compound: outre-Rhin, Persona-Ordenador."""
    words = told.framed.words
    if not start or told.framed.text[words[start - 1].end : words[start].start] != "-":
        return False
    return letter.across or not words[start - 1].capital


def _sounds_held(word: Word, context: Context) -> bool:
    """Whether a name of the sources differs by its vowels only: Gérone, Girona."""
    bones = _bones(word.norm)
    if len(bones) < _SHORT or len(word.norm) <= COGNATE:
        return False
    raw = context.held.raw + " " + (context.posting.raw if context.posting is not None else "")
    return any(
        other.capital and other.norm[0] == word.norm[0] and _bones(other.norm) == bones
        for other in split(raw)
        if abs(len(other.norm) - len(word.norm)) < _SHORT
    )


def _bones(norm: str) -> str:
    return "".join(char for char in sound_of(norm) if char not in "aeiou")


def _renamed(said: tuple[Word, ...], letter: Letter) -> bool:
    """Whether an abbreviation is made of the letters of one the profile has, as another language orders them."""
    if len(said) != 1 or not said[0].text.isupper():
        return False
    one = sorted(said[0].text)
    for word in split(letter.context.held.raw):
        if word.text.isupper() and len(word.text) > 1 and abs(len(word.text) - len(one)) <= 1:
            common = sum(min(one.count(char), word.text.count(char)) for char in sorted(set(one)))
            if 2 * common >= max(len(one), len(word.text)) and common > 1:
                return True
    return False
