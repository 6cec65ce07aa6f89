"""Profile files of every kind we read, recognised by what is in them and not by what they are called."""

from jobwise.application.ports.profile_reading import ReadProfile
from jobwise.domain.limits import MAX_INPUT_BYTES
from jobwise.domain.profiles import json_resume
from jobwise.domain.profiles.insight import BulletWords
from jobwise.domain.shared import jsontext
from jobwise.domain.shared.errors import TooLarge
from jobwise.infrastructure.profile_words import bullet_words, date_words


class ShippedProfileReading:
    """Reads with the words that this installation ships; nothing is loaded before it is needed."""

    def read(self, data: bytes) -> ReadProfile:
        if len(data) > MAX_INPUT_BYTES:
            raise TooLarge(f"A profile has at most {MAX_INPUT_BYTES / 1_000_000:g} MB; give a smaller file.")
        imported = json_resume.read(jsontext.load(data, what="The profile"), date_words())
        return ReadProfile("json_resume", imported.profile, imported.changes)

    def bullet_words(self) -> BulletWords:
        return bullet_words()
