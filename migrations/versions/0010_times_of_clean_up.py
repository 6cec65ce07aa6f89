"""What has served its time is found by the time, not by looking at every row."""

from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_mails_created_at", "mails", "created_at"),
    ("ix_sessions_expires_at", "sessions", "expires_at"),
    ("ix_mailed_tokens_expires_at", "mailed_tokens", "expires_at"),
)


def upgrade() -> None:
    for name, table, column in _INDEXES:
        op.create_index(name, table, [column])


def downgrade() -> None:
    for name, table, _ in reversed(_INDEXES):
        op.drop_index(name, table_name=table)
