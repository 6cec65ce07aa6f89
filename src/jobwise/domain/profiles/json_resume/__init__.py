"""JSON Resume: tolerant in reading, strict in writing, nothing lost between the two."""

from jobwise.domain.profiles.json_resume.dates import DateWords
from jobwise.domain.profiles.json_resume.entries import Change
from jobwise.domain.profiles.json_resume.reading import Imported, read
from jobwise.domain.profiles.json_resume.writing import write

__all__ = ["Change", "DateWords", "Imported", "read", "write"]
