"""Letters that a model wrote: what it is told, and what of its answer becomes a letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jobwise.application.journeys.letters import BODY, CheckedLetter, LetterDesk, body_text, without_sentences
from jobwise.application.ports.workshop import Brief, LetterWish, Made, Refused, WeighedDraft
from jobwise.domain.generations.document import Document, Line, Role
from jobwise.domain.generations.grounding.claims import TracedSentence, Verdict
from jobwise.domain.generations.letter.compose import body_words, letter_around
from jobwise.domain.generations.letter.draft import Background, carrier, doubts, is_false
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import DRAFT_LEAST_WORDS, DRAFT_MOST_WORDS, LETTER_MAX_WORDS, LETTER_MIN_WORDS
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.choosing import telling
from jobwise.domain.prompts.fields import LetterFields, tell
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.text import one_line
from jobwise.domain.shared.values import PartialDate, Span
from jobwise.domain.styles.description import described

Asserts = Callable[[str, Profile, Job | None, PartialDate], Sequence[Span]]
"""Where the sentences of a letter stand that tell something of the writer as a fact."""


@dataclass(frozen=True, slots=True)
class DraftDesk:
    """Weighs what a model wrote by the gate of all letters, and by what only a draft can have."""

    letters: LetterDesk
    asserts: Asserts

    def told(self, brief: Brief, language: str) -> LetterFields:
        """The facts of the profile that answer the posting, the posting, and how the person writes, in plain words."""
        phrases, style = self.letters.manner(language or self.letters.language_of(brief.job), _styles(brief))
        facts = tell(brief.profile, only=telling(brief.profile, brief.ranking))
        reading = brief.author.reading.splitlines() if brief.author is not None else ()
        manner = (*(described(style) if style is not None else ()), *reading)
        job = brief.job
        return LetterFields(phrases.language, job.title, job.company, job.text, facts.facts, manner)

    def weigh(self, brief: Brief, wish: LetterWish, draft: Sequence[str]) -> WeighedDraft:
        """The letter around the draft less what is refused; without a letter when too little is left of it."""
        spoken = wish.language or self.letters.language_of(brief.job)
        phrases, style = self.letters.manner(spoken, _styles(brief))
        body = [Line(Role.PARAGRAPH, text) for one in draft if (text := one_line(one))]
        written = sum(len(line.text.split()) for line in body)
        if not DRAFT_LEAST_WORDS <= written <= DRAFT_MOST_WORDS:
            ask = f"The letter has {written} words; it needs {LETTER_MIN_WORDS} to {LETTER_MAX_WORDS}."
            return WeighedDraft(None, (Refused("", (ask,)),))
        document = letter_around(
            body,
            brief.profile,
            brief.job,
            phrases,
            date=wish.date,
            as_of=brief.as_of,
            vocabulary=self.letters.vocabulary,
        )
        document, verdict, refused = self._sifted(document, brief)
        if verdict.language != phrases.language:
            return WeighedDraft(None, (Refused("", (f"The letter is not in the language {phrases.language}.",)),))
        left = body_words(document)
        if not verdict.supported or left < DRAFT_LEAST_WORDS or 2 * left < written:
            return WeighedDraft(None, refused)
        document = _sourced(document, verdict)
        checked = CheckedLetter(document, verdict, (), self.letters.distance(document, style))
        return WeighedDraft(Made(document, trace=trace_of(checked, brief)), refused)

    def _sifted(self, document: Document, brief: Brief) -> tuple[Document, Verdict, tuple[Refused, ...]]:
        """The document without any sentence that is in doubt; its trace is of what is left."""
        at = Background.of(brief.profile, brief.job, self.letters.words.of_styles(document.language))
        refused: dict[str, Refused] = {}
        while True:
            text = body_text(document)
            verdict = self.letters.gate(text, brief.profile, brief.job, brief.as_of)
            told = frozenset(span.start for span in self.asserts(text, brief.profile, brief.job, brief.as_of))
            doubtful = {
                one: reasons
                for one, own in _in_paragraphs(document, verdict)
                if (reasons := doubts(one, at, asserts=one.span.start in told) if own else _failures(one))
            }
            shorter = without_sentences(document, list(doubtful)) if doubtful else document
            for one, reasons in doubtful.items():
                said = one_line(one.text)
                refused.setdefault(said, Refused(said, reasons, not is_false(reasons)))
            if shorter == document:
                return document, verdict, tuple(refused.values())
            document = shorter


def trace_of(checked: CheckedLetter, brief: Brief) -> dict[str, Any]:
    """The trace of a letter as it is stored: every claim, the notes, and how it lies to the person's style."""
    author, style = brief.author, None
    if checked.style_distance is not None and author is not None:
        style = {
            "language": checked.document.language,
            "version": author.style_version,
            "distance": checked.style_distance,
        }
    return {**to_data(checked.verdict), "notes": list(checked.notes), "style": style}


def _styles(brief: Brief) -> tuple[Any, ...]:
    return () if brief.author is None else brief.author.styles


def _failures(one: TracedSentence) -> tuple[str, ...]:
    """Why a line fails that we wrote ourselves: by the gate alone."""
    return () if one.supported else tuple(claim.reason for claim in one.claims if not claim.supported) or ("",)


def _in_paragraphs(document: Document, verdict: Verdict) -> list[tuple[TracedSentence, bool]]:
    """Every sentence of the trace, and whether it is of a paragraph rather than of what stands around them."""
    ranges, start = [], 0
    for line in document.lines:
        if line.role in BODY:
            if line.role is Role.PARAGRAPH:
                ranges.append((start, start + len(line.text)))
            start += len(line.text) + 2
    return [(one, any(first <= one.span.start < last for first, last in ranges)) for one in verdict.sentences]


def _sourced(document: Document, verdict: Verdict) -> Document:
    """Each paragraph with the items that the gate found in it, whatever its writer named."""
    lines, start = [], 0
    for line in document.lines:
        end = start + len(line.text)
        if line.role is Role.PARAGRAPH:
            found = (carrier(claim) for claim in verdict.claims if start <= claim.span.start < end)
            lines.append(replace(line, sources=tuple(dict.fromkeys(filter(None, found)))))
        else:
            lines.append(line)
        if line.role in BODY:
            start = end + 2
    return replace(document, lines=tuple(lines))
