from sqlalchemy import Column, Index, Integer, Table, Uuid, text

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Moment, Words, metadata

# `owner_id` is no foreign key: the work of erasing an account outlives its row.
tasks = Table(
    "tasks",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("run_after", Moment, nullable=False),
    Column("owner_id", Uuid),
    Column("lane", Words, nullable=False),
    Column("payload", Json, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease", Uuid),
    Column("lease_until", Moment),
    Column("failure", Words, nullable=False),
    Column("ended_at", Moment),
    Column("taken_at", Moment),
)

_OPEN = "state IN ('waiting', 'running')"
Index("uq_tasks_key", tasks.c.kind, tasks.c.key, unique=True)
Index("ix_tasks_due", tasks.c.kind, tasks.c.run_after, sqlite_where=text(_OPEN), postgresql_where=text(_OPEN))
Index(
    "ix_tasks_lane",
    tasks.c.kind,
    tasks.c.lane,
    tasks.c.created_at,
    tasks.c.id,
    sqlite_where=text(_OPEN),
    postgresql_where=text(_OPEN),
)
Index("ix_tasks_taken_at", tasks.c.kind, tasks.c.lane, tasks.c.taken_at)
Index("ix_tasks_ended_at", tasks.c.ended_at)
