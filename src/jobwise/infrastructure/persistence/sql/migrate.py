"""Brings a database to a revision of the schema. One linear history serves SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from jobwise import resources
from jobwise.domain.limits import DATABASE_CONNECT_S
from jobwise.domain.shared.errors import InvalidInput, MissingHere
from jobwise.infrastructure.persistence.sql import catalogue
from jobwise.infrastructure.persistence.sql.engine import parsed_url, sqlite_file
from jobwise.infrastructure.persistence.sql.errors import translated

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK_KEY = 0x6A6F6277697365
"""Names JobWise's migrations among PostgreSQL's advisory locks, so that two processes do not migrate at once."""


def head() -> str:
    """The newest revision. Revisions are numbered, so the file names tell without importing Alembic."""
    files = sorted(resources.path("migrations").joinpath("versions").glob("[0-9]*.py"))
    return files[-1].name.split("_", 1)[0]


def upgrade(url: str, revision: str = "head") -> None:
    """Brings the database up to `revision`, making an SQLite file and its folder when they are missing.

    At the newest revision the postings that ship with JobWise are put into the catalogue.
    """
    _run(url, "upgrade", revision)
    if current(url) == head():
        with connected(url) as connection:
            catalogue.fill(connection)


def downgrade(url: str, revision: str) -> None:
    """Takes the database back to `revision` (`base` empties it, `-1` takes one step)."""
    _run(url, "downgrade", revision)


def prepare_local(url: str) -> None:
    """Makes an SQLite file, or brings an older one to head; leaves PostgreSQL to `jobwise db upgrade`.

    MissingHere when the file was written by a newer JobWise.
    """
    if sqlite_file(parsed_url(url)) is None:
        return
    found = current(url)
    if found is not None and found > head():
        raise MissingHere("The database was written by a newer JobWise; install that version or name another file.")
    if found != head():
        upgrade(url)


def current(url: str) -> str | None:
    """The revision the database is at; None when it has none of JobWise's tables, or there is no such file."""
    file = sqlite_file(parsed_url(url))
    if file is not None and not file.exists():
        return None
    with connected(url) as connection:
        if not connection.dialect.has_table(connection, "alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if found is None else str(found)


def differences(url: str) -> list[Any]:
    """What Alembic would change to make the database match the tables of the code; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from jobwise.infrastructure.persistence.sql.tables import metadata

    with connected(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_ours})
        return list(compare_metadata(context, metadata))


def _is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leaves out the indexes of words: they are made by hand for each database, and their tables are no rooms."""
    return not (name or "").startswith(("job_search", "ix_jobs_search"))


def _run(url: str, direction: str, revision: str) -> None:
    from alembic import command
    from alembic.util import CommandError

    with connected(url) as connection:
        act = command.upgrade if direction == "upgrade" else command.downgrade
        try:
            act(_config(connection), revision)
        except CommandError as error:
            raise InvalidInput(
                f"There is no revision {revision!r} of the database to go to; name head, base or one up to {head()}."
            ) from error


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.path("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection fit for changing the schema, in one transaction that no other migrating process shares."""
    address = parsed_url(url)
    file = sqlite_file(address)
    if file is not None:
        _make_folder(file)
        address = address.set(drivername="sqlite")
    # A server that takes connections and says nothing would hold up whoever starts after us, for ever.
    patience = {} if file is not None else {"connect_timeout": DATABASE_CONNECT_S}
    engine = create_engine(address, hide_parameters=True, connect_args=patience)
    if file is not None:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        with engine.begin() as connection:
            if file is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
            yield connection
    except SQLAlchemyError as error:
        raise translated(error) from error
    finally:
        engine.dispose()


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MissingHere(f"The folder {file.parent} cannot be made; check its rights or set JOBWISE_HOME.") from error


def _prepare_sqlite(connection: Any, entry: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    # With foreign keys on, recreating a table in batch mode would silently delete the rows that refer to it.
    for pragma in ("busy_timeout=5000", "journal_mode=WAL", "foreign_keys=OFF", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
