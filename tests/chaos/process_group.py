"""The plant's processes by name, and a supervisor that starts the dead again.

What PM2 does in an installation is done here by `_supervise`, so that a fault's moment is known exactly.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from tests.support.installations.processes import ROOT

RESTART_SECONDS = 0.3


class ProcessGroup:
    """Starts each process by the command of its name, with its log beside the others."""

    def __init__(self, logs: Path, command_of: Callable[[str], list[str]], environ: Mapping[str, str]) -> None:
        self._logs, self._command_of = logs, command_of
        self._environ = {
            **{k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "DATABASE_URL")},
            **environ,
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._held: set[str] = set()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self.killed: set[int] = set()
        """Processes that were killed, by pid."""

    @property
    def names(self) -> list[str]:
        """Every process that was started."""
        return list(self._processes)

    def spawn(self, name: str) -> None:
        """Start it; what it logs goes behind what was logged before."""
        with self.log(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                self._command_of(name),
                cwd=ROOT,
                env={**self._environ, "LOG_LEVEL": "DEBUG" if name.startswith("worker-") else "WARNING"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def supervise(self) -> None:
        """From now on what died is started again; what ended with code 0 has finished."""
        threading.Thread(target=self._supervise, name="supervisor", daemon=True).start()

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a process, and what it has started, a signal."""
        with self._lock:
            self._signal(name, number)

    @contextmanager
    def away(self, name: str) -> Iterator[None]:
        """Kill it, and start it again only afterwards."""
        with self._lock:
            self._held.add(name)
            self._signal(name, signal.SIGKILL)
        yield
        self._held.discard(name)

    def has_finished(self, name: str) -> bool:
        """Whether it ended by itself with code 0."""
        with self._lock:
            return self._processes[name].poll() == 0

    def pid(self, name: str) -> int:
        """The number of the process that was started last."""
        return self._processes[name].pid

    def stop(self) -> None:
        """End every process."""
        self._ended.set()
        with self._lock:
            for name in self._processes:
                self._signal(name, signal.SIGKILL)
            for process in self._processes.values():
                process.wait(timeout=20)

    def log(self, name: str) -> Path:
        """Where a process logs."""
        return self._logs / f"{name}.log"

    def _supervise(self) -> None:
        while not self._ended.wait(RESTART_SECONDS):
            with self._lock:
                for name, process in list(self._processes.items()):
                    if name in self._held or self._ended.is_set():
                        continue
                    if process.poll() not in (None, 0):
                        self.spawn(name)

    def _signal(self, name: str, number: signal.Signals) -> None:
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(self._processes[name].pid)
            if number is signal.SIGKILL:
                self.killed.add(parent.pid)
            for process in [parent, *parent.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(number)
