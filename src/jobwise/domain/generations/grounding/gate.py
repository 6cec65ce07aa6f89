"""The gate: what a letter claims is extracted first, then held against the profile and the posting. It fails closed."""

from dataclasses import replace
from functools import lru_cache

from jobwise.domain.generations.grounding.check_dates import check_dates
from jobwise.domain.generations.grounding.check_degrees import check_degrees
from jobwise.domain.generations.grounding.check_names import check_names
from jobwise.domain.generations.grounding.check_numbers import check_numbers
from jobwise.domain.generations.grounding.check_rest import (
    check_commitments,
    check_contacts,
    check_markup,
    check_readable,
)
from jobwise.domain.generations.grounding.check_scope import check_scope
from jobwise.domain.generations.grounding.check_skills import check_skills
from jobwise.domain.generations.grounding.check_titles import check_titles
from jobwise.domain.generations.grounding.check_tongues import check_tongues
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind, TracedSentence, Verdict
from jobwise.domain.generations.grounding.closer_look import closer_look, joined
from jobwise.domain.generations.grounding.contacts import blanked, own_contacts
from jobwise.domain.generations.grounding.facts import index_profile, index_text, own_words
from jobwise.domain.generations.grounding.frames import Context, Framed, frame
from jobwise.domain.generations.grounding.known import Known, known_numbers
from jobwise.domain.generations.grounding.lexicon import split
from jobwise.domain.generations.grounding.reading import read
from jobwise.domain.generations.grounding.rules import LANGUAGES, ClaimRules, LanguageRules
from jobwise.domain.generations.grounding.second_look import second_look
from jobwise.domain.generations.grounding.sentences import Sentence, sentences
from jobwise.domain.generations.grounding.weighing import letter_of, weighed
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.limits import MAX_DOCUMENT_TEXT_CHARS, MAX_POSTING_CHARS
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import TooLarge
from jobwise.domain.shared.values import PartialDate, Span

_NAMES = frozenset((ClaimKind.NAME, ClaimKind.EMPLOYER, ClaimKind.SCHOOL))


def check(
    text: str, profile: Profile, job: Job | None, rules: ClaimRules, vocabulary: Vocabulary, as_of: PartialDate
) -> Verdict:
    """Traces every sentence of a letter to the profile, or to the posting for what it says of the company.

    `rules` are those of the letter's language; open-ended entries run until `as_of`. Raises TooLarge above
    `MAX_DOCUMENT_TEXT_CHARS`.
    """
    if len(text) > MAX_DOCUMENT_TEXT_CHARS:
        raise TooLarge(f"The letter is longer than {MAX_DOCUMENT_TEXT_CHARS} characters; shorten it.")
    own = rules.own
    if own is None:
        return _unread(text)
    context = _context(profile, job, own, rules, vocabulary, as_of)
    held = known_numbers(context.held)
    posted = known_numbers(context.posting) if context.posting is not None else []
    wanted = _wanted(job)
    contacts = own_contacts(text, profile)
    plain = blanked(text, contacts)
    found: list[list[Claim]] = []
    read_all: list[Framed] = []
    for sentence in sentences(plain):
        before = frozenset(claim.source for claim in found[-1] if claim.supported) if found else frozenset()
        last = read_all[-1] if read_all else None
        framed, claims = _trace(sentence, plain, context, held, posted, wanted, before, last)
        read_all.append(framed)
        found.append(claims)
    traced = _weighed(read_all, found, context, held, posted)
    exact = [replace(one, text=text[one.span.start : one.span.end]) for one in traced]
    return Verdict(own.language, tuple(sorted((*contacts, *exact), key=lambda one: one.span.start)))


def own_statements(
    text: str, profile: Profile, job: Job | None, rules: ClaimRules, vocabulary: Vocabulary, as_of: PartialDate
) -> tuple[Span, ...]:
    """Where the sentences stand that tell something of the writer as a fact: no wish, no denial, no courtesy."""
    own = rules.own
    if own is None:
        return ()
    context = _context(profile, job, own, rules, vocabulary, as_of)
    found = []
    for sentence in sentences(text):
        framed = frame(read(sentence, text, context.rules), text, context)
        told = any(one.claims_own and not one.denied and not one.lacking for one in framed.frames)
        if told and not framed.any("wish"):
            found.append(Span(sentence.start, sentence.end))
    return tuple(found)


def _context(
    profile: Profile,
    job: Job | None,
    own: LanguageRules,
    rules: ClaimRules,
    vocabulary: Vocabulary,
    as_of: PartialDate,
) -> Context:
    tables = rules.tables
    held = index_profile(profile, rules, own)
    posting = None
    company: frozenset[str] = frozenset()
    if job is not None:
        language = job.language if job.language in LANGUAGES else own.language
        visible = "\n".join((job.title, job.company, job.location, job.text[:MAX_POSTING_CHARS]))
        posting = index_text(visible, tables[language])
        company = frozenset(own_words(job.company, [own, tables[language]]))
        company = (company - rules.places.keys() - {word.norm for word in split(job.location)}) or company
    used = {name: tables[name] for name in {own.language, held.language, posting.language if posting else own.language}}
    return Context(
        profile,
        held,
        job,
        posting,
        own,
        dict(sorted(used.items())),
        vocabulary,
        as_of,
        rules.places,
        rules.abbreviations,
        company,
    )


