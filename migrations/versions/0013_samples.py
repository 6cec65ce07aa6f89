"""Samples of how users write, and the style that was learnt from them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "samples",
        *_owned(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_samples"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_samples_owner_id"),
    )
    op.create_index("ix_samples_owner_id", "samples", ["owner_id", "created_at", "id"])
    op.create_index("ix_samples_name", "samples", ["owner_id", "name", "id"])
    op.create_index("ix_samples_file_key", "samples", ["file_key"])
    hidden = sa.text("deleted_at IS NOT NULL")
    op.create_index("ix_samples_deleted_at", "samples", ["deleted_at"], sqlite_where=hidden, postgresql_where=hidden)
    op.create_table(
        "writing_styles",
        *_owned(),
        sa.Column("learnt_at", _MOMENT, nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("prints", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_writing_styles"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_writing_styles_owner_id"),
    )
    there = sa.text("deleted_at IS NULL")
    op.create_index(
        "uq_writing_styles_owner_id",
        "writing_styles",
        ["owner_id"],
        unique=True,
        sqlite_where=there,
        postgresql_where=there,
    )


def downgrade() -> None:
    op.drop_table("writing_styles")
    op.drop_table("samples")


def _owned() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("deleted_at", _MOMENT),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
    ]
