"""Documents, and the calendar feed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _owned() -> list["sa.Column[object]"]:
    moment = sa.DateTime(timezone=True)
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("deleted_at", moment),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "documents",
        *_owned(),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "type", "kind", "file_key")),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_documents_owner_id"),
    )
    op.create_index("ix_documents_owner_id", "documents", ["owner_id", "created_at", "id"])
    op.create_index("ix_documents_name", "documents", ["owner_id", "name", "id"])
    op.create_index("ix_documents_file_key", "documents", ["file_key"])
    gone, shown = sa.text("deleted_at IS NOT NULL"), sa.text("deleted_at IS NULL")
    op.create_index("ix_documents_deleted_at", "documents", ["deleted_at"], sqlite_where=gone, postgresql_where=gone)
    op.create_index("ix_exports_file_key", "exports", ["file_key"])
    op.create_table(
        "calendar_feeds",
        *_owned(),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feeds"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_calendar_feeds_owner_id"),
    )
    op.create_index("uq_calendar_feeds_token", "calendar_feeds", ["token_sha256"], unique=True)
    op.create_index(
        "uq_calendar_feeds_owner",
        "calendar_feeds",
        ["owner_id"],
        unique=True,
        sqlite_where=shown,
        postgresql_where=shown,
    )


def downgrade() -> None:
    op.drop_table("calendar_feeds")
    op.drop_index("ix_exports_file_key", "exports")
    op.drop_table("documents")
