"""What this machine has."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for: whether it is here, and the command that mends it when it is not.

    `needed` is false for what only widens what JobWise can do.
    """

    name: str
    here: bool
    detail: str
    mend: str = ""
    needed: bool = True


class Machine(Protocol):
    def look(self) -> tuple[Finding, ...]:
        """Everything that JobWise can use, in a fixed order."""
        ...
