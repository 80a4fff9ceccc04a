"""Stream stamps: jumps against the wall clock are reported, delays of the network are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from backend.core.picture_health.timestamps import StampMonitor

FPS = 10


def steady(
    seconds: float, *, stamp: float = 0.0, arrived: float = 100.0, seq: int = 0
) -> Iterator[tuple[float, float, int]]:
    for n in range(round(seconds * FPS)):
        yield stamp + n / FPS, arrived + n / FPS, seq + n


@pytest.mark.parametrize(
    ("after", "jumped"),
    [
        ((20.0, 120.0, 200), False),  # as ever
        ((50.0, 150.0, 201), False),  # a network that lost half a minute
        ((20.1, 150.0, 201), False),  # a network that stood still; the rest follows
        ((50.0, 120.5, 500), False),  # and what had piled up arrives at once
        ((3620.0, 120.0, 200), True),  # the camera's clock was set forward
        ((26.0, 120.0, 200), True),
        ((0.0, 120.0, 200), True),  # set back
        ((15.0, 120.0, 200), True),
        ((21.5, 120.0, 200), False),  # too small to report
    ],
)
def test_a_jump_is_what_neither_the_wall_clock_nor_the_pictures_explain(
    after: tuple[float, float, int], jumped: bool
) -> None:
    monitor = StampMonitor()
    for stamp, arrived, seq in steady(20):
        monitor.add(stamp, arrived, seq)
    monitor.add(*after)
    assert (monitor.jumped_since(after[1]) is not None) == jumped


def test_a_jump_is_reported_for_a_minute() -> None:
    monitor = StampMonitor()
    for stamp, arrived, seq in (*steady(20), *steady(90, stamp=5000, arrived=120, seq=200)):
        monitor.add(stamp, arrived, seq)
    assert monitor.jumped_since(179) == 120
    assert monitor.jumped_since(181) is None


def test_pictures_that_come_later_and_later_are_late() -> None:
    monitor = StampMonitor()
    late = []
    for stamp, _, seq in steady(60):
        monitor.add(stamp, 100 + stamp * 1.1, seq)  # ten percent too slow
        late.append(monitor.late_seconds)
    assert 5 < late[-1] < 6.1
    assert late == sorted(late)


def test_a_camera_whose_clock_is_a_little_slow_is_not_late() -> None:
    monitor = StampMonitor()
    for n in range(20_000):
        monitor.add(n * 0.9995, 100.0 + n, n)
    assert monitor.late_seconds < 1
