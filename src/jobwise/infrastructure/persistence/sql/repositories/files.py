"""What the rooms of files share: the columns of a file, and how much somebody keeps."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, Table, bindparam, func, select

from jobwise.application.ports.documents import Held
from jobwise.domain.shared.files import StoredFile
from jobwise.infrastructure.persistence.sql.repositories.room import alone_with_owner
from jobwise.infrastructure.persistence.sql.transaction import Transaction


def file_row(file: StoredFile | None) -> dict[str, Any]:
    if file is None:
        return {"file_key": None, "size_bytes": None, "sha256": None}
    return {"file_key": file.key, "size_bytes": file.size_bytes, "sha256": file.sha256}


def file_of(row: RowMapping) -> StoredFile:
    return StoredFile(key=row["file_key"], size_bytes=row["size_bytes"], sha256=row["sha256"])


def file_if_any(row: RowMapping) -> StoredFile | None:
    return None if row["file_key"] is None else file_of(row)


def held_in(table: Table) -> Select[Any]:
    """Counts the owner's files that are not deleted, and adds up their sizes."""
    mine = (table.c.owner_id == bindparam("key_owner"), table.c.deleted_at.is_(None))
    return select(func.count().label("count"), func.coalesce(func.sum(table.c.size_bytes), 0).label("size")).where(
        *mine
    )


async def held(transaction: Transaction, statement: Select[Any], owner: UUID) -> Held:
    await alone_with_owner(transaction, owner)
    row = await transaction.first(statement, {"key_owner": owner})
    return Held(0, 0) if row is None else Held(row["count"], int(row["size"]))
