"""Single reads on SQLite in one hop.

The usual way crosses to the connection's thread and back four times for one statement, and once more to end what was
never begun; each crossing costs more than a point read. Here a statement that SQLAlchemy has compiled, once, runs and
is fetched by a thread that holds a connection of its own, in one go.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Executable
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.exc import OperationalError, StatementError

from jobwise.infrastructure.persistence.sql.errors import translated, unfit

Row = Mapping[str, Any]
Process = Callable[[Any], Any]
THREADS = 3
BUSY_TIMEOUT_S = 5.0
_DIALECT = SQLiteDialect_aiosqlite()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement as text, the parameters in their order, and what turns the database's values into ours."""

    text: str
    fixed: Mapping[str, Any]
    parameters: tuple[tuple[str, Process | None], ...]
    columns: tuple[str, ...]
    processed: tuple[tuple[int, Process], ...]

    def bound(self, given: Mapping[str, Any]) -> list[Any]:
        values = []
        for name, process in self.parameters:
            value = given[name] if name in given else self.fixed[name]
            values.append(value if process is None else process(value))
        return values

    def row(self, values: Sequence[Any]) -> dict[str, Any]:
        row = dict(zip(self.columns, values, strict=True))
        for place, process in self.processed:
            name = self.columns[place]
            row[name] = process(row[name])
        return row


@lru_cache(maxsize=512)
def compiled(statement: Executable) -> Compiled | None:
    """The statement for SQLite; None when its text depends on its values (a list of any length)."""
    made = cast(Any, statement).compile(dialect=_DIALECT)
    if made.post_compile_params or made.literal_execute_params:
        return None
    kinds = [(name, made.binds[name].type.dialect_impl(_DIALECT)) for name in made.positiontup]
    parameters = [(name, kind.bind_processor(_DIALECT)) for name, kind in kinds]
    columns = [(column.keyname, column.type.dialect_impl(_DIALECT)) for column in made._result_columns]
    processors = [(place, kind.result_processor(_DIALECT, None)) for place, (_, kind) in enumerate(columns)]
    return Compiled(
        text=made.string,
        fixed={name: bind.effective_value for name, bind in made.binds.items() if not bind.required},
        parameters=tuple(parameters),
        columns=tuple(name for name, _ in columns),
        processed=tuple((place, process) for place, process in processors if process is not None),
    )


class Glances:
    """The threads of one database file, each with its connection; opened when first needed, closed with the store."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._own = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._threads: ThreadPoolExecutor | None = None

    async def rows(self, statement: Compiled, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(THREADS, "glance")
        try:
            values = statement.bound(given)
            found = await asyncio.get_running_loop().run_in_executor(self._threads, self._fetch, statement.text, values)
        except sqlite3.Error as error:
            raise translated(OperationalError("", {}, error)) from error
        except (OverflowError, UnicodeError, StatementError) as error:
            raise unfit() from error
        return [statement.row(row) for row in found]

    def close(self) -> None:
        if self._threads is not None:
            self._threads.shutdown()
            self._threads = None
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._own = threading.local()

    def _fetch(self, text: str, values: list[Any]) -> list[Any]:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._connect()
        return connection.execute(text, values).fetchall()

    def _connect(self) -> sqlite3.Connection:
        # Closed by whichever thread closes the store, after the others have ended.
        connection = sqlite3.connect(
            self._file, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        self._open.append(connection)
        connection.execute("PRAGMA query_only=ON")
        return connection
