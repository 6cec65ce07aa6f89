"""From bytes to the core's types: the door through which every profile and posting enters."""

from dataclasses import dataclass

from jobwise.application.ports.reading import PostingReader
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.reading import read_posting
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles import json_resume
from jobwise.domain.profiles.json_resume import DateWords, Imported
from jobwise.domain.shared import jsontext
from jobwise.domain.shared.errors import Detail, InvalidInput, UnreadableInput
from jobwise.domain.shared.values import PartialDate


@dataclass(frozen=True, slots=True)
class Inputs:
    """Reads profiles and postings with the words and skills that this installation ships."""

    posting_reader: PostingReader
    vocabulary: Vocabulary
    date_words: DateWords

    def profile(self, data: bytes) -> Imported:
        """The profile a JSON Resume holds, with every change made on the way in. Raises InvalidInput."""
        return json_resume.read(jsontext.load(data, what="The profile"), self.date_words)

    def job(self, data: bytes, name: str = "") -> Job:
        """The job a posting describes. Raises InvalidInput for an empty, binary or oversized posting."""
        job = read_posting(self.posting_reader(data, name=name), self.vocabulary)
        if not (job.text.strip() or job.title):
            raise UnreadableInput("The posting says nothing; give one with its text.")
        return job


def day(text: str, field: str = "date") -> PartialDate:
    """A whole calendar day written as 2027-01-31. Raises InvalidInput."""
    try:
        date = PartialDate.parse(text)
    except ValueError:
        date = None
    if date is None or date.day is None:
        raise InvalidInput(f"{text!r} is not a day; write it like 2027-01-31.", [Detail(field, text)])
    return date
