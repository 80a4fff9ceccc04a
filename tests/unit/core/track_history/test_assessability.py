"""The map of a camera shows where people stood, how large they were, and what could be assessed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from backend.core.track_history.assessability import COLUMNS, ROWS, assessability_of
from backend.core.track_history.packing import MISSING, NOT_ASSESSABLE, NOT_RECORDED, WORN, TrackSample, pack
from backend.core.track_history.samples import StoredPart, samples_of

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()


def part(
    states: list[int],
    *,
    x: float = 0.5,
    y: float = 0.5,
    height: float = 0.5,
    since: float = NOON,
    track_id: int = 1,
    colour: bool | None = True,
) -> StoredPart:
    samples = [
        TrackSample(at=since + n, x=x, y=y, height=height, colour=colour, states=(state,))
        for n, state in enumerate(states)
    ]
    return StoredPart(track_id=track_id, since=since, items=("helmet",), width=640, height=400, packed=pack(samples))


def test_a_cell_counts_people_and_shows_their_size_and_what_was_assessable() -> None:
    parts = [part([WORN, MISSING, NOT_ASSESSABLE, NOT_RECORDED]), part([WORN] * 4, since=NOON + 600, track_id=2)]
    (cell,) = assessability_of(samples_of(parts), ["helmet"], UTC).cells
    assert (cell.column, cell.row, cell.people, cell.person_seconds, cell.median_height) == (8, 4, 2, 8, 200)
    assert (cell.items[0].assessable_share, cell.items[0].is_too_small) == (0.8571, False)


def test_cells_come_row_by_row_and_the_edges_belong_to_the_last_ones() -> None:
    places = [(1.0, 1.0), (0.0, 0.0), (0.99, 0.0), (0.0, 0.5)]
    parts = [part([WORN], x=x, y=y, since=NOON + 100 * n, track_id=n) for n, (x, y) in enumerate(places)]
    found = assessability_of(samples_of(parts), [], UTC)
    assert [(cell.column, cell.row) for cell in found.cells] == [(0, 0), (15, 0), (0, 4), (COLUMNS - 1, ROWS - 1)]


def test_small_people_are_named() -> None:
    (cell,) = assessability_of(samples_of([part([NOT_ASSESSABLE], height=0.2)]), ["helmet"], UTC).cells
    assert cell.items[0].is_too_small


def test_an_item_that_was_not_recorded_has_no_share() -> None:
    (cell,) = assessability_of(samples_of([part([WORN])]), ["vest"], UTC).cells
    assert cell.items[0].assessable_share is None


def test_colour_is_shown_by_the_hour_at_the_site() -> None:
    parts = [
        part([WORN] * 3),
        part([WORN], since=NOON + 1800, track_id=2, colour=False),
        part([WORN], since=NOON + 36000, track_id=3, colour=None),
    ]
    hours = assessability_of(samples_of(parts), [], ZoneInfo("Asia/Kolkata")).hours
    assert [(one.hour, one.person_seconds, one.colour_share) for one in hours] == [
        (3, 1, None),
        (17, 3, 1.0),
        (18, 1, 0.0),
    ]


def test_a_camera_without_tracks_has_an_empty_map() -> None:
    found = assessability_of(samples_of([]), ["helmet"], UTC)
    assert (found.cells, found.hours) == ((), ())
