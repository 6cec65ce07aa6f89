"""Titles: the writer may bear those of the profile, and apply for that of the posting."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import WORK
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.titles import MANAGER_RANK, MODIFIERS, PLAIN_RANK, Title, carries, read_title

_WIDTH = 7
"""How many words behind "as", "I am" a title may take."""
_STEM = 6
_NEAR = 4
"""How far from "the post of" the title of that post may stand."""
GUARDED = frozenset(
    (
        *("engineer", "architect", "scientist", "doctor", "pharmacist", "headteacher", "lawyer", "notary"),
        *("lecturer", "executive", "founder", "pilot", "chef", "veterinarian", "dentist", "researcher"),
        *("physiotherapist", "midwife", "nurse", "teacher", "statistician", "foreman", "curator", "psychologist"),
        *("biologist", "consultant"),
    )
)
"""Roles that no translation of another role comes to."""


_OF_FIELD = {
    "psychologist": frozenset(("psychology",)),
    "biologist": frozenset(("biology", "chemistry", "physics", "mathematics", "biochemistry", "analytical")),
    "engineer": frozenset(("civil", "mechanical", "electrical", "industrial")),
    "civil": frozenset(("civil",)),
    "translator": frozenset(("translation", "languages")),
    "designer": frozenset(("design", "typography", "interaction")),
    "librarian": frozenset(("library",)),
    "statistician": frozenset(("statistics", "economics")),
    "accountant": frozenset(("finance", "auditing")),
    "farmer": frozenset(("agronomy",)),
}
"""The fields of study that make somebody this by training."""
_SUBJECTS = (
    *("ingenieria", "engenharia", "ingenierie", "engineering", "logia", "logie", "logy"),
    *("wissenschaft", "wissenschaften", "wesen", "istik"),
)
"""How subjects end that begin like the title of who knows them."""


def check_titles(framed: Framed, context: Context) -> list[Claim]:
    """A claim for every title of the sentence."""
    return list(_titles(framed, context))


def _titles(framed: Framed, context: Context) -> Iterator[Claim]:
    done = -1
    for place in range(len(framed.words)):
        hit = context.rules.title_frames.at(framed.words, place)
        if hit is None and context.rules.deeds.at(framed.words, place) is not None:
            continue
        behind = hit.end if hit is not None else place
        # A title may also open the sentence: "Nurse at ... since 2019, I ...".
        if (hit is None and (not _opens(place, framed) or not framed.any("own"))) or behind < done or place < done:
            continue
        said = _said(framed, behind, context)
        if hit is None and said is not None and said.start > place:
            continue
        if said is None:
            continue
        done = said.end
        frame = framed.frame(place)
        if _refused(said, framed) or _of_another(place, hit is None, framed, context):
            continue
        source = _applied(said, framed, frame, context) or _borne(said, framed, frame, context)
        if source != "-":
            yield framed.claim(
                ClaimKind.TITLE, said.start, said.end, source, "The profile holds no such title, or holds it lower."
            )


def _opens(place: int, framed: Framed) -> bool:
    """Whether a word stands first in the sentence or behind a colon: about me: head of purchasing."""
    return not place or ":" in framed.text[framed.words[place - 1].end : framed.words[place].start]


def _said(framed: Framed, start: int, context: Context) -> Title | None:
    """The title that begins within a few words behind a frame, up to the next mark or preposition of place."""
    words = framed.words
    stop = start
    begin = framed.reading.sentence.start
    houses = {anchor.start for anchor in framed.anchors}
    while stop < len(words) and stop < start + _WIDTH and not (stop > start and stop in houses):
        gap = framed.text[words[stop - 1].end : words[stop].start] if stop > start else ""
        if any(mark in gap for mark in ",;:()–—.") or (stop > start and words[stop].norm in context.rules.coordinators):
            break
        if words[stop].start < begin or (
            stop > start + 1 and words[stop].norm in context.rules.at - context.rules.inside_titles
        ):
            break
        stop += 1
    said = read_title(words, context.rules, start, stop)
    if _functional(said, words, context):
        return None
    if not said.roles - MODIFIERS and said.rank in (PLAIN_RANK, 1, 3, 4):
        return None
    if said.start - start > 5:
        return None
    return said


def _functional(said: Title, words: Sequence[Word], context: Context) -> bool:
    """Whether only a trade is named, no person: procurement, human resources."""
    rules = context.rules
    return (
        said.rank == PLAIN_RANK
        and said.end > said.start
        and all(
            words[place].norm in rules.functions
            or words[place].norm.endswith(_SUBJECTS)
            or not rules.roles.values(words[place].norm)
            for place in range(said.start, said.end)
        )
        and any(
            words[place].norm in rules.functions or words[place].norm.endswith(_SUBJECTS)
            for place in range(said.start, said.end)
        )
    )


def _refused(said: Title, framed: Framed) -> bool:
    """Whether the writer says not to be this: "I am no pastry chef"."""
    frame = framed.frame(said.start)
    rules = framed.reading.rules
    near = framed.words[max(frame.start, said.start - 5) : said.start]
    return frame.denied and (frame.lacking or any(word.norm in rules.negation - rules.without for word in near))


def _of_another(place: int, bare: bool, framed: Framed, context: Context) -> bool:
    """Whether somebody else is called this: the verb before the title has a subject of its own."""
    rules = context.rules
    if bare:
        return False
    frame = framed.frame(place)
    if place + 1 < len(framed.words) and framed.words[place + 1].norm in rules.possessives:
        return True
    before = framed.words[max(frame.start, place - 4) : place]
    if any(word.norm in rules.first_person for word in before[-2:]):
        return False
    return any(
        (subject := rules.subjects.at(framed.words, at)) is not None and subject.end <= place
        for at in range(max(frame.start, place - 4), place)
    )


def _applied(said: Title, framed: Framed, frame: Frame, context: Context) -> str:
    """`job` when the title is the one applied for."""
    if context.job is None or context.posting is None:
        return ""
    if frame.applies and _only_applies(said, framed, frame):
        return "job"
    looks = frame.applies or frame.wish or frame.yours or (framed.any("applies") and not frame.deed)
    if not looks:
        return ""
    rules = context.tables[context.posting.language]
    clause = frame.applies or frame.wish or frame.yours
    for text in (context.job.title, context.posting.raw) if clause else (context.job.title,):
        wanted = read_title(split(text[:4000]), rules, inner=True)
        if wanted.known and said.roles <= wanted.roles and said.rank <= max(wanted.rank, PLAIN_RANK):
            return "job"
    return ""


def _only_applies(said: Title, framed: Framed, frame: Frame) -> bool:
    """Whether the clause asks for a post and tells nothing of posts held: no date, no employer, no verb of being."""
    if any(frame.start <= date.start < frame.end for date in framed.reading.dates) or frame.denied:
        return False
    if any(frame.start <= a.start < frame.end for a in framed.anchors):
        return False
    rules = framed.reading.rules
    asked = [hit.end for hit in rules.apply.find(framed.words[frame.start : frame.end])]
    return any(frame.start + end <= said.start <= frame.start + end + _NEAR for end in asked) or any(
        said.end <= frame.start + end <= said.end + _NEAR for end in asked
    )


def _borne(said: Title, framed: Framed, frame: Frame, context: Context) -> str:
    """The path of the entry whose title may be called this; `-` when the title is nobody's claim."""
    heads = not said.start and framed.any("own")
    if not (frame.own or frame.deed or frame.wish or frame.applies or heads or _personal(framed)):
        return "-"
    items = context.held.items
    translated = context.held.language != context.rules.language
    named = [items[a.item] for a in framed.anchors if frame.start <= a.start < frame.end and items[a.item].kind == WORK]
    if not named and len(framed.anchors) == 1 and items[framed.anchors[0].item].kind == WORK:
        named = [items[framed.anchors[0].item]]
    if named and _is_label(said, framed, context):
        return "personal/label"
    if named and _borne_elsewhere(said, framed, context, {item.path for item in named}):
        return ""
    pool = [item for item in (named or items) if item.kind == WORK]
    for item in pool or [item for item in items if item.kind == WORK]:
        if item.title is not None and item.title.known and carries(item.title, said, item.about, translated):
            return item.path
    if not named and context.profile.personal.label:
        label = read_title(split(context.profile.personal.label), context.tables[context.held.language])
        if label.known and carries(label, said, frozenset(), translated):
            return "personal/label"
    unread = [item for item in pool if item.title is None or not item.title.known]
    if unread and said.rank <= PLAIN_RANK and context.held.language != context.rules.language:
        return unread[0].path
    if translated and not said.roles & GUARDED and said.roles:
        # Two languages seldom part the plain trades alike: only the rank can be told.
        for item in pool:
            if item.title is not None and (said.rank <= max(item.title.rank, PLAIN_RANK)):
                return item.path
    return _worded(said, framed, context) or _proved(said, context) or _done(said, framed, context)


