"""The schema is what the code expects, on both databases, and an upgrade keeps a copy of what was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Executable, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from backend.adapters.accounts.tokens import Tokens
from backend.adapters.database.connection import Database, create_database_engine, sqlite_file
from backend.adapters.database.repositories import violations
from backend.adapters.database.repositories.cameras import enabled_camera_configs
from backend.adapters.database.repositories.violations import ViolationQuery
from backend.adapters.database.schema_upgrade import MIGRATIONS, upgrade
from backend.adapters.database.tables import AuditEntry, AuditStart, Base, User
from backend.core.accounts.scope import Scope
from backend.services.accounts.accounts import Accounts, ensure_first_administrator
from backend.services.cameras.demo_cameras import add_demo_cameras
from tests.builders import PASSWORD, PASSWORD_HASH, SECRET_KEY, build_company
from tests.support.installations.servers import PostgresServer

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
TRUE, FALSE = "true", "false"


def test_the_migrations_make_the_tables_that_the_code_expects(database_url: str) -> None:
    engine = create_database_engine(database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_an_upgrade_may_take_its_time(postgres: PostgresServer) -> None:
    for seconds, shown in ((0, "0"), (15, "15s")):
        engine = create_database_engine(postgres.url("postgres"), statement_seconds=seconds)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == shown
        engine.dispose()


def test_upgrading_again_changes_nothing(database_url: str) -> None:
    assert upgrade(database_url) == upgrade(database_url)


def test_going_back_and_forth_keeps_what_was_there(database_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    database = Database(database_url)
    company = build_company(database, "ours")
    engine = create_database_engine(database_url).execution_options(writes=True)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    engine.dispose()
    upgrade(database_url)
    with database.reading(Scope.installation()) as session:
        assert [one.camera_id for one in enabled_camera_configs(session)] == [company.camera_id]
    database.close()


def test_a_database_with_data_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as old:
        old.execute("CREATE TABLE keepsake (name TEXT)")
        old.execute("INSERT INTO keepsake VALUES ('precious')")
        old.commit()
    revision = upgrade(f"sqlite:///{file}")
    with closing(sqlite3.connect(tmp_path / f"old.db.before-{revision}")) as copy:
        assert copy.execute("SELECT name FROM keepsake").fetchall() == [("precious",)]
        assert copy.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    fresh = tmp_path / "folder" / "fresh.db"
    upgrade(f"sqlite:///{fresh}")
    assert [path.name for path in fresh.parent.glob("*before*")] == []


def test_an_installation_of_the_version_before_goes_on_with_its_users(empty_url: str) -> None:
    """As version 0006 left it: two administrators, the older one disabled, and an officer."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_database_engine(empty_url).execution_options(writes=True)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        connection.exec_driver_sql(f"INSERT INTO companies (id, name, created_at) VALUES (1, 'ours', '{NOW:%F %T}')")
        for number, (role, disabled) in enumerate(
            (("admin", f"'{NOW:%F %T}'"), ("admin", "NULL"), ("officer", "NULL"))
        ):
            connection.exec_driver_sql(
                "INSERT INTO users (company_id, email, name, role, password_hash, created_at, disabled_at) VALUES"
                f" (1, '{number}@ours.example', 'N', '{role}', '{PASSWORD_HASH}', '{NOW:%F %T}', {disabled})"
            )
    engine.dispose()
    revision, file = upgrade(empty_url), sqlite_file(empty_url)
    if file is not None:
        with closing(sqlite3.connect(file.with_name(f"{file.name}.before-{revision}"))) as copy:
            assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0006",)]
            assert copy.execute("SELECT count(*) FROM users").fetchone() == (3,)
    database = Database(empty_url)
    accounts = Accounts(database, Tokens(SECRET_KEY), lifetime=timedelta(hours=1))
    found = [accounts.log_in(f"{number}@ours.example", PASSWORD, at=NOW).account for number in (1, 2)]
    assert [(one.role, one.is_platform, one.limits) for one in found] == [
        ("admin", True, None),
        ("officer", False, None),
    ]
    with database.reading(Scope.installation()) as session:
        assert session.scalar(select(func.count()).select_from(User).where(User.is_platform)) == 1
    database.close()


