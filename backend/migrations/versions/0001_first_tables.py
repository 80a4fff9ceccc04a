"""The first tables: companies, sites, users, cameras, violations, camera changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "companies",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        _time("created_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False, index=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        _time("created_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False, index=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        _time("created_at"),
        _time("disabled_at", nullable=True),
        sqlite_autoincrement=True,
    )
    _cameras()
    _violations()
    _camera_changes()


def _cameras() -> None:
    op.create_table(
        "cameras",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False),
        sa.Column("site_id", sa.Integer, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        _time("enabled_changed_at"),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.Column("config_version", sa.Integer, nullable=False),
        _time("created_at"),
        _time("deleted_at", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_cameras_live_name",
        "cameras",
        ["company_id", "name"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def _violations() -> None:
    op.create_table(
        "violations",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False),
        sa.Column("site_id", sa.Integer, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("camera_id", sa.Integer, sa.ForeignKey("cameras.id"), nullable=False),
        sa.Column("item", sa.String(16), nullable=False),
        _time("opened_at"),
        _time("closed_at", nullable=True),
        sa.Column("close_reason", sa.String(16), nullable=True),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("box", sa.JSON, nullable=False),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("picture_event_id", sa.String(36), nullable=False),
        sa.Column("crop_key", sa.String(255), nullable=False),
        sa.Column("wide_key", sa.String(255), nullable=False),
        sa.Column("crop_sha256", sa.String(64), nullable=False),
        sa.Column("wide_sha256", sa.String(64), nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
    )
    op.create_index("ix_violations_list", "violations", ["company_id", "opened_at", "id"])
    op.create_index("ix_violations_camera", "violations", ["camera_id", "opened_at", "id"])


def _camera_changes() -> None:
    op.create_table(
        "camera_changes",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False),
        sa.Column("camera_id", sa.Integer, sa.ForeignKey("cameras.id"), nullable=False),
        _time("at"),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
    )
    op.create_index("ix_camera_changes_camera", "camera_changes", ["camera_id", "at"])


def downgrade() -> None:
    for table in ("camera_changes", "violations", "cameras", "users", "sites", "companies"):
        op.drop_table(table)
