from typing import Protocol
from uuid import UUID


class Ids(Protocol):
    def new(self) -> UUID:
        """An id never given before; a later one sorts after an earlier one of the same process."""
        ...
