"""Skills and tools: used ones must be in the profile; the posting's own only as wished for or missing."""

import re
from collections.abc import Iterator

from jobwise.domain.generations.grounding.check_names import subject_abroad
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import Word, norm, split
from jobwise.domain.generations.grounding.reading import STEM, stem
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.generations.grounding.strange import is_noun
from jobwise.domain.shared.values import Span

_HEADING = 3
_BRIEF = 4
_HYPHEN = re.compile(r"(?<=[a-zß-ÿ])-(?=[A-ZÄÖÜ])")


def check_skills(framed: Framed, context: Context, wanted: tuple[tuple[str, ...], ...]) -> list[Claim]:
    """A claim for every skill of the sentence. `wanted` are the posting's skills, as normalised words."""
    claims = [*_named(framed, context), *_listed(framed, context)]
    taken = [claim.span for claim in claims]
    for claim in [*_posted(framed, context, wanted), *_framed(framed, context)]:
        if not any(claim.span.overlaps(span) for span in taken):
            claims.append(claim)
            taken.append(claim.span)
    return claims


def _listed(framed: Framed, context: Context) -> Iterator[Claim]:
    """A name between commas or beside an "and" among tools of the profile, which no source has."""
    words = framed.words
    for place in range(1, len(words)):
        word = words[place]
        if not (word.capital and len(word.text) > 2) or is_known(word, context):
            continue
        beside = [_neighbour(framed, place, step) for step in (-1, 1)]
        tools = [other for other in beside if other is not None and _is_held_tool(other, context)]
        if not tools or (None in beside and len(tools) < 1):
            continue
        frame = framed.frame(place)
        if not (_excused(frame, place, framed, context) or frame.denied or frame.lacking):
            yield framed.claim(ClaimKind.SKILL, place, place + 1, "", "The profile does not show this skill.")


def _neighbour(framed: Framed, place: int, step: int) -> Word | None:
    """The word that stands before or behind one, parted by a comma or an "and" alone."""
    words, rules = framed.words, framed.reading.rules
    at = place + step
    if not 0 <= at < len(words):
        return None
    joined = words[at].norm in rules.coordinators
    at += step if joined else 0
    if not 0 <= at < len(words):
        return None
    first, last = sorted((place, at))
    gap = framed.text[words[first].end : words[last].start]
    return words[at] if joined or gap.strip() == "," else None


def _is_held_tool(word: Word, context: Context) -> bool:
    """Whether the profile lists the word among its skills, written like a tool."""
    listed = (text.text for text in context.held.texts if text.path.startswith("skills/"))
    return is_tool(word.text, context.rules) and any(
        word.norm == other.norm and other.capital for text in listed for other in split(text)
    )


def is_known(word: Word, context: Context) -> bool:
    """Whether a word is one of the languages' own, or stands in the profile in any case."""
    rules = context.rules
    if word.norm in context.held.words or word.norm.rstrip("s") in context.held.words or word.norm in context.places:
        return True
    if word.norm in rules.stopwords or word.norm in rules.common_capitals or rules.tongues.values(word.norm):
        return True
    if any(other in context.held.words for other in context.abbreviations.get(word.norm, ())):
        return True
    tables = (rules.concepts, rules.fields, rules.roles)
    return any(table.values(word.norm) for table in tables) or word.norm in rules.common_nouns


def _excused(frame: Frame, place: int, framed: Framed, context: Context) -> bool:
    """Whether the clause says the skill is missing or wished for, or the company's."""
    if frame.negated or frame.wish or _taken_back(frame, framed, context) or _heads(frame, framed, context):
        return True
    second = any(w.norm in context.rules.second_person for w in framed.words[frame.start : frame.end])
    return (second or frame.yours) and not frame.deed and not _uses(framed, frame, context)


def _heads(frame: Frame, framed: Framed, context: Context) -> bool:
    """Whether the clause only heads a list, behind a colon, in which the profile's own words stand."""
    words = framed.words
    if frame.end >= len(words) or frame.end - frame.start > _HEADING or frame.own or frame.deed:
        return False
    if ":" not in framed.text[words[frame.end - 1].end : words[frame.end].start]:
        return False
    behind = framed.frame(frame.end)
    return not behind.denied and any(
        word.capital and word.norm in context.held.words for word in words[behind.start : behind.end]
    )


def _taken_back(frame: Frame, framed: Framed, context: Context) -> bool:
    """Whether the very next clause denies it: "Workday I know from talks, I have not worked with it"."""
    after = next((other for other in framed.frames if other.start == frame.end), None)
    if after is None:
        return False
    if not (frame.own or frame.deed or frame.carried) and (after.lacking or after.denied or after.wish):
        return True
    if not after.negated:
        return False
    words = framed.words[after.start : after.end]
    if any(word.capital for word in words[1:]) and not context.rules.common_nouns:
        return False
    return any(word.norm in context.rules.anaphora for word in words) and _uses(framed, after, context)


