"""Scene reference: known views, a turned camera, and when a new view is accepted."""

from __future__ import annotations

import numpy as np

from backend.core.picture_health.sample import GREY_HEIGHT, GREY_WIDTH, PictureSample
from backend.core.picture_health.scene_reference import SceneReference


def scene(seed: int) -> np.ndarray:
    blocks = np.random.default_rng(seed).integers(40, 200, (GREY_HEIGHT // 12, GREY_WIDTH // 10))
    return np.kron(blocks, np.ones((12, 10))).astype(np.float32)


class Camera:
    """Samples a given picture every two seconds."""

    def __init__(self) -> None:
        self.reference = SceneReference()
        self.now = 0.0
        self._random = np.random.default_rng(9)

    def observe(self, picture: np.ndarray, seconds: float, *, light: float = 1.0) -> list[bool]:
        """Whether each sample showed another view."""
        others = []
        for _ in range(round(seconds / 2)):
            self.now += 2.0
            grey = np.clip(picture * light + self._random.normal(0, 2, picture.shape), 0, 255).astype(np.uint8)
            self.reference.add(PictureSample(self.now, grey, grey[::2, ::2], 0, True))
            others.append(self.reference.is_other)
        return others


def test_a_turned_camera_is_reported_until_the_view_has_been_stable_for_ten_minutes() -> None:
    camera = Camera()
    assert not any(camera.observe(scene(1), 60))
    turned = camera.observe(scene(2), 700)
    seconds = 2 * sum(turned)
    assert 590 <= seconds <= 610
    assert (turned[3], turned[-1], camera.reference.accepted) == (True, False, 1)


def test_a_camera_that_is_turned_back_is_healthy_at_once() -> None:
    camera = Camera()
    camera.observe(scene(1), 60)
    assert camera.observe(scene(2), 100)[-1]
    assert not any(camera.observe(scene(1), 60)[3:])


def test_an_accepted_view_and_the_one_before_are_both_known() -> None:
    camera = Camera()
    camera.observe(scene(1), 60)
    camera.observe(scene(2), 700)
    assert not any(camera.observe(scene(1), 60) + camera.observe(scene(2), 60))


def test_lamps_that_go_off_do_not_count_as_a_moved_camera() -> None:
    camera = Camera()
    camera.observe(scene(1), 60)
    assert not any(camera.observe(scene(1), 60, light=0.2) + camera.observe(scene(1), 60))


def test_a_view_that_changes_all_the_time_is_never_learned() -> None:
    camera = Camera()
    assert not any(any(camera.observe(scene(seed), 4)) for seed in range(30))
