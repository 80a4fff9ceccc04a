"""From detections to numbers."""

import numpy as np
import pytest

from backend.core.crowd.analysis import AnalysedPicture, analyse
from backend.core.crowd.levels import CrowdLevel
from backend.core.crowd.options import CrowdOptions
from backend.core.vision.detections import Detections


def found(*rows: tuple[float, float, float, float, float]) -> Detections:
    table = np.array([(*row, 0) for row in rows], np.float32).reshape(-1, 6)
    return Detections.from_bytes(table.tobytes())


def analysed(bodies: Detections, faces: Detections | None, **options: float) -> AnalysedPicture:
    return analyse(bodies=bodies, faces=faces, width=1000, height=1000, options=CrowdOptions(**options))  # type: ignore[arg-type]


def test_overlapping_people_and_their_faces_occupy_their_area_once() -> None:
    bodies = found((0, 0, 100, 200, 0.9), (50, 0, 150, 200, 0.8))
    picture = analysed(bodies, found((20, 0, 60, 40, 0.9)))
    numbers = picture.analysis
    assert (numbers.density_score, numbers.area_coverage) == (0.03, 3.0)
    assert (numbers.people_density, numbers.face_body_ratio) == (2.0, 0.5)
    assert numbers.crowd_intensity == pytest.approx(50 * (2 / 20 + 0.03))
    assert picture.bodies[0].bbox == (0.0, 0.0, 100.0, 200.0)


def test_without_a_face_detector_faces_are_unknown_and_not_zero() -> None:
    numbers = analysed(found((0, 0, 10, 10, 0.9)), None).analysis
    assert (numbers.face_count, numbers.face_body_ratio, numbers.face_class_distribution) == (None, None, None)
    assert numbers.crowd_level is CrowdLevel.LOW


def test_the_level_rests_on_the_larger_number() -> None:
    faces = found(*((20.0 * n, 0, 20.0 * n + 10, 10, 0.9) for n in range(6)))
    picture = analysed(found((0, 0, 10, 10, 0.9)), faces)
    assert (picture.analysis.people_count, picture.analysis.crowd_level) == (6, CrowdLevel.HIGH)


def test_a_score_at_the_threshold_counts_and_each_kind_has_its_own() -> None:
    rows = found((0, 0, 10, 10, 0.5), (20, 0, 30, 10, 0.49))
    numbers = analysed(rows, rows, face_confidence=0.4).analysis
    assert (numbers.body_count, numbers.face_count) == (1, 2)


def test_an_empty_picture_is_empty() -> None:
    numbers = analysed(Detections.none(), Detections.none()).analysis
    assert (numbers.crowd_level, numbers.density_score, numbers.crowd_intensity) == (CrowdLevel.EMPTY, 0, 0)
    assert numbers.face_body_ratio is None


def test_faces_are_classed_by_their_longer_side() -> None:
    faces = found(*((0, 0, 5, side, 0.9) for side in (31.9, 32, 95.9, 96)))
    assert analysed(Detections.none(), faces).analysis.face_class_distribution == {"small": 1, "medium": 2, "large": 1}


def test_a_picture_full_of_people_has_the_highest_intensity() -> None:
    bodies = found(*((0, 0, 1000, 1000, 0.9) for _ in range(30)))
    numbers = analysed(bodies, None).analysis
    assert (numbers.density_score, numbers.crowd_intensity) == (1.0, 100.0)
