"""How far the writing of a letter is, while a language model is at it."""

from dataclasses import dataclass
from enum import StrEnum

from jobwise.domain.shared.errors import InvalidInput


class LetterStep(StrEnum):
    ASKED = "asked"
    """A model was asked; nothing of its answer has come."""
    WRITING = "writing"
    CHECKING = "checking"
    """Every sentence is traced to the profile and the posting."""
    MENDING = "mending"
    """The model was told what cannot be traced, and asked again."""
    COMPOSING = "composing"
    """No model gave a letter that holds, so it is composed without one."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LetterProgress:
    """`round` counts the letters that were asked for, from 1; `characters` those that have come of the present one."""

    step: LetterStep
    round: int = 1
    characters: int = 0

    def __post_init__(self) -> None:
        if self.round < 1 or self.characters < 0:
            raise InvalidInput("Rounds are counted from 1, characters from 0.")
