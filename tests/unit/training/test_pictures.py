"""What training does to pictures must leave the boxes on the things."""

from __future__ import annotations

import random
from pathlib import Path

import cv2
import numpy as np
import pytest

from training.data.composition import mosaic, single
from training.data.degradation import STEPS, degrade
from training.data.heads import BARE, HELMET, Heads
from training.data.pictures import Picture, read

WHITE = 250


def picture(x: int = 150, y: int = 90, side: int = 60, cls: int = HELMET) -> Picture:
    """A white square on black, labelled."""
    image = np.zeros((300, 400, 3), np.uint8)
    image[y : y + side, x : x + side] = WHITE
    half = np.asarray(cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    return Picture(Path("a.jpg"), image, half, np.array([[cls, x, y, x + side, y + side]], np.float32))


def share_of_white(canvas: np.ndarray, box: np.ndarray) -> float:
    x1, y1, x2, y2 = (round(float(v)) for v in box)
    return float((canvas[y1:y2, x1:x2] > 180).all(2).mean())


@pytest.mark.parametrize("seed", range(12))
def test_a_placed_box_is_still_on_its_thing(seed: int) -> None:
    canvas, targets = single(picture(), 416, (0.55, 1.5), random.Random(seed))
    white = (canvas > 180).all(2)
    if not len(targets):
        assert white.sum() < 0.5 * 60 * 60 * 0.55**2 * (416 / 400) ** 2, "only what is mostly cut off is left out"
        return
    assert share_of_white(canvas, targets[0, 1:]) > 0.7
    outside = white.copy()
    x1, y1, x2, y2 = (round(float(v)) for v in targets[0, 1:])
    outside[max(y1 - 6, 0) : y2 + 6, max(x1 - 6, 0) : x2 + 6] = False
    assert not outside.any()


@pytest.mark.parametrize("seed", range(6))
def test_the_boxes_of_a_mosaic_are_on_their_things(seed: int) -> None:
    canvas, targets = mosaic([picture()] * 4, 416, (0.45, 1.5), random.Random(seed))
    assert canvas.shape == (416, 416, 3)
    for target in targets:
        assert share_of_white(canvas, target[1:]) > 0.7


@pytest.mark.parametrize("step", [step for step, _ in STEPS], ids=lambda step: step.__name__)
def test_a_worse_camera_shows_the_same_scene(step) -> None:
    image = picture().image
    worse = step(image, random.Random(1))
    assert worse.shape == image.shape and worse.dtype == np.uint8
    inside, outside = worse[95:145, 155:205].mean(), worse[:80].mean()
    assert inside > outside + 40, "the square is still brighter than what is around it"


def test_the_same_dice_give_the_same_picture() -> None:
    image = picture().image
    first, again = (degrade(image, random.Random(5)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert (degrade(image, random.Random(6)) != first).any()


def test_a_pasted_bare_head_is_labelled_as_one() -> None:
    heads = Heads([picture(cls=BARE), picture(x=20, y=20, cls=HELMET)])
    kinds = set()
    for seed in range(20):
        canvas, targets = single(picture(), 416, (1.0, 1.0), random.Random(seed))
        heads.paste(canvas, targets, random.Random(seed))
        kinds |= {int(t) for t in targets[:, 0]}
    assert kinds == {HELMET, BARE}


def test_labels_become_boxes_in_pixels(tmp_path: Path) -> None:
    (tmp_path / "images/train").mkdir(parents=True)
    (tmp_path / "labels/train").mkdir(parents=True)
    cv2.imwrite(str(tmp_path / "images/train/a.png"), np.zeros((100, 200, 3), np.uint8))
    (tmp_path / "labels/train/a.txt").write_text("4 0.5 0.5 0.25 0.5\n")
    (read_picture,) = read(tmp_path, "train")
    assert read_picture.targets.tolist() == [[4, 75, 25, 125, 75]]


def test_a_folder_without_pictures_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no pictures"):
        read(tmp_path, "train")
