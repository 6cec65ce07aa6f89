"""Writing a letter and letting nothing through that the profile or the posting does not carry."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.words import Words
from jobwise.domain.generations.document import Document, Line, Role
from jobwise.domain.generations.grounding.claims import TracedSentence, Verdict
from jobwise.domain.generations.letter.compose import write_letter
from jobwise.domain.generations.letter.manner import distance_of, in_manner
from jobwise.domain.generations.letter.phrases import LetterPhrases
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.shared.errors import CheckFailed
from jobwise.domain.shared.language import language_of
from jobwise.domain.shared.text import words
from jobwise.domain.shared.values import PartialDate
from jobwise.domain.styles.fingerprint import Fingerprint

Gate = Callable[[str, Profile, Job | None, PartialDate], Verdict]
"""The grounding gate with its rules and vocabulary already chosen: text, profile, job, day -> verdict."""

_ATTEMPTS = 5
_TELLING_WORDS = 3
BODY = (Role.SUBJECT, Role.SALUTATION, Role.PARAGRAPH, Role.CLOSING, Role.SIGNATURE)


@dataclass(frozen=True, slots=True)
class CheckedLetter:
    """A letter all of whose sentences are supported, its trace, and what the person should know about it.

    `style_distance` is how far it lies from the person's samples, 0 to 1; None without samples in its language.
    """

    document: Document
    verdict: Verdict
    notes: tuple[str, ...]
    style_distance: float | None = None


@dataclass(frozen=True, slots=True)
class LetterDesk:
    """Composes the letter without a model and passes it through the gate; what fails is taken out and reported."""

    words: Words
    gate: Gate
    vocabulary: Vocabulary

    def write(
        self,
        profile: Profile,
        job: Job,
        ranking: Ranking,
        *,
        date: PartialDate | None,
        as_of: PartialDate,
        language: str = "",
        styles: Sequence[Fingerprint] = (),
    ) -> CheckedLetter:
        """The letter, dated `date` when there is one; `as_of` tells what goes on and what is over.

        Without a `language` it is in that of the posting. `styles` are the person's, at most one for each language.
        They choose among wordings, never what is said.
        """
        spoken = language or self.language_of(job)
        phrases, style = self.manner(spoken, styles)
        refused: tuple[str, ...] = ()
        for _ in range(_ATTEMPTS):
            letter = write_letter(
                profile, job, ranking, phrases, date=date, as_of=as_of, vocabulary=self.vocabulary, refused=refused
            )
            verdict = self.gate(body_text(letter.document), profile, job, as_of)
            more = [one for one in _failed(verdict) if one not in refused]
            if not more:
                break
            # Something else is said in the place of what cannot be traced, as long as the profile has it.
            refused = (*refused, *more)
        document, cut = letter.document, list[str]()
        while not verdict.supported:
            shorter = without_sentences(document, [one for one in verdict.sentences if not one.supported])
            if shorter == document:
                raise CheckFailed("The letter holds what cannot be traced to the profile; use --no-letter.")
            cut += _failed(verdict)
            document = shorter
            verdict = self.gate(body_text(document), profile, job, as_of)
        notes = (*_language_note(spoken, phrases.language), *letter.notes, *_removed((*refused, *cut)))
        return CheckedLetter(document, verdict, notes, self.distance(document, style))

    def manner(self, spoken: str, styles: Sequence[Fingerprint]) -> tuple[LetterPhrases, Fingerprint | None]:
        """The words of a language as the person chooses among them, and the style they were chosen by."""
        phrases = self.words.of_letters(spoken)
        style = next((one for one in styles if one.language == phrases.language), None)
        if style is not None:
            phrases = in_manner(phrases, style, self.words.of_styles(phrases.language))
        return phrases, style

    def distance(self, document: Document, style: Fingerprint | None) -> float | None:
        """How far a letter lies from the samples; None without samples in its language."""
        return None if style is None else distance_of(document, style, self.words.of_styles(style.language))

    def language_of(self, job: Job) -> str:
        """The language of the posting's text; a word or two that could be any language's do not outvote its reader."""
        known = self.words.function_words()
        spoken = language_of(job.text, known, default=job.language)
        votes = sum(word in known.get(spoken, ()) for word in words(job.text))
        return spoken if spoken not in known or votes >= _TELLING_WORDS else job.language


def _failed(verdict: Verdict) -> list[str]:
    return [" ".join(one.text.split()) for one in verdict.sentences if not one.supported]


def _removed(texts: tuple[str, ...]) -> Iterator[str]:
    for text in dict.fromkeys(texts):
        yield f"Taken out, because it could not be traced to the profile: {text}"


def _language_note(spoken: str, written: str) -> tuple[str, ...]:
    if spoken.split("-", maxsplit=1)[0].lower() == written:
        return ()
    return (f"There are no letter rules for the language of the posting ({spoken}), so the letter is in English.",)


def today(clock: Clock) -> PartialDate:
    now = clock.now()
    return PartialDate(now.year, now.month, now.day)


def body_text(document: Document) -> str:
    """What of a letter can claim something: from the subject to the signature, paragraphs apart."""
    return "\n\n".join(line.text for line in document.lines if line.role in BODY)


def without_sentences(document: Document, failed: list[TracedSentence]) -> Document:
    """The letter less the sentences and all that follows them in their paragraphs.

    What follows in a paragraph leans on what stands before ("there", "in the same role"): without the sentence it could
    speak of another employer. What stands before leans on nothing.
    """
    texts = [" ".join(sentence.text.split()) for sentence in failed]
    lines = []
    for line in document.lines:
        kept = _before(line, texts) if line.role in BODY else line
        if kept is not None:
            lines.append(kept)
    return replace(document, lines=tuple(lines))


def _before(line: Line, texts: list[str]) -> Line | None:
    """The line up to the first of the sentences; None when nothing stands before it."""
    said = " ".join(line.text.split())
    start = min((place for text in texts if (place := said.find(text)) >= 0), default=None)
    if start is None:
        return line
    before = said[:start].rstrip()
    return replace(line, text=before) if before else None
