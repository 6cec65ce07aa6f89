"""Accounts: passwords, sign-ins and their tokens, mails, quotas, feature flags."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = ("flags", "quotas", "mails", "mailed_tokens", "refresh_tokens", "sessions")
_USER_COLUMNS = ("password_hash", "auth_epoch", "name", "language", "time_zone", "pending_email")


def upgrade() -> None:
    _users()
    _sessions()
    _tokens()
    _mails()
    _quotas()
    _flags()
    op.create_index("ix_outbox_occurred_at", "outbox", ["occurred_at", "id"])
    op.create_index("ix_outbox_owner_id", "outbox", ["owner_id", "occurred_at"])


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    op.drop_index("ix_outbox_occurred_at", "outbox")
    op.drop_index("ix_outbox_owner_id", "outbox")
    op.drop_index("ix_users_created_at", "users")
    for column in _USER_COLUMNS:
        # Not in batch mode: that would make the table anew, and lose its partial indexes.
        op.drop_column("users", column)


def _versioned() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
    ]


def _users() -> None:
    op.add_column("users", sa.Column("password_hash", sa.Text()))
    op.add_column("users", sa.Column("auth_epoch", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("users", sa.Column("name", sa.Text(), nullable=False, server_default=""))
    op.add_column("users", sa.Column("language", sa.Text(), nullable=False, server_default="en"))
    op.add_column("users", sa.Column("time_zone", sa.Text(), nullable=False, server_default="UTC"))
    op.add_column("users", sa.Column("pending_email", sa.Text()))
    op.create_index("ix_users_created_at", "users", ["created_at", "id"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        *_versioned(),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_sessions_owner_id"),
    )
    op.create_index("ix_sessions_owner_id", "sessions", ["owner_id", "created_at"])


def _tokens() -> None:
    op.create_table(
        "refresh_tokens",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("parent_sha256", sa.Text()),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("replaced_by", sa.Text()),
        sa.PrimaryKeyConstraint("sha256", name="pk_refresh_tokens"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_refresh_tokens_session_id"),
    )
    op.create_index("ix_refresh_tokens_session_id", "refresh_tokens", ["session_id"])
    op.create_table(
        "mailed_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_mailed_tokens"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_mailed_tokens_owner_id"),
    )
    op.create_index("uq_mailed_tokens_sha256", "mailed_tokens", ["sha256"], unique=True)
    op.create_index("ix_mailed_tokens_owner_id", "mailed_tokens", ["owner_id", "purpose", "created_at"])


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_id", sa.Uuid()),
        sa.Column("facts", sa.JSON()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
    )
    queued = sa.text("state = 'queued'")
    op.create_index("ix_mails_due_at", "mails", ["due_at"], sqlite_where=queued, postgresql_where=queued)
    op.create_index("ix_mails_owner_id", "mails", ["owner_id"])


def _quotas() -> None:
    op.create_table(
        "quotas",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "kind", "window_start", name="pk_quotas"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_quotas_owner_id"),
    )


def _flags() -> None:
    op.create_table(
        "flags",
        *_versioned(),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_flags"),
    )
    op.create_index("uq_flags_feature", "flags", ["feature"], unique=True)
