"""What calls of language models used, and the sums of each day."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "model_calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("task", "provider", "model", "outcome")),
        sa.Column("began_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.Column("most_tokens", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.BigInteger()) for name in ("most_micros", "tokens_in", "tokens_out", "micros")),
        sa.PrimaryKeyConstraint("id", name="pk_model_calls"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_model_calls_owner_id"),
    )
    op.create_index("ix_model_calls_owner_id", "model_calls", ["owner_id", "began_at"])
    op.create_index("ix_model_calls_began_at", "model_calls", ["began_at"])
    op.create_table(
        "model_days",
        sa.Column("day", moment, nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_model_days"),
    )


def downgrade() -> None:
    op.drop_table("model_days")
    op.drop_table("model_calls")
