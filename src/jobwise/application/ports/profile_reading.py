"""Reading what people bring: profile files of any kind, and the words that profiles are judged by."""

from dataclasses import dataclass
from typing import BinaryIO, Protocol

from jobwise.domain.profiles.insight import BulletWords
from jobwise.domain.profiles.json_resume import Change
from jobwise.domain.profiles.linkedin import LeftOut
from jobwise.domain.profiles.profile import Profile


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile out of a file, every value that reading changed, and what was not taken."""

    source: str
    profile: Profile
    changes: tuple[Change, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class ProfileReading(Protocol):
    def read(self, source: BinaryIO) -> ReadProfile:
        """The profile in a JSON Resume or a LinkedIn archive, recognised by content. Raises InvalidInput.

        The file is read where it lies: no more of it is held than a profile may have, or one table of an archive.
        """
        ...

    def bullet_words(self) -> BulletWords:
        """How bullets show what was done, per language."""
        ...
