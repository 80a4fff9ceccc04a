"""PgBouncer in transaction mode in front of a test's PostgreSQL."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from pathlib import Path

from tests.support.installations.proxies import program
from tests.support.installations.servers import free_port, wait_until

CONFIGURATION = """[databases]
* = {target}
[pgbouncer]
pool_mode = transaction
default_pool_size = 1
auth_type = trust
auth_file = {folder}/users
unix_socket_dir = {folder}
listen_addr =
listen_port = {port}
resolv_conf = {folder}/resolv.conf
"""


class TransactionPooler:
    """One session of the server for all clients, given to another one after each transaction."""

    def __init__(self, folder: Path, target: str) -> None:
        """`target`: where PostgreSQL is, `host=… port=…`."""
        self._folder = folder
        self._target = target
        self._output = folder / "output"
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        text = CONFIGURATION.format(folder=self._folder, target=self._target, port=self._port)
        user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None  # it does not run as root
        files = {"pgbouncer.ini": text, "users": '"postgres" ""\n', "resolv.conf": ""}
        for name, content in files.items():
            (self._folder / name).write_text(content)
        if user:
            for path in (self._folder, *(self._folder / name for name in files)):
                os.chown(path, user.pw_uid, user.pw_gid)  # whatever the umask is, it can read them
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [program("pgbouncer"), str(self._folder / "pgbouncer.ini")],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env={"PATH": os.environ["PATH"]},
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
        wait_until(self._listens, "PgBouncer")

    def _listens(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"PgBouncer ended:\n{self._output.read_text(errors='replace')}"
        return (self._folder / f".s.PGSQL.{self._port}").exists()

    def url(self, database: str) -> str:
        """The address of one of the server's databases through it."""
        return f"postgresql://postgres@/{database}?host={self._folder}&port={self._port}"

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=20)
