"""The contract of a supervisor, kept by PM2 and by its fake; and PM2's answers that say nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from backend.adapters.processes.pm2 import App, Pm2, Running, SupervisorError
from tests.fakes.supervisor import FakeSupervisor
from tests.support.installations.pm2_daemon import PROGRAM, pm2_home
from tests.support.installations.servers import wait_until


@dataclass
class Subject:
    """A supervisor, and a way to kill one of its processes without a word."""

    supervisor: Any
    kill: Callable[[Running], None]
    successor: Callable[[], Any]
    """The same one, as another process would find it."""
    folder: Path

    def app(self, name: str, **env: str) -> App:
        return App(
            name=name,
            script=sys.executable,
            args=str(self.folder / "sleep.py"),
            cwd=str(self.folder),
            env=env,
            log_file=str(self.folder / f"{name}.log"),
        )


def kill_process(running: Running) -> None:
    psutil.Process(running.pid).kill()


@pytest.fixture(scope="module", params=["pm2", "fake"])
def subject(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    """Both kinds in turn."""
    folder = tmp_path_factory.mktemp("apps")
    (folder / "sleep.py").write_text(
        "import os, time\nprint('here', os.environ.get('LABEL'), flush=True)\ntime.sleep(600)\n"
    )
    if request.param == "fake":
        fake = FakeSupervisor()
        yield Subject(fake, lambda running: fake.crash(running.name), lambda: fake, folder)
        return
    with pm2_home() as home:
        yield Subject(Pm2(PROGRAM, home), kill_process, lambda: Pm2(PROGRAM, home), folder)


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "subject" in request.fixturenames:
        supervisor = request.getfixturevalue("subject").supervisor
        supervisor.delete(list(supervisor.processes()))


def test_nothing_runs_at_first(subject: Subject) -> None:
    assert subject.supervisor.processes() == {}


def test_what_was_started_in_one_call_runs_and_what_was_deleted_does_not(subject: Subject) -> None:
    subject.supervisor.start([subject.app("camera-1"), subject.app("camera-2"), subject.app("camera-3")])
    processes = subject.supervisor.processes()
    assert {name: (p.name, p.status, p.is_kept) for name, p in processes.items()} == {
        name: (name, "online", True) for name in ("camera-1", "camera-2", "camera-3")
    }
    assert len({p.pid for p in processes.values()}) == 3
    subject.supervisor.delete(["camera-1", "camera-3"])
    left = subject.supervisor.processes()
    assert {name: p.pid for name, p in left.items()} == {"camera-2": processes["camera-2"].pid}


def test_a_killed_process_comes_back(subject: Subject) -> None:
    subject.supervisor.start([subject.app("camera-1")])
    before = subject.supervisor.processes()["camera-1"]
    subject.kill(before)

    def is_back() -> bool:
        now = subject.supervisor.processes()["camera-1"]
        return now.status == "online" and now.pid not in (0, before.pid) and now.restarts > before.restarts

    wait_until(is_back, "the killed process to come back", seconds=30)


def test_one_that_is_stopped_and_hears_nothing_ends_all_the_same(subject: Subject) -> None:
    if isinstance(subject.supervisor, FakeSupervisor):
        pytest.skip("a fake process cannot be stopped")
    subject.supervisor.start([subject.app("camera-1")])
    running = subject.supervisor.processes()["camera-1"]
    psutil.Process(running.pid).suspend()
    subject.supervisor.delete(["camera-1"])
    assert subject.supervisor.processes() == {}
    assert subject.supervisor.is_gone(running)


def test_starting_what_runs_starts_it_anew_and_not_twice(subject: Subject) -> None:
    subject.supervisor.start([subject.app("camera-1")])
    before = subject.supervisor.processes()
    subject.supervisor.start([subject.app("camera-1")])
    after = subject.supervisor.processes()
    assert list(after) == ["camera-1"]
    assert after["camera-1"].pid != before["camera-1"].pid


def test_ends_are_counted_from_the_start_with_their_exit_code(subject: Subject) -> None:
    supervisor = subject.supervisor
    supervisor.start([subject.app("camera-1")])
    first = supervisor.processes()["camera-1"]
    assert (first.deaths, first.exit_code, supervisor.is_gone(first)) == (0, None, False)
    subject.kill(first)
    wait_until(lambda: supervisor.is_gone(first), "the killed process to be gone")
    wait_until(lambda: supervisor.processes()["camera-1"].deaths == 1, "its end to be counted", seconds=30)
    assert supervisor.processes()["camera-1"].exit_code == 0, "as if it had ended by itself"
    supervisor.delete(["camera-1"])
    supervisor.start([subject.app("camera-1")])
    assert supervisor.processes()["camera-1"].deaths == 0


def test_a_successor_finds_what_runs(subject: Subject) -> None:
    """The contract's fifth point: the process that started it may end."""
    subject.supervisor.start([subject.app("camera-1")])
    before = subject.supervisor.processes()
    assert subject.successor().processes() == before


