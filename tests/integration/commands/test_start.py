"""What `make run` does to what runs already, with a stand-in for PM2 that notes what it is asked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from backend.adapters.database.schema_upgrade import upgrade
from backend.commands import start
from backend.commands.start import CannotStart
from backend.core.errors import Unavailable
from backend.settings import Settings, parse
from tests.system.installation import free_port

RUNNING = ("redis", "backend", "camera-1", "camera-shop", "api")
PROGRAM = """#!/bin/sh
echo "$PM2_HOME: $*" >> {folder}/calls
[ "$1" = jlist ] && cat {folder}/list
exit 0
"""


@dataclass
class Plant:
    """An installation in which some processes run, two of them somebody else's."""

    folder: Path
    redis_url: str

    def settings(self, **environ: str) -> Settings:
        defaults = {"DATA_DIR": str(self.folder / "data"), "REDIS_URL": self.redis_url, "DEMO": "0"}
        ports = {"PORT": str(free_port()), "BACKEND_PORT": str(free_port())}
        return parse({**defaults, **ports, **environ}, root=self.folder)

    def asked(self, what: str) -> list[str]:
        """The calls of PM2 with this word: whose home, and what."""
        return [call for call in (self.folder / "calls").read_text().splitlines() if f": {what} " in call]


@pytest.fixture
def plant(tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Plant:
    monkeypatch.setattr(start, "READY_SECONDS", 0.0)
    program = tmp_path / "node_modules" / ".bin" / "pm2"
    program.parent.mkdir(parents=True)
    program.write_text(PROGRAM.format(folder=tmp_path))
    program.chmod(0o755)
    env = {"status": "online", "restart_time": 0}
    (tmp_path / "list").write_text(json.dumps([{"name": name, "pid": 1, "pm2_env": env} for name in RUNNING]))
    return Plant(tmp_path, redis_url)


def test_only_our_own_processes_end_whatever_pm2_home_is(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PM2_HOME", "/home/somebody/.pm2")
    settings = plant.settings()
    with pytest.raises(CannotStart, match="backend did not come up"):  # this PM2 starts nothing
        start.start(settings)
    assert plant.asked("delete") == [f"{settings.pm2_home}: delete backend camera-1"]
    assert [call.startswith(f"{settings.pm2_home}: ") for call in plant.asked("start")] == [True]


def newer_database(settings: Settings) -> str:
    upgrade(settings.database_url)
    with closing(sqlite3.connect(settings.data_dir / "mandor.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    return "of a newer version"


def broken_database(settings: Settings) -> str:
    (settings.data_dir / "mandor.db").write_bytes(b"no database" * 1000)
    return "file is not a database"


@pytest.mark.parametrize("spoil", [newer_database, broken_database])
def test_an_obstacle_is_reported_before_anything_is_stopped(
    plant: Plant, spoil: Callable[[Settings], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = plant.settings()
    settings.data_dir.mkdir()
    message = spoil(settings)
    monkeypatch.setattr(start.settings_module, "load", lambda: settings)
    with pytest.raises(SystemExit, match="1"):
        start.main()
    assert message in capsys.readouterr().out
    assert not (plant.folder / "calls").exists(), "PM2 was asked for nothing"


def test_a_missing_postgresql_is_reported_before_anything_is_stopped(plant: Plant) -> None:
    with pytest.raises(Unavailable, match="The database cannot be used") as refused:
        start.start(plant.settings(DATABASE_URL=f"postgresql://mandor:hidden@127.0.0.1:{free_port()}/mandor"))
    assert "hidden" not in str(refused.value)
    assert not (plant.folder / "calls").exists()
