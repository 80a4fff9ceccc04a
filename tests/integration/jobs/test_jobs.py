"""Background jobs run once, survive kill -9 of themselves and of their process, and are seen when they fail."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from backend.adapters.database.connection import Database
from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.jobs import queue as job_queue
from backend.adapters.jobs.queue import JobQueue
from backend.adapters.machine import disk
from backend.adapters.machine.reserve_file import Ballast
from backend.adapters.redis import server as redis_server
from backend.adapters.redis.connection import RedisClient, connect, errors_as_unavailable
from backend.core.errors import Unavailable
from backend.core.system.disk_level import Reserve
from backend.services.assembly import Backend
from backend.services.evidence.storage_report import last_ran
from backend.services.system.disk_monitor import DiskMonitor, WatchedFolder
from backend.workers import full_disk
from backend.workers.full_disk import FullDisk
from tests.integration.evidence.test_evidence_retention import DAY, Scene
from tests.support.installations.identity import INSTALLATION, be_the_tests
from tests.support.installations.processes import OwnProcess
from tests.support.installations.servers import wait_until
from tests.support.installations.tmpfs import fill, tiny_disk


class Jobs:
    """The jobs process and what its jobs noted."""

    def __init__(self, redis: RedisClient, environ: dict[str, str], folder: Path) -> None:
        self.notes = folder / "notes"
        self.notes.mkdir()
        self.queue = JobQueue(redis)
        self.redis = redis
        environ = {**environ, "JOBS_NOTES": str(self.notes)}
        self.process = OwnProcess(["-m", "backend.workers.jobs"], log=folder / "jobs.log", environ=environ)
        self.other = OwnProcess(["-m", "backend.workers.jobs"], log=folder / "other.log", environ=environ)

    def enqueue(self, function: str) -> None:
        name = function.rpartition(".")[2]
        self.redis.delete(self.redis.names.job_due(name))
        assert self.queue.enqueue_when_due(name, function, every_seconds=3600, timeout_seconds=60)

    def wait_for_run(self, number: int) -> int:
        """The process that made the n-th attempt."""
        note = self.notes / f"run-{number}"
        wait_until(lambda: note.exists() and note.read_text() != "", f"attempt {number}", seconds=40)
        return int(note.read_text())

    def wait_for_success(self, name: str) -> None:
        wait_until(lambda: self.queue._status(name) == "finished", f"{name} to succeed", seconds=40)

    def record_abandoned(self) -> None:
        """As if the killed process had been silent for a minute."""
        registry = f"rq:wip:{self.redis.names.jobs_queue}"
        for member in self.redis.zrange(registry, 0, -1):
            self.redis.zadd(registry, {member: 1})


@pytest.fixture
def jobs(
    redis: RedisClient, redis_url: str, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Jobs]:
    monkeypatch.setattr(job_queue, "RETRY_SECONDS", (1, 1))
    environ = {
        "REDIS_URL": redis_url,
        "DATABASE_URL": sqlite_url,
        "DATA_DIR": str(be_the_tests(tmp_path / "data")),
        "EVIDENCE_DIR": str(tmp_path / "evidence"),
    }
    found = Jobs(redis, environ, tmp_path)
    yield found
    found.process.kill()
    found.other.kill()


def test_of_several_processes_one_enqueues_what_is_due(redis: RedisClient) -> None:
    asked = {"every_seconds": 60, "timeout_seconds": 5}
    one, other = JobQueue(redis), JobQueue(redis)
    assert one.enqueue_when_due("x", "tests.fakes.jobs.hang_once", **asked)
    assert not other.enqueue_when_due("x", "tests.fakes.jobs.hang_once", **asked)
    redis.delete(redis.names.job_due("x"))
    assert not other.enqueue_when_due("x", "tests.fakes.jobs.hang_once", **asked), "it waits already"
    assert redis.llen(f"rq:queue:{redis.names.jobs_queue}") == 1


def test_two_processes_run_retention_and_record_when_it_ran(jobs: Jobs) -> None:
    before = datetime.now(UTC)
    jobs.process.start()
    jobs.other.start()
    wait_until(lambda: last_ran(jobs.redis) is not None, "retention to run", seconds=40)
    ran_at = last_ran(jobs.redis)
    assert ran_at is not None
    assert ran_at >= before
    jobs.wait_for_success("evidence_retention")
    jobs.wait_for_success("evidence_sweep")
    assert jobs.queue.workers() == 2
    assert jobs.queue.failed() == []
    os.kill(jobs.process.pid, signal.SIGINT)
    assert jobs.process.ends(seconds=10) == 0


def test_a_killed_job_is_run_again(jobs: Jobs) -> None:
    jobs.enqueue("tests.fakes.jobs.hang_once")
    jobs.process.start()
    os.kill(jobs.wait_for_run(1), signal.SIGKILL)
    jobs.wait_for_success("hang_once")
    assert len(list(jobs.notes.iterdir())) == 2
    assert jobs.process.is_running


def test_a_job_whose_process_was_killed_is_run_again_by_the_next(jobs: Jobs) -> None:
    jobs.enqueue("tests.fakes.jobs.hang_once")
    jobs.process.start()
    horse = jobs.wait_for_run(1)
    jobs.process.kill()
    os.kill(horse, signal.SIGKILL)
    jobs.record_abandoned()
    jobs.process.start()
    jobs.wait_for_success("hang_once")


def test_a_job_that_fails_is_tried_again_and_seen_when_it_is_given_up(jobs: Jobs, backend: Backend) -> None:
    def reasons() -> list[str]:
        return backend.health.check(at=datetime.now(UTC)).reasons

    assert "The jobs process does not run: old pictures are not removed." in reasons()
    jobs.process.start()
    jobs.enqueue("tests.fakes.jobs.fail_twice")
    jobs.wait_for_success("fail_twice")
    assert len(list(jobs.notes.iterdir())) == 3
    assert not any("fail" in reason or "away: retention" in reason for reason in reasons())
    for note in jobs.notes.iterdir():
        note.unlink()
    job_queue.RETRY_SECONDS = (1,)
    jobs.enqueue("tests.fakes.jobs.fail_twice")
    wait_until(lambda: jobs.queue.failed() != [], "the job to be given up", seconds=40)
    assert "The job fail_twice failed: see the log of jobs." in reasons()
    assert not any("on fire" in reason for reason in reasons()), "anybody may read it"
    assert "OSError: the disk is on fire" in jobs.process.log.read_text()
    jobs.enqueue("tests.fakes.jobs.fail_twice")
    jobs.wait_for_success("fail_twice")
    assert jobs.queue.failed() == []


def test_on_a_full_disk_redis_is_away_and_comes_back(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=512) as folder:
        command = [redis_server.program(), *redis_server.arguments(folder)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        redis = connect(f"unix://{folder}/redis.sock", INSTALLATION)
        try:
            wait_until(lambda: answers(redis), "Redis")
            fill(folder)
            wait_until(lambda: refuses(redis), "Redis to notice that it cannot write")
            with pytest.raises(Unavailable) as refused, errors_as_unavailable():
                redis.set("k", "v")
            assert refused.value.code == "redis_unavailable"
            with pytest.raises(Unavailable):
                JobQueue(redis).enqueue_when_due("x", "y", every_seconds=9, timeout_seconds=9)
            assert server.poll() is None
            (folder / "filling").unlink()
            wait_until(lambda: not refuses(redis), "Redis to write again")
        finally:
            redis.close()
            server.kill()
            server.wait()


def test_an_error_of_redis_that_is_no_full_disk_stays_what_it_is(redis: RedisClient) -> None:
    redis.set("text", "x")
    with pytest.raises(ResponseError), errors_as_unavailable():
        redis.lpush("text", "y")


def test_a_full_disk_is_emptied_without_redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "note"
    monkeypatch.setattr(full_disk, "COMMAND", ("touch", str(note)))
    with tiny_disk(tmp_path / "disk", kilobytes=256) as folder:
        found = FullDisk(DiskMonitor((WatchedFolder("evidence", folder, Reserve(100_000)),)))
        assert (found.is_low(), found.make_room()) == (False, False)
        fill(folder)
        assert (found.is_low(), found.make_room()) == (True, True)
        assert note.exists()
        assert not found.make_room(), "not again at once"


def has_room(folder: Path, scene: Scene) -> bool:
    """Whether pictures went and the ballast is back, with the reserve beside it."""
    free = disk.measure(folder).free_bytes
    return len(scene.with_files()) < 30 and Ballast(folder).missing_bytes == 0 and free >= 4_000_000


def supervised(process: OwnProcess) -> bool:
    """Start it again when it has ended, as PM2 does."""
    if not process.is_running:
        process.start()
    return True


def answers(redis: RedisClient) -> bool:
    try:
        return bool(redis.ping())
    except (RedisConnectionError, ResponseError):  # with a full disk it refuses even that
        return False


def refuses(redis: RedisClient) -> bool:
    try:
        redis.set("k", bytes(5000))
    except ResponseError:
        return True
    return False


SMALL_GIGABYTES = "import sys, backend.settings.values as s; s.GB = 1_000_000; "
"""Settings count disks in GB; a disk of some MB is enough to see what happens."""


def test_a_disk_that_is_full_with_everything_on_it_is_emptied_and_all_goes_on(
    tmp_path: Path,
) -> None:
    program = SMALL_GIGABYTES + (
        "from backend.workers import full_disk, jobs; "
        "full_disk.COMMAND = (sys.executable, '-c', sys.argv[1]); jobs.main()"
    )
    emergency = SMALL_GIGABYTES + "from backend.jobs.evidence_retention import main; main()"
    with tiny_disk(tmp_path / "disk", kilobytes=64 * 1024) as folder:
        url, socket = f"sqlite:///{folder}/mandor.db", f"unix://{folder}/redis.sock"
        upgrade(url)
        database = Database(url)
        scene = Scene(database, folder / "violations", folder)
        reviewed = {scene.store((9 + n) * DAY, size=400_000, reviewed=True) for n in range(20)}
        unreviewed = {scene.store((9 + n) * DAY, size=400_000) for n in range(10)}
        server = subprocess.Popen([redis_server.program(), *redis_server.arguments(folder)], stdout=subprocess.DEVNULL)
        environ = {
            "REDIS_URL": socket,
            "DATABASE_URL": url,
            "DATA_DIR": str(be_the_tests(folder)),
            "EVIDENCE_DIR": str(folder / "violations"),
            "DISK_RESERVE_GB": "4",
        }
        process = OwnProcess(["-c", program, emergency], log=tmp_path / "jobs.log", environ=environ)
        redis = connect(socket, INSTALLATION)
        try:
            process.start()
            wait_until(lambda: answers(redis) and last_ran(redis) is not None, "retention to run", seconds=40)
            wait_until(lambda: Ballast(folder).missing_bytes == 0, "the ballast to be taken")
            assert scene.with_files() == reviewed | unreviewed, "there is room"
            fill(folder)
            wait_until(lambda: supervised(process) and has_room(folder, scene), "room to be made", seconds=60)
            assert unreviewed <= scene.with_files() < reviewed | unreviewed
            wait_until(lambda: answers(redis) and not refuses(redis), "Redis to write again")
            redis.delete(redis.names.retention_ran, redis.names.job_due("evidence_retention"))
            wait_until(lambda: supervised(process) and last_ran(redis) is not None, "jobs to run again", seconds=40)
        finally:
            process.kill()
            redis.close()
            server.kill()
            server.wait()
            database.close()
