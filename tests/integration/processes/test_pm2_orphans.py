"""What goes on after its PM2 was killed is found and ended, and nothing else is: real PM2, processes and Redis."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from backend.adapters.processes import pm2, pm2_orphans
from backend.adapters.processes.lock import ProcessLock
from backend.adapters.processes.pm2 import App, Pm2
from backend.adapters.processes.pm2_ancestry import is_abandoned, pm2_above
from backend.adapters.processes.pm2_orphans import Orphan
from backend.commands.checks import processes as process_checks
from backend.commands.start import orphans
from backend.commands.stop import stop
from backend.settings import Settings, parse
from tests.support.installations.pm2_daemon import PROGRAM, pm2_home
from tests.support.installations.processes import ROOT, OwnProcess
from tests.support.installations.servers import free_port, wait_until

SLEEP = "import time; print('here', flush=True); time.sleep(600)"
HALF_DEAD = """
import ctypes, subprocess, sys, threading, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
threading.Thread(target=time.sleep, args=(600,)).start()
print(child.pid, flush=True)
ctypes.CDLL(None).pthread_exit(None)
"""
"""A process whose first thread has ended: it is as good as dead, but still the parent of its child."""


@dataclass
class Installation:
    """Processes of an installation, each of which only sleeps, but for Redis."""

    settings: Settings
    pm2: Pm2

    def start(self, *names: str) -> dict[str, psutil.Process]:
        self.pm2.start([self._app(name) for name in names])
        logs = [self._log(name) for name in names if name != "redis"]
        wait_until(lambda: all(log.exists() and "here" in log.read_text() for log in logs), "the processes")
        return {name: psutil.Process(running.pid) for name, running in self.pm2.processes().items()}

    def start_redis(self) -> psutil.Process:
        process = self.start("redis")["redis"]
        wait_until(lambda: process.name() == "redis-server", "the process to become Redis")
        return process

    def kill_pm2(self) -> None:
        daemon = psutil.Process(int((self.settings.pm2_home / "pm2.pid").read_text()))
        daemon.kill()
        wait_until(lambda: not pm2_orphans.is_alive(daemon), "PM2 to be gone")

    def _app(self, name: str) -> App:
        (script := self.settings.data_dir / "sleep.py").write_text(SLEEP)
        args = "-m backend.workers.embedded_redis" if name == "redis" else str(script)
        env = {"DATA_DIR": str(self.settings.data_dir)}
        return App(name=name, script=sys.executable, args=args, cwd=str(ROOT), env=env, log_file=str(self._log(name)))

    def _log(self, name: str) -> Path:
        return self.settings.data_dir / f"{name}.log"


@pytest.fixture
def here() -> Iterator[Installation]:
    yield from installation()


@pytest.fixture
def elsewhere() -> Iterator[Installation]:
    yield from installation()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pm2_orphans, "END_SECONDS", 0.3)


def installation() -> Iterator[Installation]:
    with pm2_home() as folder:  # where a PM2 is ended that nobody started: none
        ports = {"PORT": str(free_port()), "BACKEND_PORT": str(free_port())}
        settings = parse({"DATA_DIR": str(folder), **ports}, root=ROOT)
        started = Installation(settings, Pm2(PROGRAM, settings.pm2_home))
        try:
            yield started
        finally:
            stop(settings)


def numbers(found: list[Orphan]) -> dict[str, int]:
    return {orphan.name: orphan.process.pid for orphan in found}


def test_only_what_this_pm2_left_of_ours_is_found(here: Installation, elsewhere: Installation) -> None:
    other = elsewhere.start("backend")["backend"]
    ours = here.start("backend", "camera-7", "somebody-elses")
    assert orphans(here.settings) == [], "PM2 looks after them"
    assert not is_abandoned(ours["backend"], ours["backend"].environ())
    elsewhere.kill_pm2()
    here.kill_pm2()
    assert numbers(orphans(here.settings)) == {name: ours[name].pid for name in ("backend", "camera-7")}
    assert is_abandoned(ours["backend"], ours["backend"].environ())
    here.start("backend")
    assert numbers(orphans(here.settings)) == {name: ours[name].pid for name in ("backend", "camera-7")}, "the old ones"
    pm2_orphans.end(orphans(here.settings))
    assert not any(pm2_orphans.is_alive(ours[name]) for name in ("backend", "camera-7"))
    assert pm2_orphans.is_alive(ours["somebody-elses"])
    assert pm2_orphans.is_alive(other)
    ours["somebody-elses"].kill()


def test_who_merely_has_pm2_in_his_environment_is_nobodys_orphan(here: Installation, tmp_path: Path) -> None:
    here.start("backend")
    shell = OwnProcess(["-c", SLEEP], log=tmp_path / "log", environ={"PM2_HOME": str(here.settings.pm2_home)})
    shell.start()
    try:
        wait_until(lambda: "here" in shell.log.read_text(), "the process")
        assert orphans(here.settings) == []
        assert not is_abandoned(psutil.Process(shell.pid), psutil.Process(shell.pid).environ())
    finally:
        shell.kill()


def test_a_killed_pm2_with_a_thread_that_has_not_ended_supervises_nothing(tmp_path: Path) -> None:
    daemon = OwnProcess(["-c", HALF_DEAD], log=tmp_path / "log")
    daemon.start()
    (tmp_path / "pm2.pid").write_text(str(daemon.pid))
    try:
        wait_until(lambda: daemon.log.read_text().strip().isdigit(), "its child")
        child = psutil.Process(int(daemon.log.read_text()))
        wait_until(lambda: psutil.Process(daemon.pid).status() == psutil.STATUS_ZOMBIE, "its first thread to end")
        assert child.ppid() == daemon.pid
        assert pm2_above(child, tmp_path) is None
        child.kill()
    finally:
        daemon.kill()


def test_a_redis_without_its_pm2_is_found_and_no_second_one_works_beside_it(here: Installation) -> None:
    first = here.start_redis()
    here.kill_pm2()
    assert numbers(orphans(here.settings)) == {"redis": first.pid}
    assert not ProcessLock(here.settings.run_dir, "redis").try_take(), "the server holds the place"
    second = here.start("redis")["redis"]  # it may have the number that the first one's file had
    assert numbers(orphans(here.settings)) == {"redis": first.pid}
    pm2_orphans.end(orphans(here.settings))
    wait_until(lambda: second.name() == "redis-server", "the second to take the place")
    assert orphans(here.settings) == []


def test_a_redis_that_no_pm2_started_is_nobodys_orphan(here: Installation) -> None:
    environ = {"DATA_DIR": str(here.settings.data_dir)}
    by_hand = OwnProcess(["-m", "backend.workers.embedded_redis"], log=here.settings.data_dir / "log", environ=environ)
    by_hand.start()
    try:
        wait_until(lambda: psutil.Process(by_hand.pid).name() == "redis-server", "Redis")
        assert orphans(here.settings) == []
    finally:
        by_hand.kill()


def test_a_killed_pm2_whose_process_entry_is_not_reaped_is_not_up(tmp_path: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", SLEEP])
    (tmp_path / "pm2.pid").write_text(str(killed.pid))
    assert pm2.is_up(tmp_path)
    killed.kill()
    wait_until(lambda: not pm2.is_up(tmp_path), "it to be seen as gone")
    assert psutil.pid_exists(killed.pid)
    killed.wait()


def test_make_stop_ends_what_pm2_left_and_the_doctor_reports_it(
    here: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = [*here.start("backend", "orchestrator").values(), here.start_redis()]
    here.kill_pm2()
    assert not process_checks.processes(here.settings)
    printed = capsys.readouterr().out
    assert "PM2 was killed" in printed
    assert "backend, orchestrator, redis" in printed
    assert "make run" in printed
    assert stop(here.settings) == "stopped; the data stays"
    assert not any(map(pm2_orphans.is_alive, ours))
    assert not pm2.is_up(here.settings.pm2_home)
    assert stop(here.settings) == "nothing was running"


def test_a_stopped_process_is_ended_too(here: Installation) -> None:
    process = here.start("jobs")["jobs"]
    here.kill_pm2()
    os.kill(process.pid, signal.SIGSTOP)
    pm2_orphans.end(orphans(here.settings))
    assert not pm2_orphans.is_alive(process)
