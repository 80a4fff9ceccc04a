"""A small plant for the proof: the real Redis, the real backend, scripted cameras, and somebody who restarts the dead.

What PM2 does in an installation is done here by `_supervise`, so that a fault's moment is known exactly.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psutil
import requests
from redis import Redis
from redis.exceptions import RedisError

from backend.adapters.database import Database
from backend.adapters.redis_connection import connect
from backend.adapters.repositories import cameras, companies
from backend.adapters.schema_upgrade import upgrade
from tests.processes import ROOT
from tests.servers import free_port

RESTART_SECONDS = 0.3
DISK_MEGABYTES = 600
Log = Callable[[str], None]


class Plant:
    """Processes by name: `redis`, `backend`, `camera-<id>`."""

    def __init__(self, camera_count: int, *, broken: str, every: float, stays: float) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="chaos-", dir="/tmp"))  # short: it holds a socket
        self.evidence = self.folder / "violations"
        self.database = self.folder / "mandor.db"
        self._over = self.folder / "over"
        self.is_mounted = _mount(self.evidence)
        self.begin = self.until = 0.0
        self._broken, self._every, self._stays = broken, every, stays
        self._port = free_port()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self.restarts: dict[str, int] = {}
        self.company_id, self.site_id, self.camera_ids = self._prepare(camera_count)
        self.redis: Redis = connect(f"unix://{self.folder}/redis/redis.sock", timeout_seconds=1.0)

    def start(self, seconds: float) -> None:
        """Start everything. The time of harm, `seconds`, begins when every camera has decided something."""
        self._spawn("redis")
        self._spawn("backend")
        self._wait(self._backend_answers, "the backend to answer", 60)
        self.begin = time.time()
        for name in self.camera_names:
            self._spawn(name)
        self._wait(lambda: all(path.exists() and path.stat().st_size for path in self.ledgers), "the cameras", 60)
        self.until = time.time() + seconds
        threading.Thread(target=self._supervise, name="supervisor", daemon=True).start()

    def heal(self, *, seconds: float) -> bool:
        """Let the script end when its time is over, and wait until everything is sent and stored.

        False when that takes longer.
        """
        time.sleep(max(0.0, self.until - time.time()))
        self._over.touch()
        try:
            self._wait(lambda: not any(self._is_alive(name) for name in self.camera_names), "cameras", seconds)
            self._wait(lambda: self.waiting() == 0, "the stream to be empty", seconds)
        except TimeoutError:
            return False
        return True

    def stop(self) -> None:
        """End everything and remove the folder."""
        self._ended.set()
        with self._lock:
            for name in self._processes:
                self._signal(name, signal.SIGKILL)
            for process in self._processes.values():
                process.wait(timeout=20)
        self.redis.close()
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self.evidence)], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def camera_names(self) -> list[str]:
        """The scripted cameras' processes."""
        return [f"camera-{camera_id}" for camera_id in self.camera_ids]

    @property
    def ledgers(self) -> list[Path]:
        """What the cameras decided."""
        return [self.folder / f"{name}.ledger" for name in self.camera_names]

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a process, and what it has started, a signal."""
        with self._lock:
            self._signal(name, number)

    def waiting(self) -> int:
        """Events in the stream; -1 when nobody can tell."""
        try:
            return int(self.redis.xlen("mandor:events"))
        except RedisError:
            return -1

    def log_of(self, name: str) -> str:
        """The end of what a process logged."""
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""

    def _prepare(self, camera_count: int) -> tuple[int, int, list[int]]:
        url = f"sqlite:///{self.database}"
        upgrade(url)
        database, at = Database(url), datetime.now(UTC)
        with database.writing() as session:
            company = companies.add(session, "chaos", at=at)
            site = companies.add_site(session, company.id, "chaos", "UTC", at=at)
            found = [
                cameras.add(
                    session,
                    company.id,
                    site.id,
                    name=f"scripted {n}",
                    source="demo:warehouse",
                    mode="detect",
                    enabled=True,
                    demo=False,
                    at=at,
                ).id
                for n in range(camera_count)
            ]
            ids = (company.id, site.id, found)
        database.close()
        return ids

    def _command(self, name: str) -> list[str]:
        if name == "redis":
            return ["-m", "backend.workers.embedded_redis"]
        if name == "backend":
            worker = "geventwebsocket.gunicorn.workers.GeventWebSocketWorker"
            options = ["--no-control-socket", "--graceful-timeout", "2", "--log-level", "warning", "-k", worker]
            return ["-m", "gunicorn", *options, "-w", "1", "-b", f"127.0.0.1:{self._port}", "backend.wsgi:app"]
        camera_id = int(name.removeprefix("camera-"))
        phase = self._every * self.camera_ids.index(camera_id) / len(self.camera_ids)
        told = {
            "camera": camera_id,
            "company": self.company_id,
            "site": self.site_id,
            "folder": self.folder / "journal" / name,
            "ledger": self.folder / f"{name}.ledger",
            "redis": f"unix://{self.folder}/redis/redis.sock",
            "begin": self.begin + phase,
            "over": self._over,
            "every": self._every,
            "stays": self._stays,
            "broken": self._broken,
        }
        return ["-m", "tests.chaos.camera", *(f"--{key}={value}" for key, value in told.items())]

    def _spawn(self, name: str) -> None:
        environ = {
            **{k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "DATABASE_URL")},
            "DATA_DIR": str(self.folder),
            "EVIDENCE_DIR": str(self.evidence),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "LOG_LEVEL": "WARNING",
        }
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, *self._command(name)],
                cwd=ROOT,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _supervise(self) -> None:
        """Whoever died is started again; a camera that ended by itself has finished its script."""
        while not self._ended.wait(RESTART_SECONDS):
            with self._lock:
                for name, process in list(self._processes.items()):
                    if process.poll() not in (None, 0) and not self._ended.is_set():
                        self.restarts[name] = self.restarts.get(name, 0) + 1
                        self._spawn(name)

    def _signal(self, name: str, number: signal.Signals) -> None:
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(self._processes[name].pid)
            for process in [parent, *parent.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(number)

    def _is_alive(self, name: str) -> bool:
        with self._lock:
            return self._processes[name].poll() != 0

    def _backend_answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self._port}/api/auth/me", timeout=5).status_code == 401
        except requests.RequestException:
            return False

    def _wait(self, condition: Callable[[], bool], what: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {seconds} s for {what}")
            time.sleep(0.1)


def _mount(folder: Path) -> bool:
    """A small disk in memory for the evidence, where one may be mounted."""
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m,mode=700", "tmpfs", str(folder)]
    try:
        return subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0
    except OSError:
        return False
