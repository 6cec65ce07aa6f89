"""The letter composer that needs no model: every sentence is one fact of the profile, said plainly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.generations.letter.body import Body
from jobwise.domain.generations.letter.phrases import LetterPhrases
from jobwise.domain.generations.letter.sentences import JOB, Pen
from jobwise.domain.generations.letter.tongue import may_quote, prose
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.limits import LETTER_MIN_WORDS
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.shared.text import one_line
from jobwise.domain.shared.values import PartialDate

MAX_TITLE_CHARS = 90
_TITLE_END = re.compile(r"\s[-|–—•:/]\s|[,(]")
# `(?<!\s)` keeps a run of blanks from being tried from each of them.
_GENDER_MARK = re.compile(
    r"(?<!\s)(?:\s*[(\[]\s*(?:all genders?|gn\*?)\s*[)\]]|"
    r"\s+[-–—|]\s+(?:CDI|CDD|Vollzeit|Teilzeit|unbefristet|full[- ]time|part[- ]time|temps plein|temps partiel)$|"
    r"\s*[(\[]\s*(?:[A-Za-z]\s?[/|,]\s?){1,3}[A-Za-z*]{1,7}\s*[)\]]|\s+[mwdfhxi](?:/[mwdfhxi]){1,3}\b)"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and what the person should know about it, each note one sentence."""

    document: Document
    notes: tuple[str, ...]
    words: int


def compose_letter(
    profile: Profile,
    job: Job,
    ranking: Ranking,
    phrases: LetterPhrases,
    *,
    date: PartialDate | None,
    as_of: PartialDate,
    vocabulary: Vocabulary | None = None,
) -> Document:
    """The cover letter of `write_letter` without its notes."""
    return write_letter(profile, job, ranking, phrases, date=date, as_of=as_of, vocabulary=vocabulary).document


def write_letter(
    profile: Profile,
    job: Job,
    ranking: Ranking,
    phrases: LetterPhrases,
    *,
    date: PartialDate | None,
    as_of: PartialDate,
    vocabulary: Vocabulary | None = None,
    refused: tuple[str, ...] = (),
) -> Letter:
    """A plain, honest letter in the language of `phrases`; the same input gives the same letter.

    The body holds 150 to 350 words where the profile has that much to say; a note tells when it has not. Skills that
    are asked and shown are named; what the profile lacks is said to be new or left out. Without `date` there is no
    date line. `as_of` decides which positions go on. With a `vocabulary` skills are named as profile and posting spell
    them, also where the ranking knows them under another name. No sentence of `refused` is in it again.
    """
    job = _with_plain_title(job)
    quotes = may_quote(profile, phrases)
    pen = Pen(profile, job, phrases, as_of, quotes, vocabulary)
    body = Body(pen, ranking, vocabulary, refused)
    body.write()
    lines = [*_head(pen, date), *body.lines(), *_foot(profile, phrases)]
    return Letter(_document(lines, profile, job, phrases), _notes(body, job, quotes), body.words)


def letter_around(
    body: Sequence[Line],
    profile: Profile,
    job: Job,
    phrases: LetterPhrases,
    *,
    date: PartialDate | None,
    as_of: PartialDate,
    vocabulary: Vocabulary | None = None,
) -> Document:
    """The letter around a body that somebody else wrote: head, subject, salutation and farewell as of any other."""
    job = _with_plain_title(job)
    pen = Pen(profile, job, phrases, as_of, may_quote(profile, phrases), vocabulary)
    return _document([*_head(pen, date), *body, *_foot(profile, phrases)], profile, job, phrases)


def body_words(document: Document) -> int:
    """How many words the paragraphs of a letter hold."""
    return sum(len(line.text.split()) for line in document.lines if line.role is Role.PARAGRAPH)


def _document(lines: Sequence[Line], profile: Profile, job: Job, phrases: LetterPhrases) -> Document:
    author = one_line(profile.personal.name)
    title = " - ".join(part for part in (author, one_line(job.title)) if part)
    return Document(GenerationKind.COVER_LETTER, phrases.language, title, author, tuple(lines))


