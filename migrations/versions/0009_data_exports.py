"""Archives of accounts' data."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "data_exports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("deleted_at", moment),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text()),
        sa.Column("size_bytes", sa.BigInteger()),
        sa.Column("sha256", sa.Text()),
        sa.Column("completed_at", moment),
        sa.Column("expires_at", moment),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_data_exports"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_data_exports_owner_id"),
    )
    op.create_index("ix_data_exports_owner_id", "data_exports", ["owner_id", "created_at", "id"])
    op.create_index("ix_data_exports_file_key", "data_exports", ["file_key"])
    unmade, there = sa.text("status IN ('pending', 'running')"), sa.text("status = 'completed'")
    op.create_index(
        "ix_data_exports_open", "data_exports", ["created_at"], sqlite_where=unmade, postgresql_where=unmade
    )
    op.create_index(
        "ix_data_exports_expires_at", "data_exports", ["expires_at"], sqlite_where=there, postgresql_where=there
    )


def downgrade() -> None:
    op.drop_table("data_exports")
