"""Exports are made by tasks, alone or several in a ZIP; generations name theirs; tasks know when they were taken."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_OPEN = sa.text("status IN ('pending', 'rendering')")
_HIDDEN = sa.text("deleted_at IS NOT NULL")
_LOOK = ("template", "template_version", "paper", "engine")

_exports = sa.table(
    "exports",
    *(sa.column(name, sa.Text()) for name in ("format", *_LOOK, "status", "reason", "failure", "file_key", "sha256")),
    sa.column("id", sa.Uuid()),
    sa.column("generation_id", sa.Uuid()),
    sa.column("parts", sa.JSON()),
)
_generations = sa.table("generations", sa.column("id", sa.Uuid()), sa.column("kind", sa.Text()))


def upgrade() -> None:
    with op.batch_alter_table("exports") as table:
        table.add_column(sa.Column("parts", sa.JSON()))
        table.add_column(sa.Column("status", sa.Text(), nullable=False, server_default="completed"))
        table.add_column(sa.Column("failure", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("attempt", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("asked_at", _MOMENT))
    op.execute("UPDATE exports SET asked_at = created_at")
    for id, part in list(_parts()):
        op.get_bind().execute(_exports.update().where(_exports.c.id == id).values(parts=[part]))
    with op.batch_alter_table("exports") as table:
        table.alter_column("parts", existing_type=sa.JSON(), nullable=False)
        table.alter_column("asked_at", existing_type=_MOMENT, nullable=False)
        for name in ("status", "failure", "reason"):
            table.alter_column(name, existing_type=sa.Text(), server_default=None)
        table.alter_column("attempt", existing_type=sa.Integer(), server_default=None)
        table.alter_column("generation_id", existing_type=sa.Uuid(), nullable=True)
        table.alter_column("file_key", existing_type=sa.Text(), nullable=True)
        table.alter_column("size_bytes", existing_type=sa.BigInteger(), nullable=True)
        table.alter_column("sha256", existing_type=sa.Text(), nullable=True)
        for name in _LOOK:
            table.drop_column(name)
    op.create_index("ix_exports_open", "exports", ["asked_at"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("ix_exports_expires_at", "exports", ["expires_at"])
    op.create_index("ix_exports_deleted_at", "exports", ["deleted_at"], sqlite_where=_HIDDEN, postgresql_where=_HIDDEN)
    with op.batch_alter_table("generations") as table:
        table.add_column(sa.Column("export_id", sa.Uuid()))
    with op.batch_alter_table("tasks") as table:
        table.add_column(sa.Column("taken_at", _MOMENT))
    op.create_index("ix_tasks_taken_at", "tasks", ["kind", "lane", "taken_at"])
    _lanes("created_at", "id")


def downgrade() -> None:
    _lanes()
    op.drop_index("ix_tasks_taken_at", table_name="tasks")
    with op.batch_alter_table("tasks") as table:
        table.drop_column("taken_at")
    with op.batch_alter_table("generations") as table:
        table.drop_column("export_id")
    for name in ("ix_exports_deleted_at", "ix_exports_expires_at", "ix_exports_open"):
        op.drop_index(name, table_name="exports")
    # What has no file, or more than one document, was not known before.
    op.execute("DELETE FROM exports WHERE file_key IS NULL OR generation_id IS NULL")
    with op.batch_alter_table("exports") as table:
        for name in _LOOK:
            table.add_column(sa.Column(name, sa.Text()))
    bind = op.get_bind()
    for id, parts in bind.execute(sa.select(_exports.c.id, _exports.c.parts)).all():
        look = (json.loads(parts) if isinstance(parts, str) else parts)[0]["look"]
        bind.execute(_exports.update().where(_exports.c.id == id).values({name: look[name] for name in _LOOK}))
    with op.batch_alter_table("exports") as table:
        for name in _LOOK[:3]:
            table.alter_column(name, existing_type=sa.Text(), nullable=False)
        table.alter_column("generation_id", existing_type=sa.Uuid(), nullable=False)
        table.alter_column("file_key", existing_type=sa.Text(), nullable=False)
        table.alter_column("size_bytes", existing_type=sa.BigInteger(), nullable=False)
        table.alter_column("sha256", existing_type=sa.Text(), nullable=False)
        for name in ("parts", "status", "failure", "reason", "attempt", "asked_at"):
            table.drop_column(name)


def _lanes(*order: str) -> None:
    """The index of open tasks by their lanes, with what they stand in order by."""
    there = sa.text("state IN ('waiting', 'running')")
    op.drop_index("ix_tasks_lane", table_name="tasks")
    op.create_index("ix_tasks_lane", "tasks", ["kind", "lane", *order], sqlite_where=there, postgresql_where=there)


def _parts() -> Iterator[tuple[Any, dict[str, Any]]]:
    """The one document of each export that there is."""
    both = _exports.outerjoin(_generations, _generations.c.id == _exports.c.generation_id)
    for row in op.get_bind().execute(sa.select(_exports, _generations.c.kind).select_from(both)).mappings():
        kind = row["kind"] or "resume"
        look = {"format": row["format"], **{name: row[name] for name in _LOOK}}
        name = f"{kind.replace('_', ' ')}.{row['format']}"
        part = {"generation_id": str(row["generation_id"]), "kind": kind, "look": look, "name": name}
        yield row["id"], part
