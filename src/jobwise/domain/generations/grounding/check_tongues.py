"""Languages the writer speaks: those of the profile, at no higher level."""

from collections.abc import Iterator

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import split


def check_tongues(framed: Framed, context: Context) -> list[Claim]:
    """A claim for every language the writer speaks, and how well."""
    return list(_tongues(framed, context))


def _tongues(framed: Framed, context: Context) -> Iterator[Claim]:
    hits = context.rules.tongues.find(framed.words)
    if not hits:
        return
    held = _held_tongues(context)
    levels = context.rules.fluency.find(framed.words)
    for number, hit in enumerate(hits):
        frame = framed.frame(hit.start)
        if not _spoken(framed, hit.start, frame, context, bool(levels)) or _is_amount(hit.start, framed):
            continue
        mine = _level_for(number, hits, levels, framed)  # type: ignore[arg-type]
        if hit.value not in held:
            posted = frame.negated or frame.wish or (frame.yours and not frame.own)
            source = "job" if posted else ""
            yield framed.claim(ClaimKind.LANGUAGE, hit.start, hit.end, source, "The profile holds no such language.")
            continue
        path, rank = held[hit.value]
        if mine is None or frame.negated:
            yield framed.claim(ClaimKind.LANGUAGE, hit.start, hit.end, path)
            continue
        start, end, said = mine
        coded = any(char.isdecimal() for word in framed.words[start:end] for char in word.text)
        # Words are no codes: who holds B1 may say good, not fluent.
        ok = rank == 0 or said <= rank or (not coded and said <= min(rank + 1, 4))
        near = max(start, hit.start) - min(end, hit.end) <= 4
        first, last = (min(hit.start, start), max(hit.end, end)) if near else (start, end)
        yield framed.claim(
            ClaimKind.LANGUAGE, first, last, path if ok else "", "The profile holds this language at a lower level."
        )


def _spoken(framed: Framed, place: int, frame: Frame, context: Context, leveled: bool) -> bool:
    """Whether a language word is about speaking it, not about a nation's things."""
    word = framed.words[place]
    after = framed.words[place + 1] if place + 1 < len(framed.words) else None
    if after is not None and after.capital and word.capital and not context.rules.common_nouns and not leveled:
        return False
    about = framed.reading.about(frame.start, frame.end)
    if not leveled and "language" not in about and _of_a_thing(place, framed):
        return False
    return leveled or frame.own or frame.deed or "language" in about


def _is_amount(place: int, framed: Framed) -> bool:
    """Whether the word is what a number counts: duzentas libras."""
    numbers = framed.reading.numbers
    if not framed.words[place].text.islower():
        return False
    if "money" in framed.reading.features[place] and numbers:
        return True
    return any(n.start < place < n.end or n.end == place for n in numbers)


def _of_a_thing(place: int, framed: Framed) -> bool:
    """Whether a nation's word says what something is like: Dutch weather, vin italien."""
    rules, words = framed.reading.rules, framed.words
    if rules.common_nouns:
        return words[place].text.islower()
    if rules.language == "en":
        after = words[place + 1] if place + 1 < len(words) else None
        return after is not None and after.text.islower() and after.norm not in rules.stopwords | rules.coordinators
    before = words[place - 1] if place else None
    plain = before is not None and before.text.islower() and len(before.norm) > 3
    return (
        plain
        and before is not None
        and not (
            before.norm in rules.stopwords | rules.knows | rules.first_person | rules.coordinators
            or rules.deeds.values(before.norm)
            or before.norm.startswith(("parl", "habl", "fal", "compr", "escri", "lei", "leo"))
        )
    )


def _level_for(number: int, hits: list[object], levels: list[object], framed: Framed) -> tuple[int, int, int] | None:
    """The level said of one language: the nearest one, not across another language or a comma apart."""
    here = hits[number]
    best: tuple[int, int, int] | None = None
    width = 12
    for level in levels:
        gap = max(level.start - here.end, here.start - level.end)  # type: ignore[attr-defined]
        between = range(min(level.end, here.end), max(level.start, here.start))  # type: ignore[attr-defined]
        piece = (
            framed.text[framed.words[max(0, between.start - 1)].start : framed.words[between.stop].end]
            if between or gap >= 0
            else ""
        )
        if ";" in piece:
            continue
        gap += 7 if "," in piece else 0
        if level.end <= here.start and "," in piece and any(h.end <= level.start for h in hits):  # type: ignore[attr-defined]
            # Behind a language and before a comma it is the level of that language.
            continue
        joined = sum(framed.words[p].norm in framed.reading.rules.coordinators for p in between)
        # What stands before "and" belongs to what stands there: B2 and my Portuguese, B1.
        gap += (8 if level.end <= here.start else 3) * joined  # type: ignore[attr-defined]
        if sum(_tells(framed, p) for p in between) > 2:
            continue
        crossed = any(other is not here and other.start in between for other in hits)  # type: ignore[attr-defined]
        if gap < width and not crossed:
            best, width = (level.start, level.end, int(level.value)), gap  # type: ignore[attr-defined]
    return best


def _tells(framed: Framed, place: int) -> bool:
    """Whether a word between a language and a level speaks of something else: good morning and explain a job in."""
    rules, word = framed.reading.rules, framed.words[place]
    small = word.norm in rules.stopwords or word.norm in rules.knows or word.norm in rules.first_person
    return not small and len(word.norm) > 2 and word.text.islower() and "language" not in framed.reading.features[place]


def _held_tongues(context: Context) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for entry in context.profile.languages:
        path = f"languages/{entry.id}"
        ranks: list[int] = []
        names: list[str] = []
        for table in context.tables.values():
            names += [hit.value for hit in table.tongues.find(split(entry.language))]
            ranks += [int(hit.value) for hit in table.fluency.find(split(entry.fluency))]
        for name in names:
            found.setdefault(name, (path, max(ranks, default=0)))
    return found
