import numpy as np
import pytest

from backend.core.evaluation.detection_figures import Looked
from backend.core.evaluation.item_confusion import confusion
from backend.core.ppe.items import CLASSES
from backend.core.vision.detections import Detections
from tests.support.detection_classes import HELMET, NO_HELMET, NO_VEST, PERSON, VEST

HERE, THERE = (10.0, 10, 50, 50), (200.0, 10, 240, 50)
Rows = list[tuple[tuple[float, ...], int, float]]


def detections(rows: Rows) -> Detections:
    boxes = np.array([box for box, _, _ in rows], dtype=np.float32).reshape(-1, 4)
    return Detections(boxes, np.array([s for _, _, s in rows]), np.array([c for _, c, _ in rows], dtype=np.int64))


def counted(truth: Rows, found: Rows) -> dict[tuple[str, str], int]:
    """What is not 0."""
    table = confusion([Looked(detections(found), detections(truth))], dict.fromkeys(CLASSES, 0.4))
    return {(there, said): count for there, row in table.items() for said, count in row.items() if count}


@pytest.mark.parametrize(
    ("truth", "found", "counts"),
    [
        pytest.param([(HERE, HELMET, 1)], [(HERE, HELMET, 0.9)], {("helmet", "helmet"): 1}, id="right"),
        pytest.param(
            [(HERE, NO_HELMET, 1)], [(HERE, HELMET, 0.9)], {("no-helmet", "helmet"): 1}, id="missing taken for worn"
        ),
        pytest.param([(HERE, HELMET, 1)], [(HERE, HELMET, 0.3)], {("helmet", "nothing"): 1}, id="not sure enough"),
        pytest.param(
            [(HERE, HELMET, 1)],
            [(HERE, HELMET, 0.5), (HERE, NO_HELMET, 0.8)],
            {("helmet", "no-helmet"): 1},
            id="of two contrary words the surer one",
        ),
        pytest.param([], [(HERE, NO_VEST, 0.9)], {("nothing", "no-vest"): 1}, id="said where nothing is"),
        pytest.param(
            [(HERE, VEST, 1)],
            [(THERE, VEST, 0.9)],
            {("vest", "nothing"): 1, ("nothing", "vest"): 1},
            id="said at the wrong place",
        ),
        pytest.param(
            [(HERE, HELMET, 1)], [(HERE, VEST, 0.9)], {("helmet", "nothing"): 1, ("nothing", "vest"): 1}, id="two pairs"
        ),
        pytest.param([(HERE, PERSON, 1)], [(HERE, PERSON, 0.9)], {}, id="people are not items"),
        pytest.param(
            [(HERE, HELMET, 1), (THERE, NO_HELMET, 1)],
            [(HERE, HELMET, 0.9), (THERE, NO_HELMET, 0.6)],
            {("helmet", "helmet"): 1, ("no-helmet", "no-helmet"): 1},
            id="two people",
        ),
    ],
)
def test_what_is_said_of_each_item_is_counted(truth: Rows, found: Rows, counts: dict) -> None:
    assert counted(truth, found) == counts
