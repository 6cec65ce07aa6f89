"""The first tables: users, profiles, jobs, rankings, generations, exports and the outbox."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "exports",
    "generations",
    "rankings",
    "jobs",
    "projects",
    "education",
    "experiences",
    "profiles",
    "outbox",
    "users",
)


def upgrade() -> None:
    _users()
    _outbox()
    _profiles()
    _experiences()
    _education()
    _projects()
    _jobs()
    _rankings()
    _generations()
    _exports()
    _keep_outbox_rows()


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION outbox_keeps_rows()")


def _versioned() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
    ]


def _owned() -> list[sa.Column[Any]]:
    return [*_versioned(), sa.Column("owner_id", sa.Uuid(), nullable=False)]


def _keep_outbox_rows() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER outbox_keeps_rows BEFORE DELETE ON outbox "
            "BEGIN SELECT RAISE(ABORT, 'rows of the outbox are never deleted'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION outbox_keeps_rows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of the outbox are never deleted'; END $$"
    )
    op.execute(
        "CREATE TRIGGER outbox_keeps_rows BEFORE DELETE OR TRUNCATE ON outbox "
        "FOR EACH STATEMENT EXECUTE FUNCTION outbox_keeps_rows()"
    )


def _users() -> None:
    op.create_table(
        "users",
        *_versioned(),
        sa.Column("email", sa.Text()),
        sa.Column("is_local", sa.Boolean(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
    )
    op.create_index(
        "uq_users_email",
        "users",
        ["email"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "uq_users_local",
        "users",
        ["is_local"],
        unique=True,
        sqlite_where=sa.text("is_local = 1 AND deleted_at IS NULL"),
        postgresql_where=sa.text("is_local AND deleted_at IS NULL"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aggregate_type", sa.Text(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("aggregate_version", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Uuid()),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("payload_version", sa.Integer(), nullable=False),
        sa.Column("payload_sha256", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger()),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_aggregate_id", "outbox", ["aggregate_id", "aggregate_version"])
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["occurred_at"],
        sqlite_where=sa.text("position IS NULL"),
        postgresql_where=sa.text("position IS NULL"),
    )
    op.create_index("uq_outbox_position", "outbox", ["position"], unique=True)


def _profiles() -> None:
    op.create_table(
        "profiles",
        *_owned(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("personal", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("enhanced_summary", sa.Text(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("certifications", sa.JSON(), nullable=False),
        sa.Column("volunteering", sa.JSON(), nullable=False),
        sa.Column("awards", sa.JSON(), nullable=False),
        sa.Column("publications", sa.JSON(), nullable=False),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("references", sa.JSON(), nullable=False),
        sa.Column("extras", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_profiles_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_profiles"),
    )
    op.create_index("ix_profiles_owner_id", "profiles", ["owner_id", "created_at"])
    op.create_index(
        "uq_profiles_default",
        "profiles",
        ["owner_id"],
        unique=True,
        sqlite_where=sa.text("is_default = 1 AND deleted_at IS NULL"),
        postgresql_where=sa.text("is_default AND deleted_at IS NULL"),
    )


def _experiences() -> None:
    op.create_table(
        "experiences",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("extras", sa.JSON(), nullable=False),
        sa.Column("start", sa.Text()),
        sa.Column("end", sa.Text()),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("enhanced_summary", sa.Text(), nullable=False),
        sa.Column("bullets", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_experiences_profile_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("profile_id", "id", name="pk_experiences"),
    )


def _education() -> None:
    op.create_table(
        "education",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("extras", sa.JSON(), nullable=False),
        sa.Column("start", sa.Text()),
        sa.Column("end", sa.Text()),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("study_type", sa.Text(), nullable=False),
        sa.Column("score", sa.Text(), nullable=False),
        sa.Column("courses", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_education_profile_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("profile_id", "id", name="pk_education"),
    )


def _projects() -> None:
    op.create_table(
        "projects",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("extras", sa.JSON(), nullable=False),
        sa.Column("start", sa.Text()),
        sa.Column("end", sa.Text()),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("enhanced_description", sa.Text(), nullable=False),
        sa.Column("bullets", sa.JSON(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_projects_profile_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("profile_id", "id", name="pk_projects"),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        *_owned(),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_jobs_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_owner_id", "jobs", ["owner_id", "created_at"])


def _rankings() -> None:
    op.create_table(
        "rankings",
        *_owned(),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("profile_sha256", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("job_version", sa.Integer(), nullable=False),
        sa.Column("job_sha256", sa.Text(), nullable=False),
        sa.Column("formula_version", sa.Text(), nullable=False),
        sa.Column("vocabulary_version", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_rankings_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rankings"),
    )
    op.create_index("ix_rankings_job_id", "rankings", ["owner_id", "job_id", "created_at"])
    op.create_index("ix_rankings_owner_id", "rankings", ["owner_id", "created_at"])


def _generations() -> None:
    op.create_table(
        "generations",
        *_owned(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("job_id", sa.Uuid()),
        sa.Column("job_version", sa.Integer()),
        sa.Column("job", sa.JSON()),
        sa.Column("ranking_id", sa.Uuid()),
        sa.Column("formula_version", sa.Text(), nullable=False),
        sa.Column("vocabulary_version", sa.Text(), nullable=False),
        sa.Column("inputs_sha256", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON()),
        sa.Column("ats", sa.JSON()),
        sa.Column("trace", sa.JSON()),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_generations_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_generations"),
    )
    op.create_index("ix_generations_job_id", "generations", ["owner_id", "job_id", "created_at"])
    op.create_index("ix_generations_owner_id", "generations", ["owner_id", "created_at"])


def _exports() -> None:
    op.create_table(
        "exports",
        *_owned(),
        sa.Column("generation_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text()),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("download_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_exports_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
    )
    op.create_index("ix_exports_generation_id", "exports", ["owner_id", "generation_id", "created_at"])
    op.create_index("ix_exports_owner_id", "exports", ["owner_id", "created_at"])
