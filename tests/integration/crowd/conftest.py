"""A running backend, and stock Socket.IO clients of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.adapters.accounts.key_secrets import digest_of_key, made_key
from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.database.tables import ApiKey
from backend.adapters.inference.frame_store import directory
from backend.core.accounts.scope import Scope
from tests.builders import START
from tests.integration.live.test_live_server import Plant
from tests.support.crowd_client import StockClient
from tests.support.installations.identity import INSTALLATION
from tests.support.installations.servers import RedisServer, wait_until

CONNECTIONS = 50
FRAMES_PER_SECOND = 500


class CrowdPlant(Plant):
    """A plant whose crowd interface takes pictures faster than any test sends them."""

    def __init__(self, folder: Path, redis: RedisServer, sqlite_url: str, **environ: str) -> None:
        self.frames = directory(folder, INSTALLATION)
        chosen = {"CROWD_FRAMES_PER_SECOND": str(FRAMES_PER_SECOND), **environ}
        super().__init__(folder, redis, sqlite_url, **chosen)
        self.key = self.made_key("crowd")

    def made_key(self, *scopes: str, **values: Any) -> str:
        """A key of ours."""
        secret = made_key()
        with self.database.writing(Scope.installation()) as session:
            session.add(
                ApiKey(
                    company_id=self.world.ours.company_id,
                    name="counter",
                    prefix=secret[:8],
                    key_hash=digest_of_key(secret),
                    scopes=list(scopes),
                    created_at=START,
                    **values,
                )
            )
        return secret


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CrowdPlant]:
    """One for all tests of a file: it takes seconds to start."""
    folder = tmp_path_factory.mktemp("crowd")
    redis, url = RedisServer(folder), f"sqlite:///{folder}/mandor.db"
    redis.start()
    upgrade(url)
    found = CrowdPlant(folder, redis, url)
    yield found
    found.close()
    redis.kill()
    shutil.rmtree(found.frames, ignore_errors=True)


@pytest.fixture
def connect(plant: CrowdPlant) -> Iterator[Callable[..., StockClient]]:
    """Makes clients that are connected, and disconnects them."""
    made: list[StockClient] = []

    def made_client(**options: Any) -> StockClient:
        options.setdefault("auth", {"api_key": plant.key})
        made.append(StockClient(plant.server.url, **options))
        return made[-1]

    yield made_client
    for client in made:
        client.close()
    wait_until(lambda: plant.get("/api/stats").json()["active_connections"] == 0, "all clients to leave")
