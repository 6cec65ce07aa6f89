"""What this installation offers, for whoever asks."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jobwise.domain.users.flags import Feature


@dataclass(frozen=True, slots=True)
class Installation:
    """Public facts: no secret, address or path is among them."""

    version: str
    limits: Mapping[str, int]
    templates: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelProvider:
    """Who is asked, with which models. `keeps` is the page on which it says what it keeps and for how long; empty for
    a server that whoever runs JobWise answers for."""

    name: str
    models: tuple[str, ...]
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class ShowConfig:
    """The public facts of this installation, with every feature and whether it is on.

    `models` are those that a request may name, as `provider/model`; none for an installation that works offline.
    """

    facts: Installation
    models: tuple[str, ...] = ()
    providers: tuple[ModelProvider, ...] = ()

    async def __call__(self, *, off: Collection[Feature]) -> dict[str, Any]:
        features = {feature.value: feature not in off for feature in Feature}
        providers = [asdict(one) for one in self.providers]
        return {**asdict(self.facts), "models": list(self.models), "providers": providers, "features": features}
