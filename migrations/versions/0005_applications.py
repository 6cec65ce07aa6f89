"""Applications: the pursuit of one job."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "applications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("deleted_at", moment),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("applied_at", moment),
        sa.Column("moved_at", moment, nullable=False),
        *(sa.Column(name, moment) for name in ("next_interview_at", "next_reminder_at", "last_interview_at")),
        *(
            sa.Column(name, sa.JSON(), nullable=False)
            for name in ("timeline", "notes", "contacts", "interviews", "reminders", "attached")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_applications_owner_id"),
    )
    shown = sa.text("deleted_at IS NULL")
    op.create_index(
        "uq_applications_job",
        "applications",
        ["owner_id", "job_id"],
        unique=True,
        sqlite_where=shown,
        postgresql_where=shown,
    )
    op.create_index("ix_applications_owner_id", "applications", ["owner_id", "created_at", "id"])
    op.create_index("ix_applications_updated_at", "applications", ["owner_id", "updated_at", "id"])
    op.create_index("ix_applications_moved_at", "applications", ["owner_id", "moved_at", "id"])
    op.create_index("ix_applications_status", "applications", ["owner_id", "status", "created_at"])
    for name in ("next_interview_at", "next_reminder_at", "last_interview_at"):
        known = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_applications_{name}",
            "applications",
            ["owner_id", name, "id"],
            sqlite_where=known,
            postgresql_where=known,
        )


def downgrade() -> None:
    op.drop_table("applications")
