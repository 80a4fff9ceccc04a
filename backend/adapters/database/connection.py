"""The database: SQLite in WAL mode, or PostgreSQL through psycopg 3.

The same code runs on both.

A unit of work is `with database.writing(scope) as session:`; it commits at the end or changes nothing, and it reads and
writes nothing outside its scope (`scoping`). Nothing that may wait (Redis, the network) belongs inside one: on SQLite
there is one writer at a time.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from backend.adapters.database.scoping import scoped_sessions, session_of
from backend.core.accounts.scope import Scope
from backend.core.errors import Conflict, Unavailable

BUSY_MILLISECONDS = 100
"""How long SQLite itself waits for a lock. It blocks every greenlet meanwhile, hence short."""
LOCK_WAIT_SECONDS = 4.0
"""How long a unit of work waits to write before the database counts as not available."""
STATEMENT_SECONDS = 15
"""How long PostgreSQL works on a statement. Longer delays the requests behind it; shorter aborts what was only slow."""

LOCK_MILLISECONDS = 5_000
"""How long PostgreSQL waits for a row that another transaction holds, as `LOCK_WAIT_SECONDS` for SQLite."""


class Database:
    """An engine and its units of work. Nothing is opened before the first one."""

    def __init__(self, url: str) -> None:
        engine = create_database_engine(url)
        one_view = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reader = engine.execution_options(**one_view)
        self._readers = scoped_sessions(self._reader)
        self._writers = scoped_sessions(engine.execution_options(writes=True))

    @contextmanager
    def reading(self, scope: Scope) -> Iterator[Session]:
        """A consistent view of what is within the scope; nothing is stored. Unavailable when the database is away."""
        with _errors_as_unavailable(), session_of(self._readers, scope) as session:
            yield session

    @contextmanager
    def writing(self, scope: Scope) -> Iterator[Session]:
        """All or nothing: committed at the end, rolled back on any error.

        Unavailable when the database is away; Conflict (`changed_meanwhile`) when another unit of work changed a row
        with a version since it was read; ScopeError for a row outside the scope.
        """
        with _errors_as_unavailable(), session_of(self._writers, scope) as session:
            try:
                with session.begin():
                    yield session
            except StaleDataError as error:
                raise Conflict(
                    "It was changed meanwhile.", code="changed_meanwhile", hint="Load it again, then change it."
                ) from error

    def version(self) -> str:
        """What it is: `SQLite 3.45.1`, `PostgreSQL 16.3`.

        Unavailable when the database is away.
        """
        dialect = self._reader.dialect
        with self.reading(Scope.installation()) as session:
            session.connection()  # a dialect knows its server's version once it is connected
        name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(dialect.name, dialect.name)
        version = getattr(dialect, "server_version_info", None) or ()
        return " ".join([name, ".".join(str(number) for number in version)]).strip()

    def close(self) -> None:
        """Give back every connection."""
        self._reader.dispose()


def normalized_url(url: str) -> URL:
    """The URL with the driver: `postgres://` and `postgresql://` mean psycopg 3."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database, None for anything else."""
    parsed = normalized_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(str(parsed.database)) if is_file else None


def create_database_engine(url: str, *, statement_seconds: int = STATEMENT_SECONDS) -> Engine:
    """An engine whose errors never show values: a camera's source has a password.

    `statement_seconds`: of PostgreSQL; 0 is no limit.
    """
    parsed = normalized_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _postgresql_engine(parsed, statement_seconds)
    engine = create_engine(
        parsed, hide_parameters=True, pool_timeout=5, connect_args={"timeout": BUSY_MILLISECONDS / 1000}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql_engine(url: URL, statement_seconds: int) -> Engine:
    """An engine that a pooler in transaction mode (PgBouncer) may stand before.

    Such a pooler gives each transaction another session. So nothing is left in one: settings are the transaction's, no
    statement is prepared, and no session lock is taken.
    """
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=5,
        connect_args={"connect_timeout": 5, "prepare_threshold": None},
    )
    settings = {"timezone": "'utc'", "statement_timeout": statement_seconds * 1000, "lock_timeout": LOCK_MILLISECONDS}
    statement = ";".join(f"SET LOCAL {name} = {value}" for name, value in settings.items())

    def begin(connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        raw.execute(statement)

    event.listen(engine, "begin", begin)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Make commits durable over a power cut (`synchronous=FULL`).

    An event is acknowledged only after its commit.
    """
    connection.isolation_level = None  # transactions begin in `_begin_sqlite`, not behind our back
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock first. Waiting sleeps, so that other greenlets run.

    One of them may hold the lock.
    """
    raw: Any = connection.connection.dbapi_connection
    if not connection.get_execution_options().get("writes"):
        raw.execute("BEGIN")
        return
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


@contextmanager
def _errors_as_unavailable() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout, sqlite3.OperationalError) as error:
        raise _unavailable(full="disk is full" in str(error) or "No space left" in str(error)) from error
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise _unavailable() from error


def _unavailable(*, full: bool = False) -> Unavailable:
    if full:
        return Unavailable("The database's disk is full.", code="database_unavailable", hint="Free some disk space.")
    return Unavailable("The database does not answer.", code="database_unavailable", hint="Try again in a moment.")
