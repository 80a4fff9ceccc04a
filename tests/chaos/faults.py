"""What is done to the plant. Each fault says whom it hits and when it is over."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from random import Random

from tests.chaos.plant import Plant
from tests.chaos.timeline import Fault

Doing = Callable[[Plant, Random, float], Fault]
LAST_SECOND = 1.0


def kill_camera(plant: Plant, random: Random, _seconds: float) -> Fault:
    """`kill -9` of a camera's worker."""
    camera_id = random.choice(plant.camera_ids)
    plant.signal(f"camera-{camera_id}", signal.SIGKILL)
    return Fault("kill_camera", (camera_id,), time.time())


def kill_backend(plant: Plant, _random: Random, _seconds: float) -> Fault:
    """`kill -9` of the backend, its worker included."""
    plant.signal("backend", signal.SIGKILL)
    return _all("kill_backend", plant)


def kill_redis(plant: Plant, _random: Random, _seconds: float) -> Fault:
    """`kill -9` of Redis."""
    plant.signal("redis", signal.SIGKILL)
    return _all("kill_redis", plant)


def kill_everything(plant: Plant, _random: Random, _seconds: float) -> Fault:
    """`kill -9` of every process, nearly at once."""
    for name in ("redis", "backend", *plant.camera_names):
        plant.signal(name, signal.SIGKILL)
    return _all("kill_everything", plant)


def power_cut_redis(plant: Plant, random: Random, _seconds: float) -> Fault:
    """Redis dies and its disk lacks the last second of what it had answered, cut in the middle of a command."""
    log = plant.folder / "redis" / "appendonly.aof"
    before = log.stat()
    time.sleep(LAST_SECOND)
    plant.signal("redis", signal.SIGSTOP)
    now = log.stat()
    if now.st_ino == before.st_ino and now.st_size > before.st_size:
        plant.signal("redis", signal.SIGKILL)
        os.truncate(log, random.randrange(before.st_size, now.st_size))
    plant.signal("redis", signal.SIGKILL)
    return _all("power_cut_redis", plant)


def freeze_camera(plant: Plant, random: Random, seconds: float) -> Fault:
    """A camera's worker stands still."""
    camera_id = random.choice(plant.camera_ids)
    _freeze(plant, f"camera-{camera_id}", seconds)
    return Fault("freeze_camera", (camera_id,), time.time())


def freeze_backend(plant: Plant, _random: Random, seconds: float) -> Fault:
    """The backend stands still."""
    _freeze(plant, "backend", seconds)
    return _all("freeze_backend", plant)


def freeze_redis(plant: Plant, _random: Random, seconds: float) -> Fault:
    """Redis accepts and does not answer."""
    _freeze(plant, "redis", seconds)
    return _all("freeze_redis", plant)


def lock_database(plant: Plant, _random: Random, seconds: float) -> Fault:
    """Somebody else holds the database's write lock."""
    with closing(sqlite3.connect(plant.database, timeout=10, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        time.sleep(seconds)
        other.execute("ROLLBACK")
    return _all("lock_database", plant)


def fill_evidence(plant: Plant, _random: Random, seconds: float) -> Fault:
    """The disk with the evidence is full; where no small disk could be mounted, its folder is gone."""
    if plant.is_mounted:
        filling = plant.evidence / "filling"
        with filling.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(1 << 20))
        with filling.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))
        time.sleep(seconds)
        filling.unlink()
    else:
        aside = plant.folder / "aside"
        plant.evidence.rename(aside)
        plant.evidence.write_text("not a folder")
        time.sleep(seconds)
        plant.evidence.unlink()
        aside.rename(plant.evidence)
    return _all("fill_evidence", plant)


KINDS: dict[str, Doing] = {
    doing.__name__: doing
    for doing in (
        kill_camera,
        kill_redis,
        kill_backend,
        fill_evidence,
        freeze_backend,
        lock_database,
        power_cut_redis,
        freeze_camera,
        kill_everything,
        freeze_redis,
    )
}


def _all(kind: str, plant: Plant) -> Fault:
    return Fault(kind, tuple(plant.camera_ids), time.time())


def _freeze(plant: Plant, name: str, seconds: float) -> None:
    plant.signal(name, signal.SIGSTOP)
    time.sleep(seconds)
    plant.signal(name, signal.SIGCONT)
