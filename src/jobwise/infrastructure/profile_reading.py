"""Profile files of every kind we read, recognised by what is in them and not by what they are called."""

from typing import BinaryIO

from jobwise.application.ports.profile_reading import ReadProfile
from jobwise.domain.limits import MAX_INPUT_BYTES
from jobwise.domain.profiles import json_resume, linkedin
from jobwise.domain.profiles.insight import BulletWords
from jobwise.domain.shared import jsontext
from jobwise.domain.shared.errors import TooLarge
from jobwise.infrastructure.extraction.linkedin import is_archive, read_archive
from jobwise.infrastructure.profile_words import bullet_words, date_words


class ShippedProfileReading:
    """Reads with the words that this installation ships; nothing is loaded before it is needed."""

    def read(self, source: BinaryIO) -> ReadProfile:
        return _linkedin(source) if is_archive(source) else _json_resume(source.read(MAX_INPUT_BYTES + 1))

    def bullet_words(self) -> BulletWords:
        return bullet_words()


def _linkedin(source: BinaryIO) -> ReadProfile:
    tables, others = read_archive(source)
    found = linkedin.read(tables, date_words())
    return ReadProfile("linkedin", found.profile, found.changes, (*found.left_out, *others))


def _json_resume(data: bytes) -> ReadProfile:
    if len(data) > MAX_INPUT_BYTES:
        raise TooLarge(f"A profile has at most {MAX_INPUT_BYTES / 1_000_000:g} MB; give a smaller file.")
    imported = json_resume.read(jsontext.load(data, what="The profile"), date_words())
    return ReadProfile("json_resume", imported.profile, imported.changes)