def _done(said: Title, framed: Framed, context: Context) -> str:
    """The fact whose deed makes the writer this, below the rank of a manager: supervised, so a supervisor."""
    if said.rank >= MANAGER_RANK:
        return ""
    stems = [word.norm[:_STEM] for word in framed.words[said.start : said.end] if len(word.norm) > _STEM]
    for fact in context.held.texts:
        if "/bullets/" not in fact.path and "summary" not in fact.path:
            continue
        told = [reading.words[deed.start].norm[:_STEM] for reading in fact.readings for deed in reading.deeds]
        if stems and all(stem in told for stem in stems):
            return fact.path
    return ""


def _proved(said: Title, context: Context) -> str:
    """The certificate, degree or task that makes the writer this, at no more than plain rank."""
    if said.rank > PLAIN_RANK or not said.roles:
        return ""
    rules = context.tables[context.held.language]
    for fact in context.held.texts:
        if (
            fact.path.startswith(("certifications/", "education/", "volunteering/", "projects/"))
            or ("/bullets/" in fact.path and said.roles == {"tutor"} and "mentor" in fact.about)
            or fact.path in ("summary", "personal/summary")
        ):
            for reading in fact.readings:
                studied = {hit.value for hit in rules.fields.find(reading.words)}
                if all(_OF_FIELD.get(role, frozenset()) & studied for role in said.roles):
                    return fact.path
                if said.roles <= read_title(reading.words, rules).roles or said.roles == {"tutor"}:
                    return fact.path
    return ""


def _is_label(said: Title, framed: Framed, context: Context) -> bool:
    """Whether the words are what the profile calls its owner, word for word."""
    run = " ".join(word.norm for word in framed.words[said.start : said.end])
    label = " ".join(word.norm for word in split(context.profile.personal.label))
    return f" {run} " in f" {label} "


def _borne_elsewhere(said: Title, framed: Framed, context: Context, here: set[str]) -> bool:
    """Whether the title stands word for word at other employers, and at none of those named."""
    run = " ".join(word.norm for word in framed.words[said.start : said.end])
    bearing = {
        context.held.items[text.item].path
        for text in context.held.texts
        if text.item >= 0 and text.path.endswith("/title")
        for reading in text.readings
        if f" {run} " in f" {' '.join(word.norm for word in reading.words)} "
    }
    return bool(bearing) and not bearing & here


def _worded(said: Title, framed: Framed, context: Context) -> str:
    """A title that stands word for word in the profile (a professional register, a summary)."""
    run = [word.norm for word in framed.words[said.start : said.end]]
    return next((t.path for t in context.held.texts if context.held.says(run)), "")


def _personal(framed: Framed) -> bool:
    return not framed.any("yours")
