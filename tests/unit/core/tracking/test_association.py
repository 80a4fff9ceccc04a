"""Which box continues which track."""

import numpy as np
import pytest

from backend.core.tracking.association import LOST_GRACE_SECONDS, MatchOptions, match
from backend.core.tracking.similarity import TO_OUTLINE

OPTIONS = MatchOptions()
WIDTH, TALL = 100.0, 200.0


def boxes(*lefts: float, top: float = 0.0) -> np.ndarray:
    return np.array([(left, top, left + WIDTH, top + TALL) for left in lefts], float).reshape(-1, 4)


def matched(
    tracks: np.ndarray, found: np.ndarray, *, strong: list[bool] | None = None, unseen: list[float] | None = None
) -> list[int]:
    pairing = match(
        TO_OUTLINE.dot(tracks.T),
        np.array(unseen or [0.2] * len(tracks)),
        TO_OUTLINE.dot(found.T),
        np.array([True] * len(found) if strong is None else strong),
        OPTIONS,
    )
    assert pairing.is_matched.tolist() == [box >= 0 for box in pairing.box_of]
    return pairing.box_of.tolist()


def away(iou: float) -> float:
    """How far beside a box another one has this IoU."""
    return WIDTH * (1 - iou) / (1 + iou)


@pytest.mark.parametrize(
    ("iou", "strong", "unseen", "box"),
    [
        (OPTIONS.match_overlap + 0.001, True, 0.2, 0),
        (OPTIONS.match_overlap - 0.001, True, 0.2, -1),
        (OPTIONS.weak_overlap + 0.001, False, 0.2, 0),
        (OPTIONS.weak_overlap - 0.001, False, 0.2, -1),
        (OPTIONS.match_overlap + 0.001, True, LOST_GRACE_SECONDS, 0),
        (OPTIONS.match_overlap + 0.199, True, LOST_GRACE_SECONDS + 1, -1),
        (OPTIONS.match_overlap + 0.201, True, LOST_GRACE_SECONDS + 1, 0),
        (OPTIONS.weak_overlap + 0.199, False, LOST_GRACE_SECONDS + 1, -1),
        (OPTIONS.weak_overlap + 0.201, False, LOST_GRACE_SECONDS + 1, 0),
    ],
)
def test_how_well_a_box_must_fit(iou: float, strong: bool, unseen: float, box: int) -> None:
    assert matched(boxes(0.0), boxes(away(iou)), strong=[strong], unseen=[unseen]) == [box]


def test_a_strong_box_goes_before_a_weak_one_that_fits_better() -> None:
    assert matched(boxes(0.0), boxes(0.0, 60.0), strong=[False, True]) == [1]


def test_a_weak_box_continues_the_track_that_strong_ones_leave() -> None:
    assert matched(boxes(0.0, 40.0), boxes(0.0, 40.0), strong=[False, True]) == [0, 1]


def test_the_best_pairs_overall_are_made() -> None:
    assert matched(boxes(0.0, 30.0), boxes(20.0, -40.0)) == [1, 0]


def test_of_two_at_the_same_distance_the_one_at_the_same_height_is_the_person() -> None:
    beside, nearer = boxes(away(0.5)), boxes(0.0, top=TALL / 3)  # both with an IoU of a half
    assert matched(boxes(0.0), np.concatenate([nearer, beside])) == [1]


def test_without_pairs_no_track_is_matched() -> None:
    assert matched(boxes(0.0, 500.0), boxes(1000.0)) == [-1, -1]
