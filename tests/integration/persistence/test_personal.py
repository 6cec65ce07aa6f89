"""What the tables say is somebody's: all of them, and no secret."""

import pytest

from jobwise.infrastructure.persistence.personal import HARMLESS, INTERNAL, NOBODYS, SECRET, SUSPECT, may_leave
from jobwise.infrastructure.persistence.sql.repositories.outbox import SqlOutbox
from jobwise.infrastructure.persistence.sql.repositories.personal import SqlPersonal
from jobwise.infrastructure.persistence.sql.tables import metadata
from jobwise.infrastructure.persistence.sql.transaction import Transaction


def tables() -> set[str]:
    transaction = Transaction(None)  # type: ignore[arg-type]
    return set(SqlPersonal(transaction, SqlOutbox(transaction, None)).tables)  # type: ignore[arg-type]


def test_every_table_is_somebodys_or_known_to_be_nobodys() -> None:
    assert tables() == set(metadata.tables) - NOBODYS


def test_every_table_with_an_owner_is_read() -> None:
    owned = {name for name, table in metadata.tables.items() if {"owner_id", "user_id"} & set(table.c.keys())}
    assert owned <= tables()
    assert not owned & NOBODYS


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_a_column_with_the_name_of_a_secret_is_said_to_be_one_or_not(table: str) -> None:
    said = [found.get(table, frozenset()) for found in (SECRET, INTERNAL, HARMLESS)]
    named = set().union(*said)
    suspects = {column.name for column in metadata.tables[table].c if SUSPECT.search(column.name)}
    if table not in NOBODYS:
        assert suspects <= named, f"say in infrastructure/persistence/personal.py what these are: {suspects - named}"
    assert named <= {column.name for column in metadata.tables[table].c}, "there are no such columns"
    assert sum(map(len, said)) == len(named)


def test_what_nobody_has_looked_at_stays() -> None:
    assert may_leave("jobs", ("id", "title", "api_token", "password_hint", "terms")) == ("id", "title")
    assert may_leave("a_new_table", ("id", "secret_answer", "file_key", "word")) == ("id", "word")
