"""What is worth a look: people who move, however small; not noise, not clouds; and everything again in time."""

from collections.abc import Callable

import numpy as np
import pytest

from backend.core.motion.motion_gate import GRID_HEIGHT, GRID_WIDTH, MotionGate, MotionOptions

FPS = 5.0
ONLY_MOTION = MotionOptions(settle_seconds=0.0, forced_seconds=1e9, standing_seconds=1e9)


def camera(seed: int = 0, sigma: float = 3.0) -> Callable[..., np.ndarray]:
    """A plant's yard through a noisy sensor: `picture(brighter, figure_at, contrast)`."""
    random = np.random.default_rng(seed)
    yard = random.integers(50, 160, (GRID_HEIGHT // 9, GRID_WIDTH // 8)).repeat(9, axis=0).repeat(8, axis=1)

    def picture(brighter: float = 0.0, figure_at: tuple[int, int] | None = None, contrast: float = 45.0) -> np.ndarray:
        grey = yard + brighter
        if figure_at is not None:
            x, y = figure_at
            grey = grey.astype(np.float64)
            grey[y : y + 12, x : x + 6] += contrast
        return np.clip(grey + random.normal(0, sigma, grey.shape), 0, 255).astype(np.uint8)

    return picture


def looked_at(gate: MotionGate, picture: np.ndarray, at: float, *, people: bool = False) -> bool:
    due = gate.is_due(picture, at, people=people)
    if due:
        gate.detected(at)
    return due


@pytest.mark.parametrize("seed", range(4))
def test_a_sensors_noise_is_no_motion(seed: int) -> None:
    gate, picture = MotionGate(ONLY_MOTION), camera(seed)
    due = [looked_at(gate, picture(), i / FPS) for i in range(300)]
    assert due == [True] + [False] * 299


@pytest.mark.parametrize("contrast", [45.0, -45.0, 12.0])
@pytest.mark.parametrize("step", [2, 4, 8])
def test_a_far_figure_who_walks_is_motion(step: int, contrast: float) -> None:
    """6 pixels wide and 12 high on the gate's grid: about a fifteenth of the picture's height away."""
    gate, picture = MotionGate(ONLY_MOTION), camera()
    looked_at(gate, picture(), 0.0)
    due = [
        looked_at(gate, picture(figure_at=(10 + step * i, 40), contrast=contrast), 1 + i / FPS)
        for i in range(100 // step)
    ]
    assert due[0], "somebody appears"
    assert sum(due) >= len(due) * min(1.0, step / 6), "at the latest after its own width"


def test_the_day_growing_lighter_is_no_motion() -> None:
    gate, picture = MotionGate(ONLY_MOTION), camera()
    due = [looked_at(gate, picture(brighter=0.6 * i), i / FPS) for i in range(120)]
    assert due == [True] + [False] * 119


def test_a_lamp_switched_on_hides_no_person_who_comes_with_it() -> None:
    gate, picture = MotionGate(ONLY_MOTION), camera()
    looked_at(gate, picture(), 0.0)
    assert looked_at(gate, picture(brighter=40.0, figure_at=(60, 40)), 1.0)


def longest_wait(options: MotionOptions, *, people: bool) -> float:
    """How long nothing is looked at in a still scene, once it has settled."""
    gate, picture = MotionGate(options), camera()
    due_times = [i / FPS for i in range(200) if looked_at(gate, picture(), i / FPS, people=people)]
    settled = [at for at in due_times if at > options.settle_seconds]
    return float(np.diff(settled).max())


@pytest.mark.parametrize("standing", [1.0, 2.0])
def test_who_stands_still_is_looked_at_again(standing: float) -> None:
    wait = longest_wait(MotionOptions(standing_seconds=standing), people=True)
    assert standing - 0.01 <= wait <= standing + 1 / FPS + 0.01


@pytest.mark.parametrize("forced", [4.0, 7.0])
def test_an_empty_scene_is_looked_at_now_and_then(forced: float) -> None:
    wait = longest_wait(MotionOptions(forced_seconds=forced), people=False)
    assert forced - 0.01 <= wait <= forced + 1 / FPS + 0.01


def test_after_motion_every_picture_is_looked_at_until_the_scene_has_settled() -> None:
    options, picture = MotionOptions(), camera()
    gate = MotionGate(options)
    for i in range(100):
        looked_at(gate, picture(), i / FPS)
    due = [looked_at(gate, picture(figure_at=(60, 40)), 20 + i / FPS, people=True) for i in range(20)]
    settled = round(options.settle_seconds * FPS)
    assert due[:settled] == [True] * settled
    assert not all(due[settled:])


@pytest.mark.parametrize("people", [True, False])
def test_a_dropped_detection_stays_due(people: bool) -> None:
    gate, picture = MotionGate(), camera()
    i = 0
    while i / FPS < 30 or not gate.is_due(picture(), i / FPS, people=people):
        if i / FPS < 29:
            gate.is_due(picture(), i / FPS, people=people)
            gate.detected(i / FPS)
        i += 1
    assert all(gate.is_due(picture(), (i + n) / FPS, people=people) for n in range(50))
    gate.detected((i + 49) / FPS)
    assert not gate.is_due(picture(), (i + 50) / FPS, people=people)


def test_a_new_camera_is_due_until_it_was_looked_at() -> None:
    gate, picture = MotionGate(), camera()
    assert all(gate.is_due(picture(), i / FPS, people=False) for i in range(60))


def test_a_clock_that_goes_back_does_not_stop_the_looking() -> None:
    gate, picture = MotionGate(), camera()
    for i in range(100):
        looked_at(gate, picture(), 1000 + i / FPS)
    assert looked_at(gate, picture(), 500.0)
