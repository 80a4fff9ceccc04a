"""Parts of tracks are of one person when the track goes on, or begins where another was lost."""

from __future__ import annotations

import numpy as np
import pytest

from backend.core.track_history.links import PartEnds, people_of


def ends(*parts: tuple[int, float, float, float, float]) -> PartEnds:
    """Track id, beginning, end, and where the feet are then; everybody is a tenth of the picture tall."""
    table = np.array(parts, np.float64)
    place = [np.stack([table[:, n], np.full(len(table), 0.5), np.full(len(table), 0.1)], axis=1) for n in (3, 4)]
    return PartEnds(
        track_id=table[:, 0].astype(np.int64), since=table[:, 1], until=table[:, 2], begin=place[0], end=place[1]
    )


@pytest.mark.parametrize(
    ("second", "people"),
    [
        ((1, 60, 90, 0.5, 0.5), [0, 0]),  # the same track a second later
        ((1, 63, 90, 0.5, 0.5), [0, 1]),  # its number was used again by another worker, too far away in time
        ((2, 60, 90, 0.5, 0.5), [0, 0]),  # another track in the same place
        ((2, 60, 90, 0.9, 0.9), [0, 1]),  # and four heights away
        ((2, 69, 90, 0.5, 0.5), [0, 0]),
        ((2, 69.5, 90, 0.5, 0.5), [0, 1]),  # more than ten seconds later
        ((2, 30, 90, 0.5, 0.5), [0, 1]),  # while the first was there
    ],
)
def test_who_is_one_person(second: tuple[int, float, float, float, float], people: list[int]) -> None:
    first = (1, 0, 59, 0.5, 0.5) if second[:2] != (1, 63) else (1, 0, 59, 0.5, 3.0)
    assert people_of(ends(first, second)).tolist() == people


def test_a_track_that_goes_on_is_not_inherited() -> None:
    parts = ends((1, 0, 59, 0.5, 0.5), (1, 60, 119, 0.5, 0.5), (2, 59.5, 80, 0.5, 0.5))
    assert people_of(parts).tolist() == [0, 0, 1]


def test_a_lost_person_is_continued_by_one_track_only() -> None:
    parts = ends((1, 0, 59, 0.5, 0.5), (2, 61, 80, 0.51, 0.5), (3, 61, 80, 0.55, 0.5))
    assert people_of(parts).tolist() == [0, 0, 1]
