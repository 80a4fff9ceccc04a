"""The answers of the PPE tasks survive their way."""

from __future__ import annotations

import numpy as np
import pytest

from backend.core.ppe.inference_tasks import CROPS, PPE
from backend.core.ppe.refinement import ANSWERS
from backend.core.vision.detections import Detections
from tests.support.detection_classes import PERSON


@pytest.mark.parametrize("count", [0, 1, 3])
def test_detections_and_scores_read_back(count: int) -> None:
    rows = np.array([(1, 2, 3, 4, 0.5, PERSON)] * count, np.float32).reshape(-1, 6)
    found = PPE.decode(PPE.encode(Detections.from_bytes(rows.tobytes())))
    assert found.boxes.tolist() == rows[:, :4].tolist()
    scores = np.arange(count * ANSWERS, dtype=np.float64).reshape(-1, ANSWERS)
    np.testing.assert_array_equal(CROPS.decode(CROPS.encode(scores)), scores)


def test_the_crop_classifier_refines_ppe_in_its_lane() -> None:
    assert (PPE.lane, CROPS.lane) == ("ppe", "ppe")


def test_bytes_of_another_length_are_no_answer() -> None:
    for task in (PPE, CROPS):
        with pytest.raises(ValueError, match="reshape"):
            task.decode(bytes(20))
