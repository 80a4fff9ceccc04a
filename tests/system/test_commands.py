"""What `make run`, `make stop` and `make doctor` say when something is wrong."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.installation import FOLDER, ROOT, Installation, free_port, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]


@pytest.fixture
def environ() -> Iterator[dict[str, str]]:
    """An installation that has never been started."""
    data_dir = Path(tempfile.mkdtemp(prefix="mandor-", dir="/tmp"))
    yield {
        **{k: v for k, v in os.environ.items() if k not in ("PM2_HOME", "REDIS_URL")},
        "DATA_DIR": str(data_dir),
        "EVIDENCE_DIR": str(data_dir / "violations"),
        "PORT": str(free_port()),
        "BACKEND_PORT": str(free_port()),
    }
    run("stop", {**os.environ, "DATA_DIR": str(data_dir)})
    shutil.rmtree(data_dir)


def run(command: str, environ: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Exit code and words of a command."""
    done = subprocess.run(
        [sys.executable, "-m", f"backend.commands.{command}", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout


def test_a_port_in_use_is_named_with_a_way_out(environ: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(environ["PORT"]))):
        code, words = run("start", environ)
    assert code == 1
    assert f"Port {environ['PORT']} is in use" in words
    assert "make run PORT=" in words


def test_bad_settings_are_named_all_at_once(environ: dict[str, str]) -> None:
    code, words = run("start", {**environ, "ENGINE": "steam", "PORT": "x", "ADMIN_PASSWORD": "short"})
    assert code == 1
    assert all(name in words for name in ("ENGINE", "PORT", "ADMIN_PASSWORD"))
    assert "short" not in words


@pytest.mark.parametrize("folder", ["/proc/nowhere", "/tmp/" + "x" * 100])
def test_a_data_folder_that_cannot_be_made_is_reported(environ: dict[str, str], folder: str) -> None:
    code, words = run("start", {**environ, "DATA_DIR": folder})
    assert code == 1
    assert "DATA_DIR" in words


def test_a_redis_that_does_not_answer_is_reported(environ: dict[str, str]) -> None:
    code, words = run("start", {**environ, "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"})
    assert code == 1
    assert "REDIS_URL does not answer" in words


def test_the_doctor_and_stop_start_nothing_on_a_machine_at_rest(environ: dict[str, str]) -> None:
    assert run("stop", environ) == (0, "✓ nothing was running\n")
    code, words = run("doctor", environ)
    assert "`make run` starts it" in words
    assert "All is well" not in words
    assert code == 0
    assert not (Path(environ["DATA_DIR"]) / "pm2" / "pm2.pid").exists()


def test_everything_works_in_a_folder_whatever_its_name(mandor: Installation, tmp_path: Path) -> None:
    """The installation of all system tests is in a folder whose name means something else in a URL."""
    assert mandor.data_dir.name == FOLDER
    assert list(mandor.data_dir.parent.iterdir()) == [mandor.data_dir], "nothing was made in another folder"
    for name in ("mandor.db", "redis/redis.sock", "redis/appendonly.aof", "logs/backend.log", "pm2/pm2.pid"):
        assert (mandor.data_dir / name).exists()
    clip = mandor.data_dir / "clip.mp4"
    shutil.copy(ROOT / "demo" / "warehouse.mp4", clip)
    camera_id = mandor.add_camera("clip", f"file:{clip}")
    mandor.wait_for_state(camera_id, "live")
    mandor.call("DELETE", f"/api/cameras/{camera_id}")
    _, words = run("doctor", mandor.environ)
    assert "✓ Redis" in words
    assert "✓ database: " in words
    code, words = run("backup", mandor.environ, str(tmp_path / FOLDER))
    assert code == 0
    assert {"mandor.db", "installation"} <= {path.name for path in (tmp_path / FOLDER).iterdir()}


def test_a_start_after_a_stop_is_no_restart(no_cameras: Installation) -> None:
    name = f"camera-{no_cameras.add_camera('gate', 'demo:warehouse')}"

    def restarts() -> dict[str, int | None]:
        """By process, once the camera's reports."""
        processes = no_cameras.json("GET", "/api/system")["processes"]
        found = {process["name"]: process["restarts"] for process in processes}
        return found if found.get(name) is not None else {}

    before = until(restarts, "the camera to report", 60)
    assert run("stop", no_cameras.environ)[0] == 0
    assert run("start", no_cameras.environ)[0] == 0
    assert until(restarts, "the camera to report again", 60) == before


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A checkout in a folder of such a name, with what `make install` would put there."""
    home = Path(tempfile.mkdtemp(prefix="mandor-", dir="/tmp"))
    folder = home / FOLDER
    shutil.copytree(ROOT / "backend", folder / "backend", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "frontend" / "server", folder / "frontend" / "server")
    for name in ("ecosystem.config.js", "package.json", "frontend/server.mjs", "frontend/package.json"):
        shutil.copy(ROOT / name, folder / name)
    for name in (".venv", "node_modules", "model", "demo", "frontend/node_modules", "frontend/dist"):
        (folder / name).symlink_to(ROOT / name)
    yield folder
    shutil.rmtree(home)


def test_the_checkout_may_be_in_a_folder_of_any_name(checkout: Path) -> None:
    ports = {"PORT": str(free_port()), "BACKEND_PORT": str(free_port()), "DEMO": "1", "HOST": "127.0.0.1"}
    unset = ("PM2_HOME", "REDIS_URL", "DATABASE_URL", "DATA_DIR", "EVIDENCE_DIR", "MODEL_DIR")
    environ = {**{k: v for k, v in os.environ.items() if k not in unset}, **ports}

    def output_of(command: str) -> str:
        python = [str(checkout / ".venv" / "bin" / "python"), "-m", f"backend.commands.{command}"]
        done = subprocess.run(
            python, cwd=checkout, env=environ, capture_output=True, text=True, timeout=110, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    try:
        assert "Mandor runs" in output_of("start")
        log = checkout / "var" / "logs" / "camera-1.log"
        until(lambda: log.exists() and "camera is live" in log.read_text(), "a camera to be live", 40)
    finally:
        output_of("stop")
