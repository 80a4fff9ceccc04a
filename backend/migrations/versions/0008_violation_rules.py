"""Violations know their rule, all of their items, and the names at the time."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

NULLABLE: dict[str, Any] = {
    "rule_id": sa.String(40),
    "rule_version": sa.Integer(),
    "rule_name": sa.String(80),
    "zone_id": sa.Integer(),
    "zone_name": sa.String(80),
    "severity": sa.String(16),
    "track_id": sa.Integer(),
    "camera_name": sa.String(80),
    "site_name": sa.String(80),
    "decided_at": sa.DateTime(timezone=True),
}


def upgrade() -> None:
    for name, kind in NULLABLE.items():
        op.add_column("violations", sa.Column(name, kind, nullable=True))
    op.add_column("violations", sa.Column("rule_kind", sa.String(16), nullable=False, server_default="ppe"))
    op.add_column("violations", sa.Column("opening", sa.Integer, nullable=False, server_default="1"))
    op.add_column("violations", sa.Column("items", sa.JSON, nullable=False, server_default="[]"))
    # what there was until now is of the one rule that there was; its severity was never stated
    op.execute(
        sa.text("""UPDATE violations SET items = CAST('["' || item || '"]' AS JSON), rule_id = 'anywhere'""")
        if op.get_bind().dialect.name == "postgresql"
        else sa.text("""UPDATE violations SET items = '["' || item || '"]', rule_id = 'anywhere'""")
    )
    with op.batch_alter_table("violations") as violations:
        violations.alter_column("item", existing_type=sa.String(16), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE violations SET item = '' WHERE item IS NULL")
    op.execute("UPDATE violations SET close_reason = 'left' WHERE close_reason = 'not_assessable'")
    op.execute("UPDATE violations SET close_reason = 'stopped' WHERE close_reason = 'rule_ended'")
    with op.batch_alter_table("violations") as violations:
        violations.alter_column("item", existing_type=sa.String(16), nullable=False)
    for name in (*NULLABLE, "rule_kind", "opening", "items"):
        op.drop_column("violations", name)
