from sqlalchemy import Column, Index, Integer, Table, Uuid, text

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Moment, Words, metadata

# `owner_id` is no foreign key: the last mail to an account is sent after the account is gone.
mails = Table(
    "mails",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("recipient", Words, nullable=False),
    Column("template", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("token_id", Uuid),
    Column("facts", Json),
    Column("state", Words, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Moment),
)

Index(
    "ix_mails_due_at",
    mails.c.due_at,
    sqlite_where=text("state = 'queued'"),
    postgresql_where=text("state = 'queued'"),
)
Index("ix_mails_created_at", mails.c.created_at)
Index("ix_mails_owner_id", mails.c.owner_id)
