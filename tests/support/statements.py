"""Counting what a store sends to its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from jobwise.infrastructure.persistence.sql.glance import Glances
from jobwise.infrastructure.persistence.sql.store import SqlStore


@contextmanager
def statements_of(store: SqlStore) -> Iterator[list[str]]:
    """The statements sent inside the block, on either way; beginnings of transactions are none."""
    sent: list[str] = []
    fetch = Glances._fetch

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            sent.append(statement)

    def fetched(self: Glances, statement: str, values: list[Any]) -> list[Any]:
        sent.append(statement)
        return fetch(self, statement, values)

    engine = store._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(Glances, "_fetch", fetched):
            yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
