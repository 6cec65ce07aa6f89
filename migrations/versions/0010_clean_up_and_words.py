"""What has served its time is found by the time; PostgreSQL keeps the words of jobs in rows of their own."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_mails_created_at", "mails", "created_at"),
    ("ix_sessions_expires_at", "sessions", "expires_at"),
    ("ix_mailed_tokens_expires_at", "mailed_tokens", "expires_at"),
)

_VECTOR = "array_to_tsvector(string_to_array(btrim('o=' || replace({0}owner_id::text, '-', '') || {0}terms), ' '))"
_BESIDE = ("status", "source", "work_mode", "employment_type", "salary_year", "posted_at", "posting_id")


def _listed(prefix: str) -> str:
    return ", ".join(f"{prefix}{name}" for name in _BESIDE)


_KEPT = """CREATE FUNCTION job_search_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF new.deleted_at IS NOT NULL THEN DELETE FROM job_search WHERE job_id = new.id;
ELSE INSERT INTO job_search VALUES (new.id, new.owner_id, new.created_at, NEW_ONES, VECTOR)
ON CONFLICT (job_id) DO UPDATE SET (ONES, terms) = (EXCLUDED_ONES, excluded.terms); END IF; RETURN NULL; END $$"""
_FIRST = """INSERT INTO job_search SELECT id, owner_id, created_at, ONES, job_search FROM jobs
WHERE deleted_at IS NULL ORDER BY created_at, id"""
_WORDS_UP = (
    "CREATE TABLE job_search (job_id uuid PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE, "
    "owner_id uuid NOT NULL, created_at timestamptz NOT NULL, status text NOT NULL, source text NOT NULL, "
    "work_mode text, employment_type text, salary_year bigint NOT NULL, posted_at timestamptz, posting_id uuid, "
    "terms tsvector NOT NULL)",
    _FIRST.replace("ONES", _listed("")),
    "DROP INDEX ix_jobs_search",
    "ALTER TABLE jobs DROP COLUMN job_search",
    "CREATE INDEX ix_jobs_search ON job_search USING gin (terms)",
    "CREATE INDEX ix_jobs_search_owner ON job_search (owner_id, created_at, job_id)",
    _KEPT.replace("NEW_ONES", _listed("new."))
    .replace("EXCLUDED_ONES", _listed("excluded."))
    .replace("ONES", _listed(""))
    .replace("VECTOR", _VECTOR.format("new.")),
    "CREATE TRIGGER job_search_added AFTER INSERT ON jobs FOR EACH ROW EXECUTE FUNCTION job_search_kept()",
    "CREATE TRIGGER job_search_changed AFTER UPDATE ON jobs FOR EACH ROW WHEN (old.terms <> new.terms "
    "OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL) "
    f"OR ({_listed('old.')}) IS DISTINCT FROM ({_listed('new.')})) EXECUTE FUNCTION job_search_kept()",
)
_WORDS_DOWN = (
    "DROP TRIGGER job_search_changed ON jobs",
    "DROP TRIGGER job_search_added ON jobs",
    "DROP FUNCTION job_search_kept()",
    "DROP TABLE job_search",
    f"ALTER TABLE jobs ADD COLUMN job_search tsvector GENERATED ALWAYS AS ({_VECTOR.format('')}) STORED",
    "CREATE INDEX ix_jobs_search ON jobs USING gin (job_search) WHERE deleted_at IS NULL",
)


def upgrade() -> None:
    for name, table, column in _INDEXES:
        op.create_index(name, table, [column])
    _words(_WORDS_UP)


def downgrade() -> None:
    _words(_WORDS_DOWN)
    for name, table, _ in reversed(_INDEXES):
        op.drop_index(name, table_name=table)


def _words(statements: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in statements:
            op.execute(statement)
