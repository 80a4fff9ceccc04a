"""A small plant for the proof: the real Redis, the real backend, scripted cameras, and real ones if they are wanted."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import requests
from redis.exceptions import RedisError

from backend.adapters.database.connection import Database
from backend.adapters.database.repositories import cameras
from backend.adapters.inference import frame_store
from backend.adapters.redis.connection import RedisClient, connect
from backend.core.accounts.scope import Scope
from tests.builders import build_plant
from tests.chaos.process_group import ProcessGroup
from tests.chaos.real import RealCameras
from tests.chaos.toys.toy_kinds import TABLES
from tests.chaos.toys.toy_log import ToyLog
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.servers import free_port

DISK_MEGABYTES = 600


class Plant:
    """Processes by name: `redis`, `backend`, `camera-<id>`; of real cameras `rtsp`, `inference`, `worker-<id>`."""

    def __init__(self, camera_count: int, *, real: int, broken: str, every: float, stays: float) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="chaos-", dir="/tmp"))  # short: it holds a socket
        self.evidence = self.folder / "violations"
        self.database = self.folder / "mandor.db"
        self._over = self.folder / "over"
        self.is_mounted = _mount(self.evidence)
        self.begin = self.until = 0.0
        self._broken, self._every, self._stays = broken, every, stays
        self._port = free_port()
        self.redis: RedisClient = connect(f"unix://{self.folder}/redis/redis.sock", INSTALLATION, timeout_seconds=1.0)
        self.real = RealCameras(self.folder)
        environ = {
            "DATA_DIR": str(be_the_tests(self.folder)),
            "EVIDENCE_DIR": str(self.evidence),
            "DATABASE_URL": f"sqlite:///{self.database}",
        }
        self.processes = ProcessGroup(self.folder, self._command, environ)
        self.company_id, self.site_id, self.camera_ids = self._prepare(camera_count, real)

    def start(self, seconds: float) -> None:
        """Start everything. The time of faults, `seconds`, begins when every camera has decided or judged something."""
        for name in ("redis", "backend", *self.real.process_names):
            self.processes.spawn(name)
        self._wait(self._backend_answers, "the backend to answer", 60)
        self._wait(lambda: self.real.all_judge(self.redis), "the real cameras to judge", 120)
        self.begin = time.time()
        for name in self.camera_names:
            self.processes.spawn(name)
        self._wait(lambda: all(path.exists() and path.stat().st_size for path in self.decision_logs), "the cameras", 60)
        self.until = time.time() + seconds
        self.processes.supervise()

    def heal(self, *, seconds: float) -> bool:
        """Let the script end when its time is over, and wait until everything is sent and stored.

        1. The scripted cameras end by themselves. 2. Real ones are asked to, once they are well. 3. All is stored.
        False when that takes longer.
        """
        time.sleep(max(0.0, self.until - time.time()))
        self._over.touch()
        try:
            self._wait(lambda: all(map(self.processes.has_finished, self.camera_names)), "cameras", seconds)
            self._wait(self._workers_are_done, "the real cameras to be well", seconds)
            for name in self.real.worker_names:
                self.processes.signal(name, signal.SIGTERM)
            self._wait(lambda: all(map(self.processes.has_finished, self.real.worker_names)), "the workers", seconds)
            self._wait(lambda: self.waiting() == 0, "the stream to be empty", seconds)
        except TimeoutError:
            return False
        return True

    def stop(self) -> None:
        """End everything and remove the folders."""
        self.processes.stop()
        self.real.stop()
        self.redis.close()
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self.evidence)], check=False)
        for folder in (self.folder, frame_store.directory(self.folder, INSTALLATION)):
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def camera_names(self) -> list[str]:
        """The scripted cameras' processes."""
        return [f"camera-{camera_id}" for camera_id in self.camera_ids]

    @property
    def decision_logs(self) -> list[Path]:
        """What the cameras decided."""
        return [self.folder / f"{name}.decisions" for name in self.camera_names]

    @property
    def toy_logs(self) -> dict[int, ToyLog]:
        """What the cameras published of the toy kinds."""
        return {camera_id: ToyLog(self.folder, camera_id) for camera_id in self.camera_ids}

    def waiting(self) -> int:
        """Entries in the streams; -1 when Redis is away."""
        try:
            names = self.redis.names
            streams = (names.events, names.events_keyed, names.events_sampled)
            return sum(int(self.redis.xlen(stream)) for stream in streams)  # type: ignore[arg-type]
        except RedisError:
            return -1

    def _prepare(self, camera_count: int, real: int) -> tuple[int, int, list[int]]:
        """The database, with scripted cameras and, behind them, real ones, whose configurations are published."""
        url = f"sqlite:///{self.database}"
        sources = ["demo:warehouse"] * camera_count + [self.real.source] * real
        plant = build_plant(url, sources)
        with closing(sqlite3.connect(self.database)) as connection:
            for table in TABLES:
                connection.execute(table)
            connection.commit()
        if real:
            database = Database(url)
            with database.reading(Scope.installation()) as session:
                found = [cameras.find(session, plant.company_id, one) for one in plant.camera_ids[camera_count:]]
                self.real.publish(self.redis, cameras.configs(session, [camera for camera in found if camera]))
            database.close()
        return plant.company_id, plant.site_id, plant.camera_ids[:camera_count]

    def _command(self, name: str) -> list[str]:
        if name in self.real.process_names:
            return self.real.command_of(name)
        if name == "redis":
            return [sys.executable, "-m", "backend.workers.embedded_redis"]
        if name == "backend":
            worker = "backend.adapters.processes.gunicorn_worker.Worker"
            options = ["--no-control-socket", "--graceful-timeout", "2", "--log-level", "warning", "-k", worker]
            address = f"127.0.0.1:{self._port}"
            return [sys.executable, "-m", "gunicorn", *options, "-w", "1", "-b", address, "tests.chaos.wsgi:app"]
        camera_id = int(name.removeprefix("camera-"))
        phase = self._every * self.camera_ids.index(camera_id) / len(self.camera_ids)
        arguments = {
            "camera": camera_id,
            "company": self.company_id,
            "site": self.site_id,
            "folder": self.folder / "journal" / name,
            "decisions": self.folder / f"{name}.decisions",
            "redis": f"unix://{self.folder}/redis/redis.sock",
            "begin": self.begin + phase,
            "over": self._over,
            "every": self._every,
            "stays": self._stays,
            "broken": self._broken,
        }
        return [sys.executable, "-m", "tests.chaos.camera", *(f"--{key}={value}" for key, value in arguments.items())]

    def _workers_are_done(self) -> bool:
        """Whether the processes that run now report that they are well and have sent everything."""
        return self.real.all_sent(self.redis, set(map(self.processes.pid, self.real.worker_names)))

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
