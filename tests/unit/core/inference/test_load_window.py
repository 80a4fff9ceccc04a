"""What the server did lately, summed up."""

from __future__ import annotations

import pytest

from backend.core.inference.load_window import WINDOW_SECONDS, LoadWindow, Turn


def turn(at: float, took: float = 0.02, waited: float | None = 0.1, camera: int = 1, second: bool = False) -> Turn:
    return Turn(at, took, waited, camera, second, queue=3)


def test_nothing_was_done() -> None:
    load = LoadWindow(0.0).load(100.0)
    assert (load.pictures_per_second, load.busy, load.cameras, load.stale) == (0.0, 0.0, 0, 0)
    assert load.milliseconds_mean is None
    assert load.waiting_ms_p95 is None


def test_the_last_seconds_are_summed_up() -> None:
    window = LoadWindow(0.0)
    for i in range(200):
        window.add(turn(100 + i * 0.1, took=0.08 if i % 10 == 0 else 0.02, camera=i % 4))
    window.add(turn(119.95, took=0.005, second=True, waited=None))
    window.passed_over()
    load = window.load(120.0)
    assert load.pictures_per_second == pytest.approx(10, abs=0.2)
    assert load.second_looks_per_second == 0.1
    assert load.milliseconds_mean == pytest.approx(26, abs=0.5)
    assert load.milliseconds_p95 == 80.0
    assert (load.waiting_ms_mean, load.waiting_ms_p95) == (100.0, 100.0)
    assert load.busy == pytest.approx(0.26, abs=0.01)
    assert (load.cameras, load.queue, load.stale) == (4, 3.0, 1)


def test_what_is_long_ago_is_forgotten_and_a_fresh_server_is_not_called_idle() -> None:
    window = LoadWindow(100.0)
    for i in range(10):
        window.add(turn(100.0 + i * 0.1, took=0.1))
    assert window.load(101.0).busy == 1.0
    assert window.load(101.0).pictures_per_second == 10.0
    assert window.load(101.0 + WINDOW_SECONDS).pictures_per_second == 0.0