def _trace(
    sentence: Sentence,
    text: str,
    context: Context,
    held: list[Known],
    posted: list[Known],
    wanted: tuple[tuple[str, ...], ...],
    before: frozenset[str],
    last: Framed | None,
) -> tuple[Framed, list[Claim]]:
    reading = read(sentence, text, context.rules)
    framed = frame(reading, text, context, last)
    claims = [*check_contacts(sentence, text, context), *check_markup(sentence, context)]
    blocked = [claim.span for claim in claims]
    formula = _is_formula(framed, context)
    found: list[Claim] = check_readable(framed, sentence, context)
    if formula:
        # A greeting is names above all: only another script makes it unreadable.
        found = [claim for claim in found if claim.text != sentence.text]
    if not found and not formula:
        found = [
            *check_names(framed, context),
            *check_titles(framed, context),
            *check_degrees(framed, context),
            *check_dates(framed, context),
            *check_numbers(framed, context, held, posted),
            *check_skills(framed, context, wanted),
            *check_tongues(framed, context),
            *check_scope(framed, context),
        ]
    found += check_commitments(framed, context)
    claims += [claim for claim in found if not any(claim.span.overlaps(span) for span in blocked)]
    claims = _settled([second_look(claim, framed, context, held, posted, before) for claim in claims])
    claims.sort(key=lambda claim: (claim.span.start, claim.span.end, claim.kind))
    return framed, claims


def _weighed(
    read_all: list[Framed], found: list[list[Claim]], context: Context, held: list[Known], posted: list[Known]
) -> list[TracedSentence]:
    """The sentences traced: claims that nothing carries fail only when something speaks against them."""
    letter, told = letter_of(read_all, context, held, posted)
    closer = closer_look(told, context, held, posted)
    traced = []
    for one, claims, more in zip(told, found, closer, strict=True):
        sentence = one.framed.reading.sentence
        kept = joined(weighed(claims, one, letter), more)
        span = Span(sentence.start, sentence.end)
        traced.append(TracedSentence(sentence.text, span, kept, all(claim.supported for claim in kept)))
    return traced


def _settled(claims: list[Claim]) -> list[Claim]:
    """Drops a name that another claim on the same words has carried, and what is said twice."""
    carried = [c.span for c in claims if c.supported and c.kind is not ClaimKind.SCOPE]
    kept: list[Claim] = []
    for claim in claims:
        inside = any(s.start <= claim.span.start and claim.span.end <= s.end for s in carried)
        if claim.kind in _NAMES and not claim.supported and inside:
            continue
        if claim not in kept:
            kept.append(claim)
    return kept


def _is_formula(framed: Framed, context: Context) -> bool:
    """A greeting, or a closing formula with the writer's name."""
    words = framed.words
    if len(words) > 14:
        return False
    rules = context.rules
    greets = rules.greetings.at(words, 0) is not None if words else False
    if greets and not framed.text[framed.reading.sentence.end - 1 : framed.reading.sentence.end].isalnum():
        return len(words) <= 10 and not framed.reading.numbers
    if greets and len(words) <= 8 and framed.reading.sentence.line_start:
        return not framed.reading.numbers
    closes = rules.closings.at(words, 0) is not None if words else False
    if closes and len(words) <= 10:
        return not framed.reading.numbers
    name = {word.norm for word in split(context.profile.personal.name)}
    return bool(name) and all(word.norm in name for word in words)


@lru_cache(maxsize=64)
def _runs(skills: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    runs = (tuple(word.norm for word in split(skill)) for skill in skills)
    return tuple(dict.fromkeys(run for run in runs if run and len("".join(run)) > 1))


def _wanted(job: Job | None) -> tuple[tuple[str, ...], ...]:
    if job is None:
        return ()
    listed = [*job.required_skills, *job.preferred_skills]
    listed += [skill for requirement in job.requirements for skill in requirement.skills]
    return _runs(tuple(listed))


def _unread(text: str) -> Verdict:
    """A letter in none of the five languages: every sentence that could claim something is unsupported."""
    traced = []
    for sentence in sentences(text):
        span = Span(sentence.start, sentence.end)
        claim = Claim(
            ClaimKind.UNREADABLE, sentence.text, span, False, "", "The letter is in a language that cannot be checked."
        )
        traced.append(TracedSentence(sentence.text, span, (claim,), False))
    return Verdict("", tuple(traced))
