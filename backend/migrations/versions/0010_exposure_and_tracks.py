"""Exposure by minute, and stored tracks for trying rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TABLES = ("exposure_minutes", "track_summaries")
SETTING = "(SELECT current_setting('mandor.company', true))"


def upgrade() -> None:
    op.create_table(
        "exposure_minutes",
        sa.Column("id", sa.String(32), primary_key=True),
        *_owner(),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("rule_id", sa.String(20), nullable=False),
        sa.Column("rule_version", sa.Integer, nullable=False),
        sa.Column("rule_name", sa.String(80), nullable=False),
        sa.Column("zone_id", sa.Integer),
        sa.Column("zone_name", sa.String(80), nullable=False),
        sa.Column("item", sa.String(16), nullable=False),
        sa.Column("run", sa.String(24), nullable=False),
        sa.Column("worn_seconds", sa.Double, nullable=False),
        sa.Column("missing_seconds", sa.Double, nullable=False),
        sa.Column("not_assessable_seconds", sa.Double, nullable=False),
        sa.Column("event_id", sa.String(36), nullable=False),
    )
    op.create_index("ix_exposure_minutes_window", "exposure_minutes", ["company_id", "minute"])
    op.create_index("ix_exposure_minutes_camera", "exposure_minutes", ["camera_id", "minute"])
    op.create_table(
        "track_summaries",
        sa.Column("id", sa.String(36), primary_key=True),
        *_owner(),
        sa.Column("track_id", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_track_summaries_camera", "track_summaries", ["camera_id", "since"])
    op.create_index("ix_track_summaries_until", "track_summaries", ["until"])
    if op.get_bind().dialect.name == "postgresql":
        _row_security()


def _owner() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False),
        sa.Column("camera_id", sa.Integer, sa.ForeignKey("cameras.id"), nullable=False),
    )


def _row_security() -> None:
    """As in 0007."""
    company = f"CAST(NULLIF(NULLIF({SETTING}, '*'), '') AS integer)"
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY mandor_company ON {table} USING ({SETTING} = '*' OR company_id = {company})")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
