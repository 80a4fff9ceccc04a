"""What is done to the plant. Each fault returns which cameras it hits and when it is over."""

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
    """`kill -9` of a scripted camera."""
    camera_id = random.choice(plant.camera_ids)
    plant.processes.signal(f"camera-{camera_id}", signal.SIGKILL)
    return Fault("kill_camera", (camera_id,), time.time())


def kill_backend(plant: Plant, _random: Random, _seconds: float) -> Fault:
    """`kill -9` of the backend, its worker included."""
    plant.processes.signal("backend", signal.SIGKILL)
    return _storing("kill_backend", plant)


def kill_redis(plant: Plant, _random: Random, _seconds: float) -> Fault:
    """`kill -9` of Redis."""
    plant.processes.signal("redis", signal.SIGKILL)
    return _all("kill_redis", plant)


def kill_everything(plant: Plant, _random: Random, _seconds: float) -> Fault:
    """`kill -9` of every process, nearly at once."""
    for name in plant.processes.names:
        plant.processes.signal(name, signal.SIGKILL)
    return _all("kill_everything", plant)


def power_cut_redis(plant: Plant, random: Random, _seconds: float) -> Fault:
    """Redis dies and its disk lacks the last second of what it had answered, cut in the middle of a command."""
    log = plant.folder / "redis" / "appendonly.aof"
    before = log.stat()
    time.sleep(LAST_SECOND)
    plant.processes.signal("redis", signal.SIGSTOP)
    now = log.stat()
    if now.st_ino == before.st_ino and now.st_size > before.st_size:
        plant.processes.signal("redis", signal.SIGKILL)
        os.truncate(log, random.randrange(before.st_size, now.st_size))
    plant.processes.signal("redis", signal.SIGKILL)
    return _all("power_cut_redis", plant)


def freeze_camera(plant: Plant, random: Random, seconds: float) -> Fault:
    """A scripted camera stands still."""
    camera_id = random.choice(plant.camera_ids)
    _freeze(plant, f"camera-{camera_id}", seconds)
    return Fault("freeze_camera", (camera_id,), time.time())


def freeze_backend(plant: Plant, _random: Random, seconds: float) -> Fault:
    """The backend stands still."""
    _freeze(plant, "backend", seconds)
    return _storing("freeze_backend", plant)


def freeze_redis(plant: Plant, _random: Random, seconds: float) -> Fault:
    """Redis accepts and does not answer."""
    _freeze(plant, "redis", seconds)
    return _all("freeze_redis", plant)


def kill_worker(plant: Plant, random: Random, _seconds: float) -> Fault:
    """`kill -9` of a real camera's worker."""
    camera_id = random.choice(plant.real.ids)
    plant.processes.signal(f"worker-{camera_id}", signal.SIGKILL)
    return Fault("kill_worker", (camera_id,), time.time())


def freeze_worker(plant: Plant, random: Random, seconds: float) -> Fault:
    """A real camera's worker stands still."""
    camera_id = random.choice(plant.real.ids)
    _freeze(plant, f"worker-{camera_id}", seconds)
    return Fault("freeze_worker", (camera_id,), time.time())


def kill_inference(plant: Plant, _random: Random, _seconds: float) -> Fault:
    """`kill -9` of the inference server."""
    plant.processes.signal("inference", signal.SIGKILL)
    return Fault("kill_inference", tuple(plant.real.ids), time.time())


def stop_rtsp(plant: Plant, _random: Random, seconds: float) -> Fault:
    """The real cameras' RTSP server is away, and comes back at its address."""
    with plant.processes.away("rtsp"):
        time.sleep(seconds)
    return Fault("stop_rtsp", tuple(plant.real.ids), time.time())


def lock_database(plant: Plant, _random: Random, seconds: float) -> Fault:
    """Somebody else holds the database's write lock."""
    with closing(sqlite3.connect(plant.database, timeout=10, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        time.sleep(seconds)
        other.execute("ROLLBACK")
    return _storing("lock_database", plant)


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
    return _storing("fill_evidence", plant)


REAL_KINDS: dict[str, Doing] = {
    doing.__name__: doing for doing in (stop_rtsp, kill_worker, kill_inference, freeze_worker)
}
"""What can only be done to real cameras."""

KINDS: dict[str, Doing] = {
    doing.__name__: doing
    for doing in (
        kill_camera,
        kill_redis,
        *REAL_KINDS.values(),
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


def _storing(kind: str, plant: Plant) -> Fault:
    """Felt by every camera that waits for a violation to be stored."""
    return Fault(kind, tuple(plant.camera_ids), time.time())


def _all(kind: str, plant: Plant) -> Fault:
    """Felt by every camera."""
    return Fault(kind, (*plant.camera_ids, *plant.real.ids), time.time())


def _freeze(plant: Plant, name: str, seconds: float) -> None:
    plant.processes.signal(name, signal.SIGSTOP)
    time.sleep(seconds)
    plant.processes.signal(name, signal.SIGCONT)
