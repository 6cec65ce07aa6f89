"""Better wordings that were proposed, and whether somebody wants no model to be told of them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "enhancements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("deleted_at", _MOMENT),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("paths", sa.JSON(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("proposer", sa.JSON()),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposals", sa.JSON(), nullable=False),
        sa.Column("unproposed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_enhancements"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_enhancements_owner_id"),
    )
    op.create_index("ix_enhancements_owner_id", "enhancements", ["owner_id", "created_at", "id"])
    waiting = sa.text("status = 'pending'")
    op.create_index(
        "ix_enhancements_open",
        "enhancements",
        ["owner_id", "created_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.add_column("users", sa.Column("offline_only", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("users", "offline_only")
    op.drop_table("enhancements")
