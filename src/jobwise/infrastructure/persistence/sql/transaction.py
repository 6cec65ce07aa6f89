"""One connection in one transaction: all that a repository knows of the database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, Executable, RowMapping
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from jobwise.domain.limits import DATABASE_STEP_S
from jobwise.infrastructure.persistence.sql.errors import silent, translated, unfit
from jobwise.infrastructure.persistence.sql.glance import Glances, compiled

Params = Mapping[str, Any]
T = TypeVar("T")


class Transaction:
    """Runs statements and turns the database's complaints into JobWise's errors."""

    def __init__(self, connection: AsyncConnection, *, writable: bool = False) -> None:
        self._connection = connection
        self.writable = writable

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._connection.dialect.name

    async def change(self, statement: Executable, params: Params | Sequence[Params]) -> int:
        """How many rows the statement changed."""
        if not isinstance(params, Mapping) and len(params) == 1:
            # One row needs none of what the drivers do for many.
            params = params[0]
        # Of an INSERT the number would otherwise be forgotten, and one that met a conflict looks like any other.
        return (await self._run(statement, params, {"preserve_rowcount": True})).rowcount

    async def rows(self, statement: Executable, params: Params) -> Sequence[RowMapping]:
        return (await self._run(statement, params)).mappings().all()

    async def pieces(self, statement: Executable, params: Params, size: int) -> AsyncIterator[Sequence[RowMapping]]:
        """The rows, `size` at a time, without ever holding all of them."""
        try:
            async with self._connection.stream(statement, params, execution_options={"yield_per": size}) as found:
                parts = found.mappings().partitions(size)
                while (piece := await self._in_time(anext(parts, None))) is not None:
                    yield piece
        except SQLAlchemyError as error:
            raise translated(error) from error

    async def first(self, statement: Executable, params: Params) -> RowMapping | None:
        return (await self._run(statement, params)).mappings().first()

    async def number(self, statement: Executable, params: Params) -> int:
        return int((await self._run(statement, params)).scalar_one())

    async def commit(self) -> None:
        try:
            await self._in_time(self._connection.commit())
        except SQLAlchemyError as error:
            raise translated(error) from error

    async def _run(
        self, statement: Executable, params: Params | Sequence[Params], options: Params | None = None
    ) -> CursorResult[Any]:
        try:
            return await self._in_time(self._connection.execute(statement, params, execution_options=options))
        except SQLAlchemyError as error:
            raise translated(error) from error
        except (OverflowError, UnicodeError) as error:
            # The drivers raise these before anything is sent, and SQLAlchemy lets them through.
            raise unfit() from error

    async def _in_time(self, step: Awaitable[T]) -> T:
        """A server that takes a statement and never answers would hold whoever waits, and the connection, for ever.

        On cancelling, the driver asks the server to stop, and gives the connection up when it does not. SQLite is no
        server, and sees to its own time.
        """
        if self.dialect == "sqlite":
            return await step
        try:
            async with asyncio.timeout(DATABASE_STEP_S):
                return await step
        except TimeoutError as error:
            raise silent() from error


class Glimpse(Transaction):
    """One statement on SQLite, without a transaction and in one hop; what that cannot run goes the usual way."""

    def __init__(self, glances: Glances, usual: Callable[[], AbstractAsyncContextManager[Transaction]]) -> None:
        self._glances = glances
        self._usual = usual

    @property
    def dialect(self) -> str:
        return "sqlite"

    async def rows(self, statement: Executable, params: Params) -> Sequence[RowMapping]:
        made = compiled(statement)
        if made is not None:
            # Read by name, as all rows are, a dict does what a row of SQLAlchemy does.
            return cast(Sequence[RowMapping], await self._glances.rows(made, params))
        async with self._usual() as transaction:
            return await transaction.rows(statement, params)

    async def first(self, statement: Executable, params: Params) -> RowMapping | None:
        rows = await self.rows(statement, params)
        return rows[0] if rows else None

    async def number(self, statement: Executable, params: Params) -> int:
        (row,) = await self.rows(statement, params)
        value: Any = next(iter(row.values()))
        return int(value)

    async def change(self, statement: Executable, params: Params | Sequence[Params]) -> int:
        raise RuntimeError("nothing is changed behind the read door")

    async def commit(self) -> None:
        raise RuntimeError("nothing is committed behind the read door")
