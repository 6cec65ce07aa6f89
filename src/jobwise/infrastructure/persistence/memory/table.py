"""The one generic table of the memory store: copies in, copies out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import Conflict, LostRace, NotFound

A = TypeVar("A", bound=Aggregate)


@dataclass
class Rows:
    """What one room holds, as JSON values by id. Rows are replaced, never changed, so that a shallow copy is enough."""

    by_id: dict[UUID, dict[str, Any]] = field(default_factory=dict)

    def copy(self) -> "Rows":
        return Rows(dict(self.by_id))


class Table(Generic[A]):
    """Aggregates of one type over the rows of a transaction."""

    def __init__(self, kind: type[A], rows: Rows, written: Callable[[A], None]) -> None:
        self._kind = kind
        self._rows = rows
        self._written = written

    def insert(self, aggregate: A) -> None:
        if aggregate.id in self._rows.by_id:
            raise Conflict(f"This {aggregate.KIND} exists already.")
        self._put(aggregate)

    def update(self, aggregate: A) -> None:
        if aggregate.version == aggregate.seen_version:
            return
        row = self._rows.by_id.get(aggregate.id)
        owner = str(aggregate.owner) if aggregate.owner else None
        if row is None or row["version"] != aggregate.seen_version or row.get("owner_id") != owner:
            raise LostRace(f"This {aggregate.KIND} was changed by somebody else; read it again.")
        self._put(aggregate)

    def get(self, id: UUID, owner: UUID | None, hidden: bool) -> A:
        row = self._rows.by_id.get(id)
        if row is None or row.get("owner_id") != (str(owner) if owner else None):
            raise missing(self._kind)
        if row["deleted_at"] is not None and not hidden:
            raise missing(self._kind)
        return self._out(row)

    def change(self, id: UUID, owner: UUID, changed: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Puts another row in the place of the owner's, if there is one, beside its versions."""
        row = self._rows.by_id.get(id)
        if row is not None and row.get("owner_id") == str(owner):
            self._rows.by_id[id] = changed(row)

    def holds(self, id: UUID) -> bool:
        """Whether there is such a row, deleted or not, whoever it belongs to."""
        return id in self._rows.by_id

    def find(self, id: UUID) -> A | None:
        """Whosever it is, deleted or not."""
        row = self._rows.by_id.get(id)
        return None if row is None else self._out(row)

    def shown(self) -> Iterator[A]:
        """All that are not deleted, newest first."""
        rows = [row for row in self._rows.by_id.values() if row["deleted_at"] is None]
        rows.sort(key=lambda row: (row["created_at"], row["id"]), reverse=True)
        return (self._out(row) for row in rows)

    def rows(self) -> Iterator[dict[str, Any]]:
        """All there are as they are kept, to be looked at."""
        return iter(self._rows.by_id.values())

    def all(self) -> Iterator[A]:
        """All there are, deleted or not."""
        return (self._out(row) for row in list(self._rows.by_id.values()))

    def erase_hidden(self, before: datetime, limit: int) -> int:
        past = [
            id
            for id, row in self._rows.by_id.items()
            if row["deleted_at"] is not None and datetime.fromisoformat(row["deleted_at"]) < before
        ]
        return self.erase(past[:limit])

    def erase(self, ids: Sequence[UUID]) -> int:
        for id in ids:
            del self._rows.by_id[id]
        return len(ids)

    def _put(self, aggregate: A) -> None:
        self._rows.by_id[aggregate.id] = to_data(aggregate)
        self._written(aggregate)
        aggregate.seen()

    def _out(self, row: dict[str, Any]) -> A:
        aggregate = from_data(self._kind, row)
        aggregate.seen()
        return aggregate


def missing(kind: type[Aggregate]) -> NotFound:
    return NotFound(f"There is no such {kind.KIND}.")
