import numpy as np
import pytest

from backend.core.evaluation.bootstrap import intervals
from backend.core.evaluation.detection_figures import Looked, rankings
from backend.core.vision.detections import Detections
from tests.support.detection_classes import HELMET, PERSON

BOX = np.array([[0.0, 0, 50, 50]])


def seen(cls: int, *, found: bool) -> Looked:
    """A picture with one thing, found or not."""
    truth = Detections(BOX, np.ones(1), np.array([cls]))
    return Looked(truth if found else Detections.none(), truth)


def person(pictures: list[Looked], seed: int = 0) -> tuple[float, float]:
    found = intervals(rankings(pictures), seed=seed, resamples=400)[1]["person"]
    assert found is not None
    return found


def test_a_detector_that_finds_all_always_finds_all() -> None:
    assert person([seen(PERSON, found=True)] * 20) == (1.0, 1.0)


@pytest.mark.parametrize("pictures", [20, 80, 320])
def test_half_found_moves_as_a_coin_does(pictures: int) -> None:
    """AP50 is the share that was found: its 95 % interval is about two standard errors of a coin on either side."""
    low, high = person([seen(PERSON, found=i % 2 == 0) for i in range(pictures)])
    error = 0.5 / pictures**0.5
    assert low == pytest.approx(0.5 - 1.96 * error, abs=0.5 * error + 0.01)
    assert high == pytest.approx(0.5 + 1.96 * error, abs=0.5 * error + 0.01)


def test_half_of_the_draws_lie_in_a_50_percent_interval() -> None:
    ranked = rankings([seen(PERSON, found=i % 2 == 0) for i in range(400)])
    found = intervals(ranked, percent=50)[1]["person"]
    assert found is not None
    assert found[1] - found[0] == pytest.approx(2 * 0.674 * 0.5 / 400**0.5, abs=0.012)


def test_the_same_pictures_have_the_same_interval() -> None:
    pictures = [seen(PERSON, found=i % 3 == 0) for i in range(30)]
    assert person(pictures) == person(pictures)
    assert person(pictures) != person(pictures, seed=1)


def test_a_class_in_few_pictures_is_less_certain_than_the_mean_and_one_in_none_has_no_interval() -> None:
    pictures = [seen(PERSON, found=True)] * 40 + [seen(HELMET, found=True), seen(HELMET, found=False)]
    whole, each = intervals(rankings(pictures), resamples=400)
    assert each["helmet"] == (0.0, 1.0)
    assert whole == (0.5, 1.0)
    assert each["vest"] is None


def test_without_anything_to_find_there_is_no_interval() -> None:
    whole, each = intervals(rankings([Looked(Detections.none(), Detections.none())]))
    assert whole is None
    assert set(each.values()) == {None}
