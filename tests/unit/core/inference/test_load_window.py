"""What the server did lately, summed up."""

from __future__ import annotations

import pytest

from backend.core.inference.lane import Lane
from backend.core.inference.load_window import WINDOW_SECONDS, LoadWindow, ServedRequest


def served(
    at: float,
    seconds: float = 0.02,
    waited: float | None = 0.1,
    camera: int = 1,
    *,
    task: str = "ppe",
    batch: int = 1,
) -> ServedRequest:
    refines = task == "crops"
    lane = Lane(camera, "ppe" if refines else task)
    return ServedRequest(
        at=at, seconds=seconds, waited=waited, lane=lane, task=task, refines=refines, queue=3, batch=batch
    )


def test_nothing_was_done() -> None:
    load = LoadWindow(0.0).load(100.0)
    assert (load.pictures_per_second, load.busy, load.cameras, load.stale) == (0.0, 0.0, 0, 0)
    assert load.milliseconds_mean is None
    assert load.waiting_ms_p95 is None


def test_the_last_seconds_are_summed_up() -> None:
    window = LoadWindow(0.0)
    for i in range(200):
        window.add(served(100 + i * 0.1, seconds=0.08 if i % 10 == 0 else 0.02, camera=i % 4))
    window.add(served(119.95, seconds=0.005, task="crops", waited=None))
    window.count_stale()
    load = window.load(120.0)
    assert load.pictures_per_second == pytest.approx(10, abs=0.2)
    assert load.refinements_per_second == 0.1
    assert load.milliseconds_mean == pytest.approx(26, abs=0.5)
    assert load.milliseconds_p95 == 80.0
    assert (load.waiting_ms_mean, load.waiting_ms_p95) == (100.0, 100.0)
    assert load.busy == pytest.approx(0.26, abs=0.01)
    assert (load.cameras, load.queue, load.stale) == (4, 3.0, 1)


def test_what_is_long_ago_is_forgotten_and_a_fresh_server_is_not_called_idle() -> None:
    window = LoadWindow(100.0)
    for i in range(10):
        window.add(served(100.0 + i * 0.1, seconds=0.1))
    assert window.load(101.0).busy == 1.0
    assert window.load(101.0).pictures_per_second == 10.0
    assert window.load(101.0 + WINDOW_SECONDS).pictures_per_second == 0.0


def test_each_task_has_numbers_of_its_own_and_a_batch_is_busy_once() -> None:
    window = LoadWindow(0.0)
    for camera in range(4):
        window.add(served(100.0, seconds=0.4, camera=camera, task="faces", batch=4))
    window.add(served(100.5, seconds=0.1))
    assert window.load(101.0).busy == 0.05
    assert window.load(101.0).pictures_per_second == 0.1
    faces = window.task_load("faces", 101.0)
    assert (faces.requests_per_second, faces.milliseconds_mean, faces.batch_mean) == (0.4, 400.0, 4.0)
    assert window.task_load("persons", 101.0).milliseconds_mean is None
