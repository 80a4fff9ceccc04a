"""Frames in shared memory: the worker writes at the model's input size, the inference server reads, nothing is copied
through Redis but a reference.

A plain file below /dev/shm, mapped by both sides, one per lane (a camera's requests of one task), with a few slots.
Each slot begins with its sequence number; it is set to 0 while the slot is written, so a reader that finds another
number than the request names, before or after copying, knows that the frame is gone. A file that a killed worker left
is replaced by its successor.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.core.errors import Unavailable
from backend.core.inference.lane import DEFAULT_TASK, Lane

SLOTS = 3
_HEADER = struct.Struct("<QQ")
"""Sequence number, side of the picture in pixels."""


class FrameGone(Unavailable):
    """The frame was overwritten, or its camera's worker has gone."""

    code = "frame_gone"


SHARED = Path("/dev/shm")  # noqa: S108 - with a folder of our own in it, mode 0700


def directory(data_dir: Path, installation: str) -> Path:
    """Where an installation's frames are: two of them on one machine never share a name, nor does a copy."""
    return SHARED / f"mandor-{installation}-{hashlib.sha256(str(data_dir).encode()).hexdigest()[:6]}"


def cameras_in(folder: Path) -> set[int]:
    """The cameras that have frames here. OSError when that cannot be known."""
    if not folder.exists():
        return set()
    stems = (path.name.partition(".")[0].removeprefix("camera-") for path in folder.glob("camera-*.*"))
    return {int(stem) for stem in stems if stem.isdecimal()}


def remove(folder: Path, camera_id: int) -> None:
    """Remove what a killed worker left. Only for the process that holds the camera's lock."""
    for path in folder.glob(f"camera-{camera_id}.*"):
        path.unlink(missing_ok=True)


class FrameWriter:
    """The frames of one lane, written by its worker. Unavailable when shared memory cannot be had or is full."""

    def __init__(self, folder: Path, camera_id: int, side: int, task: str = DEFAULT_TASK) -> None:
        """`task`: the lane's, see `Task.lane`."""
        self._task = task
        self._path = _path(folder, Lane(camera_id, task))
        self._shape = (side, side, 3)
        self._slot = _HEADER.size + side * side * 3
        fresh = self._path.with_suffix(f".{os.getpid()}")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600)
            try:
                os.posix_fallocate(handle, 0, self._slot * SLOTS)  # else a full /dev/shm is a bus error later
                self._map = mmap.mmap(handle, self._slot * SLOTS)
                self._inode = os.fstat(handle).st_ino
            finally:
                os.close(handle)
            fresh.replace(self._path)
        except OSError as error:
            with suppress(OSError):  # the folder may belong to another user
                fresh.unlink(missing_ok=True)
            raise Unavailable(f"Shared memory cannot be had ({error.strerror}).", code="no_shared_memory") from error

    def takes(self, task: str, side: int) -> bool:
        """Whether frames of this lane and size fit here."""
        return task == self._task and side == self._shape[0]

    def write(self, sequence: int, picture: NDArray[np.uint8]) -> None:
        """Put a picture (side, side, 3) into the slot of its sequence number (over 0)."""
        start = (sequence % SLOTS) * self._slot
        _HEADER.pack_into(self._map, start, 0, 0)
        pixels = np.ndarray(self._shape, np.uint8, buffer=self._map, offset=start + _HEADER.size)
        pixels[:] = picture
        _HEADER.pack_into(self._map, start, sequence, self._shape[0])

    def close(self) -> None:
        """Give the memory back; the file of a successor that is already running stays."""
        with suppress(OSError):
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()
        self._map.close()


class FrameReader:
    """The frames of all lanes, read by the inference server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[Lane, tuple[int, mmap.mmap]] = {}

    def read(self, lane: Lane, sequence: int, side: int) -> NDArray[np.uint8]:
        """A copy of the picture, (side, side, 3). FrameGone when it is no longer there."""
        area = self._area(lane)
        size = side * side * 3
        start = (sequence % SLOTS) * (_HEADER.size + size)
        if start + _HEADER.size + size > len(area) or _HEADER.unpack_from(area, start) != (sequence, side):
            raise FrameGone("The frame was overwritten before it was read.")
        pixels = np.frombuffer(area[start + _HEADER.size : start + _HEADER.size + size], np.uint8)
        if _HEADER.unpack_from(area, start) != (sequence, side):
            raise FrameGone("The frame was overwritten while it was read.")
        return pixels.reshape(side, side, 3)

    def _area(self, lane: Lane) -> mmap.mmap:
        """The lane's memory, opened again when its worker has made a new one."""
        path = _path(self._folder, lane)
        try:
            inode = path.stat().st_ino
            known = self._open.get(lane)
            if known is not None and known[0] == inode:
                return known[1]
            with path.open("rb") as file:
                area = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise FrameGone("The camera's worker has gone.") from error
        if known is not None:
            known[1].close()
        self._open[lane] = (inode, area)
        return area


def _path(folder: Path, lane: Lane) -> Path:
    of_task = "" if lane.task == DEFAULT_TASK else f".{lane.task}"
    return folder / f"camera-{lane.camera_id}{of_task}.frames"
