"""Jobs by their columns and words, and the catalogue of postings."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXT = ("location", "title_key", "company_key", "deadline_key", "terms")
_OPTIONAL = ("work_mode", "employment_type", "salary_currency", "salary_period", "deadline")
_ORDERS = {
    "created": ("created_at", "id", "salary_year", "posted_at", "deleted_at"),
    "updated": ("updated_at", "id", "deleted_at"),
    "title": ("title_key", "id", "deleted_at"),
    "company": ("company_key", "id", "deleted_at"),
    "deadline": ("deadline_key", "id", "deleted_at"),
    "salary": ("salary_year", "id", "deleted_at"),
    "posted": ("posted_at", "id", "deleted_at"),
    "status": ("status", "created_at", "id", "deleted_at"),
    "source": ("source", "created_at", "id", "deleted_at"),
    "work_mode": ("work_mode", "created_at", "id", "deleted_at"),
    "employment_type": ("employment_type", "created_at", "id", "deleted_at"),
}
_SHOWN = sa.text("deleted_at IS NULL")
_SAVED = sa.text("deleted_at IS NULL AND posting_id IS NOT NULL")
_PER_YEAR = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}
_WHOLE = (
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
)
_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_PLACES = {**dict.fromkeys(_WHOLE, 0), **dict.fromkeys(_THOUSANDTHS, 3)}

# SQLite: a contentless full-text index, kept by triggers. The owner is a word of it, so that a search reads only the
# lists of words that both hold; `job_search_keys` numbers the jobs, because VACUUM may renumber rows.
_OLD = "(SELECT number FROM job_search_keys WHERE job_id = old.id)"
_NEW = "(SELECT number FROM job_search_keys WHERE job_id = new.id)"
_FORGET = (
    "INSERT INTO job_search(job_search, rowid, terms) "
    f"SELECT 'delete', {_OLD}, 'o=' || old.owner_id || old.terms WHERE old.deleted_at IS NULL;"
)
_LEARN = (
    f"INSERT INTO job_search(rowid, terms) SELECT {_NEW}, 'o=' || new.owner_id || new.terms "
    "WHERE new.deleted_at IS NULL;"
)


def _trigger(when: str, *acts: str) -> str:
    return f"CREATE TRIGGER job_search_{when} BEGIN {' '.join(acts)} END"


_SQLITE_SEARCH = (
    "CREATE TABLE job_search_keys (number INTEGER PRIMARY KEY AUTOINCREMENT, job_id CHAR(32) NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE job_search USING fts5(terms, content='', columnsize=0, "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '=_'\")",
    _trigger("added AFTER INSERT ON jobs", "INSERT INTO job_search_keys(job_id) VALUES (new.id);", _LEARN),
    _trigger(
        "changed AFTER UPDATE ON jobs WHEN old.terms <> new.terms "
        "OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL)",
        _FORGET,
        _LEARN,
    ),
    _trigger("gone BEFORE DELETE ON jobs", _FORGET, "DELETE FROM job_search_keys WHERE job_id = old.id;"),
)

# PostgreSQL: the same words as a column of its own kind, kept by the database.
_POSTGRES_SEARCH = (
    "ALTER TABLE jobs ADD COLUMN job_search tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array("
    "btrim('o=' || replace(owner_id::text, '-', '') || terms), ' '))) STORED",
    "CREATE INDEX ix_jobs_search ON jobs USING gin (job_search) WHERE deleted_at IS NULL",
)


def upgrade() -> None:
    with op.batch_alter_table("jobs") as table:
        for name in _TEXT:
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name in _OPTIONAL:
            table.add_column(sa.Column(name, sa.Text()))
        for name in ("salary_min", "salary_max"):
            table.add_column(sa.Column(name, sa.BigInteger()))
        table.add_column(sa.Column("salary_year", sa.BigInteger(), nullable=False, server_default="-1"))
        table.add_column(sa.Column("min_years", sa.Integer()))
        table.add_column(sa.Column("posted_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("posting_id", sa.Uuid()))
    op.drop_index("ix_jobs_owner_id", "jobs")
    _fill()
    with op.batch_alter_table("jobs") as table:
        for name in (*_TEXT, "salary_year"):
            table.alter_column(name, server_default=None)
    for name, columns in _ORDERS.items():
        op.create_index(f"ix_jobs_{name}", "jobs", ["owner_id", *columns], sqlite_where=_SHOWN, postgresql_where=_SHOWN)
    op.create_index(
        "uq_jobs_posting",
        "jobs",
        ["owner_id", "posting_id"],
        unique=True,
        sqlite_where=_SAVED,
        postgresql_where=_SAVED,
    )
    _search()
    _postings()


def downgrade() -> None:
    op.drop_table("postings")
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "changed", "gone"):
            op.execute(f"DROP TRIGGER job_search_{trigger}")
        op.execute("DROP TABLE job_search")
        op.execute("DROP TABLE job_search_keys")
    else:
        op.execute("DROP INDEX ix_jobs_search")
        op.execute("ALTER TABLE jobs DROP COLUMN job_search")
    op.drop_index("uq_jobs_posting", "jobs")
    for name in _ORDERS:
        op.drop_index(f"ix_jobs_{name}", "jobs")
    with op.batch_alter_table("jobs") as table:
        for name in (*_TEXT, *_OPTIONAL, "salary_min", "salary_max", "salary_year", "min_years"):
            table.drop_column(name)
        table.drop_column("posted_at")
        table.drop_column("posting_id")
    op.create_index("ix_jobs_owner_id", "jobs", ["owner_id", "created_at"])


def _search() -> None:
    if op.get_bind().dialect.name != "sqlite":
        for statement in _POSTGRES_SEARCH:
            op.execute(statement)
        return
    for statement in _SQLITE_SEARCH:
        op.execute(statement)
    op.execute("INSERT INTO job_search_keys(job_id) SELECT id FROM jobs ORDER BY created_at, id")
    op.execute(
        "INSERT INTO job_search(rowid, terms) SELECT k.number, 'o=' || jobs.owner_id || jobs.terms "
        "FROM jobs JOIN job_search_keys k ON k.job_id = jobs.id WHERE jobs.deleted_at IS NULL"
    )


def _postings() -> None:
    op.create_table(
        "postings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("company_key", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("work_mode", sa.Text()),
        sa.Column("employment_type", sa.Text()),
        sa.Column("salary_min", sa.BigInteger()),
        sa.Column("salary_max", sa.BigInteger()),
        sa.Column("salary_currency", sa.Text()),
        sa.Column("salary_period", sa.Text()),
        sa.Column("salary_year", sa.BigInteger(), nullable=False),
        sa.Column("min_years", sa.Integer()),
        sa.Column("deadline", sa.Text()),
        sa.Column("deadline_key", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_postings"),
    )
    op.create_index("uq_postings_key", "postings", ["key"], unique=True)
    for name, columns in {
        "posted": ("posted_at", "id"),
        "title": ("title_key", "id"),
        "company": ("company_key", "id"),
        "deadline": ("deadline_key", "id"),
        "salary": ("salary_year", "id"),
    }.items():
        op.create_index(f"ix_postings_{name}", "postings", [*columns])


_JOBS = sa.table(
    "jobs",
    sa.column("id", sa.Uuid()),
    sa.column("content", sa.JSON()),
    *(sa.column(name, sa.Text()) for name in (*_TEXT, *_OPTIONAL)),
    *(sa.column(name, sa.BigInteger()) for name in ("salary_min", "salary_max", "salary_year")),
    sa.column("min_years", sa.Integer()),
)


def _fill() -> None:
    """Writes the new columns of the jobs that are there, a thousand at a time."""
    bind = op.get_bind()
    ids = list(bind.execute(sa.select(_JOBS.c.id)).scalars())
    for start in range(0, len(ids), 1000):
        found = bind.execute(sa.select(_JOBS.c.id, _JOBS.c.content).where(_JOBS.c.id.in_(ids[start : start + 1000])))
        for id, content in found.all():
            bind.execute(_JOBS.update().where(_JOBS.c.id == id).values(_columns(content)))


def _columns(content: dict[str, Any]) -> dict[str, Any]:
    said = {name: content.get(name) or "" for name in ("title", "company", "location", "text")}
    skills = [*(content.get("required_skills") or ()), *(content.get("preferred_skills") or ())]
    found = [
        *("c=" + word for word in _words(said["company"])),
        *("l=" + word for word in _words(said["location"])),
        *(_skill(skill) for skill in skills),
        *_words(" ".join((said["title"], said["company"], said["location"], *skills, said["text"]))),
    ]
    terms = list(dict.fromkeys(found))[:3000]
    return {
        "location": said["location"],
        "work_mode": content.get("work_mode"),
        "employment_type": content.get("employment_type"),
        "min_years": content.get("min_years"),
        "deadline": content.get("deadline"),
        "deadline_key": content.get("deadline") or "9999",
        "title_key": _folded(said["title"])[:100],
        "company_key": _folded(said["company"])[:100],
        "terms": f" {' '.join(terms)} " if terms else "",
        **_pay(content.get("pay")),
    }


def _pay(pay: dict[str, Any] | None) -> dict[str, Any]:
    if not pay:
        return {}
    low, high = (None if pay[side] is None else Decimal(pay[side]) for side in ("min", "max"))
    top = high if high is not None else low
    shift = 10 ** _PLACES.get(pay["currency"], 2)
    return {
        "salary_min": None if low is None else round(low * shift),
        "salary_max": None if high is None else round(high * shift),
        "salary_currency": pay["currency"],
        "salary_period": pay["period"],
        "salary_year": -1 if top is None else int(top * _PER_YEAR[pay["period"]]),
    }


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.category(sign).startswith("M")).casefold()


def _words(text: str) -> list[str]:
    spaced = re.sub(
        r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])", r" \1 ", _folded(text)
    )
    return list(dict.fromkeys(word[:50] for word in re.findall(r"[^\W_]+", spaced)))


def _skill(skill: str) -> str:
    squeezed = " ".join(_folded(skill).split())
    return "s=" + "".join(sign if sign.isalnum() else f"_{ord(sign):x}" for sign in squeezed)[:400]
