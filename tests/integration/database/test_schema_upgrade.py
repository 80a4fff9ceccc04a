"""The schema is what the code expects, on both databases, and an upgrade keeps a copy of what was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from backend.adapters.database.connection import Database, create_database_engine
from backend.adapters.database.repositories.cameras import enabled_camera_configs
from backend.adapters.database.schema_upgrade import MIGRATIONS, upgrade
from backend.adapters.database.tables import Base
from backend.core.accounts.scope import Scope
from backend.services.accounts.accounts import ensure_first_administrator
from backend.services.cameras.demo_cameras import add_demo_cameras
from tests.builders import build_company
from tests.support.installations.servers import PostgresServer

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


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


def test_a_new_installation_gets_one_administrator_and_demonstrations_once(database: Database) -> None:
    assert add_demo_cameras(database, at=NOW) == 0  # there is no company yet
    password = ensure_first_administrator(database, email="Admin@Plant.example", password="", at=NOW)
    assert password is not None
    assert len(password) == 16
    assert ensure_first_administrator(database, email="other@plant.example", password="", at=NOW) is None
    assert (add_demo_cameras(database, at=NOW), add_demo_cameras(database, at=NOW)) == (2, 0)
    with database.reading(Scope.installation()) as session:
        configs = enabled_camera_configs(session)
    assert [(config.source, config.demo) for config in configs] == [
        ("demo:warehouse", True),
        ("demo:warehouse_night?start=20", True),
    ]
