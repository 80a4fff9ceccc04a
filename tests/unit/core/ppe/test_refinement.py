"""What the crop classifier's answers make of the detections."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.ppe.items import CropKind
from backend.core.ppe.refinement import (
    ANSWERS,
    CropRegions,
    RefinementOptions,
    corrected,
    corrections,
    detected_regions,
    expected_regions,
    refine,
)
from backend.core.vision.detections import Detections
from tests.support.detection_classes import HELMET, NO_HELMET, NO_VEST, PERSON, VEST

OPTIONS = RefinementOptions()


def found(*rows: tuple[int, float, tuple[float, float, float, float]]) -> Detections:
    """Detections of class, score, box."""
    return Detections(
        np.array([box for _, _, box in rows], np.float32).reshape(-1, 4),
        np.array([score for _, score, _ in rows], np.float32),
        np.array([cls for cls, _, _ in rows], np.int64),
    )


def answer(nothing: float, worn: float, missing: float, *moved: float) -> np.ndarray:
    return np.array([nothing, worn, missing, *(moved or (0, 0, 0, 0))], np.float32)


HEAD = (100.0, 20.0, 120.0, 40.0)


@pytest.mark.parametrize(
    ("detected", "classified", "winner"),
    [
        (HELMET, (0.0, 0.95, 0.05), HELMET),  # both say helmet
        (HELMET, (0.0, 0.05, 0.95), NO_HELMET),  # taken for a helmet, classified as a bare head
        (NO_HELMET, (0.0, 0.9, 0.1), HELMET),
        (VEST, (0.1, 0.1, 0.8), NO_VEST),
        (PERSON, (0.1, 0.9, 0.0), PERSON),
    ],
)
def test_the_crop_classifier_decides_between_the_two_classes(
    detected: int, classified: tuple[float, float, float], winner: int
) -> None:
    regions, rest = detected_regions(found((detected, 0.5, HEAD)), OPTIONS)
    out = refine(regions, answer(*classified)[None], rest, OPTIONS)
    assert out.classes[0] == winner
    assert len(rest) == 0


def test_a_crop_classified_as_no_item_loses_its_score() -> None:
    regions, rest = detected_regions(found((NO_HELMET, 0.6, HEAD)), OPTIONS)
    out = refine(regions, answer(0.99, 0.005, 0.005)[None], rest, OPTIONS)
    assert out.scores.max() < 0.06


def test_detections_too_weak_for_a_crop_stay_as_they_were() -> None:
    given_ = found((HELMET, 0.5, HEAD), (VEST, 0.004, (90.0, 50.0, 130.0, 110.0)))
    regions, rest = detected_regions(given_, OPTIONS)
    assert len(regions) == 1
    out = refine(regions, answer(0, 0.9, 0.1)[None], rest, OPTIONS)
    assert (out.scores[out.classes == VEST] == np.float32(0.004)).all()


def test_a_bare_head_that_the_detector_missed_is_found_where_the_head_ought_to_be() -> None:
    person = found((PERSON, 0.8, (100.0, 100.0, 160.0, 280.0)))
    regions = expected_regions(person.boxes, person.scores)
    assert regions.kinds.tolist() == [CropKind.HEAD, CropKind.TORSO]
    head, torso = regions.boxes
    assert head[1] >= 100 and head[3] < 135 and 100 < head[0] < head[2] < 160
    assert torso[1] > head[1] and torso[3] < 220
    answers = np.stack((answer(0.02, 0.03, 0.95), answer(0.9, 0.05, 0.05)))
    out = refine(regions, answers, Detections.none(), OPTIONS)
    assert out.classes[0] == NO_HELMET and out.scores[0] > 0.5


def test_of_a_person_cut_at_the_chest_the_head_is_a_third() -> None:
    portrait = np.array([[0.0, 0.0, 100.0, 120.0]])
    regions = expected_regions(portrait, np.ones(1))
    assert regions.boxes[0, 3] == pytest.approx(0.32 * 120)


@pytest.mark.parametrize(
    ("height", "head", "torso"),
    [
        (120.0, (0.01, 0.32), (0.34, 1.0)),  # head and shoulders
        (195.0, (0.01, 0.235), (0.26, 0.795)),  # in between
        (240.0, (0.01, 0.15), (0.18, 0.59)),  # a whole person
        (300.0, (0.01, 0.15), (0.18, 0.59)),
    ],
)
def test_where_items_ought_to_be_follows_from_the_boxs_shape(
    height: float, head: tuple[float, float], torso: tuple[float, float]
) -> None:
    regions = expected_regions(np.array([[50.0, 0.0, 150.0, height]]), np.ones(1)).boxes
    shares = [(74.0, head[0] * height, 125.0, head[1] * height), (60.0, torso[0] * height, 139.0, torso[1] * height)]
    np.testing.assert_allclose(regions, shares, rtol=1e-5)


def test_two_regions_of_one_thing_give_one_detection() -> None:
    near = tuple(v + 1 for v in HEAD)
    regions, rest = detected_regions(found((HELMET, 0.5, HEAD), (NO_HELMET, 0.3, near)), OPTIONS)
    out = refine(regions, np.tile(answer(0, 0.9, 0.1), (2, 1)), rest, OPTIONS)
    assert (out.classes == HELMET).sum() == 1


def test_the_square_is_wide_enough_to_see_what_the_thing_sits_on() -> None:
    regions = CropRegions(np.array([[10.0, 20.0, 30.0, 30.0]]), np.array([0]), np.ones((1, 2), np.float32))
    assert regions.squares().tolist() == [[20.0, 25.0, 40.0]]


@pytest.mark.parametrize(
    ("cls", "score", "share"),
    [
        (VEST, 0.9, OPTIONS.correction),
        (VEST, 0.1, OPTIONS.correction),
        (HELMET, 1.0, OPTIONS.certain_correction),  # the detector saw it well: its box is good
        (HELMET, 0.01, 1.0),  # it hardly saw anything: the classifier knows better
        (HELMET, 0.5, 1 - (1 - OPTIONS.certain_correction) * 0.25),
    ],
)
def test_a_heads_box_is_moved_the_further_the_less_certain_the_detector_was(
    cls: int, score: float, share: float
) -> None:
    regions, rest = detected_regions(found((cls, score, HEAD)), OPTIONS)
    out = refine(regions, answer(0, 1, 0, 0.5, 0, 0, 0)[None], rest, OPTIONS)
    assert out.boxes[0, 0] == pytest.approx(HEAD[0] + 20 * 0.5 * share, abs=0.01)


@pytest.mark.parametrize(
    ("box", "correction", "moved"),
    [
        ((100.0, 100.0, 140.0, 120.0), (0.5, 0.0, 0.0, 0.0), (120.0, 100.0, 160.0, 120.0)),  # in longer sides
        ((100.0, 100.0, 140.0, 120.0), (0.0, -0.25, 0.0, 0.0), (100.0, 90.0, 140.0, 110.0)),
        ((100.0, 100.0, 102.0, 101.0), (1.0, 0.0, 0.0, 0.0), (104.0, 100.0, 106.0, 101.0)),  # of four pixels at least
        ((90.0, 95.0, 110.0, 105.0), (0.0, 0.0, 1.0, 0.0), (72.817, 95.0, 127.183, 105.0)),
        ((90.0, 95.0, 110.0, 105.0), (0.0, 0.0, 3.0, 0.0), (72.817, 95.0, 127.183, 105.0)),  # e times at most
        ((90.0, 95.0, 110.0, 105.0), (0.0, 0.0, -3.0, 0.0), (96.321, 95.0, 103.679, 105.0)),
        ((90.0, 95.0, 110.0, 105.0), (0.0, 0.0, 0.0, 0.5), (90.0, 91.756, 110.0, 108.244)),
    ],
)
def test_a_box_is_moved_by_its_correction(
    box: tuple[float, float, float, float],
    correction: tuple[float, float, float, float],
    moved: tuple[float, float, float, float],
) -> None:
    out = corrected(np.array([box]), np.array([correction]))
    np.testing.assert_allclose(out, [moved], atol=0.002)


def test_sides_under_a_pixel_count_as_one_when_corrections_are_learned() -> None:
    boxes, truth = np.array([[10.0, 10.0, 10.5, 14.0]]), np.array([[10.0, 10.0, 14.0, 10.25]])
    np.testing.assert_allclose(corrections(boxes, truth)[0, 2:], [np.log(4.0), -np.log(4.0)], rtol=1e-6)


@pytest.mark.parametrize(("score", "asked"), [(0.0045, 1), (0.004, 0), (0.0035, 0)])
def test_only_detections_over_the_floor_are_classified(score: float, asked: int) -> None:
    regions, rest = detected_regions(found((HELMET, score, HEAD)), OPTIONS)
    assert (len(regions), len(rest)) == (asked, 1 - asked)


def test_the_detectors_score_is_the_prior_of_its_class_and_a_quarter_of_it_of_the_other() -> None:
    regions, _ = detected_regions(found((HELMET, 0.8, HEAD), (NO_HELMET, 0.4, HEAD), (PERSON, 0.6, HEAD)), OPTIONS)
    np.testing.assert_allclose(regions.priors, [[0.8, 0.2], [0.1, 0.4], [0.6, 0.15]], rtol=1e-6)


@pytest.mark.parametrize(
    ("weight", "classifier", "score"), [(0.5, 0.36, 0.48), (0.25, 0.0625, 0.3578), (0.0, 0.1, 0.64), (1.0, 0.1, 0.1)]
)
def test_the_score_is_the_weighted_product_of_both(weight: float, classifier: float, score: float) -> None:
    options = RefinementOptions(weight=weight)
    regions, rest = detected_regions(found((PERSON, 0.64, HEAD)), options)
    out = refine(regions, answer(0.0, classifier, 0.0)[None], rest, options)
    assert out.scores.tolist() == [pytest.approx(score, rel=1e-3)]


@pytest.mark.parametrize(("right", "left"), [(4.0, 1), (6.0, 2)])
def test_detections_that_overlap_by_over_six_tenths_are_one(right: float, left: int) -> None:
    """Two of 20 pixels, 4 or 6 apart: 16 of 24, or 14 of 26, are common."""
    moved = (HEAD[0] + right, HEAD[1], HEAD[2] + right, HEAD[3])
    regions, rest = detected_regions(found((PERSON, 0.9, HEAD), (PERSON, 0.8, moved)), OPTIONS)
    out = refine(regions, np.tile(answer(0.0, 0.9, 0.0), (2, 1)), rest, OPTIONS)
    assert len(out.scores) == left


def test_where_the_detector_found_nothing_the_priors_are_shares_of_the_persons_score() -> None:
    regions = expected_regions(np.array([[0.0, 0.0, 60.0, 180.0], [100.0, 0.0, 160.0, 180.0]]), np.array([1.0, 0.5]))
    assert regions.kinds.tolist() == [CropKind.HEAD, CropKind.HEAD, CropKind.TORSO, CropKind.TORSO]
    np.testing.assert_allclose(regions.priors, [[0.35, 0.5], [0.175, 0.25]] * 2, rtol=1e-6)


def test_squares_are_as_wide_as_their_kind_needs_and_never_empty() -> None:
    boxes = np.array(
        [[10.0, 20.0, 30.0, 30.0], [10.0, 20.0, 30.0, 30.0], [10.0, 20.0, 30.0, 60.0], [5.0, 5.0, 5.0, 5.0]]
    )
    kinds = np.array([CropKind.HEAD, CropKind.TORSO, CropKind.BODY, CropKind.HEAD])
    squares = CropRegions(boxes, kinds, np.ones((4, 2), np.float32)).squares()
    np.testing.assert_allclose(squares, [[20, 25, 40], [20, 25, 28], [20, 40, 50], [5, 5, 8]])


def test_fitted_numbers_change_on_purpose_only() -> None:
    """A change needs a measurement: `make bench NAME=violations`."""
    assert RefinementOptions() == RefinementOptions(
        floor=0.004, weight=0.5, correction=0.4, certain_correction=0.3, overlap=0.6
    )
    assert ANSWERS == 7


def test_no_regions_are_no_error() -> None:
    regions, rest = detected_regions(Detections.none(), OPTIONS)
    assert len(refine(regions, np.zeros((0, ANSWERS), np.float32), rest, OPTIONS)) == 0


box = st.tuples(st.floats(0, 500), st.floats(0, 500), st.floats(5, 200), st.floats(5, 200))


@given(box, st.floats(-0.3, 0.3), st.floats(-0.3, 0.3), st.floats(0.5, 2), st.floats(0.5, 2))
def test_a_correction_leads_to_the_true_box(
    start: tuple[float, float, float, float], dx: float, dy: float, wider: float, higher: float
) -> None:
    x, y, width, height = start
    boxes = np.array([[x, y, x + width, y + height]])
    middle = np.array([x + width / 2 + dx * width, y + height / 2 + dy * height])
    half = np.array([width * wider, height * higher]) / 2
    truth = np.concatenate((middle - half, middle + half))[None]
    np.testing.assert_allclose(corrected(boxes, corrections(boxes, truth)), truth, atol=0.01, rtol=1e-4)
