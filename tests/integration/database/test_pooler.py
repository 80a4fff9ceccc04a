"""PostgreSQL behind PgBouncer in transaction mode: each transaction may run in another session."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from sqlalchemy import text

from backend.adapters.database.connection import Database, create_database_engine
from backend.adapters.database.repositories.cameras import enabled_camera_configs
from backend.adapters.database.schema_upgrade import current_revision, head, upgrade
from backend.app import assemble
from backend.core.accounts.scope import Scope
from backend.core.system.disk_level import Reserve
from backend.services.assembly import build
from backend.services.system.disk_monitor import WatchedFolder
from tests.builders import SECRET_KEY, build_world
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.pooler import TransactionPooler
from tests.support.installations.servers import PostgresServer

PREPARES_AFTER = 5
"""Executions after which psycopg would prepare a statement in its session by itself."""


@pytest.fixture
def pooled_url(postgres: PostgresServer) -> Iterator[str]:
    """A new database, reached through the pooler; nothing is in it."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    place = parse_qs(urlsplit(postgres.url(name)).query)
    with tempfile.TemporaryDirectory(prefix="mandor-pool-") as folder:
        pooler = TransactionPooler(Path(folder), f"host={place['host'][0]} port={place['port'][0]}")
        pooler.start()
        yield pooler.url(name)
        pooler.stop()


def test_migrations_and_units_of_work_of_several_processes_share_a_session(pooled_url: str) -> None:
    assert (current_revision(pooled_url), upgrade(pooled_url), upgrade(pooled_url)) == (None, head(), head())
    one, other = Database(pooled_url), Database(pooled_url)
    world = build_world(one)
    for _ in range(PREPARES_AFTER + 2):
        for database in (one, other):
            with database.reading(Scope.installation()) as session:
                found = {camera.camera_id for camera in enabled_camera_configs(session)}
            assert found == {world.ours.camera_id, world.theirs.camera_id}
    one.close()
    other.close()


def test_a_transaction_has_its_limits_and_leaves_nothing_in_the_session(pooled_url: str) -> None:
    shown = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('TimeZone')"
    isolation = "SHOW transaction_isolation"
    database = Database(pooled_url)
    with database.reading(Scope.installation()) as session:
        assert session.execute(text(shown)).one() == ("15s", "5s", "UTC")
        assert session.execute(text(isolation)).scalar() == "repeatable read"
    with database.writing(Scope.installation()) as session:
        assert session.execute(text(isolation)).scalar() == "read committed"
        offset = session.execute(text("SELECT now()")).scalar_one().utcoffset()
        assert offset == timedelta(0)
    database.close()
    with psycopg.connect(pooled_url, autocommit=True) as stranger:
        assert stranger.execute("SHOW statement_timeout").fetchone() == ("0",)
    engine = create_database_engine(pooled_url, statement_seconds=0)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "0"
    engine.dispose()


def test_the_backend_works_through_it(pooled_url: str, redis_url: str, tmp_path: Path) -> None:
    upgrade(pooled_url)
    backend = build(
        database_url=pooled_url,
        redis_url=redis_url,
        installation=INSTALLATION,
        evidence_dir=tmp_path / "evidence",
        secret_key=SECRET_KEY,
        token_lifetime=timedelta(hours=12),
        disk_places=(WatchedFolder("data", tmp_path, Reserve(1)),),
    )
    ours = build_world(backend.database).ours
    client = assemble(backend).test_client()
    since = (datetime.now(UTC) - timedelta(hours=1)).isoformat().replace("+", "%2B")
    for number in range(PREPARES_AFTER + 2):
        changed = client.patch(f"/api/cameras/{ours.camera_id}", json={"name": f"{number}"}, headers=ours.headers())
        assert (changed.status_code, changed.get_json()["name"]) == (200, f"{number}")
        for path in ("/api/violations", "/api/cameras", f"/api/stats/coverage?since={since}", "/api/system/storage"):
            answer = client.get(path, headers=ours.headers())
            assert answer.status_code == 200, f"{path}: {answer.text}"
    backend.close()
