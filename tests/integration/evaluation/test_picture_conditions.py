"""Pictures made worse."""

from __future__ import annotations

import numpy as np
import pytest

from backend.adapters.evaluation.picture_conditions import CONDITIONS, Degradation


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
@pytest.mark.parametrize("size", [(1, 1), (3, 2), (640, 480), (2000, 37)])
def test_a_worse_picture_has_the_same_size_and_is_the_same_every_time(
    condition: Degradation, size: tuple[int, int]
) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    kept = picture.copy()
    worse = condition.worsen(picture)
    assert (worse.shape, worse.dtype) == (picture.shape, np.uint8)
    assert np.array_equal(worse, condition.worsen(picture))
    assert np.array_equal(picture, kept), "the picture itself is left alone"


def test_each_condition_is_what_its_name_states() -> None:
    random = np.random.default_rng(0)
    picture = np.repeat(np.repeat(random.integers(60, 200, (60, 80, 3), dtype=np.uint8), 8, axis=0), 8, axis=1)
    worse = {condition.name: condition.worsen(picture).astype(float) for condition in CONDITIONS}
    steepest = {name: np.abs(np.diff(one, axis=1)).max() for name, one in worse.items()}
    assert np.array_equal(worse["native"], picture)
    assert worse["dark"].mean() == pytest.approx(0.2 * picture.mean(), abs=1.5)
    assert worse["dark"][:8, :8, 0].std() > 2, "noise where the picture is plain"
    assert steepest["blurred"] < 0.5 * steepest["native"]
    assert worse["blurred"].mean() == pytest.approx(picture.mean(), abs=1)
    assert 3 < np.abs(worse["compressed"] - picture).mean() < 40
    assert (worse["half"][240:] == 114).all()
    assert (worse["half"][:, 320:] == 114).all()
    assert np.abs(worse["half"][:240, :320] - picture[::2, ::2]).mean() < 2
