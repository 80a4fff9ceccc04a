"""Brings a database to the schema of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from backend.adapters import sqlite_copy
from backend.adapters.database import create_database_engine, sqlite_file

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def upgrade(database_url: str) -> str:
    """Bring the database to the newest schema and return its revision.

    1. A SQLite file's folder is made.
    2. A SQLite database that holds data and is behind is copied to `<file>.before-<revision>`.
    3. The missing revisions run, each wholly or not at all.
    """
    file = sqlite_file(database_url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    head = str(ScriptDirectory.from_config(config).get_current_head())
    engine = create_database_engine(database_url).execution_options(writes=True)
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current == head:
            return head
        if file is not None:
            sqlite_copy.copy(file, file.with_name(f"{file.name}.before-{head}"))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
    return head
