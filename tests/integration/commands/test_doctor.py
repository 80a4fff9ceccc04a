"""What `make doctor` looks at, check by check."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from backend.adapters.database.schema_upgrade import upgrade
from backend.adapters.processes.heartbeat import Heartbeat
from backend.adapters.processes.pm2 import App
from backend.adapters.redis.connection import RedisClient
from backend.commands import doctor
from backend.commands.checks import processes as process_checks
from backend.commands.checks import redis as redis_checks
from backend.core.errors import MandorError
from backend.settings import ROOT, Settings, parse
from backend.settings.values import GB
from tests.fakes.supervisor import FakeSupervisor
from tests.support.installations.identity import be_the_tests


def settings_with(tmp_path: Path, **environ: str) -> Settings:
    evidence_dir = tmp_path / "evidence"
    be_the_tests(tmp_path)
    return parse({"DATA_DIR": str(tmp_path), "EVIDENCE_DIR": str(evidence_dir), **environ}, root=tmp_path)


def test_the_jobs_process_lives_while_it_is_heard_of(redis: RedisClient) -> None:
    assert not redis_checks.jobs_live(redis), "it never printed anything"
    Heartbeat(redis, "jobs").beat()
    assert redis_checks.jobs_live(redis)
    redis.delete(redis.names.process("jobs"))
    assert not redis_checks.jobs_live(redis), "it fell silent"


@pytest.mark.parametrize(("jobs_beat", "printed"), [(True, "✓ jobs"), (False, "✗ the jobs process is silent")])
def test_a_silent_jobs_process_is_reported(
    redis: RedisClient,
    redis_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    jobs_beat: bool,
    printed: str,
) -> None:
    monkeypatch.setattr(redis_checks.pm2, "is_up", lambda home: True)
    if jobs_beat:
        Heartbeat(redis, "jobs").beat()
    assert redis_checks.jobs(settings_with(tmp_path, REDIS_URL=redis_url)) is jobs_beat
    assert printed in capsys.readouterr().out


def test_redis_answers_with_the_same_clock(redis_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert redis_checks.redis(settings_with(tmp_path, REDIS_URL=redis_url))
    assert "✓ Redis" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("offset", "fine", "printed"),
    [(0.0, True, ""), (-1.9, True, ""), (61.4, False, "61 s ahead of this"), (-9.0, False, "9 s behind this")],
)
def test_a_clock_that_differs_is_reported(
    offset: float, fine: bool, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert redis_checks.same_clock(offset) is fine
    assert printed in capsys.readouterr().out


def test_what_other_users_can_read_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_with(tmp_path)
    for mode, printed in ((0o700, ""), (0o750, f"! other users of this machine can read {tmp_path}")):
        tmp_path.chmod(mode)
        assert doctor.privacy(settings)
        out = capsys.readouterr().out
        assert out.startswith(printed)
        assert bool(out) == bool(printed)


def test_the_disk_is_judged_by_the_levels_of_health(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    free = shutil.disk_usage(tmp_path).free // GB + 1
    for reserve, fine, printed in ((0, True, "✓ disk of"), (2 * free, True, "! The disk"), (20 * free, False, "✗ The")):
        assert doctor.disk(settings_with(tmp_path, DISK_RESERVE_GB=str(reserve))) is fine
        assert capsys.readouterr().out.startswith(printed)


def test_a_database_that_cannot_be_used_is_reported_and_does_not_end_the_doctor(tmp_path: Path) -> None:
    settings = settings_with(tmp_path)
    assert doctor.database(settings), "there is none yet"
    (tmp_path / "mandor.db").write_bytes(b"no database" * 1000)
    with pytest.raises(MandorError, match="not a database"):
        doctor.database(settings)


def test_a_database_of_another_version_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_with(tmp_path)
    upgrade(settings.database_url)
    with closing(sqlite3.connect(tmp_path / "mandor.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()
    assert doctor.database(settings)
    assert "older version (revision 0001)" in capsys.readouterr().out


WELL = {"status": "healthy", "problems": []}
ILL = {"status": "degraded", "problems": [{"grave": False, "message": "2 of 4 cameras are not connected."}]}
DEAD = {"status": "unhealthy", "problems": [{"grave": True, "message": "Redis does not answer."}]}


@pytest.mark.parametrize(
    ("body", "fine", "printed"),
    [
        (WELL, True, "✓ health"),
        (ILL, False, "! health: 2 of 4 cameras"),
        (DEAD, False, "✗ health: Redis does not"),
        ([], False, "✗ the backend does not report"),
        (None, False, "✗ the backend does not report"),
    ],
)
def test_the_doctor_asks_the_backend_how_the_system_is(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    body: object,
    fine: bool,
    printed: str,
) -> None:
    monkeypatch.setattr(process_checks.pm2, "is_up", lambda home: True)

    class Backend(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if body == WELL else 503)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode() if self.path == "/health" and body is not None else b"<html>")

        def log_message(self, *_: object) -> None:
            """Not on the screen."""

    with HTTPServer(("127.0.0.1", 0), Backend) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        assert process_checks.health(settings_with(tmp_path, BACKEND_PORT=str(server.server_port))) is fine
        thread.join()
    assert capsys.readouterr().out.startswith(printed)


def test_a_process_that_pm2_does_not_know_is_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    running = FakeSupervisor()
    monkeypatch.setattr(process_checks.pm2, "is_up", lambda home: True)
    monkeypatch.setattr(process_checks, "supervisor", lambda settings: running)
    names = ("redis", "backend", "inference", "orchestrator", "jobs", "frontend")
    for missing, fine in (({"frontend", "redis"}, False), (set[str](), True)):
        running.delete(list(running.processes()))
        running.start([app_of(name) for name in names if name not in missing])
        assert process_checks.processes(settings_with(tmp_path)) is fine
        printed = capsys.readouterr().out
        assert ("PM2 does not run frontend, redis" in printed) is not fine


def app_of(name: str) -> App:
    return App(name=name, script="true", args="", cwd="/", log_file="/dev/null")


@pytest.mark.parametrize(("installed", "fine"), [(True, False), (False, True)])
def test_make_stop_reports_its_failure(tmp_path: Path, installed: bool, fine: bool) -> None:
    if installed:
        (tmp_path / "python").write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / "python").chmod(0o755)
    stop = ["make", "--no-print-directory", "stop", f"BIN={tmp_path}"]
    done = subprocess.run(stop, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is fine
    assert ("nothing was installed" in done.stdout) is fine
