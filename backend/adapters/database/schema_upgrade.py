"""Brings a database to the schema of this version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from backend.adapters.database import sqlite_copy
from backend.adapters.database.connection import create_database_engine, sqlite_file
from backend.core.errors import Conflict, Unavailable

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def current_revision(database_url: str) -> str | None:
    """The revision of the database; None when there is no schema yet.

    Checks that it could be changed.

    Unavailable when it does not answer or cannot be written to, Conflict when it is of a newer version of Mandor.
    """
    file = sqlite_file(database_url)
    if file is not None and not file.exists():
        return None
    with _engine(database_url) as engine:
        return _revision(engine)


def head() -> str:
    """The revision of this version."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def upgrade(database_url: str) -> str:
    """Bring the database to the newest schema and return its revision.

    Errors as of `current_revision`.

    1. A SQLite file's folder is made.
    2. A SQLite database that holds data and is behind is copied to `<file>.before-<revision>`.
    3. The missing revisions run, each wholly or not at all.
    """
    file = sqlite_file(database_url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    newest, config = head(), _config()
    with _engine(database_url) as engine:
        if _revision(engine) == newest:
            return newest
        if file is not None:
            sqlite_copy.copy(file, file.with_name(f"{file.name}.before-{newest}"))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return newest


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise Conflict(
            f"The database is of a newer version of Mandor (revision {current}).",
            hint="Run that version, or put back the copy that was made before it.",
        )
    return current


@contextmanager
def _engine(database_url: str) -> Iterator[Engine]:
    """An engine without time limits, whose errors become Unavailable with the reason."""
    engine = create_database_engine(database_url, statement_seconds=0).execution_options(writes=True)
    try:
        yield engine
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        reason = (str(cause).strip() or type(cause).__name__).splitlines()[0]
        raise Unavailable(
            f"The database cannot be used: {reason}.",
            code="database_unavailable",
            hint="Is it up, with room on its disk, and does DATABASE_URL name it?",
        ) from error
    finally:
        engine.dispose()