def _with_plain_title(job: Job) -> Job:
    """The job with title and company as a sentence can say them; what is too long to be a name is left out.

    The mark that says a title is meant for everybody (m/w/d) reads badly within a sentence.
    """
    title = _GENDER_MARK.sub("", one_line(job.title)).strip(" -,")
    if len(title) > MAX_TITLE_CHARS:
        title = _TITLE_END.split(title, maxsplit=1)[0].strip(" -,")
    company = _plain_company(job)
    return replace(
        job,
        title=title if len(title) <= MAX_TITLE_CHARS else "",
        company=company if len(company) <= MAX_TITLE_CHARS else "",
    )


def _plain_company(job: Job) -> str:
    """The company without the town behind it, and with the full stop of an abbreviation ("S.A.") at its end."""
    company = one_line(job.company)
    name, comma, town = company.rpartition(", ")
    if comma and town and town in job.location:
        company = name
    abbreviation = "." in company.rsplit(" ", 1)[-1] and not company.endswith(".")
    return f"{company}." if abbreviation and f"{company}." in job.text else company


def _head(pen: Pen, date: PartialDate | None) -> Iterator[Line]:
    personal, job, phrases = pen.profile.personal, pen.job, pen.phrases
    if personal.name:
        yield Line(Role.NAME, one_line(personal.name), ("personal/name",))
    place = ", ".join(one_line(p) for p in (personal.location.city, personal.location.region) if p)
    parts = (
        (personal.email, "personal/email"),
        (personal.phone, "personal/phone"),
        (place, "personal/location/city" if personal.location.city else "personal/location/region"),
        (personal.url, "personal/url"),
    )
    shown = [(one_line(text), path) for text, path in parts if text]
    if shown:
        yield Line(Role.CONTACT, " | ".join(text for text, _ in shown), tuple(path for _, path in shown))
    if date is not None:
        yield Line(Role.DATE_LINE, phrases.day(date))
    if job.company:
        yield Line(Role.RECIPIENT, one_line(job.company), (JOB,))
    if job.title:
        key = "subject" if job.company else "subject_title"
        at = phrases.at_place(job.company) if job.company else ""
        title = pen.role(job.title)
        text = phrases.say(key, title=title, of_title=phrases.of(title), at=at)
        yield Line(Role.SUBJECT, text, (JOB,))
    yield Line(Role.SALUTATION, phrases.say("salutation"))


def _foot(profile: Profile, phrases: LetterPhrases) -> Iterator[Line]:
    yield Line(Role.CLOSING, phrases.say("farewell"))
    if profile.personal.name:
        yield Line(Role.SIGNATURE, one_line(profile.personal.name), ("personal/name",))


def _notes(body: Body, job: Job, quotes: bool) -> tuple[str, ...]:
    phrases = body.pen.phrases
    written = phrases.names_in_english.get(phrases.language, phrases.language)
    notes = []
    if job.language and job.language.split("-")[0] != phrases.language:
        asked = phrases.names_in_english.get(job.language.split("-")[0], f'the language "{job.language}"')
        notes.append(f"There are no letter rules for {asked}; the letter is in {written}.")
    if prose(body.pen.profile) and not quotes:
        notes.append(
            f"The texts of the profile are not in {written}, so the letter names positions, dates and skills "
            "and quotes nothing."
        )
    if body.words < LETTER_MIN_WORDS:
        notes.append(
            f"The profile holds too little for {LETTER_MIN_WORDS} words; the letter has {body.words} and nothing "
            "was invented to fill it."
        )
    if not job.title or not job.company:
        missing = " and no ".join(n for n, v in (("job title", job.title), ("company", job.company)) if not v)
        notes.append(f"The posting names no {missing}; add it to the job to have it in the letter.")
    if body.left_out:
        notes.append(f"Asked, but not shown in the profile and left out: {', '.join(body.left_out)}.")
    return tuple(notes)