def _uses(framed: Framed, frame: Frame, context: Context) -> bool:
    words = framed.words[frame.start : frame.end]
    return any(word.norm in context.rules.knows for word in words) or context.rules.skill_frames.has(words)


def _named(framed: Framed, context: Context) -> Iterator[Claim]:
    """Skills the vocabulary knows."""
    sentence = framed.reading.sentence
    # A skill inside a hyphenated compound is a skill as well: HubSpot-Kampagnen.
    for mention in context.vocabulary.find(_parted(sentence.text)):
        start, end = sentence.start + mention.span.start, sentence.start + mention.span.end
        places = [p for p, word in enumerate(framed.words) if word.start < end and start < word.end]
        if any(context.rules.tongues.values(framed.words[p].norm) for p in places):
            continue
        term = context.vocabulary.terms[mention.name]
        if not places or term.soft or _everyday(mention.name, framed, places, context):
            continue
        text = framed.text[start:end]
        source = _skill_source(mention.name, text, context) or _studied(places, framed, context)
        frame = framed.frame(places[0])
        nowhere = is_tool(text, context.rules) and not in_a_source(text, context)
        if not source and not (nowhere and not frame.wish) and _excused(frame, places[0], framed, context):
            source = "job"
        if not source and subject_abroad(places[0], framed, context):
            continue
        if not source and not is_tool(text, context.rules) and _unsure(text, framed, places, context):
            continue
        yield Claim(
            ClaimKind.SKILL,
            text,
            Span(start, end),
            bool(source),
            source,
            "" if source else "The profile does not show this skill.",
        )


def in_a_source(text: str, context: Context) -> bool:
    """Whether profile or posting has one of the words: nobody denies what nobody has asked for."""
    posted = context.posting.words if context.posting is not None else frozenset()
    return any(word.norm in context.held.words or word.norm in posted for word in split(text))


def _parted(text: str) -> str:
    """The text with hyphens between large-written words as blanks, place for place."""
    return _HYPHEN.sub(" ", text)


def _everyday(name: str, framed: Framed, places: list[int], context: Context) -> bool:
    """Whether the words are the language's own small words, in small letters: "j'ai" is no AI."""
    rules = context.rules
    said = [framed.words[p] for p in places]
    plain = said[0].text.islower() or (places[0] == 0 and said[0].text[1:].islower())
    if len(said) == 1 and plain and len(said[0].text) <= 4 and name.isupper():
        return True
    if len(said) == 1 and plain and said[0].norm in rules.everyday:
        return True
    if len(said) == 1 and len(said[0].norm) <= 4 and said[0].norm in rules.functions:
        return True
    if len(said) == 1 and said[0].text.islower() and len(said[0].text) <= 3 and context.rules.language != "en":
        return True
    return all(
        framed.words[p].text.islower()
        and (framed.words[p].norm in rules.stopwords or framed.words[p].norm in rules.first_person)
        for p in places
    )


def is_tool(text: str, rules: LanguageRules) -> bool:
    """Whether a skill is written like a tool's name, not like an activity: Python, HPLC, not invoicing."""
    if any(part.islower() and len(part) > 3 for part in text.split()):
        return False
    if any(char.isupper() or char.isdecimal() for char in text[1:]):
        return True
    plain = norm(text)
    if rules.fields.values(plain) or rules.concepts.values(plain):
        return False
    return text[0].isupper() and not (rules.common_nouns and is_noun(plain, rules))


def _unsure(text: str, framed: Framed, places: list[int], context: Context) -> bool:
    """A common word of another language's profile: its concept may stand there under another name."""
    about = frozenset().union(*(framed.reading.features[p] for p in places))
    held = frozenset().union(*(t.about for t in context.held.texts))
    if about & held:
        return True
    frame = framed.frame(places[0])
    if context.held.language != context.rules.language:
        return context.posting is None or not context.posting.says([word.norm for word in split(text)])
    return not (frame.claims_own and (_uses(framed, frame, context) or frame.deed))


def _studied(places: list[int], framed: Framed, context: Context) -> str:
    """The text that holds the same field of study, in whatever language."""
    said = {
        hit.value for hit in context.rules.fields.find(framed.words) if hit.start <= places[0] and places[-1] < hit.end
    }
    if not said:
        return ""
    rules = context.tables[context.held.language]
    for text in context.held.texts:
        for reading in text.readings:
            if any(hit.value in said for hit in rules.fields.find(reading.words)):
                return text.path
    return ""


