"""Puts the postings that ship with JobWise into the catalogue, as often as one likes."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from jobwise.domain.jobs.catalogue import Posting, posting_columns
from jobwise.domain.shared.codec import to_data
from jobwise.infrastructure.persistence.sql.tables.columns import json_text
from jobwise.infrastructure.persistence.sql.tables.postings import postings
from jobwise.infrastructure.shipped_postings import shipped_postings

_FOUND = select(postings.c.key, postings.c.content, postings.c.posted_at, postings.c.url)
_INSERT = postings.insert().values({column.name: bindparam(column.name) for column in postings.c})
_UPDATE = (
    postings.update()
    .where(postings.c.key == bindparam("of_key"))
    .values({column.name: bindparam(column.name) for column in postings.c if column.name not in ("id", "key")})
)


def fill(connection: Connection) -> int:
    """Writes what is new or has changed, by key; how many that were."""
    known = {row.key: (json_text(row.content), row.posted_at, row.url) for row in connection.execute(_FOUND)}
    rows = [_row(posting) for posting in shipped_postings()]
    new = [row for row in rows if row["key"] not in known]
    changed = [
        {"of_key": row["key"], **row}
        for row in rows
        if row["key"] in known and known[row["key"]] != (json_text(row["content"]), row["posted_at"], row["url"])
    ]
    if new:
        connection.execute(_INSERT, new)
    for row in changed:
        connection.execute(_UPDATE, {name: value for name, value in row.items() if name not in ("id", "key")})
    return len(new) + len(changed)


def _row(posting: Posting) -> dict[str, Any]:
    return {**posting_columns(posting), "content": to_data(posting.content)}
