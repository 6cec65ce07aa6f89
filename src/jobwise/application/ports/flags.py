from collections.abc import Sequence
from typing import Protocol

from jobwise.domain.users.flags import Feature, Flag


class Flags(Protocol):
    """The features that somebody has ever switched; they belong to nobody."""

    async def add(self, aggregate: Flag) -> None: ...

    async def save(self, aggregate: Flag) -> None: ...

    async def find(self, feature: Feature) -> Flag | None:
        """The flag of a feature; None when nobody has ever touched it: it is on."""
        ...

    async def all(self) -> Sequence[Flag]:
        """Every flag there is."""
        ...
