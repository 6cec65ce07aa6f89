"""Generations know how often and when they were last asked for; those that are still to be made are found by it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OPEN = "status IN ('pending', 'generating')"


def upgrade() -> None:
    with op.batch_alter_table("generations") as table:
        table.add_column(sa.Column("reason", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("attempt", sa.Integer, nullable=False, server_default="1"))
        table.add_column(sa.Column("asked_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE generations SET asked_at = created_at")
    with op.batch_alter_table("generations") as table:
        table.alter_column("asked_at", nullable=False)
        table.alter_column("reason", server_default=None)
        table.alter_column("attempt", server_default=None)
    where = sa.text(_OPEN)
    op.create_index("ix_generations_open", "generations", ["asked_at"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_generations_open", table_name="generations")
    with op.batch_alter_table("generations") as table:
        table.drop_column("asked_at")
        table.drop_column("attempt")
        table.drop_column("reason")
