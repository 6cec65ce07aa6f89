from sqlalchemy import Column, Index, Table, text

from jobwise.infrastructure.persistence.sql.tables.columns import Words, file_columns, metadata, owned_columns

documents = Table(
    "documents",
    metadata,
    *owned_columns(),
    Column("name", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("kind", Words, nullable=False),
    *file_columns(),
)

Index("ix_documents_owner_id", documents.c.owner_id, documents.c.created_at, documents.c.id)
Index("ix_documents_name", documents.c.owner_id, documents.c.name, documents.c.id)
Index("ix_documents_file_key", documents.c.file_key)
Index(
    "ix_documents_deleted_at",
    documents.c.deleted_at,
    sqlite_where=text("deleted_at IS NOT NULL"),
    postgresql_where=text("deleted_at IS NOT NULL"),
)
