import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backend.core.ppe.items import CLASSES
from backend.core.vision.boxes import iou
from backend.core.vision.detections import Detections, Selection, from_raw, suppress
from tests.support.detection_classes import HELMET, PERSON, VEST

numbers = st.floats(-1e4, 1e4, width=32)


@given(arrays(np.float32, st.tuples(st.integers(0, 20), st.just(5)), elements=numbers), st.data())
def test_detections_travel_as_bytes_unchanged(rows: np.ndarray, data: st.DataObject) -> None:
    classes = data.draw(arrays(np.int64, len(rows), elements=st.integers(0, len(CLASSES) - 1)))
    found = Detections(rows[:, :4], rows[:, 4], classes)
    back = Detections.from_bytes(found.to_bytes())
    np.testing.assert_array_equal(back.boxes, found.boxes)
    np.testing.assert_array_equal(back.scores, found.scores)
    np.testing.assert_array_equal(back.classes, found.classes)
    assert (back.boxes.dtype, back.scores.dtype, back.classes.dtype) == (np.float32, np.float32, np.int64)


@pytest.mark.parametrize("length", [1, 4, 23, 25])
def test_bytes_of_another_length_are_refused(length: int) -> None:
    with pytest.raises(ValueError, match=r"size|multiple"):
        Detections.from_bytes(bytes(length))


@given(st.integers(0, 2**32 - 1), st.integers(0, 40), st.floats(0.2, 0.9))
def test_of_boxes_that_overlap_the_best_stays(seed: int, count: int, overlap: float) -> None:
    random = np.random.default_rng(seed)
    corner, size = random.uniform(0, 200, (count, 2)), random.uniform(10, 100, (count, 2))
    boxes = np.concatenate([corner, corner + size], axis=1).astype(np.float32)
    scores = random.random(count).astype(np.float32)
    keep = suppress(boxes, scores, overlap)
    assert scores[keep].tolist() == sorted(scores[keep].tolist(), reverse=True)
    between = iou(boxes[keep], boxes[keep]) - np.eye(len(keep))
    assert (between <= overlap).all(), "two that stayed overlap"
    for gone in set(range(count)) - set(keep.tolist()):
        better = keep[scores[keep] >= scores[gone]]
        assert (iou(boxes[gone][None], boxes[better]) > overlap).any(), "one went without a reason"


def raw(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


HERE, THERE = (10.0, 10, 50, 90), (200.0, 10, 240, 90)


def test_each_class_over_the_floor_is_a_detection_best_first() -> None:
    found = from_raw(raw((*HERE, 0.3, 0, 0, 0, 0.9), (*THERE, 0.04, 0, 0.6, 0, 0.05)))
    assert found.classes.tolist() == [PERSON, VEST, HELMET]
    assert found.scores.tolist() == pytest.approx([0.9, 0.6, 0.3])
    assert found.boxes[1].tolist() == list(THERE)


def test_boxes_of_different_classes_never_suppress_each_other() -> None:
    found = from_raw(raw((*HERE, 0, 0, 0.8, 0, 0.9), (*HERE, 0, 0, 0, 0, 0.7)))
    assert sorted(found.classes.tolist()) == [VEST, PERSON]


def test_a_users_model_has_its_own_classes_in_its_own_order() -> None:
    """Its classes: person, boots (none of ours), hard hat."""
    found = from_raw(raw((*HERE, 0.9, 0.95, 0.1), (*THERE, 0.0, 0.8, 0.7)), (PERSON, -1, HELMET))
    assert found.classes.tolist() == [PERSON, HELMET, HELMET]
    assert found.scores.tolist() == pytest.approx([0.9, 0.7, 0.1])


@pytest.mark.parametrize(
    "rows", [np.zeros((0, 10)), np.zeros((5, 10)), np.full((5, 10), -1.0), np.full((5, 10), np.nan)]
)
def test_nothing_over_the_floor_is_nothing(rows: np.ndarray) -> None:
    found = from_raw(rows.astype(np.float32))
    assert len(found) == 0
    assert found.boxes.shape == (0, 4)
    assert len(Detections.from_bytes(found.to_bytes())) == 0


def test_there_is_a_limit_to_what_one_picture_holds() -> None:
    boxes = np.array([[i * 20, 0, i * 20 + 10, 10] for i in range(2000)], dtype=np.float32)
    scores = np.linspace(0.1, 0.9, 2000, dtype=np.float32)
    found = from_raw(np.concatenate([boxes, scores[:, None]], axis=1), (PERSON,), Selection(most=300))
    assert len(found) == 300
    assert found.scores.min() == scores[-300]


def test_one_class_and_its_sure_ones_can_be_asked_for() -> None:
    found = from_raw(raw((*HERE, 0.3, 0, 0, 0, 0.9), (*THERE, 0.6, 0, 0, 0, 0.2)))
    assert found.of(HELMET).scores.tolist() == pytest.approx([0.6, 0.3])
    assert found.of(HELMET, at_least=0.5).boxes.tolist() == [list(THERE)]
    assert len(found.of(VEST)) == 0
