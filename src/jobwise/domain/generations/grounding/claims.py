"""What a text claims, as typed values with their places, and whether the profile (or the posting) carries each."""

from dataclasses import dataclass
from enum import StrEnum

from jobwise.domain.shared.values import Span


class ClaimKind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    EMPLOYER = "employer"
    SCHOOL = "school"
    TITLE = "title"
    DEGREE = "degree"
    SKILL = "skill"
    LANGUAGE = "language"
    SCOPE = "scope"
    """How far a deed went: led against helped, all against some, alone against with others."""
    NAME = "name"
    """A proper name that is none of the above: product, award, certificate, city, person."""
    CONTACT = "contact"
    """E-mail, phone, link: may come from the profile only."""
    COMMITMENT = "commitment"
    """A promise, wish or condition that the person never gave (salary, start date, relocation, consent)."""
    UNREADABLE = "unreadable"
    """A sentence or run the rules cannot read: unsupported, never passed."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: `text` is the exact words of the document at `span`.

    `source` is the profile path that carries it, `job` when the posting does, empty when nothing does. `supported` is
    false when nothing carries it and something speaks against it; `reason` says in a short sentence what is missing
    (empty when a source carries it).
    """

    kind: ClaimKind
    text: str
    span: Span
    supported: bool
    source: str = ""
    reason: str = ""

    @property
    def noted(self) -> bool:
        """Whether nothing carries the claim, and nothing speaks against it either: it does not fail the letter."""
        return self.supported and not self.source


@dataclass(frozen=True, slots=True)
class TracedSentence:
    """A sentence with what it claims. Without any claim it is supported only when it was read as claim-free."""

    text: str
    span: Span
    claims: tuple[Claim, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The trace of a whole document. `supported` is true only when every sentence is."""

    language: str
    sentences: tuple[TracedSentence, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for sentence in self.sentences for claim in sentence.claims)

    @property
    def supported(self) -> bool:
        return all(sentence.supported for sentence in self.sentences)
