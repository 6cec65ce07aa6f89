"""Checking every claim of a finished document against the profile, and of a letter also against the posting."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from jobwise.application.generations.files import is_generation, read_generation
from jobwise.application.inputs import Inputs, day
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.reading import DocumentReader
from jobwise.domain.generations.ats.reading import read_of_document
from jobwise.domain.generations.grounding.claims import Verdict
from jobwise.domain.generations.grounding.gate import check
from jobwise.domain.generations.grounding.places import in_original
from jobwise.domain.generations.grounding.rules import ClaimRules
from jobwise.domain.generations.readback import ReadKind, ReadText, unwrapped
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate

RulesFor = Callable[[str], ClaimRules]
"""The claim rules of the language a text is written in."""

CheckResume = Callable[[ReadText, Profile, PartialDate, Job | None], Verdict]
"""Traces every line of a resume to the profile on a day, with the words of all languages already chosen."""

_DATE_LINE = re.compile(
    r"^[ \t]{0,40}(?:\d{1,2}(?:\.|er|st|nd|rd|th)? (?:de )?[^\W\d_]{3,12},? (?:de )?\d{4}|[^\W\d_]{3,12} \d{1,2}, \d{4}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})[ \t]{0,40}$",
    re.MULTILINE,
)

IsLetter = Callable[[ReadText], bool]


@dataclass(frozen=True, slots=True)
class VerifyDocument:
    """Finds every claim that nothing carries, in a resume or a letter of any format. No model, fails closed."""

    inputs: Inputs
    reader: DocumentReader
    rules_for: RulesFor
    check_resume: CheckResume
    is_letter: IsLetter
    clock: Clock

    def __call__(
        self, data: bytes, name: str, profile: bytes, job: bytes | None, date: str | None = None
    ) -> dict[str, Verdict]:
        """The verdict on each document of the file, by `resume` or `cover_letter`."""
        read = self.inputs.profile(profile).profile
        read_job = self.inputs.job(job) if job is not None else None
        as_of = self._day(date)
        if is_generation(data):
            generation = read_generation(data)
            # What went on when the documents were made is what they speak of.
            as_of = self._day(date or generation.as_of)
            texts = {"resume": read_of_document(generation.resume)}
            if generation.cover_letter is not None:
                texts["cover_letter"] = read_of_document(generation.cover_letter)
        else:
            text = self.reader(data, name)
            texts = {"cover_letter" if self.is_letter(text) else "resume": text}
        verdicts = {kind: self._check(kind, text, read, read_job, as_of) for kind, text in texts.items()}
        if is_generation(data):
            return verdicts
        return {kind: _in_file(verdict, texts[kind], data) for kind, verdict in verdicts.items()}

    def letter(self, text: str, profile: bytes, job: bytes, date: str) -> Verdict:
        """The verdict on the text of a letter."""
        return self.check_letter(text, self.inputs.profile(profile).profile, self.inputs.job(job), day(date))

    def check_letter(self, text: str, profile: Profile, job: Job | None, as_of: PartialDate) -> Verdict:
        """The gate itself, with the rules of the language the letter is written in."""
        return check(text, profile, job, self.rules_for(text), self.inputs.vocabulary, as_of)

    def _check(self, kind: str, text: ReadText, profile: Profile, job: Job | None, as_of: PartialDate) -> Verdict:
        if kind == "cover_letter":
            return self.check_letter(without_date_line(unwrapped(text)), profile, job, as_of)
        return self.check_resume(text, profile, as_of, job)

    def _day(self, date: str | None) -> PartialDate:
        if date:
            return day(date)
        now = self.clock.now()
        return PartialDate(now.year, now.month, now.day)


def without_date_line(text: str) -> str:
    """The text of a letter with blanks for lines that are the day it was written and nothing else.

    Such a line says nothing of the person; every other character keeps its place.
    """
    return _DATE_LINE.sub(lambda line: " " * len(line.group()), text)


def _in_file(verdict: Verdict, read: ReadText, data: bytes) -> Verdict:
    """Spans of a text file's verdict are places in the file as it stands; other formats have no such places."""
    if read.kind not in (ReadKind.TEXT, ReadKind.MARKDOWN):
        return verdict
    try:
        original = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return verdict
    return in_original(verdict, read, original)
