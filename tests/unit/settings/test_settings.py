"""Settings: documented in `.env.example`, checked together, and never weak where it matters."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values

from backend import settings
from backend.adapters.database.connection import normalized_url
from backend.adapters.engines import selection as engines
from backend.settings import ROOT, Settings, SettingsError, parse, secret_key
from tests.support.installations.tmpfs import fill, tiny_disk

EXAMPLE = {name: value or "" for name, value in dotenv_values(ROOT / ".env.example").items()}


class Recorder(dict[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, name: str, default: str = "") -> str:
        self.asked.add(name)
        return default


def test_the_example_lists_exactly_the_settings_there_are() -> None:
    environ = Recorder()
    parse(environ, root=ROOT)
    assert environ.asked == set(EXAMPLE)


def test_the_examples_values_are_the_defaults() -> None:
    assert parse(EXAMPLE, root=ROOT) == parse({}, root=ROOT)


def test_every_setting_of_the_example_is_explained() -> None:
    explained = False
    for line in (ROOT / ".env.example").read_text().splitlines():
        if not line.strip():
            explained = False
        elif line.startswith("#"):
            explained = True
        else:
            assert explained, f"{line} has no comment above it"


def test_every_engine_that_there_is_can_be_set_and_is_documented() -> None:
    assert ("auto", *engines.ENGINES) == settings.ENGINES
    explained = (ROOT / "docs" / "configuration.md").read_text(), (ROOT / ".env.example").read_text()
    for name in settings.ENGINES:
        assert parse({"ENGINE": name}, root=ROOT).engine == name
        assert f"`{name}`" in explained[0] or f"`ENGINE={name}`" in explained[0]
        assert re.search(rf"\b{name}\b", explained[1])


def test_an_empty_value_is_no_value() -> None:
    assert parse(dict.fromkeys(EXAMPLE, "  "), root=ROOT) == parse({}, root=ROOT)


def test_all_faults_are_reported_together() -> None:
    wrong = {
        "ENGINE": "tensorflow",
        "INFERENCE_THREADS": "many",
        "PORT": "70000",
        "BACKEND_PORT": "0",
        "REDIS_URL": "http://localhost",
        "SECRET_KEY": "short",
        "ADMIN_PASSWORD": "short",
        "ADMIN_EMAIL": "nobody",
        "DEMO": "maybe",
        "LOG_LEVEL": "LOUD",
        "TOKEN_HOURS": "-1",
        "EVIDENCE_DAYS": "a while",
        "EVIDENCE_DAYS_REVIEWED": "-1",
        "EVIDENCE_GB": "1.5",
        "EVIDENCE_GB_REVIEWED": "all",
        "DISK_RESERVE_GB": "10%",
        "VIOLATION_DAYS": "99999999",
    }
    with pytest.raises(SettingsError) as caught:
        parse(wrong, root=ROOT)
    assert {fault.split("=")[0].split(" ")[0] for fault in caught.value.faults} == set(wrong)
    assert all(fault in str(caught.value) for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "secret"),
        ("SECRET_KEY", "x" * 31),
        ("ADMIN_PASSWORD", "password"),
        ("ADMIN_PASSWORD", "123456789"),
    ],
)
def test_a_weak_secret_is_refused_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse({name: value}, root=ROOT)
    (fault,) = caught.value.faults
    assert fault.startswith(name)
    assert value not in fault.replace("password", "", 0 if value != "password" else -1)


@pytest.mark.parametrize(
    ("environ", "faults"),
    [
        ({}, []),
        ({"EVIDENCE_DAYS": "0", "EVIDENCE_DAYS_REVIEWED": "0", "VIOLATION_DAYS": "0"}, []),
        ({"EVIDENCE_DAYS": "365"}, []),
        ({"EVIDENCE_DAYS_REVIEWED": "89"}, ["EVIDENCE_DAYS_REVIEWED is shorter than EVIDENCE_DAYS"]),
        (
            {"EVIDENCE_DAYS": "0"},
            ["EVIDENCE_DAYS_REVIEWED is shorter than EVIDENCE_DAYS", "VIOLATION_DAYS is shorter than EVIDENCE_DAYS:"],
        ),
        ({"EVIDENCE_DAYS_REVIEWED": "0"}, ["VIOLATION_DAYS is shorter than EVIDENCE_DAYS_REVIEWED"]),
        ({"VIOLATION_DAYS": "90"}, ["VIOLATION_DAYS is shorter than EVIDENCE_DAYS_REVIEWED"]),
    ],
)
def test_times_that_contradict_each_other_are_refused(environ: dict[str, str], faults: list[str]) -> None:
    if not faults:
        parse(environ, root=ROOT)
        return
    with pytest.raises(SettingsError) as caught:
        parse(environ, root=ROOT)
    assert len(caught.value.faults) == len(faults)
    assert all(reported.startswith(fault) for reported, fault in zip(caught.value.faults, faults, strict=True))


def test_the_limits_follow_from_the_settings() -> None:
    limits = parse({"EVIDENCE_DAYS": "30", "EVIDENCE_GB_REVIEWED": "5", "DISK_RESERVE_GB": "10"}, root=ROOT).limits
    assert limits.days == {"demo": 30, "unreviewed": 30, "reviewed": 365}
    assert limits.most_bytes == {"unreviewed": 0, "reviewed": 5 * 10**9}
    assert limits.free_bytes == 11 * 10**9


def test_a_full_disk_leaves_the_signing_key_that_there_is(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", kilobytes=64) as folder:
        kept = parse({"DATA_DIR": str(folder)}, root=tmp_path)
        fill(folder)
        with pytest.raises(OSError, match="No space left"):
            secret_key(kept)
        assert not (folder / "secret_key").exists(), "and never half a key"
        (folder / "filling").unlink()
        made = secret_key(kept)
        fill(folder)
        assert secret_key(kept) == made


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("sqlite:////srv/mandor.db", True),
        ("sqlite:///mandor.db", True),
        ("postgres://db/mandor", True),
        ("postgresql://mandor:p/w:d%40@[2001:db8::1]:5432/mandor?sslmode=require", True),
        ("postgresql+psycopg://mandor@/mandor?host=/run/postgresql", True),
        ("foo", False),
        ("mysql://u:topsecret@db/mandor", False),
        ("postgresql+psycopg2://u:topsecret@db/mandor", False),
        ("postgresql://u:topsecret@db:port/mandor", False),
        ("sqlite://", False),
        ("sqlite:///:memory:", False),
        ("sqlite:///", False),
    ],
)
def test_a_database_that_cannot_be_meant_is_refused_without_its_password(url: str, fits: bool) -> None:
    if fits:
        assert normalized_url(parse({"DATABASE_URL": url}, root=ROOT).database_url)
        return
    with pytest.raises(SettingsError, match="DATABASE_URL cannot be used") as refused:
        parse({"DATABASE_URL": url}, root=ROOT)
    assert "topsecret" not in str(refused.value)


def test_trusted_proxies_are_networks_and_every_other_word_is_named() -> None:
    found = parse({"TRUSTED_PROXIES": "10.0.0.1, 192.0.2.9/24 2001:db8::/32"}, root=ROOT).trusted_proxies
    assert found == ("10.0.0.1/32", "192.0.2.0/24", "2001:db8::/32")
    with pytest.raises(SettingsError) as refused:
        parse({"TRUSTED_PROXIES": "proxy.plant, 10.0.0.1/33, ::1"}, root=ROOT)
    assert [fault.split("'")[1] for fault in refused.value.faults] == ["proxy.plant", "10.0.0.1/33"]


def test_two_services_on_one_port_are_refused() -> None:
    with pytest.raises(SettingsError, match="PORT and BACKEND_PORT are both 5000"):
        parse({"PORT": "5000"}, root=ROOT)


@pytest.mark.parametrize(
    ("environ", "url", "embedded"),
    [
        ({}, "unix:///there/var/redis/redis.sock", True),
        ({"DATA_DIR": "/data"}, "unix:///data/redis/redis.sock", True),
        ({"REDIS_URL": "rediss://plant:6380/2"}, "rediss://plant:6380/2", False),
    ],
)
def test_without_a_redis_of_its_own_the_plant_gets_one(environ: dict[str, str], url: str, embedded: bool) -> None:
    settings = parse(environ, root=Path("/there"))
    assert (settings.redis_url, settings.redis_embedded) == (url, embedded)


@pytest.mark.parametrize(("value", "demo"), [("0", False), ("1", True), ("no", False), ("YES", True), ("False", False)])
def test_a_flag_may_be_written_in_several_ways(value: str, demo: bool) -> None:
    assert parse({"DEMO": value}, root=ROOT).demo is demo


def test_relative_folders_are_below_the_installation() -> None:
    settings = parse({"DATA_DIR": "elsewhere", "EVIDENCE_DIR": "/mnt/pictures"}, root=Path("/there"))
    assert settings.data_dir == Path("/there/elsewhere")
    assert settings.evidence_dir == Path("/mnt/pictures")
    assert all(p.is_relative_to(settings.data_dir) for p in (settings.log_dir, settings.journal_dir, settings.pm2_home))


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    return parse({"DATA_DIR": str(tmp_path / "data")}, root=tmp_path)


def test_the_signing_key_is_made_once_and_for_its_owner_only(installation: Settings) -> None:
    made = secret_key(installation)
    file = installation.data_dir / "secret_key"
    assert len(made) >= 48
    assert secret_key(installation) == made == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(installation.data_dir) == ["secret_key"]  # noqa: PTH208


def test_a_signing_key_that_was_set_is_used_and_not_written_down(installation: Settings, tmp_path: Path) -> None:
    chosen = "k" * 40
    assert secret_key(parse({"SECRET_KEY": chosen, "DATA_DIR": str(tmp_path)}, root=tmp_path)) == chosen
    assert not (tmp_path / "secret_key").exists()


def test_a_key_file_that_a_crash_left_empty_is_never_a_key(installation: Settings) -> None:
    installation.data_dir.mkdir()
    (installation.data_dir / "secret_key").touch(mode=0o600)
    made = secret_key(installation)
    assert len(made) >= 48
    assert secret_key(installation) == made


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from backend.settings import parse, secret_key; import sys;"
        "print(secret_key(parse({'DATA_DIR': sys.argv[1]}, root=Path('/'))))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for _ in range(4)
    ]
    keys = {process.communicate(timeout=60)[0].strip() for process in started}
    assert len(keys) == 1
    assert len(keys.pop()) >= 48
