import numpy as np
import pytest

from backend.core.models.layouts import END_TO_END, OURS, YOLO_V5, YOLO_V8, detections, likely_layout
from tests.support.detection_classes import HELMET, PERSON

CLASS_MAP = (HELMET, -1, PERSON)
# A helmet at (10, 20) to (30, 60) with .8, a person at (0, 0) to (100, 200) with .9, something else with .7.
OF_OURS = [[10, 20, 30, 60, 0.8, 0, 0], [0, 0, 100, 200, 0, 0, 0.9], [5, 5, 9, 9, 0, 0.7, 0]]
OF_V8 = [[20, 40, 20, 40, 0.8, 0, 0], [50, 100, 100, 200, 0, 0, 0.9], [7, 7, 4, 4, 0, 0.7, 0]]
OF_V5 = [[20, 40, 20, 40, 0.8, 1, 0, 0], [50, 100, 100, 200, 0.9, 0, 0, 1], [7, 7, 4, 4, 0.7, 0, 1, 0]]
FINISHED = [[10, 20, 30, 60, 0.8, 0], [0, 0, 100, 200, 0.9, 2], [5, 5, 9, 9, 0.7, 1], [0, 0, 0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("layout", "raw"),
    [(OURS, OF_OURS), (YOLO_V8, np.transpose(OF_V8)), (YOLO_V5, OF_V5), (END_TO_END, FINISHED)],
)
def test_every_layout_says_the_same(layout: str, raw: object) -> None:
    found = detections(np.array(raw, dtype=np.float32), layout, CLASS_MAP)
    assert found.classes.tolist() == [PERSON, HELMET]
    assert found.scores.tolist() == pytest.approx([0.9, 0.8])
    np.testing.assert_allclose(found.boxes, [[0, 0, 100, 200], [10, 20, 30, 60]])


@pytest.mark.parametrize("cls", [-1, 3, 1e30, np.nan, np.inf])
def test_a_finished_box_of_no_class_of_the_model_is_left_out(cls: float) -> None:
    raw = np.array([[0, 0, 9, 9, 0.9, cls], [0, 0, 100, 200, 0.9, 2]], dtype=np.float32)
    assert detections(raw, END_TO_END, CLASS_MAP).classes.tolist() == [PERSON]


@pytest.mark.parametrize("layout", [OURS, YOLO_V8, YOLO_V5, END_TO_END])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_boxes_that_are_no_numbers_are_left_out(layout: str, value: float) -> None:
    raw = {OURS: OF_OURS, YOLO_V8: np.transpose(OF_V8), YOLO_V5: OF_V5, END_TO_END: FINISHED}[layout]
    spoilt = np.array(raw, dtype=np.float32)
    spoilt[0, 0] = value  # of the helmet, in every layout
    found = detections(spoilt, layout, CLASS_MAP)
    assert found.classes.tolist() == [PERSON]
    assert np.isfinite(found.boxes).all()


def test_scores_that_are_no_numbers_are_left_out() -> None:
    raw = np.array([[0, 0, 9, 9, np.inf, 0, 0], [0, 0, 8, 8, np.nan, 0, 0], [0, 0, 100, 200, 0, 0, 0.9]])
    assert detections(raw, OURS, CLASS_MAP).classes.tolist() == [PERSON]


def test_an_empty_answer_is_nothing() -> None:
    assert len(detections(np.zeros((0, 6)), END_TO_END, CLASS_MAP)) == 0
    assert len(detections(np.zeros((7, 0)), YOLO_V8, CLASS_MAP)) == 0


@pytest.mark.parametrize(
    ("shape", "classes", "layout"),
    [
        ((1, 8400, 9), 5, OURS),
        ((1, 9, 8400), 5, YOLO_V8),
        ((1, 84, 8400), 80, YOLO_V8),
        ((1, 25200, 10), 5, YOLO_V5),
        ((1, 300, 6), 5, END_TO_END),
        ((1, 300, 6), 2, END_TO_END),
        ((1, 8400, 6), 2, OURS),  # six columns as well, but candidates
        ((1, 6, 8400), 2, YOLO_V8),
        ((1, 0, 6), 5, END_TO_END),
        ((1, 41, 8400), 5, None),  # a segmentation: 32 mask columns behind the scores
        ((1, 1000), 5, None),
        ((2, 9, 8400), 5, None),
        ((1, 3, 80, 80, 10), 5, None),
    ],
)
def test_the_shape_of_the_output_says_the_layout(shape: tuple[int, ...], classes: int, layout: str | None) -> None:
    assert likely_layout(shape, classes) == layout
