"""When a picture counts as frozen, at the limits of time, noise, motion and key frames."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from backend.core.picture_health.freeze import FreezeDetector, FreezeOptions
from backend.core.picture_health.sample import GREY_HEIGHT, GREY_WIDTH, POINTS_HEIGHT, POINTS_WIDTH, PictureSample

OPTIONS = FreezeOptions(changed_share=0.125, least_points=0.0625, cell_change=3.0)
"""Like the shipped ones, but exact in binary, so that a limit itself can be tried."""
BAND = 10
"""Rows at the top and the bottom that are left out."""
COMPARED = (POINTS_HEIGHT - 2 * BAND) * POINTS_WIDTH
"""Points that are compared: 11,200."""
Points = NDArray[np.uint8]


def still(grey: int = 100) -> Points:
    return np.full((POINTS_HEIGHT, POINTS_WIDTH), grey, np.uint8)


ORDER = np.random.default_rng(0).permutation(COMPARED)


def changed(count: int, *, by: int = 1, start: int = 0) -> Points:
    """A still picture of which so many compared points are another, spread over all cells; others by `start`."""
    points = still().reshape(-1)
    points[BAND * POINTS_WIDTH + ORDER[start : start + count]] += np.uint8(by)
    return points.reshape(POINTS_HEIGHT, POINTS_WIDTH)


def sample(at: float, points: Points, keys: int) -> PictureSample:
    return PictureSample(
        at=at, grey=np.zeros((GREY_HEIGHT, GREY_WIDTH), np.uint8), points=points, keys=keys, colour=True
    )


def frozen_since(samples: Iterable[tuple[float, Points, int]], options: FreezeOptions = OPTIONS) -> float | None:
    detector = FreezeDetector(options)
    for at, points, keys in samples:
        detector.add(sample(at, points, keys))
    return detector.since


def alternating(seconds: int, points: Points, other: Points) -> list[tuple[float, Points, int]]:
    """One sample a second, a key frame each, by turns the one and the other."""
    return [(float(n), (points, other)[n % 2], n) for n in range(seconds + 1)]


@pytest.mark.parametrize(("seconds", "frozen"), [(19, False), (20, True), (60, True)])
def test_nothing_may_move_for_the_whole_window(seconds: int, frozen: bool) -> None:
    assert (frozen_since(alternating(seconds, still(), still())) == 0.0) is frozen


@pytest.mark.parametrize(("count", "frozen"), [(0, True), (1399, True), (1400, False), (5000, False)])
def test_a_sensors_noise_changes_a_share_of_the_points(count: int, frozen: bool) -> None:
    """1,400 of 11,200 points are an eighth."""
    noisy = [(0.0, still(), 0), (10.0, changed(count), 1), (20.0, changed(count, start=5600), 2)]
    assert (frozen_since(noisy) is not None) is frozen


@pytest.mark.parametrize(
    ("grey", "informative", "frozen"),
    [
        (6, 0, False),  # as good as black: noise is cut off there
        (7, 0, True),
        (248, 0, True),
        (249, 0, False),  # as good as white
        (0, 700, True),  # a sixteenth of the points is left
        (0, 699, False),
    ],
)
def test_without_points_between_black_and_white_nothing_is_known(grey: int, informative: int, frozen: bool) -> None:
    points = still(grey).reshape(-1)
    points[BAND * POINTS_WIDTH + ORDER[:informative]] = 100
    picture = points.reshape(POINTS_HEIGHT, POINTS_WIDTH)
    assert (frozen_since(alternating(30, picture, picture)) is not None) is frozen


@pytest.mark.parametrize(
    ("keys", "frozen"), [((0, 0, 0), False), ((0, 0, 1), False), ((0, 1, 1), True), ((0, 1, 2), True)]
)
def test_two_comparisons_across_key_frames_are_needed(keys: tuple[int, int, int], frozen: bool) -> None:
    """Samples at 10, 20 and 30 s, not the very same; the last may count across the first key frame."""
    pictures = [changed(10 * n) for n in range(3)]
    samples = [(10.0 * (n + 1), pictures[n], keys[n]) for n in range(3)]
    assert (frozen_since(samples) == 10.0) is frozen


@pytest.mark.parametrize(("later", "frozen"), [(20.0, True), (20.5, False)])
def test_comparisons_must_lie_within_the_window(later: float, frozen: bool) -> None:
    samples = [(0.0, still(), 0), (1.0, changed(2), 1), (1.0 + later, changed(4), 2)]
    assert (frozen_since(samples) is not None) is frozen


@pytest.mark.parametrize(("grey", "frozen"), [(103, True), (104, False)])
def test_a_cell_whose_mean_changes_is_motion(grey: int, frozen: bool) -> None:
    moved = still()
    moved[40:50, 40:50] = grey
    assert (frozen_since(alternating(30, still(), moved)) is not None) is frozen


@pytest.mark.parametrize(("row", "frozen"), [(0, True), (9, True), (10, False), (79, False), (80, True), (89, True)])
def test_a_clock_at_the_top_or_bottom_is_left_out(row: int, frozen: bool) -> None:
    clock = still()
    clock[row, :] = 250
    assert (frozen_since(alternating(30, still(), clock)) is not None) is frozen


@pytest.mark.parametrize(("seconds", "frozen"), [(119, False), (120, True)])
def test_without_key_frames_only_the_very_same_picture_is_frozen_after_two_minutes(seconds: int, frozen: bool) -> None:
    same = [(float(n), still(), 0) for n in range(seconds + 1)]
    assert (frozen_since(same) == 0.0) is frozen
    nearly = [(at, changed(n % 2), 0) for n, (at, _, _) in enumerate(same)]
    assert frozen_since(nearly) is None


def test_each_sample_is_compared_with_the_eight_before() -> None:
    """A picture that comes back after eight others is found, after nine it is not."""
    for others, found in ((7, True), (8, False)):
        pictures = [still(), *(changed(2000, by=n + 1) for n in range(others)), still()]
        samples = [(2.5 * n, picture, 2 * n) for n, picture in enumerate(pictures)]
        last = samples[-1][0]
        once_more = [(last + 1.0, still(), 2 * len(pictures))]
        assert (frozen_since([*samples, *once_more]) is not None) is found


def test_motion_begins_the_wait_anew() -> None:
    moved = still(150)
    samples = [*alternating(15, still(), still()), *((16.0 + n, moved, 16 + n) for n in range(20))]
    assert frozen_since(samples) is None
    assert frozen_since([*samples, (36.0, moved, 36)]) == 16.0


def test_without_samples_nothing_is_frozen() -> None:
    detector = FreezeDetector()
    assert detector.since is None
    for n in range(40):
        detector.add(sample(float(n), still(), n))
    assert detector.since == 0.0
    detector.reset()
    assert detector.since is None


def test_shipped_thresholds_change_on_purpose_only() -> None:
    """They were measured: `make bench NAME=picture_health`."""
    assert FreezeOptions() == FreezeOptions(
        window_seconds=20.0,
        changed_share=0.10,
        clipped=6,
        least_points=0.05,
        comparisons=2,
        cell_change=3.0,
        band_share=0.12,
        keyless_seconds=120.0,
        compared=8,
    )
