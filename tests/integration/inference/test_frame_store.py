"""Frames in shared memory: written by one process, read by another, through crashes and without space."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from backend.adapters.inference import frame_store
from backend.adapters.inference.frame_store import SLOTS, FrameGone, FrameReader, FrameWriter, directory
from backend.core.errors import Unavailable
from backend.core.inference.lane import Lane
from tests.support.installations.processes import ROOT, OwnProcess
from tests.support.installations.servers import wait_until
from tests.support.installations.tmpfs import tiny_disk

SIDE = 64
WRITE_AND_HANG = """
import sys, time
import numpy as np
from pathlib import Path
from backend.adapters.inference.frame_store import FrameWriter
writer = FrameWriter(Path(sys.argv[1]), 7, 64)
writer.write(5, np.full((64, 64, 3), 200, np.uint8))
print("written", flush=True)
time.sleep(600)
"""


def picture(brightness: int, side: int = SIDE) -> np.ndarray:
    return np.full((side, side, 3), brightness, np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "frames"


def test_what_is_written_is_read(folder: Path) -> None:
    random = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    FrameWriter(folder, 7, SIDE).write(1, random)
    np.testing.assert_array_equal(FrameReader(folder).read(Lane(7), 1, SIDE), random)


def test_each_slot_keeps_its_picture_until_it_is_needed_again(folder: Path) -> None:
    writer, reader = FrameWriter(folder, 7, SIDE), FrameReader(folder)
    for sequence in range(1, SLOTS + 3):
        writer.write(sequence, picture(sequence))
    for sequence in (1, 2):
        with pytest.raises(FrameGone, match="overwritten"):
            reader.read(Lane(7), sequence, SIDE)
    for sequence in range(3, SLOTS + 3):
        assert (reader.read(Lane(7), sequence, SIDE) == sequence).all()


def test_a_picture_that_was_read_stays_as_it_was(folder: Path) -> None:
    writer, reader = FrameWriter(folder, 7, SIDE), FrameReader(folder)
    writer.write(1, picture(1))
    read = reader.read(Lane(7), 1, SIDE)
    writer.write(1 + SLOTS, picture(99))
    assert (read == 1).all()


@pytest.mark.parametrize(
    ("camera", "sequence", "side"),
    [(8, 1, SIDE), (7, 2, SIDE), (7, 1, SIDE * 2), (7, 1, SIDE // 2), (7, 1 + SLOTS, SIDE)],
)
def test_another_frame_than_was_written_is_gone(folder: Path, camera: int, sequence: int, side: int) -> None:
    FrameWriter(folder, 7, SIDE).write(1, picture(1))
    with pytest.raises(FrameGone):
        FrameReader(folder).read(Lane(camera), sequence, side)


def test_cameras_have_separate_frames(folder: Path) -> None:
    writers = {camera: FrameWriter(folder, camera, SIDE) for camera in (1, 2)}
    for camera, writer in writers.items():
        writer.write(1, picture(camera))
    reader = FrameReader(folder)
    assert [int(reader.read(Lane(camera), 1, SIDE)[0, 0, 0]) for camera in (1, 2)] == [1, 2]


def test_a_killed_writers_file_is_read_and_then_replaced_by_its_successor(folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "writer.log"
    writer = OwnProcess(["-c", WRITE_AND_HANG, str(folder)], log=log)
    writer.start()
    try:
        wait_until(lambda: log.exists() and "written" in log.read_text(), "another process to write a frame")
        reader = FrameReader(folder)
        assert (reader.read(Lane(7), 5, SIDE) == 200).all()
    finally:
        writer.kill()
    assert (reader.read(Lane(7), 5, SIDE) == 200).all()
    successor = FrameWriter(folder, 7, SIDE * 2)  # with another model's size
    with pytest.raises(FrameGone):
        reader.read(Lane(7), 5, SIDE)
    successor.write(1, picture(3, SIDE * 2))
    assert (reader.read(Lane(7), 1, SIDE * 2) == 3).all()
    assert [path.name for path in folder.iterdir()] == ["camera-7.frames"]


def test_a_writer_that_ends_late_leaves_its_successors_file_alone(folder: Path) -> None:
    late, successor = FrameWriter(folder, 7, SIDE), FrameWriter(folder, 7, SIDE)
    late.close()
    successor.write(1, picture(3))
    assert (FrameReader(folder).read(Lane(7), 1, SIDE) == 3).all()
    successor.close()
    assert list(folder.iterdir()) == []


def test_a_closed_writers_frames_are_gone(folder: Path) -> None:
    writer, reader = FrameWriter(folder, 7, SIDE), FrameReader(folder)
    writer.write(1, picture(1))
    writer.close()
    with pytest.raises(FrameGone, match="worker has gone"):
        reader.read(Lane(7), 1, SIDE)


def test_full_shared_memory_is_reported_before_anything_is_written(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "shm", kilobytes=64) as disk:
        roomy = FrameWriter(disk / "mandor", 1, SIDE)  # 3 slots of 12 kB
        with pytest.raises(Unavailable) as caught:
            FrameWriter(disk / "mandor", 2, SIDE)
        assert caught.value.code == "no_shared_memory"
        assert [path.name for path in (disk / "mandor").iterdir()] == ["camera-1.frames"]
        roomy.write(1, picture(1))
        assert (FrameReader(disk / "mandor").read(Lane(1), 1, SIDE) == 1).all()
        roomy.close()


def test_a_folder_of_another_user_is_unavailable(tmp_path: Path) -> None:
    """As after one start with sudo: frames go through Redis then, and the worker lives."""
    if os.geteuid() != 0:
        pytest.skip("needs root, to act as another user")
    others = Path("/dev/shm") / f"mandor-test-{os.getpid()}"
    others.mkdir(mode=0o700)
    program = (
        "import os, sys; from pathlib import Path\n"
        "from backend.adapters.inference.frame_store import FrameWriter\n"
        "from backend.core.errors import Unavailable\n"
        "os.setuid(65534)\n"
        "try: FrameWriter(Path(sys.argv[1]), 1, 64)\n"
        "except Unavailable as error: print(error.code)\n"
    )
    try:
        command = [sys.executable, "-c", program, str(others)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    finally:
        others.rmdir()
    assert done.stdout.strip() == "no_shared_memory", done.stderr


def test_two_installations_never_share_a_folder() -> None:
    one = directory(Path("/one/var"), "aaaa")
    assert one != directory(Path("/one/var"), "bbbb"), "the same path in another container"
    assert one != directory(Path("/other/var"), "aaaa"), "a copy of the data folder"
    assert one == directory(Path("/one/var"), "aaaa")


def test_another_task_of_a_camera_has_frames_of_its_own_that_are_removed_with_it(folder: Path) -> None:
    ppe, faces = FrameWriter(folder, 7, SIDE), FrameWriter(folder, 7, 2 * SIDE, "faces")
    ppe.write(1, picture(10))
    faces.write(1, picture(20, 2 * SIDE))
    reader = FrameReader(folder)
    assert (reader.read(Lane(7), 1, SIDE) == 10).all()
    assert (reader.read(Lane(7, "faces"), 1, 2 * SIDE) == 20).all()
    assert frame_store.cameras_in(folder) == {7}
    frame_store.remove(folder, 7)
    assert list(folder.iterdir()) == []
