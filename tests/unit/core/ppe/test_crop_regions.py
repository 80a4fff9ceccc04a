"""Which regions the crop classifier is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.ppe.crop_regions import refinement_request
from backend.core.ppe.items import CropKind
from backend.core.vision.detections import Detections
from tests.support.detection_classes import HELMET, NO_HELMET, PERSON, VEST
from tests.support.pipelines import ppe_pipeline

START = datetime(2026, 1, 1, tzinfo=UTC)
PERSON_BOX = (100.0, 100.0, 160.0, 280.0)
HEAD_BOX = (118.0, 102.0, 144.0, 126.0)
EXPECTED = (114.4, 101.8, 145.0, 127.0)
"""Where the head of the person ought to be, who is whole."""
NEIGHBOUR = (300.0, 100.0, 360.0, 280.0)
SIZE = (960, 540)


def found(*rows: tuple[int, float, tuple[float, float, float, float]]) -> Detections:
    return Detections(
        np.array([box for _, _, box in rows], np.float32).reshape(-1, 4),
        np.array([score for _, score, _ in rows], np.float32),
        np.array([cls for cls, _, _ in rows], np.int64),
    )


def test_the_detection_at_the_head_is_classified_and_replaced() -> None:
    seen = found((PERSON, 0.9, PERSON_BOX), (HELMET, 0.4, HEAD_BOX), (NO_HELMET, 0.2, HEAD_BOX))
    asked = refinement_request(seen, [(0, "helmet")])
    assert asked.regions.boxes.tolist() == [list(HEAD_BOX)]
    np.testing.assert_allclose(asked.regions.priors, [[0.4, 0.2]])
    assert asked.settled.classes.tolist() == [PERSON]


def test_without_a_detection_the_region_where_the_head_ought_to_be_is_classified() -> None:
    asked = refinement_request(found((PERSON, 0.8, PERSON_BOX)), [(0, "helmet"), (0, "vest")])
    assert asked.regions.kinds.tolist() == [CropKind.HEAD, CropKind.TORSO]
    assert 100 <= asked.regions.boxes[0, 1] < asked.regions.boxes[0, 3] < 140
    assert len(asked.settled) == 1


def part_of(box: Sequence[float], share: float) -> tuple[float, float, float, float]:
    """The left of a box: its overlap with the whole is its share."""
    x1, y1, x2, y2 = box
    return x1, y1, x1 + share * (x2 - x1), y2


@pytest.mark.parametrize(
    ("at_head", "replaced"),
    [
        (part_of(EXPECTED, 0.21), True),
        (part_of(EXPECTED, 0.19), False),
        ((114.4, 88.5, 145.0, 118.0), True),  # over 0.6 of it inside the person's box
        ((114.4, 87.5, 145.0, 118.0), False),
    ],
)
def test_a_detection_counts_where_the_head_ought_to_be(
    at_head: tuple[float, float, float, float], replaced: bool
) -> None:
    asked = refinement_request(found((PERSON, 0.8, PERSON_BOX), (HELMET, 0.5, at_head)), [(0, "helmet")])
    assert (HELMET not in asked.settled.classes) is replaced


@pytest.mark.parametrize(("share", "priors"), [(0.52, (0.5, 0.4)), (0.48, (0.5, 0.125))])
def test_two_detections_of_one_thing_give_one_region(share: float, priors: tuple[float, float]) -> None:
    weaker = (NO_HELMET, 0.4, part_of(HEAD_BOX, share))
    asked = refinement_request(found((PERSON, 0.9, PERSON_BOX), (HELMET, 0.5, HEAD_BOX), weaker), [(0, "helmet")])
    np.testing.assert_allclose(asked.regions.priors, [priors], rtol=1e-6)
    assert (NO_HELMET in asked.settled.classes) is (priors[1] == 0.125)


def test_the_best_detection_is_the_region_and_another_kind_stays() -> None:
    seen = found(
        (VEST, 0.9, HEAD_BOX), (PERSON, 0.9, PERSON_BOX), (HELMET, 0.3, part_of(HEAD_BOX, 0.9)), (HELMET, 0.6, HEAD_BOX)
    )
    asked = refinement_request(seen, [(1, "helmet")])
    assert asked.regions.boxes.tolist() == [list(HEAD_BOX)]
    assert asked.settled.classes.tolist() == [VEST, PERSON]
    assert asked.settled.boxes.tolist() == [list(HEAD_BOX), list(PERSON_BOX)]
    np.testing.assert_allclose(asked.settled.scores, [0.9, 0.9], rtol=1e-6)
    assert asked.people.tolist() == [list(PERSON_BOX)]


def test_where_nothing_was_detected_the_priors_are_shares_of_the_persons_score() -> None:
    asked = refinement_request(found((PERSON, 0.8, PERSON_BOX)), [(0, "helmet")])
    np.testing.assert_allclose(asked.regions.priors, [[0.28, 0.4]], rtol=1e-6)
    np.testing.assert_allclose(asked.regions.boxes, [EXPECTED], rtol=1e-6)


def test_the_neighbours_helmet_is_left_alone() -> None:
    seen = found((PERSON, 0.9, PERSON_BOX), (PERSON, 0.9, NEIGHBOUR), (HELMET, 0.9, (318.0, 102.0, 344.0, 126.0)))
    asked = refinement_request(seen, [(0, "helmet")])
    assert asked.regions.boxes[0, 2] < 160
    assert (asked.settled.classes == HELMET).sum() == 1


def pipeline() -> CameraPipeline:
    return ppe_pipeline(("helmet", "vest"))


def observed(camera: CameraPipeline, seen: Detections, pictures: int) -> None:
    for i in range(pictures):
        camera.observe(seen, START + timedelta(seconds=0.2 * i), size=SIZE, scale=1.0)


def test_all_items_of_a_new_person_are_undecided() -> None:
    asked = pipeline().refinement_request(found((PERSON, 0.9, PERSON_BOX)), 4)
    assert asked.regions.kinds.tolist() == [CropKind.HEAD, CropKind.TORSO]


def test_a_helmet_that_is_certainly_worn_is_not_classified_again() -> None:
    camera = pipeline()
    seen = found((PERSON, 0.9, PERSON_BOX), (HELMET, 0.9, HEAD_BOX))
    observed(camera, seen, 8)
    assert CropKind.HEAD not in camera.refinement_request(seen, 4).regions.kinds.tolist()


def test_the_nearest_people_come_first_and_the_limit_holds() -> None:
    far = (400.0, 100.0, 430.0, 190.0)
    asked = pipeline().refinement_request(found((PERSON, 0.9, far), (PERSON, 0.9, PERSON_BOX)), 2)
    assert (asked.people == np.array(PERSON_BOX)).all()
    assert len(asked.regions) == 2


def test_in_a_picture_without_colour_no_vest_is_classified() -> None:
    asked = pipeline().refinement_request(found((PERSON, 0.9, PERSON_BOX)), 4, colour=False)
    assert asked.regions.kinds.tolist() == [CropKind.HEAD]


def test_weak_detections_of_people_are_not_classified() -> None:
    assert len(pipeline().refinement_request(found((PERSON, 0.2, PERSON_BOX)), 4).regions) == 0


def test_people_with_classified_crops_are_assessed_though_the_detector_saw_them_small() -> None:
    small = found((PERSON, 0.9, PERSON_BOX), (NO_HELMET, 0.9, HEAD_BOX))
    for refined, state in ((np.zeros((0, 4)), "cannot_tell"), (small.boxes[:1], "missing")):
        camera = pipeline()
        for i in range(12):
            at = START + timedelta(seconds=0.2 * i)
            out = camera.observe(small, at, size=SIZE, scale=0.35, refined_people=refined)
        assert str(out.people[0].states["helmet"]) == state
