"""The blind-time ledger: when each camera watched, and when it was blind and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "watch_spans",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False),
        sa.Column("camera_id", sa.Integer, sa.ForeignKey("cameras.id"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
    )
    op.create_index("ix_watch_spans_window", "watch_spans", ["company_id", "camera_id", "until"])


def downgrade() -> None:
    op.drop_table("watch_spans")
