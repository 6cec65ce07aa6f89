"""Whether the database answers, and whether it has the schema of this code."""

from dataclasses import dataclass

from sqlalchemy import text

from jobwise.domain.shared.errors import JobWiseError, MissingHere, Unavailable
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.store import SqlStore

_ONE = text("SELECT 1 AS value")
_REVISION = text("SELECT version_num AS value FROM alembic_version")


@dataclass(frozen=True, slots=True)
class DatabaseCheck:
    store: SqlStore
    name: str = "database"
    essential: bool = True
    setting: str = "DATABASE_URL"

    async def __call__(self) -> str:
        await self.store.ask(_ONE)
        return self.store.dialect


@dataclass(frozen=True, slots=True)
class MigrationsCheck:
    store: SqlStore
    name: str = "migrations"
    essential: bool = True
    setting: str = "DATABASE_URL"

    async def __call__(self) -> str:
        found, wanted = str(await self.store.ask(_REVISION)), migrate.head()
        if found != wanted:
            raise MissingHere(f"The database is at revision {found}, the code at {wanted}; run `jobwise db upgrade`.")
        return found


@dataclass(frozen=True, slots=True)
class ReplicaCheck(DatabaseCheck):
    """Without its replica the primary serves everything."""

    name: str = "replica"
    essential: bool = False
    setting: str = "JOBWISE_DATABASE_READ_URL"

    async def __call__(self) -> str:
        try:
            return await DatabaseCheck.__call__(self)
        except JobWiseError as error:
            # The sentences of a database speak of the primary.
            raise Unavailable(f"The replica cannot be read; check {self.setting}. The primary serves.") from error
