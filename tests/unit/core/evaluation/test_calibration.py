import numpy as np
import pytest

from backend.core.evaluation.calibration import cooled, expected_error, reliability, temperature


def arrays(scores: list[float], right: list[int]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(scores), np.array(right, dtype=bool)


def test_each_score_is_in_one_bin() -> None:
    table = reliability(*arrays([0.0, 0.1, 0.11, 0.2, 0.95, 1.0], [0, 1, 0, 1, 1, 1]))
    assert [row.count for row in table] == [2, 2, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (table[0].mean_score, table[0].share_right) == (0.05, 0.5)
    assert (table[5].mean_score, table[5].share_right) == (None, None)
    assert (table[9].low, table[9].high) == (0.9, 1.0)


@pytest.mark.parametrize(
    ("scores", "right", "error"),
    [
        pytest.param([0.75] * 4, [1, 1, 1, 0], 0.0, id="as often right as the score"),
        pytest.param([0.95] * 4, [1, 1, 0, 0], 0.45, id="too sure"),
        pytest.param([0.25] * 4, [1, 1, 1, 1], 0.75, id="too modest"),
        pytest.param([0.95] * 4 + [0.5] * 4, [1, 1, 0, 0, 1, 1, 0, 0], 0.225, id="half of them too sure"),
        pytest.param([], [], None, id="no detections"),
    ],
)
def test_the_error_is_the_mean_distance(scores: list[float], right: list[int], error: float | None) -> None:
    found = expected_error(reliability(*arrays(scores, right)))
    assert found == (None if error is None else pytest.approx(error))


@pytest.mark.parametrize("true", [0.5, 1.0, 2.5])
def test_the_temperature_that_made_scores_wrong_is_found(true: float) -> None:
    random = np.random.default_rng(0)
    honest = random.uniform(0.02, 0.98, 20_000)
    right = random.random(20_000) < honest
    message = cooled(honest, 1 / true)  # logits times `true`: too sure when that is over 1
    found = temperature(message, right)
    assert found == pytest.approx(true, rel=0.05)
    assert expected_error(reliability(cooled(message, found), right)) < 0.02


@pytest.mark.parametrize("right", [[], [1, 1], [0, 0]])
def test_without_right_and_wrong_ones_there_is_no_temperature(right: list[int]) -> None:
    assert temperature(*arrays([0.7] * len(right), right)) is None


def test_a_score_of_one_that_is_wrong_is_no_infinity() -> None:
    found = temperature(*arrays([1.0, 1.0, 0.0], [1, 0, 1]))
    assert found is not None
    assert np.isfinite(found)
