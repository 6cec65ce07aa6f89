"""Writing styles: where they are kept, and who finds out what a style is."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.samples.sample import Sample
from jobwise.domain.styles.style import Learnt, WritingStyle


class WritingStyles(OwnedRoom[WritingStyle], Protocol):
    async def find_own(self, *, owner: UUID) -> WritingStyle | None:
        """The owner's one style; None while nothing was learnt."""
        ...


class StyleReader(Protocol):
    """Finds out how somebody writes, without holding up whoever else is served.

    The measured fingerprint is always there. Whoever can say more (a language model) wraps the one that measures, and
    adds its `reading`; when it fails, what was measured stands.
    """

    async def __call__(self, samples: Sequence[Sample]) -> Learnt:
        """What the samples have in common. InvalidInput when they hold no word."""
        ...
