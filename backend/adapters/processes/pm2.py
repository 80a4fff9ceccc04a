"""PM2, the process supervisor, through its command line.

Each call starts a Node process (0.2 s or so), so callers batch: one `start` with a file for all that shall start, one
`delete` for all that shall end. PM2 is a program of its own (AGPL-3.0) that Mandor only runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil

from backend.core.errors import Unavailable

CALL_SECONDS = 30.0
EACH_SECONDS = 7.0
"""More for each process that a call ends: PM2 ends one after the other, and kills after 6 seconds (`_app`)."""


class SupervisorError(Unavailable):
    """PM2 did not do, or did not answer, a request. Nothing may be concluded from that."""

    code = "supervisor_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A process as PM2 shall run it."""

    name: str
    script: str
    args: str
    cwd: str
    env: Mapping[str, str] = field(default_factory=dict)
    log_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A process as PM2 sees it."""

    name: str
    status: str
    """online, launching, stopping, `waiting restart`, stopped or errored."""
    pid: int
    restarts: int
    """How often it was started again since `start`; `delete` and `start` begin at 0."""
    exit_code: int | None = None
    """Of its last end; 0 also when a signal ended it, None when it has not ended yet."""

    @property
    def deaths(self) -> int:
        """How often it has ended since `start`: PM2 counts a restart only when its pause is over."""
        return self.restarts + (self.status == "waiting restart")

    @property
    def is_kept(self) -> bool:
        """Whether PM2 keeps it running, or is about to start it again."""
        return self.status in ("online", "launching", "waiting restart", "one-launch-status")


def is_up(home: Path) -> bool:
    """Whether the daemon of `home` runs. Any other question would start one."""
    try:
        daemon = psutil.Process(int((home / "pm2.pid").read_text()))
        return daemon.status() != psutil.STATUS_ZOMBIE  # killed, in a container whose init does not reap zombies
    except (OSError, ValueError, psutil.NoSuchProcess):
        return False


def is_alive(pid: int) -> bool:
    """Whether there is such a process. Asks the system, which costs nothing, and not PM2."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's process
        return True
    return True


class Pm2:
    """The PM2 daemon that belongs to `home`."""

    def __init__(self, program: Path | str, home: Path) -> None:
        self._program = str(program)
        self._environ = {**os.environ, "PM2_HOME": str(home), "NO_COLOR": "1", "PM2_DISABLE_VERSION_CHECK": "true"}

    def is_gone(self, running: Running) -> bool:
        """Whether this process has certainly ended since it was listed. Costs nothing."""
        return running.pid > 0 and not is_alive(running.pid)

    def processes(self) -> dict[str, Running]:
        """All processes by name. SupervisorError when that cannot be known: it never returns less than there is."""
        output = self._call("jlist")
        lines = [line for line in output.splitlines() if line.startswith("[")]
        try:
            entries: list[dict[str, Any]] = json.loads(lines[-1])
            return {entry["name"]: _running(entry) for entry in entries}
        except (IndexError, ValueError, KeyError, TypeError) as error:
            raise SupervisorError("PM2's list of processes cannot be read.", hint="See `make doctor`.") from error

    def start(self, apps: Sequence[App]) -> None:
        """Start these, all in one call; one that runs already is started anew."""
        if not apps:
            return
        body = {"apps": [_app(app) for app in apps]}
        with tempfile.NamedTemporaryFile("w", suffix=".json", prefix="mandor-", delete=False) as file:
            json.dump(body, file)
        try:
            self._call("start", file.name)
        finally:
            Path(file.name).unlink(missing_ok=True)

    def delete(self, names: Sequence[str]) -> None:
        """End these and forget them, all in one call."""
        if names:
            self._call("delete", *names, seconds=CALL_SECONDS + EACH_SECONDS * len(names))

    def _call(self, *args: str, seconds: float = CALL_SECONDS) -> str:
        try:
            done = subprocess.run(
                [self._program, *args],
                env=self._environ,
                capture_output=True,
                text=True,
                timeout=seconds,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SupervisorError(f"PM2 did not answer ({type(error).__name__}).", hint="See `make doctor`.") from error
        if done.returncode != 0:
            output = (done.stderr or done.stdout).strip().splitlines()
            raise SupervisorError(f"PM2 {args[0]} failed: {output[-1] if output else done.returncode}.")
        return done.stdout


def _running(entry: dict[str, Any]) -> Running:
    env = entry["pm2_env"]
    code = env.get("exit_code")
    return Running(
        name=entry["name"],
        status=env["status"],
        pid=int(entry.get("pid") or 0),
        restarts=int(env["restart_time"]),
        exit_code=None if code is None else int(code),
    )


def _app(app: App) -> dict[str, Any]:
    body = {name: value for name, value in asdict(app).items() if name != "log_file"}
    return {
        **body,
        "interpreter": "none",
        "out_file": app.log_file,
        "error_file": app.log_file,
        "merge_logs": True,
        "autorestart": True,
        "exp_backoff_restart_delay": 200,
        "max_restarts": 1_000_000,
        "kill_timeout": 6000,
        "vizion": False,  # else PM2 looks for a git repository at each start
    }
