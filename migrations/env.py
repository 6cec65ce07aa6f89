"""Alembic's entry. The connection, in its transaction, comes from `infrastructure/persistence/sql/migrate.py`."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from jobwise.infrastructure.persistence.sql.tables import metadata


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | bool:
    """Writes our own column types as the plain ones they are stored as: a migration must not import today's code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is None:
        raise SystemExit("Run migrations with `jobwise db upgrade` or `jobwise db downgrade`.")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
