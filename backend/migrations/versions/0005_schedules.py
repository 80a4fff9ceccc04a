"""Schedules, and what somebody chose for a camera until further notice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("definition", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_schedules_name", "schedules", ["company_id", "name"], unique=True)
    schedule, user = sa.ForeignKey("schedules.id"), sa.ForeignKey("users.id")
    op.add_column("cameras", sa.Column("schedule_id", sa.Integer, schedule), inline_references=True)
    op.add_column("cameras", sa.Column("override_mode", sa.String(16)))
    op.add_column("cameras", sa.Column("override_until", sa.DateTime(timezone=True)))
    op.add_column("cameras", sa.Column("override_by", sa.Integer, user), inline_references=True)
    op.add_column("cameras", sa.Column("turned_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    for column in ("turned_at", "override_by", "override_until", "override_mode", "schedule_id"):
        op.drop_column("cameras", column)
    op.drop_table("schedules")
