"""What many tests need: a real Redis, real databases, and the backend around them."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from redis import Redis
from sqlalchemy import create_engine, text

from backend.adapters.database.connection import Database, normalized_url
from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.events.consumer import EventConsumer
from backend.adapters.redis.connection import RedisClient, connect
from backend.app import assemble
from backend.core.system.disk_level import Reserve
from backend.services.assembly import Backend, build
from backend.services.system.disk_monitor import WatchedFolder
from tests.builders import SECRET_KEY, World, build_world
from tests.fakes.source_probe import FakeSourceProbe
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import PostgresServer, RedisServer

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """One Redis for all tests that do not kill it."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def redis_url(shared_redis: RedisServer) -> str:
    """An empty Redis."""
    with Redis.from_url(shared_redis.url) as client:
        client.flushall()
    return shared_redis.url


@pytest.fixture
def redis(redis_url: str) -> Iterator[RedisClient]:
    """A client of an empty Redis."""
    client = connect(redis_url, INSTALLATION)
    yield client
    client.close()


@pytest.fixture
def mortal_redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of one's own, to be killed and started again."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL, where one is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        pytest.skip("no PostgreSQL is installed under /usr/lib/postgresql")
    with tempfile.TemporaryDirectory(prefix="mandor-pg-") as folder:  # pytest's own are closed to the server's user
        server = PostgresServer(found[-1].parent, Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite database with its tables."""
    url = f"sqlite:///{tmp_path}/mandor.db"
    upgrade(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Both databases in turn, without any tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/mandor.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(normalized_url(server.url("postgres")), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.url(name)


@pytest.fixture
def database_url(empty_url: str) -> str:
    """Both databases in turn, each with its tables."""
    upgrade(empty_url)
    return empty_url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Units of work on both databases in turn."""
    found = Database(database_url)
    yield found
    found.close()


@pytest.fixture
def probe() -> FakeSourceProbe:
    """What looks at sources, without looking."""
    return FakeSourceProbe()


@pytest.fixture
def backend(sqlite_url: str, redis_url: str, tmp_path: Path, probe: FakeSourceProbe) -> Iterator[Backend]:
    """The backend's services on SQLite and Redis."""
    found = build(
        database_url=sqlite_url,
        redis_url=redis_url,
        installation=INSTALLATION,
        evidence_dir=tmp_path / "evidence",
        secret_key=SECRET_KEY,
        token_lifetime=timedelta(hours=12),
        probe=probe,
        disk_places=(WatchedFolder("evidence", tmp_path, Reserve(1)), WatchedFolder("data", tmp_path, Reserve(1))),
    )
    yield found
    found.close()


@pytest.fixture
def world(backend: Backend) -> World:
    """Two companies that must never see each other."""
    return build_world(backend.database)


@pytest.fixture
def app(backend: Backend) -> Flask:
    """The application."""
    return assemble(backend)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A caller of the application."""
    return app.test_client()


@pytest.fixture
def consumer(redis: RedisClient) -> EventConsumer:
    """The backend's end of the stream, without the rest between attempts."""
    return EventConsumer(redis, retry_seconds=0)
