"""People and access: roles, limits, invitations, the audit, and row security on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

OWNED = (
    "audit_entries",
    "audit_starts",
    "camera_changes",
    "cameras",
    "dead_letters",
    "invitations",
    "schedules",
    "sites",
    "user_limits",
    "users",
    "violations",
    "watch_spans",
)
SETTING = "(SELECT current_setting('mandor.company', true))"
KEPT_DAYS = 180


def upgrade() -> None:
    _companies_and_sites()
    _users()
    _invitations()
    _audit()
    if op.get_bind().dialect.name == "postgresql":
        _postgresql_audit_triggers()
        _row_security()
    else:
        _sqlite_audit_triggers()


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer, nullable=False, server_default="1")


def _companies_and_sites() -> None:
    for table in ("companies", "sites"):
        op.add_column(table, _time("archived_at", nullable=True))
        op.add_column(table, _version())
    op.add_column("companies", sa.Column("camera_limit", sa.Integer))


def _users() -> None:
    for name in ("is_platform", "is_limited"):
        op.add_column("users", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("users", sa.Column("language", sa.String(8)))
    op.add_column("users", _time("deleted_at", nullable=True))
    op.add_column("users", _version())
    users = sa.table("users", sa.column("id"), sa.column("role"), sa.column("disabled_at"), sa.column("is_platform"))
    first = (
        sa.select(users.c.id)
        .where(users.c.role == "admin")
        .order_by(users.c.disabled_at.is_not(None), users.c.id)
        .limit(1)
    )
    op.execute(sa.update(users).where(users.c.id == first.scalar_subquery()).values(is_platform=sa.true()))
    op.create_table(
        "user_limits",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), nullable=False),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("site_id", sa.Integer, sa.ForeignKey("sites.id", ondelete="CASCADE")),
        sa.Column("camera_id", sa.Integer, sa.ForeignKey("cameras.id", ondelete="CASCADE")),
        sa.CheckConstraint("(site_id IS NULL) <> (camera_id IS NULL)", name="ck_user_limits_one"),
    )
    op.create_index("uq_user_limits_site", "user_limits", ["user_id", "site_id"], unique=True)
    op.create_index("uq_user_limits_camera", "user_limits", ["user_id", "camera_id"], unique=True)


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("companies.id"), index=True),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), index=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("limits", sa.JSON),
        sa.Column("invited_by", sa.Integer, sa.ForeignKey("users.id")),
        _time("created_at"),
        _time("expires_at"),
        _time("accepted_at", nullable=True),
        _time("revoked_at", nullable=True),
        sqlite_autoincrement=True,
    )


def _audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        _time("at"),
        sa.Column("actor_id", sa.Integer),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("target_kind", sa.String(24), nullable=False),
        sa.Column("target_id", sa.String(40), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_audit_entries_number", "audit_entries", ["company_id", "number"], unique=True)
    op.create_index("ix_audit_entries_at", "audit_entries", ["company_id", "at"])
    op.create_table(
        "audit_starts",
        sa.Column("company_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        _time("removed_before"),
    )


def _sqlite_audit_triggers() -> None:
    """`INSERT OR REPLACE` deletes without the trigger of a deletion, so it is refused by itself."""
    newest = f"datetime('now', '-{KEPT_DAYS} days')"
    _sqlite_trigger("audit_entries", "UPDATE", "1", "an audit entry cannot be changed")
    _sqlite_trigger(
        "audit_entries",
        "INSERT",
        "EXISTS (SELECT 1 FROM audit_entries e WHERE e.id = NEW.id"
        " OR (e.company_id = NEW.company_id AND e.number = NEW.number))",
        "an audit entry cannot be replaced",
    )
    _sqlite_trigger(
        "audit_entries",
        "DELETE",
        "NOT EXISTS (SELECT 1 FROM audit_starts s WHERE s.company_id = OLD.company_id"
        " AND OLD.number <= s.number AND OLD.at < s.removed_before)",
        "an audit entry cannot be deleted",
    )
    _sqlite_trigger(
        "audit_starts",
        "INSERT",
        f"NEW.removed_before > {newest} OR NEW.company_id IN (SELECT s.company_id FROM audit_starts s)",  # noqa: S608
        f"audit entries are kept for {KEPT_DAYS} days",
    )
    _sqlite_trigger(
        "audit_starts",
        "UPDATE",
        f"NEW.removed_before > {newest} OR NEW.company_id <> OLD.company_id OR NEW.number < OLD.number"
        " OR NEW.removed_before < OLD.removed_before",
        f"audit entries are kept for {KEPT_DAYS} days",
    )
    _sqlite_trigger("audit_starts", "DELETE", "1", "the beginning of an audit cannot be deleted")


def _sqlite_trigger(table: str, what: str, when: str, message: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql_audit_triggers() -> None:
    op.execute(
        """
        CREATE FUNCTION mandor_keep_audit_entries() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND EXISTS (
                SELECT 1 FROM audit_starts s WHERE s.company_id = OLD.company_id
                AND OLD.number <= s.number AND OLD.at < s.removed_before
            ) THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION 'an audit entry cannot be changed or deleted' USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    op.execute(
        f"""
        CREATE FUNCTION mandor_keep_audit_starts() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' AND NEW.removed_before <= now() - interval '{KEPT_DAYS} days' THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE' AND NEW.removed_before <= now() - interval '{KEPT_DAYS} days'
                AND NEW.company_id = OLD.company_id AND NEW.number >= OLD.number
                AND NEW.removed_before >= OLD.removed_before
            THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'audit entries are kept for {KEPT_DAYS} days' USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    for table, events in (("audit_entries", "UPDATE OR DELETE"), ("audit_starts", "INSERT OR UPDATE OR DELETE")):
        function = f"mandor_keep_{table}()"
        op.execute(f"CREATE TRIGGER {table}_kept BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}")
        op.execute(f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {function}")


def _row_security() -> None:
    """Rows of the company that the transaction names, all of them for `*`, and none when it names none."""
    company = f"CAST(NULLIF(NULLIF({SETTING}, '*'), '') AS integer)"
    for table in (*OWNED, "companies"):
        rule = f"{SETTING} = '*' OR {'id' if table == 'companies' else 'company_id'} = {company}"
        if table == "dead_letters":
            rule += " OR company_id IS NULL"
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY mandor_company ON {table} USING ({rule})")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in (*OWNED, "companies"):
            op.execute(f"DROP POLICY mandor_company ON {table}")
            op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for table in ("audit_entries", "audit_starts", "invitations", "user_limits"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION mandor_keep_audit_entries()")
        op.execute("DROP FUNCTION mandor_keep_audit_starts()")
    op.execute("UPDATE users SET role = 'viewer' WHERE role = 'supervisor'")
    for column in ("version", "deleted_at", "language", "is_limited", "is_platform"):
        op.drop_column("users", column)
    op.drop_column("companies", "camera_limit")
    for table in ("sites", "companies"):
        for column in ("version", "archived_at"):
            op.drop_column(table, column)
