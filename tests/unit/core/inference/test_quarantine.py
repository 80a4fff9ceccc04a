"""One death is an accident; a camera whose pictures kill again and again rests, longer each time, but not for ever."""

from __future__ import annotations

import pytest

from backend.core.inference.quarantine import LONGEST_REST_SECONDS, remembered, rest_seconds


@pytest.mark.parametrize(
    ("deaths", "at", "rest"),
    [
        ((), 100.0, 0.0),
        ((100.0,), 100.0, 0.0),  # killed from outside, perhaps
        ((100.0, 110.0), 110.0, 60.0),
        ((100.0, 110.0), 140.0, 30.0),
        ((100.0, 110.0), 170.0, 0.0),  # it is tried again
        ((100.0, 110.0, 171.0), 171.0, 120.0),
        (tuple(100.0 + i for i in range(20)), 120.0, LONGEST_REST_SECONDS - 1),
        ((100.0, 3700.0), 3700.0, 0.0),  # an hour apart
        ((5000.0, 5001.0), 100.0, 0.0),  # the clock was put back
    ],
)
def test_how_long_a_camera_rests(deaths: tuple[float, ...], at: float, rest: float) -> None:
    assert rest_seconds(deaths, at) == rest


def test_old_deaths_are_forgotten() -> None:
    assert remembered((100.0, 3000.0), 3800.0) == (3000.0,)


def test_a_scene_that_always_kills_costs_the_others_little() -> None:
    """Each death costs ten seconds of everybody's time."""
    deaths: tuple[float, ...] = ()
    now = lost = 0.0
    while now < 6 * 3600:
        rest = rest_seconds(deaths, now)
        if rest > 0:
            now += rest
            continue
        now, lost = now + 10, lost + 10
        deaths = (*remembered(deaths, now), now)
    assert lost / now < 0.02
