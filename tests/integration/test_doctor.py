"""What `make doctor` looks at, check by check."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from redis import Redis

from backend.adapters import redis_keys
from backend.adapters.process_heartbeat import Heartbeat
from backend.adapters.schema_upgrade import upgrade
from backend.commands import doctor, redis_checks
from backend.core.errors import MandorError
from backend.settings import GB, Settings, parse


def settings_with(tmp_path: Path, **environ: str) -> Settings:
    evidence_dir = tmp_path / "evidence"
    return parse({"DATA_DIR": str(tmp_path), "EVIDENCE_DIR": str(evidence_dir), **environ}, root=tmp_path)


def test_the_jobs_process_lives_while_it_is_heard_of(redis: Redis) -> None:
    assert not redis_checks.jobs_live(redis), "it never said anything"
    Heartbeat(redis, "jobs").beat()
    assert redis_checks.jobs_live(redis)
    redis.delete(redis_keys.process("jobs"))
    assert not redis_checks.jobs_live(redis), "it fell silent"


@pytest.mark.parametrize(("jobs_beat", "said"), [(True, "✓ jobs"), (False, "✗ the jobs process is silent")])
def test_a_silent_jobs_process_is_told(
    redis: Redis,
    redis_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    jobs_beat: bool,
    said: str,
) -> None:
    monkeypatch.setattr(redis_checks.pm2, "is_up", lambda home: True)
    if jobs_beat:
        Heartbeat(redis, "jobs").beat()
    assert redis_checks.jobs(settings_with(tmp_path, REDIS_URL=redis_url)) is jobs_beat
    assert said in capsys.readouterr().out


def test_redis_answers_with_the_same_clock(redis_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert redis_checks.redis(settings_with(tmp_path, REDIS_URL=redis_url))
    assert "✓ Redis" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("offset", "fine", "said"),
    [(0.0, True, ""), (-1.9, True, ""), (61.4, False, "61 s ahead of this"), (-9.0, False, "9 s behind this")],
)
def test_a_clock_that_differs_is_told(offset: float, fine: bool, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert redis_checks.same_clock(offset) is fine
    assert said in capsys.readouterr().out


def test_what_other_users_can_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_with(tmp_path)
    for mode, said in ((0o700, ""), (0o750, f"! other users of this machine can read {tmp_path}")):
        tmp_path.chmod(mode)
        assert doctor.privacy(settings)
        out = capsys.readouterr().out
        assert out.startswith(said)
        assert bool(out) == bool(said)


def test_the_disk_is_judged_by_the_levels_of_health(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    free = shutil.disk_usage(tmp_path).free // GB + 1
    for reserve, fine, said in ((0, True, "✓ disk of"), (2 * free, True, "! The disk"), (20 * free, False, "✗ The")):
        assert doctor.disk(settings_with(tmp_path, DISK_RESERVE_GB=str(reserve))) is fine
        assert capsys.readouterr().out.startswith(said)


def test_a_database_that_cannot_be_used_is_told_and_does_not_end_the_doctor(tmp_path: Path) -> None:
    settings = settings_with(tmp_path)
    assert doctor.database(settings), "there is none yet"
    (tmp_path / "mandor.db").write_bytes(b"no database" * 1000)
    with pytest.raises(MandorError, match="not a database"):
        doctor.database(settings)


def test_a_database_of_another_version_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = settings_with(tmp_path)
    upgrade(settings.database_url)
    with closing(sqlite3.connect(tmp_path / "mandor.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()
    assert doctor.database(settings)
    assert "older version (revision 0001)" in capsys.readouterr().out
