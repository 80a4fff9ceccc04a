"""What retention needs to know of a violation: reviewed or not, what its pictures take, when they were removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

PRESENT = sa.text("pictures_removed_at IS NULL")


def upgrade() -> None:
    op.add_column("violations", sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("violations", sa.Column("pictures_bytes", sa.Integer, nullable=True))
    op.add_column("violations", sa.Column("pictures_removed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_violations_pictures",
        "violations",
        ["opened_at", "id"],
        sqlite_where=PRESENT,
        postgresql_where=PRESENT,
    )


def downgrade() -> None:
    op.drop_index("ix_violations_pictures", "violations")
    for name in ("pictures_removed_at", "pictures_bytes", "reviewed_at"):
        op.drop_column("violations", name)
