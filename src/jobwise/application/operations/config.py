"""What this installation offers, for whoever asks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Installation:
    """Public facts: no secret, address or path is among them."""

    version: str
    features: Mapping[str, bool]
    limits: Mapping[str, int]
    templates: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowConfig:
    """The public facts of this installation."""

    facts: Installation

    async def __call__(self) -> dict[str, Any]:
        return asdict(self.facts)
