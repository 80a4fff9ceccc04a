"""What is set per camera, as JSON; none for cameras of which nothing was set."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("cameras", sa.Column("settings", sa.Text, nullable=True))


def downgrade() -> None:
    op.drop_column("cameras", "settings")