def _skill_source(name: str, text: str, context: Context) -> str:
    for held in context.held.texts:
        for mention in context.vocabulary.find(held.text):
            known = held.text[mention.span.start : mention.span.end]
            if mention.name == name and (not is_tool(text, context.rules) or _alike(text, known)):
                return held.path
    run = [word.norm for word in split(text)]
    if len(run) == 1 and any(other in context.held.words for other in context.abbreviations.get(run[0], ())):
        return "profile"
    if len(run) == 1 and len(run[0]) >= 7 and text[1:].islower():
        # The same learned word in another language: Agronomía, agronomy.
        cognate = next((t.path for t in context.held.texts if STEM + stem(run[0]) in t.about), "")
        if cognate:
            return cognate
    return next((t.path for t in context.held.texts if _row(run, t.text)), "")


def _alike(said: str, known: str) -> bool:
    """Whether two spellings of one tool look it: each word of the shorter begins one of the other, or its initials."""
    one, other = [word.norm for word in split(said)], [word.norm for word in split(known)]
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if all(any(stem(a) == stem(b) or a.startswith(b) or b.startswith(a) for b in long) for a in short):
        return True
    return any(len(a) == 1 and a[0][0] == b[0][0] and len(a[0]) <= _BRIEF for a, b in ((one, other), (other, one)))


def _row(run: list[str], text: str) -> bool:
    words = [word.norm for word in split(text)]
    return any(words[p : p + len(run)] == run for p in range(len(words) - len(run) + 1)) if run else False


def _posted(framed: Framed, context: Context, wanted: tuple[tuple[str, ...], ...]) -> Iterator[Claim]:
    """Skills by the posting's own words that the vocabulary does not know."""
    norms = [word.norm for word in framed.words]
    for run in wanted:
        if any(context.rules.tongues.values(part) for part in run):
            continue
        for place in range(len(norms) - len(run) + 1):
            if tuple(norms[place : place + len(run)]) != run or context.held.says(run):
                continue
            frame = framed.frame(place)
            about = frozenset().union(*(framed.reading.features[p] for p in range(place, place + len(run))))
            shown = any(about and about <= text.about for text in context.held.texts)
            company = framed.any("yours") and not frame.own
            if shown or company or _excused(frame, place, framed, context):
                continue
            said = framed.text[framed.words[place].start : framed.words[place + len(run) - 1].end]
            if said.islower() and norms[place] in context.rules.everyday and len(run) == 1:
                continue
            if not is_tool(said, context.rules) and _in_passing(said, place, len(run), frame, framed, context):
                continue
            yield framed.claim(ClaimKind.SKILL, place, place + len(run), "", "Only the posting names this skill.")


def _in_passing(said: str, place: int, width: int, frame: Frame, framed: Framed, context: Context) -> bool:
    """Whether an everyday word is only mentioned: a law firm is no skill in law."""
    used = _uses(framed, frame, context)
    if width == 1:
        known = context.rules.fields.values(norm(said)) or context.rules.concepts.values(norm(said))
        return (bool(known) or bool(context.rules.common_nouns)) and not used
    return not (frame.own or frame.carried or used)


def _framed(framed: Framed, context: Context) -> Iterator[Claim]:
    """What stands behind "experience with", "proficient in": some word of it must be in the profile."""
    for place in range(len(framed.words)):
        hit = context.rules.skill_frames.at(framed.words, place)
        if hit is None:
            continue
        frame = framed.frame(place)
        if frame.negated or frame.wish or frame.yours or frame.applies or not (frame.claims_own or frame.start == 0):
            continue
        if not frame.own and any(w.norm in context.rules.relatives for w in framed.words[frame.start : place]):
            continue
        end = hit.end
        found: set[str] = set()
        while end < min(hit.end + 4, frame.end):
            gap = framed.text[framed.words[end - 1].end : framed.words[end].start]
            if any(mark in gap for mark in ",;:.") and end > hit.end:
                break
            found |= framed.reading.features[end]
            end += 1
        if not found or end == hit.end:
            continue
        held = frozenset().union(*(t.about for t in context.held.texts))
        if found & held or any(
            word.norm in context.held.words
            for word in framed.words[hit.end : end]
            if len(word.norm) > 3 and word.norm not in context.rules.stopwords
        ):
            continue
        if context.held.language != context.rules.language and any(f.startswith(STEM) for f in found):
            continue
        if not any(_telling(word, context) for word in framed.words[hit.end : end]):
            continue
        yield framed.claim(ClaimKind.SKILL, hit.end, end, "", "The profile does not show this.")


def _telling(word: Word, context: Context) -> bool:
    """Whether a word is more than everyday: written like a name, or one of the posting's own."""
    rules = context.rules
    if word.norm in rules.stopwords or len(word.norm) < 3:
        return False
    large = word.capital and not (rules.common_nouns and is_noun(word.norm, rules))
    return large or (context.posting is not None and word.norm in context.posting.words)
