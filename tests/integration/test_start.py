"""What `make run` does to what runs already, with a stand-in for PM2 that notes what it is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from backend.commands import start
from backend.commands.start import CannotStart
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


def test_only_our_own_processes_end_whatever_pm2_home_says(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PM2_HOME", "/home/somebody/.pm2")
    settings = plant.settings()
    with pytest.raises(CannotStart, match="backend did not come up"):  # this PM2 starts nothing
        start.start(settings)
    assert plant.asked("delete") == [f"{settings.pm2_home}: delete backend camera-1"]
    assert [call.startswith(f"{settings.pm2_home}: ") for call in plant.asked("start")] == [True]
