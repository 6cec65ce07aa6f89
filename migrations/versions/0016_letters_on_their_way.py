"""How far a letter is while a model writes it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("generations", sa.Column("progress", sa.JSON()))


def downgrade() -> None:
    op.drop_column("generations", "progress")
