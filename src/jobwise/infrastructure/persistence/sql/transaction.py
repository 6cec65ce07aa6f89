"""One connection in one transaction: all that a repository knows of the database."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, RowMapping
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from jobwise.infrastructure.persistence.sql.errors import translated, unfit

Params = Mapping[str, Any]


class Transaction:
    """Runs statements and turns the database's complaints into JobWise's errors."""

    def __init__(self, connection: AsyncConnection, *, writable: bool = False) -> None:
        self._connection = connection
        self.writable = writable

    async def change(self, statement: Executable, params: Params | Sequence[Params]) -> int:
        """How many rows the statement changed."""
        # Of an INSERT the number would otherwise be forgotten, and one that met a conflict looks like any other.
        return (await self._run(statement, params, {"preserve_rowcount": True})).rowcount

    async def rows(self, statement: Executable, params: Params) -> Sequence[RowMapping]:
        return (await self._run(statement, params)).mappings().all()

    async def first(self, statement: Executable, params: Params) -> RowMapping | None:
        return (await self._run(statement, params)).mappings().first()

    async def number(self, statement: Executable, params: Params) -> int:
        return int((await self._run(statement, params)).scalar_one())

    async def commit(self) -> None:
        try:
            await self._connection.commit()
        except SQLAlchemyError as error:
            raise translated(error) from error

    async def _run(
        self, statement: Executable, params: Params | Sequence[Params], options: Params | None = None
    ) -> CursorResult[Any]:
        try:
            return await self._connection.execute(statement, params, execution_options=options)
        except SQLAlchemyError as error:
            raise translated(error) from error
        except (OverflowError, UnicodeError) as error:
            # The drivers raise these before anything is sent, and SQLAlchemy lets them through.
            raise unfit() from error
