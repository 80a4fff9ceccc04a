"""A process supervisor with nothing behind it; it passes the same contract test as PM2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backend.adapters.processes.pm2 import App, Running, SupervisorError


class FakeSupervisor:
    """Keeps a list of processes, and of the calls that changed it. `broken` makes every call fail."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, list[str]]] = []
        self.broken = False
        self.apps: dict[str, App] = {}
        self._running: dict[str, Running] = {}
        self._next_pid = 1000

    def processes(self) -> dict[str, Running]:
        self._answer()
        return dict(self._running)

    def start(self, apps: Sequence[App]) -> None:
        if not apps:
            return
        self._answer()
        self.calls.append(("start", [app.name for app in apps]))
        for app in apps:
            self.apps[app.name] = app
            before = self._running.get(app.name)
            self._run(app.name, before.restarts + 1 if before else 0)

    def delete(self, names: Sequence[str]) -> None:
        if not names:
            return
        self._answer()
        self.calls.append(("delete", list(names)))
        for name in names:
            if name not in self._running:
                raise SupervisorError(f"Process {name} not found")
            del self._running[name]

    def is_gone(self, running: Running) -> bool:
        now = self._running.get(running.name)
        return running.pid > 0 and (now is None or now.pid != running.pid)

    def crash(self, name: str, code: int = 0) -> None:
        """The process dies; the supervisor starts it again."""
        self._run(name, self._running[name].restarts + 1, code)

    def set_status(self, name: str, status: str) -> None:
        """What the supervisor thinks of it."""
        self._running[name] = replace(self._running[name], status=status)

    def _run(self, name: str, restarts: int, code: int | None = None) -> None:
        self._next_pid += 1
        self._running[name] = Running(name=name, status="online", pid=self._next_pid, restarts=restarts, exit_code=code)

    def _answer(self) -> None:
        if self.broken:
            raise SupervisorError("PM2 did not answer.")
