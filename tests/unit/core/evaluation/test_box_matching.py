import numpy as np
import pytest

from backend.core.evaluation.box_matching import OVERLAPS, Sizes, match


def boxes(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, dtype=np.float32).reshape(-1, 4)


A, B = (0.0, 0, 100, 100), (300.0, 0, 400, 100)
NEAR_A = (0.0, 0, 100, 90)  # IoU with A 0.9
HALF_A = (0.0, 0, 100, 50)  # IoU with A 0.5, with NEAR_A 0.556


@pytest.mark.parametrize(
    ("found", "scores", "truth", "taken"),
    [
        pytest.param([A], [0.9], [A], [0], id="the box that is there"),
        pytest.param([A], [0.9], [B], [-1], id="a box elsewhere"),
        pytest.param([HALF_A], [0.9], [A], [0], id="exactly half is enough"),
        pytest.param([A, A], [0.9, 0.8], [A], [0, -1], id="a second box on one thing is wrong"),
        pytest.param([HALF_A, NEAR_A], [0.9, 0.8], [A], [0, -1], id="the surer one chooses, not the better one"),
        pytest.param([A], [0.9], [HALF_A, NEAR_A, B], [1], id="of two things the one that it fits best"),
        pytest.param([A, A], [0.9, 0.8], [HALF_A, NEAR_A], [1, 0], id="then the next takes what is left"),
        pytest.param([A], [0.9], [], [-1], id="nothing is there"),
        pytest.param([], [], [A], [], id="nothing was found"),
        pytest.param([], [], [], [], id="nothing at all"),
    ],
)
def test_each_detection_takes_the_best_free_thing(found: list, scores: list, truth: list, taken: list) -> None:
    matched = match(boxes(*found), np.array(scores, dtype=np.float32), boxes(*truth))
    assert matched.taken[:, 0].tolist() == taken
    assert matched.hits[:, 0].tolist() == [one >= 0 for one in taken]
    assert not matched.ignored.any()
    assert matched.truths == len(truth)


def test_the_order_is_by_score_whatever_order_they_come_in() -> None:
    matched = match(boxes(B, A), np.array([0.2, 0.7]), boxes(A))
    assert matched.scores.tolist() == [0.7, 0.2]
    assert matched.hits[:, 0].tolist() == [True, False]


def test_a_loose_box_is_right_only_where_little_is_asked() -> None:
    (right,) = match(boxes(NEAR_A), np.array([0.9]), boxes(A)).hits
    assert right.tolist() == [level <= 0.9 for level in OVERLAPS]


SMALL = Sizes(0, 1000.0)


@pytest.mark.parametrize(
    ("found", "truth", "hit", "ignored", "truths"),
    [
        pytest.param((0, 0, 20, 20), (0, 0, 20, 20), True, False, 1, id="a small thing"),
        pytest.param((0, 0, 100, 100), (0, 0, 100, 100), False, True, 0, id="a large thing neither helps nor harms"),
        pytest.param((0, 0, 20, 20), (300, 0, 320, 20), False, False, 1, id="a small box on nothing is wrong"),
        pytest.param((0, 0, 100, 100), (300, 0, 320, 20), False, True, 1, id="a large box on nothing is not asked for"),
        pytest.param((0, 0, 40, 30), (0, 0, 30, 30), True, False, 1, id="the thing's size counts, not its box's"),
    ],
)
def test_only_things_of_the_size_asked_for_count(
    found: tuple, truth: tuple, hit: bool, ignored: bool, truths: int
) -> None:
    matched = match(boxes(found), np.array([0.9]), boxes(truth), SMALL)
    assert (bool(matched.hits[0, 0]), bool(matched.ignored[0, 0]), matched.truths) == (hit, ignored, truths)


def test_a_thing_that_counts_goes_before_a_better_fitting_one_that_does_not() -> None:
    small, large = (0, 0, 31, 31), (0, 0, 40, 40)
    matched = match(boxes((0, 0, 38, 38)), np.array([0.9]), boxes(large, small), SMALL)
    assert matched.taken[0, 0] == 1
    assert matched.hits[0, 0]
    assert matched.taken[0, 5] == 0, "at IoU 0.75 only the large one fits"
    assert matched.ignored[0, 5]
