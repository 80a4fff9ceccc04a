"""A whole Mandor as `make run` starts it: real PM2, Redis, database, backend, detector, dashboard."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psutil
import requests

ROOT = Path(__file__).resolve().parent.parent.parent
EMAIL = "admin@example.com"
PASSWORD = "a-password-for-tests"
FOLDER = "a#b 100%41?x=ü"
"""The data folder's name: characters that mean something else in URLs, configuration files and shells."""
T = TypeVar("T")


@dataclass
class Installation:
    """One that runs."""

    data_dir: Path
    port: int
    environ: dict[str, str]
    token: str = ""
    pids_before: dict[str, int] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The dashboard's address."""
        return f"http://127.0.0.1:{self.port}"

    def call(self, method: str, path: str, body: object = None, **more: Any) -> requests.Response:
        """A request through the dashboard's server, logged in."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return requests.request(method, self.base + path, json=body, headers=headers, timeout=20, **more)

    def json(self, method: str, path: str, body: object = None) -> Any:
        """The answer's body; the call must succeed."""
        answer = self.call(method, path, body)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def log_in(self) -> None:
        """Get a token."""
        answer = requests.post(f"{self.base}/api/auth/login", json={"email": EMAIL, "password": PASSWORD}, timeout=10)
        answer.raise_for_status()
        self.token = answer.json()["access_token"]

    def add_camera(self, name: str, source: str) -> int:
        """A camera's id."""
        return int(self.json("POST", "/api/cameras", {"name": name, "source": source})["id"])

    def camera(self, camera_id: int) -> dict[str, Any]:
        """The camera as the dashboard sees it."""
        camera: dict[str, Any] = self.json("GET", f"/api/cameras/{camera_id}")
        return camera

    def violations(self, camera_id: int) -> list[dict[str, Any]]:
        """The camera's violations, oldest first."""
        page = self.json("GET", f"/api/violations?camera_id={camera_id}&limit=200")
        return sorted(page["items"], key=lambda v: str(v["opened_at"]))

    def wait_for_state(self, camera_id: int, state: str, seconds: float = 30) -> dict[str, Any]:
        """The camera, once it has this state."""
        return until(lambda: self._if_state(camera_id, state), f"camera {camera_id} to be {state}", seconds)

    def processes(self) -> dict[str, int]:
        """Process ids by name, as PM2 knows them."""
        done = self.pm2("jlist")
        entries = json.loads([line for line in done.splitlines() if line.startswith("[")][-1])
        return {entry["name"]: int(entry["pid"] or 0) for entry in entries}

    def kill(self, name: str) -> None:
        """End a process as a crash would, and wait until PM2 has another."""
        pid = self.processes()[name]
        os.kill(pid, signal.SIGKILL)
        until(lambda: self.processes().get(name) not in (pid, 0, None), f"a new {name}", 20)

    def kill_pm2(self) -> None:
        """End PM2 itself; what it runs goes on."""
        os.kill(int((self.data_dir / "pm2" / "pm2.pid").read_text()), signal.SIGKILL)

    def started(self) -> dict[str, int]:
        """What PM2, this one or one before, has started here and runs, by name. Two of a name fail the test."""
        found: dict[str, int] = {}
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                name = self._name_of(process)
                if name and self._name_of(process.parent()) != name:  # else the first one started it
                    assert found.setdefault(name, process.pid) == process.pid, f"two of {name}"
        return found

    def _name_of(self, process: psutil.Process | None) -> str:
        if process is None or process.pid == 1 or "God Daemon" in " ".join(process.cmdline()):
            return ""
        if str(self.data_dir / "redis") in " ".join(process.cmdline()):
            return "redis"
        environ = process.environ()
        return environ.get("name", "") if environ.get("pm_pid_path", "").startswith(f"{self.data_dir}/") else ""

    def pm2(self, *args: str) -> str:
        """PM2's answer; the call must succeed."""
        done = subprocess.run(
            [str(ROOT / "node_modules/.bin/pm2"), *args],
            env={**self.environ, "PM2_HOME": str(self.data_dir / "pm2")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"pm2 {args}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    def logs(self) -> str:
        """Everything that any process logged."""
        return "\n".join(f"== {f.name}\n{f.read_text()}" for f in sorted((self.data_dir / "logs").glob("*.log")))

    def _if_state(self, camera_id: int, state: str) -> dict[str, Any]:
        camera = self.camera(camera_id)
        assert camera["state"] == state, f"it is {camera['state']}, {camera['reason']}, since {camera['state_since']}"
        return camera


def until(ask: Callable[[], T | None], what: str, seconds: float, *, pause: float = 0.3) -> T:
    """The first answer that is not empty; the test fails when there is none in time."""
    end = time.monotonic() + seconds
    last: object = None
    while time.monotonic() < end:
        try:
            answer = ask()
            if answer:
                return answer
        except (AssertionError, requests.RequestException, subprocess.SubprocessError, KeyError) as error:
            last = error
        time.sleep(pause)
    raise AssertionError(f"waited {seconds} s for {what}; last: {last}")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def installed(**settings: str) -> Iterator[Installation]:
    """Start one on free ports with its own data, and end it. `settings` are environment variables."""
    home = Path(tempfile.mkdtemp(prefix="mandor-", dir="/tmp"))  # short: it holds sockets
    data_dir = home / FOLDER
    port, backend_port = free_port(), free_port()
    environ = {
        **{k: v for k, v in os.environ.items() if k not in ("PM2_HOME", "REDIS_URL", "DATABASE_URL")},
        "DATA_DIR": str(data_dir),
        "EVIDENCE_DIR": str(data_dir / "violations"),
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "BACKEND_PORT": str(backend_port),
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": PASSWORD,
        **settings,
    }
    installation = Installation(data_dir, port, environ)
    try:
        command(environ, "backend.commands.start")
        installation.log_in()
        yield installation
    finally:
        command(environ, "backend.commands.stop")
        shutil.rmtree(home, ignore_errors=True)


def command(environ: dict[str, str], module: str) -> str:
    """Run one of the commands; its output. It must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, f"{module}: {done.stdout}\n{done.stderr}"
    return done.stdout