def test_violations_of_the_version_before_have_their_item_and_the_rule_that_there_was(empty_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_database_engine(empty_url).execution_options(writes=True)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        at = f"{NOW:%F %T}"
        connection.exec_driver_sql(f"INSERT INTO companies (id, name, created_at) VALUES (1, 'ours', '{at}')")
        connection.exec_driver_sql(
            "INSERT INTO sites (id, company_id, name, time_zone, created_at)"
            f" VALUES (1, 1, 'plant', 'Asia/Jakarta', '{at}')"
        )
        connection.exec_driver_sql(
            "INSERT INTO cameras (id, company_id, site_id, name, source, mode, enabled, enabled_changed_at, demo,"
            " config_version, created_at)"
            f" VALUES (1, 1, 1, 'gate', 'demo:warehouse', 'detect', {TRUE}, '{at}', {FALSE}, 1, '{at}')"
        )
        connection.exec_driver_sql(
            "INSERT INTO violations (id, company_id, site_id, camera_id, item, opened_at, confidence, box, model,"
            " picture_event_id, crop_key, wide_key, crop_sha256, wide_sha256, demo)"
            f" VALUES ('old', 1, 1, 1, 'vest', '{at}', 0.9, '[0,0,1,1]', 'm', 'old', 'c', 'w', '', '', {FALSE})"
        )
    engine.dispose()
    upgrade(empty_url)
    database = Database(empty_url)
    with database.reading(Scope.installation()) as session:
        (found,) = violations.listed(session, 1, ViolationQuery(item="vest", rule_id="anywhere"))
        assert violations.listed(session, 1, ViolationQuery(item="helmet")) == []
    row = found.row
    assert (row.item, row.items, row.rule_kind, row.rule_id, row.opening) == ("vest", ["vest"], "ppe", "anywhere", 1)
    unknown = (row.severity, row.rule_version, row.zone_id, row.camera_name, row.site_name, row.decided_at)
    assert unknown == (None,) * 6
    assert (row.opened_at, row.box, row.closed_at) == (NOW, [0, 0, 1, 1], None)
    database.close()


def test_the_audit_cannot_be_changed_and_is_kept_for_half_a_year(database_url: str) -> None:
    old = datetime.now(UTC) - timedelta(days=200)
    engine = create_database_engine(database_url).execution_options(writes=True)

    def run(statement: Executable) -> None:
        with engine.begin() as connection:
            connection.execute(statement)

    empty = dict.fromkeys(("actor", "address", "action", "target_kind", "target_id", "previous_hash", "hash"), "")
    for number, at in ((1, old), (2, old), (3, datetime.now(UTC))):
        run(insert(AuditEntry).values(id=number, company_id=1, number=number, at=at, detail={}, **empty))
    start = insert(AuditStart).values(company_id=1, number=1, hash="", removed_before=old + timedelta(days=1))
    too_young = insert(AuditStart).values(company_id=2, number=9, hash="", removed_before=datetime.now(UTC))
    first, second = (delete(AuditEntry).where(AuditEntry.number == number) for number in (1, 2))
    for refused in (update(AuditEntry).values(actor="x"), delete(AuditEntry), first, too_young):
        with pytest.raises(IntegrityError, match="audit"):
            run(refused)
    run(start)
    with pytest.raises(IntegrityError, match="audit"):
        run(second)
    run(first)
    back = update(AuditStart).values(number=0)
    young = update(AuditStart).values(removed_before=datetime.now(UTC) - timedelta(days=170))
    for refused in (back, young, delete(AuditStart)):
        with pytest.raises(IntegrityError, match="audit"):
            run(refused)
    if engine.dialect.name == "sqlite":
        with pytest.raises(IntegrityError, match="replaced"), engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO audit_entries SELECT id, 1, 2, at, 7, 'x', '', '', '', '', '{}', '', ''"
                " FROM audit_entries WHERE number = 2"
            )
    else:
        with pytest.raises(IntegrityError, match="audit"), engine.begin() as connection:
            connection.exec_driver_sql("TRUNCATE audit_entries")
    engine.dispose()


def test_a_new_installation_gets_one_administrator_and_demonstrations_once(database: Database) -> None:
    assert add_demo_cameras(database, at=NOW) == 0  # there is no company yet
    password = ensure_first_administrator(database, email="Admin@Plant.example", password="", at=NOW)
    assert password is not None
    assert len(password) == 16
    assert ensure_first_administrator(database, email="other@plant.example", password="", at=NOW) is None
    assert (add_demo_cameras(database, at=NOW), add_demo_cameras(database, at=NOW)) == (2, 0)
    with database.reading(Scope.installation()) as session:
        configs = enabled_camera_configs(session)
        entries = session.scalars(select(AuditEntry)).all()
    assert [(entry.action, entry.detail["email"]) for entry in entries] == [("user.added", "admin@plant.example")]
    assert [(config.source, config.demo) for config in configs] == [
        ("demo:warehouse", True),
        ("demo:warehouse_night?start=20", True),
    ]
