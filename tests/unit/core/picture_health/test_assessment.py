"""Picture health: spoiled pictures are reported within 30 seconds, good ones never.

The pictures are the demonstration clips, spoiled and encoded as a camera does. `make bench NAME=picture_health`
does the same with more clips, for longer.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from backend.core.picture_health.assessment import (
    BLINDING,
    WARNING,
    PictureCondition,
    PictureFault,
    PictureHealth,
    most_severe,
)
from bench.scenes import picture_cases as cases
from tests.support.installations.processes import ROOT

AFTER = 30.0
SECONDS = 62.0
EVERY_SECOND = 1.0
GOP = 2 * cases.FPS


@pytest.fixture(scope="module")
def day() -> list[cases.Picture]:
    return cases.pictures(ROOT / "demo" / "warehouse.mp4", width=320, seconds=25)


@pytest.fixture(scope="module")
def night() -> list[cases.Picture]:
    return cases.pictures(ROOT / "demo" / "warehouse_night.mp4", width=320, seconds=1)


def conditions_of(source: list[cases.Picture], spoil: cases.Spoil | None, seconds: float = SECONDS) -> dict[str, float]:
    spoiled = cases.spoiled(source, seconds=seconds, after=AFTER, spoil=spoil)
    return cases.first_reported(cases.samples(cases.encoded(spoiled, {"crf": "28"}, gop=GOP), EVERY_SECOND))


@pytest.mark.parametrize(
    ("make", "code", "within"),
    [
        (cases.frozen, "frozen", 25),
        (lambda: cases.frozen(clock=True), "frozen", 25),
        (lambda: cases.covered, "covered", 12),
        (lambda: cases.black, "dark", 12),
        (lambda: cases.turned, "moved", 20),
        (lambda: cases.knocked, "moved", 20),
        (lambda: cases.infrared, "no_colour", 12),
        (lambda: cases.out_of_focus, "defocused", 31),  # it takes 20 seconds until the lens is that far off
    ],
)
def test_a_spoiled_picture_is_reported_in_time_and_nothing_else_is(
    day: list[cases.Picture], make: Callable[[], cases.Spoil], code: str, within: float
) -> None:
    found = conditions_of(day, make())
    assert list(found) == [code]
    assert AFTER < found[code] <= AFTER + within


@pytest.mark.parametrize("spoil", [None, cases.lamps_off(0.2, 2.0)])
def test_people_who_pass_and_lamps_that_go_out_are_not_reported(
    day: list[cases.Picture], spoil: cases.Spoil | None
) -> None:
    assert conditions_of(day, spoil) == {}


@pytest.mark.parametrize(
    ("light", "noise", "reduction", "crf"),
    [
        (0.5, 2.0, 0.0, 28),
        (0.3, 0.7, 0.9, 38),  # strong noise reduction, strong compression
        (0.2, 0.3, 0.9, 18),  # a very clean sensor
        (0.1, 1.0, 0.9, 28),  # hardly any light
    ],
)
def test_a_quiet_night_is_not_reported(
    night: list[cases.Picture], light: float, noise: float, reduction: float, crf: int
) -> None:
    plate = np.mean(night[:4], axis=0, dtype=np.float32) * np.float32(light)
    still = cases.quiet_night(plate, seconds=45, sigma=noise, reduction=reduction)
    assert cases.first_reported(cases.samples(cases.encoded(still, {"crf": str(crf)}, gop=GOP), EVERY_SECOND)) == {}


def test_a_frozen_picture_that_moves_again_is_healthy_after_seconds(day: list[cases.Picture]) -> None:
    held = cases.frozen()
    pictures = cases.spoiled(day, seconds=60, after=0, spoil=lambda p, since: held(p, since) if since < 35 else p)
    health, last = PictureHealth(), 0.0
    for sample in cases.samples(cases.encoded(pictures, {"crf": "28"}, gop=GOP), EVERY_SECOND):
        health.add(sample)
        last = sample.at if health.conditions else last
    assert 35 <= last <= 41


def test_of_several_conditions_the_most_severe_is_shown() -> None:
    order = [*BLINDING, *WARNING]
    everything = tuple(PictureCondition(code, 0.0) for code in reversed(order))
    assert most_severe(everything) == PictureCondition(PictureFault.DARK, 0.0)
    assert most_severe(everything[:2]) == PictureCondition(PictureFault.NO_COLOUR, 0.0)
    assert most_severe(()) is None
