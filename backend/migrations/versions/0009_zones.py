"""Zones and rules of cameras, every version of a rule, and facts of conditions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TABLES = ("zones", "rules", "rule_versions", "facts")
SETTING = "(SELECT current_setting('mandor.company', true))"


def upgrade() -> None:
    _zones()
    _rules()
    _versions()
    _facts()
    if op.get_bind().dialect.name == "postgresql":
        company = f"CAST(NULLIF(NULLIF({SETTING}, '*'), '') AS integer)"
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY mandor_company ON {table} USING ({SETTING} = '*' OR company_id = {company})")


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _reference(name: str, to: str, *, nullable: bool = False, **options: object) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(to, **options), nullable=nullable)  # type: ignore[arg-type]


def _of_camera() -> list[sa.Column[int]]:
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("company_id", "companies.id"),
        _reference("camera_id", "cameras.id"),
    ]


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _unique(name: str, table: str, columns: list[str], where: str | None = None) -> None:
    condition = None if where is None else sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def _zones() -> None:
    op.create_table(
        "zones",
        *_of_camera(),
        _text("name", 80),
        _text("kind", 16),
        _text("colour", 7),
        sa.Column("corners", sa.JSON, nullable=False),
        _number("picture_width", nullable=True),
        _number("picture_height", nullable=True),
        _time("drawn_at"),
        _number("version"),
        _time("created_at"),
        _time("updated_at"),
        _time("deleted_at", nullable=True),
        sqlite_autoincrement=True,
    )
    _unique("uq_zones_live_name", "zones", ["camera_id", "name"], "deleted_at IS NULL")


def _rules() -> None:
    op.create_table(
        "rules",
        *_of_camera(),
        _reference("zone_id", "zones.id", nullable=True),
        _reference("schedule_id", "schedules.id", nullable=True),
        _text("name", 80),
        _text("kind", 16),
        _text("severity", 16),
        sa.Column("definition", sa.JSON, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        _time("bypassed_until", nullable=True),
        _reference("bypassed_by", "users.id", nullable=True),
        _text("bypass_reason", 200, nullable=True),
        _number("version"),
        _time("effective_from"),
        _time("created_at"),
        _time("deleted_at", nullable=True),
        sqlite_autoincrement=True,
    )
    for column in ("zone_id", "schedule_id"):
        op.create_index(f"ix_rules_{column}", "rules", [column])
    _unique("uq_rules_live_name", "rules", ["camera_id", "name"], "deleted_at IS NULL")


def _versions() -> None:
    op.create_table(
        "rule_versions",
        *_of_camera(),
        _reference("rule_id", "rules.id"),
        _number("version"),
        _time("effective_from"),
        _time("effective_to", nullable=True),
        sa.Column("definition", sa.JSON, nullable=False),
        _text("by_name", 80),
        sqlite_autoincrement=True,
    )
    _unique("uq_rule_versions_version", "rule_versions", ["rule_id", "version"])


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("company_id", "companies.id"),
        _reference("site_id", "sites.id", nullable=True, ondelete="CASCADE"),
        _text("name", 80),
        sa.Column("value", sa.Boolean, nullable=False),
        _time("until", nullable=True),
        _time("updated_at"),
        _reference("updated_by", "users.id", nullable=True),
        sqlite_autoincrement=True,
    )
    _unique("uq_facts_site", "facts", ["site_id", "name"])
    _unique("uq_facts_company", "facts", ["company_id", "name"], "site_id IS NULL")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
