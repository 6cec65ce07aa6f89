"""An uploaded example of how its owner writes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from jobwise.domain.documents.document import DocumentType, Uploaded, type_of_name
from jobwise.domain.limits import MAX_SAMPLE_TEXT_BYTES
from jobwise.domain.shared.errors import Already, Conflict, Detail, NotCompleted, TooLarge, WrongMedia

TAKEN = (DocumentType.TXT, DocumentType.PDF, DocumentType.DOCX)


class SampleKind(StrEnum):
    RESUME = "resume"
    COVER_LETTER = "cover_letter"


class SampleStatus(StrEnum):
    """Whether its text is known: `pending` until somebody has read the file."""

    PENDING = "pending"
    READ = "read"
    FAILED = "failed"


def check_name(name: str) -> None:
    """WrongMedia for a file whose name says that it is no sample."""
    try:
        found = type_of_name(name)
    except WrongMedia as error:
        raise WrongMedia("A sample is a TXT, PDF or DOCX; its name has to say which.", error.details) from None
    check_type(found)


def check_type(type: DocumentType) -> None:
    """WrongMedia for files that hold no text."""
    if type not in TAKEN:
        raise WrongMedia("A sample is a TXT, PDF or DOCX; send one with text.", (Detail("file", "type"),))


@dataclass(kw_only=True)
class Sample(Uploaded[SampleKind]):
    """`text`, `words` and `characters` are there when it was read; `failure` (a code) and `reason` (a sentence) say why
    it was not.

    Only what is active and read says how its owner writes.
    """

    KIND: ClassVar[str] = "sample"

    kind: SampleKind
    status: SampleStatus = SampleStatus.PENDING
    active: bool = True
    text: str = ""
    words: int = 0
    characters: int = 0
    failure: str = ""
    reason: str = ""

    @classmethod
    def _check_type(cls, type: DocumentType) -> None:
        check_type(type)

    def take_text(self, text: str, now: datetime) -> None:
        """Notes what the file says. Conflict when it was read, or given up, before."""
        self._must_be_pending()
        check_text_size(text)
        self.status, self.text = SampleStatus.READ, text
        self.words, self.characters = len(text.split()), len(text)
        self._changed("read", now, words=self.words, characters=self.characters)

    def fail(self, failure: str, now: datetime, *, reason: str = "") -> None:
        """Gives the reading up for good, with a code and, for the person, a sentence."""
        self._must_be_pending()
        self.status, self.failure, self.reason = SampleStatus.FAILED, failure, reason
        self._changed("failed", now, failure=failure)

    def activate(self, now: datetime) -> None:
        """Has it say how its owner writes. NotCompleted for one that could not be read."""
        if self.status is SampleStatus.FAILED:
            raise NotCompleted(f"This sample could not be read ({self.failure}); upload another file.")
        self._set_active(True, now)

    def deactivate(self, now: datetime) -> None:
        """Has it say nothing until it is activated again."""
        self._set_active(False, now)

    def _set_active(self, active: bool, now: datetime) -> None:
        if self.active is active:
            raise Already(f"This sample is {'active' if active else 'inactive'} already.")
        self.active = active
        self._changed("activated" if active else "deactivated", now)

    def _must_be_pending(self) -> None:
        if self.status is not SampleStatus.PENDING:
            raise Conflict(f"This sample is {self.status} already.")


def check_text_size(text: str) -> None:
    """TooLarge when it is more than is read of a sample."""
    if len(text.encode()) > MAX_SAMPLE_TEXT_BYTES:
        raise TooLarge(f"A sample has at most {MAX_SAMPLE_TEXT_BYTES // 1_000_000} MB of text; send a shorter one.")
