import numpy as np
import pytest

from backend.core.evaluation.average_precision import average_precision, mean, rank
from backend.core.evaluation.box_matching import Matched


def picture(hits: list[int], scores: list[float], truths: int, ignored: list[int] | None = None) -> Matched:
    """One class in one picture, the same at every overlap."""

    def every_level(values: list[int]) -> np.ndarray:
        return np.repeat(np.array(values, dtype=bool)[:, None], 10, axis=1)

    taken = np.full((len(hits), 10), -1)
    return Matched(np.array(scores), taken, every_level(hits), every_level(ignored or [0] * len(hits)), truths)


@pytest.mark.parametrize(
    ("hits", "total", "area"),
    [
        pytest.param([1, 1], 2, 1.0, id="all found, nothing wrong"),
        pytest.param([], 2, 0.0, id="no detections"),
        pytest.param([0, 0], 2, 0.0, id="nothing right"),
        pytest.param([1], 2, 51 / 101, id="half found: precision 1 up to recall 0.5, then none"),
        pytest.param([0, 1], 1, 0.5, id="the surer one was wrong"),
        pytest.param([1, 0, 0, 0], 1, 1.0, id="what is wrong after everything is found costs nothing"),
        pytest.param([1, 0, 1], 2, (51 + 50 * 2 / 3) / 101, id="one wrong between two right"),
        pytest.param([0, 1, 1, 1], 3, 3 / 4, id="the best precision at a recall or higher counts"),
    ],
)
def test_the_area_is_the_mean_precision_at_101_recalls(hits: list[int], total: int, area: float) -> None:
    assert average_precision(np.array(hits, dtype=bool), total) == pytest.approx(area)


def test_pictures_are_ranked_together() -> None:
    ranking = rank([picture([1, 0], [0.9, 0.3], 1), picture([0], [0.5], 2)])
    assert ranking.scores.tolist() == [0.9, 0.5, 0.3]
    assert ranking.pictures.tolist() == [0, 1, 0]
    assert ranking.total == 3
    assert ranking.ap50() == pytest.approx(34 / 101)  # recall 1/3 with precision 1
    assert ranking.ap50_95() == pytest.approx(34 / 101)


@pytest.mark.parametrize(
    ("threshold", "precision", "recall"),
    [(0.95, None, 0.0), (0.9, 1.0, 1 / 3), (0.5, 1 / 2, 1 / 3), (0.3, 2 / 3, 2 / 3), (0.0, 2 / 4, 2 / 3)],
)
def test_a_threshold_cuts_off_weaker_detections(threshold: float, precision: float | None, recall: float) -> None:
    ranking = rank([picture([1, 0, 0], [0.9, 0.5, 0.1], 2), picture([1], [0.3], 1)])
    assert ranking.precision(threshold) == precision
    assert ranking.recall(threshold) == recall


def test_what_is_ignored_is_neither_right_nor_wrong() -> None:
    ranking = rank([picture([0, 1], [0.9, 0.8], 1, ignored=[1, 0])])
    assert ranking.ap50() == 1.0
    assert ranking.precision(0.5) == 1.0


def test_where_nothing_is_there_is_no_figure() -> None:
    ranking = rank([picture([0], [0.9], 0)])
    assert (ranking.ap50(), ranking.ap50_95(), ranking.recall(0.5)) == (None, None, None)
    assert ranking.precision(0.5) == 0.0


def test_the_mean_is_of_what_is_known() -> None:
    assert mean([0.2, None, 0.6]) == pytest.approx(0.4)
    assert mean([None]) is None
