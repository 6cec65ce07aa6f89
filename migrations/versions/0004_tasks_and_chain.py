"""Durable tasks, and the hash chain of the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('waiting', 'running')")
_GENESIS = "0" * 64
# What happened, to what and when, can never be changed; a payload can only be blanked.
_FIXED = (
    "id",
    "name",
    "aggregate_type",
    "aggregate_id",
    "aggregate_version",
    "owner_id",
    "occurred_at",
    "payload_version",
    "payload_sha256",
)


def upgrade() -> None:
    _tasks()
    op.add_column("outbox", sa.Column("chain_sha256", sa.Text()))
    end = op.create_table(
        "outbox_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("chain_sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_end"),
    )
    # Nothing was published before there was a chain; a position given by hand starts it anew.
    op.execute("UPDATE outbox SET position = NULL, published_at = NULL")
    op.bulk_insert(end, [{"id": 1, "position": 0, "chain_sha256": _GENESIS}])
    _fix_events()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER outbox_keeps_events")
    else:
        op.execute("DROP TRIGGER outbox_keeps_events ON outbox")
        op.execute("DROP FUNCTION outbox_keeps_events()")
    op.drop_table("outbox_end")
    op.drop_column("outbox", "chain_sha256")
    op.drop_table("tasks")


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid()),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.Uuid()),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    op.create_index("uq_tasks_key", "tasks", ["kind", "key"], unique=True)
    op.create_index("ix_tasks_due", "tasks", ["kind", "run_after"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("ix_tasks_lane", "tasks", ["kind", "lane"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("ix_tasks_ended_at", "tasks", ["ended_at"])


def _fix_events() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER outbox_keeps_events BEFORE UPDATE OF {', '.join(_FIXED)} ON outbox "
            "BEGIN SELECT RAISE(ABORT, 'events of the outbox are never changed'); END"
        )
        return
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in _FIXED)
    op.execute(
        "CREATE FUNCTION outbox_keeps_events() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {changed} THEN RAISE EXCEPTION 'events of the outbox are never changed'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER outbox_keeps_events BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION outbox_keeps_events()"
    )
