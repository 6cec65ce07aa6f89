"""The versions of profiles, each in one piece; what is stored already becomes the first that is known."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_PERIOD = ("start", "end", "current")
_LISTS: dict[str, tuple[str, ...]] = {
    "experiences": (
        "employer", "title", "location", "description", "url", "summary", "enhanced_summary", "bullets", *_PERIOD
    ),
    "education": ("institution", "url", "area", "study_type", "score", "courses", *_PERIOD),
    "projects": (
        "name", "description", "enhanced_description", "bullets", "keywords", "url", "roles", "entity", "type", *_PERIOD
    ),
}  # fmt: skip
_WORDS = ("summary", "enhanced_summary")
_JSON = (
    "personal", "skills", "languages", "certifications", "volunteering", "awards", "publications", "interests",
    "references", "extras", "sources",
)  # fmt: skip
_JSON_OF_ITEMS = frozenset({"bullets", "courses", "keywords", "roles", "extras"})


def upgrade() -> None:
    op.create_table(
        "profile_versions",
        sa.Column(
            "profile_id",
            sa.Uuid(),
            sa.ForeignKey("profiles.id", name="fk_profile_versions_profile_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("profile_id", "version", name="pk_profile_versions"),
    )
    _keep_present_versions()


def downgrade() -> None:
    op.drop_table("profile_versions")


def _keep_present_versions() -> None:
    """One profile at a time, so that a large table does not fill the memory."""
    connection = op.get_bind()
    head = sa.table(
        "profiles",
        sa.column("id", sa.Uuid()),
        sa.column("version", sa.Integer()),
        sa.column("updated_at", sa.DateTime(timezone=True)),
        *(sa.column(name, sa.Text()) for name in _WORDS),
        *(sa.column(name, sa.JSON()) for name in _JSON),
    )
    kept = sa.table(
        "profile_versions",
        sa.column("profile_id", sa.Uuid()),
        sa.column("version", sa.Integer()),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("content", sa.JSON()),
    )
    for id in connection.execute(sa.select(head.c.id)).scalars().all():
        row = connection.execute(sa.select(head).where(head.c.id == id)).mappings().one()
        content = {name: row[name] for name in (*_WORDS, *_JSON)}
        content |= {name: _items(connection, name, columns, id) for name, columns in _LISTS.items()}
        connection.execute(
            kept.insert(), {"profile_id": id, "version": row["version"], "at": row["updated_at"], "content": content}
        )


def _items(connection: sa.Connection, name: str, columns: tuple[str, ...], id: Any) -> list[dict[str, Any]]:
    table = sa.table(
        name,
        sa.column("profile_id", sa.Uuid()),
        sa.column("position", sa.Integer()),
        sa.column("id", sa.Text()),
        *(sa.column(one, _type(one)) for one in (*columns, "extras")),
    )
    rows = connection.execute(sa.select(table).where(table.c.profile_id == id).order_by(table.c.position)).mappings()
    return [{one: row[one] for one in ("id", *columns, "extras")} for row in rows]


def _type(name: str) -> Any:
    if name == "current":
        return sa.Boolean()
    return sa.JSON() if name in _JSON_OF_ITEMS else sa.Text()
