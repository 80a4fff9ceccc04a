"""Whom to look at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from backend.core.pipeline.camera_pipeline import CameraPipeline
from backend.core.ppe.crop_regions import doubts
from backend.core.ppe.refinement import Kind
from backend.core.vision.detections import HELMET, NO_HELMET, PERSON, Detections

START = datetime(2026, 1, 1, tzinfo=UTC)
PERSON_BOX = (100.0, 100.0, 160.0, 280.0)
HEAD_BOX = (118.0, 102.0, 144.0, 126.0)
NEIGHBOUR = (300.0, 100.0, 360.0, 280.0)
SIZE = (960, 540)


def found(*rows: tuple[int, float, tuple[float, float, float, float]]) -> Detections:
    return Detections(
        np.array([box for _, _, box in rows], np.float32).reshape(-1, 4),
        np.array([score for _, score, _ in rows], np.float32),
        np.array([cls for cls, _, _ in rows], np.int64),
    )


def test_the_find_at_the_head_is_looked_at_and_set_aside() -> None:
    seen = found((PERSON, 0.9, PERSON_BOX), (HELMET, 0.4, HEAD_BOX), (NO_HELMET, 0.2, HEAD_BOX))
    asked = doubts(seen, [(0, "helmet")])
    assert asked.places.boxes.tolist() == [list(HEAD_BOX)]
    np.testing.assert_allclose(asked.places.priors, [[0.4, 0.2]])
    assert asked.settled.classes.tolist() == [PERSON]


def test_without_a_find_the_place_where_the_head_ought_to_be_is_looked_at() -> None:
    asked = doubts(found((PERSON, 0.8, PERSON_BOX)), [(0, "helmet"), (0, "vest")])
    assert asked.places.kinds.tolist() == [Kind.HEAD, Kind.TORSO]
    assert 100 <= asked.places.boxes[0, 1] < asked.places.boxes[0, 3] < 140
    assert len(asked.settled) == 1


def test_the_neighbours_helmet_is_left_alone() -> None:
    seen = found((PERSON, 0.9, PERSON_BOX), (PERSON, 0.9, NEIGHBOUR), (HELMET, 0.9, (318.0, 102.0, 344.0, 126.0)))
    asked = doubts(seen, [(0, "helmet")])
    assert asked.places.boxes[0, 2] < 160
    assert (asked.settled.classes == HELMET).sum() == 1


def pipeline() -> CameraPipeline:
    return CameraPipeline(("helmet", "vest"), lambda at: "v")


def judged(camera: CameraPipeline, seen: Detections, looks: int) -> None:
    for i in range(looks):
        camera.judge(seen, START + timedelta(seconds=0.2 * i), size=SIZE, scale=1.0)


def test_a_newcomer_is_in_doubt_about_everything() -> None:
    asked = pipeline().in_doubt(found((PERSON, 0.9, PERSON_BOX)), 4)
    assert asked.places.kinds.tolist() == [Kind.HEAD, Kind.TORSO]


def test_whoever_surely_wears_a_helmet_is_not_looked_at_again_for_it() -> None:
    camera = pipeline()
    seen = found((PERSON, 0.9, PERSON_BOX), (HELMET, 0.9, HEAD_BOX))
    judged(camera, seen, 8)
    assert Kind.HEAD not in camera.in_doubt(seen, 4).places.kinds.tolist()


def test_the_nearest_people_are_looked_at_first_and_never_more_than_asked_for() -> None:
    far = (400.0, 100.0, 430.0, 190.0)
    asked = pipeline().in_doubt(found((PERSON, 0.9, far), (PERSON, 0.9, PERSON_BOX)), 2)
    assert (asked.people == np.array(PERSON_BOX)).all()
    assert len(asked.places) == 2


def test_in_a_picture_without_colour_nobody_is_looked_at_again_for_a_vest() -> None:
    asked = pipeline().in_doubt(found((PERSON, 0.9, PERSON_BOX)), 4, colour=False)
    assert asked.places.kinds.tolist() == [Kind.HEAD]


def test_weak_ghosts_are_not_looked_at() -> None:
    assert len(pipeline().in_doubt(found((PERSON, 0.2, PERSON_BOX)), 4).places) == 0


def test_people_seen_closer_can_be_judged_though_the_detector_saw_them_small() -> None:
    small = found((PERSON, 0.9, PERSON_BOX), (NO_HELMET, 0.9, HEAD_BOX))
    for closer, told in ((np.zeros((0, 4)), "cannot_tell"), (small.boxes[:1], "missing")):
        camera = pipeline()
        for i in range(12):
            at = START + timedelta(seconds=0.2 * i)
            out = camera.judge(small, at, size=SIZE, scale=0.35, closer=closer)
        assert str(out.people[0].verdicts["helmet"]) == told
