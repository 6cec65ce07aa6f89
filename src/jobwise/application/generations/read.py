"""Reading a finished resume as a tracking system does, and scoring what it saw."""

from dataclasses import dataclass
from typing import Any

from jobwise.application.generations.files import is_generation, read_generation
from jobwise.application.inputs import Inputs
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.reading import DocumentReader
from jobwise.domain.generations.ats.facts import AtsInput, AtsWords
from jobwise.domain.generations.ats.findings import AtsReport
from jobwise.domain.generations.ats.reading import ats_resume, read_of_document
from jobwise.domain.generations.ats.report import assess
from jobwise.domain.generations.document import Document
from jobwise.domain.generations.readback import ReadKind, ReadText, compare, read_text
from jobwise.domain.generations.resume_reading.resume import read_resume, to_json
from jobwise.domain.generations.resume_reading.words import ReadingWords
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared import jsontext
from jobwise.domain.shared.errors import InvalidInput, UnreadableInput, WrongSchema
from jobwise.domain.shared.values import PartialDate


@dataclass(frozen=True, slots=True)
class ReadResumeFile:
    """What a parser sees in a resume: name, e-mail, phone, work, education, skills."""

    reader: DocumentReader
    words: ReadingWords

    def __call__(self, data: bytes, name: str = "") -> dict[str, Any]:
        if is_generation(data):
            return to_json(read_resume(read_of_document(read_generation(data).resume), self.words))
        return to_json(read_resume(_document(self.reader, data, name), self.words))


@dataclass(frozen=True, slots=True)
class AssessResume:
    """The ATS report on a file (PDF, DOCX, text, generation.json) or on a resume just made."""

    inputs: Inputs
    reader: DocumentReader
    words: ReadingWords
    ats_words: AtsWords
    clock: Clock

    def __call__(self, data: bytes, name: str, job: bytes) -> AtsReport:
        read_job = self.inputs.job(job)
        if is_generation(data):
            return self.of_own(read_generation(data).resume, None, read_job, self._today())
        return self._assess(_document(self.reader, data, name), read_job, None, self._today())

    def of_own(self, document: Document, rendered: bytes | None, job: Job, as_of: PartialDate) -> AtsReport:
        """The report on our own resume, read back from its file and compared; without a file, on its lines alone."""
        if rendered is None:
            return self._assess(read_of_document(document), job, None, as_of)
        return self._assess(self._read_back(rendered), job, document, as_of)

    def _read_back(self, rendered: bytes) -> ReadText:
        try:
            return self.reader(rendered)
        except UnreadableInput:
            # Then nothing is what a parser sees of it.
            return read_text(ReadKind.TEXT, ())

    def _assess(self, read: ReadText, job: Job, meant: Document | None, as_of: PartialDate) -> AtsReport:
        seen = ats_resume(read, read_resume(read, self.words), compare(meant, read).ratio if meant else None)
        return assess(AtsInput(seen, self.inputs.vocabulary, as_of, job, self.ats_words))

    def _today(self) -> PartialDate:
        now = self.clock.now()
        return PartialDate(now.year, now.month, now.day)


def _document(reader: DocumentReader, data: bytes, name: str) -> ReadText:
    if data.lstrip()[:1] == b"{" and _is_json(data):
        raise WrongSchema(
            "This is JSON, not a finished document; give the PDF, DOCX, HTML or text that `jobwise tailor` made of it."
        )
    return reader(data, name)


def _is_json(data: bytes) -> bool:
    try:
        jsontext.load(data, what="The document")
    except InvalidInput:
        return False
    return True
