"""Logs that are written to while they are rotated."""

import subprocess
import sys
from pathlib import Path

import pytest

from backend.adapters.logging import rotation as log_rotation
from backend.adapters.logging.rotation import KEPT, LogRotation, part, rotate
from tests.support.installations.servers import wait_until

WRITER = """
import sys, time
for number in range(1_000_000):
    sys.stderr.write(f"line {number}\\n"); sys.stderr.flush(); time.sleep(0.0005)
"""


def test_a_process_that_keeps_writing_goes_on_at_the_files_new_end(tmp_path: Path) -> None:
    log = tmp_path / "camera-1.log"
    with log.open("ab") as file:  # as PM2 opens it: appending
        writer = subprocess.Popen([sys.executable, "-c", WRITER], stderr=file)
    try:
        for _ in range(3):
            wait_until(lambda: log.exists() and log.stat().st_size > 2000, "the log to grow")
            rotate(log)
        wait_until(lambda: log.stat().st_size > 500, "the log to grow again")
    finally:
        writer.kill()
        writer.wait()
    parts = [part(log, 3), part(log, 2), part(log, 1), log]
    content = b"".join(path.read_bytes() for path in parts)
    assert b"\0" not in content  # no hole where the emptied part was
    numbers = [int(line.split()[1]) for line in content.decode().splitlines()[:-1] if line.startswith("line ")]
    assert numbers == sorted(numbers)
    assert numbers[0] == 0
    assert len(numbers) >= numbers[-1] - 30  # at most a moment's lines are lost


def test_only_what_is_too_large_is_rotated_and_once_a_minute(tmp_path: Path) -> None:
    now = [0.0]
    large, small, other = (tmp_path / name for name in ("a.log", "b.log", "c.txt"))
    for path, size in ((large, 101), (small, 99), (other, 500)):
        path.write_bytes(b"x" * size)
    rotation = LogRotation((tmp_path, tmp_path / "missing"), most_bytes=100, monotonic=lambda: now[0])
    assert rotation.step() is True
    assert (large.stat().st_size, part(large, 1).stat().st_size, small.stat().st_size) == (0, 101, 99)
    large.write_bytes(b"y" * 101)
    assert rotation.step() is False
    now[0] += 60
    assert rotation.step() is True
    assert part(large, 1).read_bytes()[:1] == b"y"
    assert part(large, 2).read_bytes()[:1] == b"x"


def test_the_oldest_part_goes(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    for number in range(KEPT + 3):
        log.write_text(str(number))
        rotate(log)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.log", *(f"a.log.{n}" for n in range(1, KEPT + 1))]
    assert part(log, 1).read_text() == str(KEPT + 2)


def test_on_a_full_disk_a_log_is_emptied_without_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_rotation, "LEAST_FREE_BYTES", 2**62)
    log = tmp_path / "a.log"
    log.write_text("much")
    rotate(log)
    assert log.stat().st_size == 0
    assert not part(log, 1).exists()