def test_deleting_one_that_is_there_and_one_that_is_not_fails_aloud(subject: Subject) -> None:
    subject.supervisor.start([subject.app("camera-1")])
    with pytest.raises(SupervisorError):
        subject.supervisor.delete(["camera-9", "camera-1"])


def test_deleting_what_is_not_there_fails_aloud(subject: Subject) -> None:
    with pytest.raises(SupervisorError):
        subject.supervisor.delete(["camera-9"])


def test_nothing_to_do_is_done_at_once(subject: Subject) -> None:
    subject.supervisor.start([])
    subject.supervisor.delete([])


def test_a_process_gets_its_environment_and_writes_its_log(subject: Subject) -> None:
    if isinstance(subject.supervisor, FakeSupervisor):
        pytest.skip("a fake process writes nothing")
    subject.supervisor.start([subject.app("camera-1", LABEL="selamat pagi")])
    log = subject.folder / "camera-1.log"
    wait_until(lambda: log.exists() and "here selamat pagi" in log.read_text(), "the process to say something")


def saying(folder: Path, script: str) -> Pm2:
    """A PM2 that answers with this shell script."""
    program = folder / "pm2"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Pm2(program, folder)


WHOLE = '[{"name":"camera-1","pid":7,"pm2_env":{"status":"online","restart_time":2}}]'


@pytest.mark.parametrize(
    "script",
    [
        "true",  # says nothing
        "echo undefined",
        "echo '[PM2] Spawning PM2 daemon'",  # and then not the list
        f"echo '{WHOLE[:-10]}'",  # cut off
        """echo '[{"name":"camera-1"}]'""",  # of another version
        """echo '[{"name":"camera-1","pid":7,"pm2_env":{"status":"online","restart_time":"often"}}]'""",
        "echo '[null]'",
        "echo '{}'",
        f"echo '{WHOLE}'; exit 1",
    ],
)
def test_an_answer_that_is_no_list_is_never_taken_for_an_empty_one(tmp_path: Path, script: str) -> None:
    with pytest.raises(SupervisorError):
        saying(tmp_path, script).processes()


def test_a_missing_pm2_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SupervisorError, match="did not answer"):
        Pm2(tmp_path / "nothing", tmp_path).processes()


def test_ending_many_may_take_longer_than_a_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.adapters.processes.pm2.EACH_SECONDS", 1.0)
    monkeypatch.setattr("backend.adapters.processes.pm2.CALL_SECONDS", 0.1)
    names = [f"camera-{number}" for number in range(5)]
    slow = saying(tmp_path, "shift; for name in $*; do sleep 0.2; done")  # one after the other, as PM2 does
    slow.delete(names)
    monkeypatch.setattr("backend.adapters.processes.pm2.EACH_SECONDS", 0.1)
    with pytest.raises(SupervisorError, match="did not answer"):
        slow.delete(names)


def test_output_of_pm2_before_its_list_is_ignored(tmp_path: Path) -> None:
    pm2 = saying(tmp_path, f"echo '[PM2] Spawning'; echo '>>>> In-memory PM2 is out-of-date'; echo '{WHOLE}'")
    assert pm2.processes() == {"camera-1": Running(name="camera-1", status="online", pid=7, restarts=2)}


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        ("online", True),
        ("launching", True),
        ("waiting restart", True),
        ("stopped", False),
        ("errored", False),
        ("stopping", False),
    ],
)
def test_a_process_that_is_about_to_come_back_is_kept(status: str, kept: bool) -> None:
    assert Running(name="camera-1", status=status, pid=0, restarts=3).is_kept is kept
