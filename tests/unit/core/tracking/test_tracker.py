"""Who is who from look to look."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.coverage.record import LONGEST_BETWEEN_OBSERVATIONS
from backend.core.tracking.tracker import LONGEST_PAUSE_SECONDS, Tracker, TrackerOptions, Tracks

Found = tuple[float, float, float]
"""Centre x, bottom y, score of a person's box, 60 wide and 180 high."""


def observe(tracker: Tracker, at: float, found: Iterable[Found]) -> Tracks:
    rows = list(found)
    boxes = np.array([[x - 30, y - 180, x + 30, y] for x, y, _ in rows], dtype=np.float32).reshape(-1, 4)
    return tracker.update(boxes, np.array([score for _, _, score in rows], dtype=np.float32), at)


def times(seconds: float, fps: float, start: float = 0.0) -> list[float]:
    return [start + i / fps for i in range(round(seconds * fps))]


def id_at(tracks: Tracks, x: float) -> int | None:
    """The id of the track that was seen at this centre, if any."""
    near = [
        int(i)
        for i, box, seen in zip(tracks.ids, tracks.boxes, tracks.seen, strict=True)
        if seen and abs((box[0] + box[2]) / 2 - x) < 20
    ]
    assert len(near) <= 1, "two tracks at one place"
    return near[0] if near else None


@pytest.mark.parametrize("fps", [3.0, 5.0, 10.0, 25.0])
@pytest.mark.parametrize("speed", [60.0, 120.0])
def test_two_people_who_cross_keep_their_ids(fps: float, speed: float) -> None:
    tracker, first, last = Tracker(), {}, {}
    for at in times(8.0, fps):
        nearer, farther = 480 + speed * (at - 4), 480 - speed * (at - 4)
        hidden = abs(nearer - farther) < 45  # the nearer one stands before the other
        found = [(nearer, 420.0, 0.85)] + ([] if hidden else [(farther, 390.0, 0.8)])
        tracks = observe(tracker, at, found)
        if at > 1 and not hidden:
            last = {"nearer": id_at(tracks, nearer), "farther": id_at(tracks, farther)}
            first = first or last
    assert None not in first.values()
    assert last == first


def test_a_half_hidden_person_keeps_the_id_by_a_weak_box() -> None:
    tracker, ids = Tracker(), set()
    for at in times(4.0, 5.0):
        half_hidden = 1.5 < at < 2.9
        x = 200 + 70 * at
        tracks = observe(tracker, at, [(x, 400.0, 0.2 if half_hidden else 0.8)])
        if at > 0.3:
            assert tracks.seen.tolist() == [True]  # not only guessed where they might be
            ids |= set(tracks.ids.tolist())
    assert ids == {1}


@pytest.mark.parametrize("ghost_score", [0.15, 0.25, 0.4])
@pytest.mark.parametrize("fps", [5.0, 10.0])
def test_a_ghost_at_the_edge_never_carries_an_id_to_a_newcomer(ghost_score: float, fps: float) -> None:
    """A pillar at the left edge resembles a person a little. One leaves there; 2.5 s later another one enters."""
    tracker, leaver, newcomer = Tracker(), set(), set()
    pillar = (30.0, 400.0, ghost_score)
    for at in times(12.0, fps):
        found = [pillar]
        leaving, entering = 330 - 75 * at, 30 + 75 * (at - 6.5)
        if leaving > 30:  # until 4.0 s
            found.append((leaving, 400.0, 0.8))
        if entering > 30:
            found.append((entering, 400.0, 0.8))
        tracks = observe(tracker, at, found)
        if 1 < at < 3:
            leaver.add(id_at(tracks, leaving))
        if at > 8:
            newcomer.add(id_at(tracks, entering))
    assert len(leaver) == len(newcomer) == 1
    assert leaver != newcomer


@pytest.mark.parametrize(("pause", "same"), [(1.0, True), (2.9, True), (3.1, False), (60.0, False)])
def test_no_track_goes_on_over_a_long_pause(pause: float, same: bool) -> None:
    """The coverage report calls it blind from the same length on."""
    assert timedelta(seconds=LONGEST_PAUSE_SECONDS) == LONGEST_BETWEEN_OBSERVATIONS
    tracker = Tracker()
    for at in (0.0, 0.2, 0.4, 0.4 + pause, 0.6 + pause):
        tracks = observe(tracker, at, [(300.0, 400.0, 0.8)])
    assert tracks.ids.tolist() == [1 if same else 2]


@pytest.mark.parametrize(("pause", "ids"), [(2.9, [1]), (3.1, [])])
def test_an_unchanged_picture_after_a_long_pause_does_not_show_the_same_people(pause: float, ids: list[int]) -> None:
    tracker = Tracker()
    for at in (0.0, 0.2, 0.4):
        observe(tracker, at, [(300.0, 400.0, 0.8)])
    assert tracker.hold(0.4 + pause).ids.tolist() == ids


def test_a_weak_box_alone_starts_no_track() -> None:
    tracker = Tracker()
    for at in times(3.0, 5.0):
        assert len(observe(tracker, at, [(300.0, 400.0, 0.49)]).ids) == 0


def test_one_detection_alone_starts_no_track() -> None:
    tracker = Tracker()
    assert len(observe(tracker, 0.0, [(300.0, 400.0, 0.9)]).ids) == 0
    for at in times(3.0, 5.0, start=0.2):
        assert len(observe(tracker, at, []).ids) == 0


def test_ids_belong_to_the_tracker_that_gave_them() -> None:
    trackers = [Tracker(), Tracker()]
    for at in (0.0, 0.2, 0.4):
        given_out = [observe(t, at, [(300.0, 400.0, 0.9), (600.0, 400.0, 0.9)]).ids.tolist() for t in trackers]
    assert given_out == [[1, 2], [1, 2]]


def test_an_id_is_never_given_again() -> None:
    tracker, seen = Tracker(), []
    for visit in range(4):
        for at in times(1.0, 5.0, start=10.0 * visit):
            tracks = observe(tracker, at, [(300.0, 400.0, 0.9)])
        seen += tracks.ids.tolist()
    assert seen == [1, 2, 3, 4]


def test_a_quiet_picture_keeps_who_stands_and_still_forgets_who_is_lost() -> None:
    tracker = Tracker()
    for at in times(1.0, 5.0):
        observe(tracker, at, [(300.0, 400.0, 0.9), (700.0, 400.0, 0.9)])
    observe(tracker, 1.0, [(300.0, 400.0, 0.9)])  # the second has gone
    held = tracker.hold(1.2)
    assert (held.ids.tolist(), held.seen.tolist()) == ([1, 2], [True, False])
    for at in times(20.0, 5.0, start=1.4):
        held = tracker.hold(at)
    assert held.ids.tolist() == [1]
    back = observe(tracker, 21.4, [(300.0, 400.0, 0.9), (700.0, 400.0, 0.9)])
    assert id_at(back, 300) == 1
    assert 2 not in observe(tracker, 21.6, [(300.0, 400.0, 0.9), (700.0, 400.0, 0.9)]).ids


def test_who_walked_into_a_quiet_stretch_stands_where_they_were_seen() -> None:
    tracker = Tracker()
    for at in times(2.0, 5.0):
        observe(tracker, at, [(200 + 100 * at, 400.0, 0.9)])
    for at in times(10.0, 5.0, start=2.0):
        held = tracker.hold(at)
    x1, _, x2, _ = held.boxes[0]
    assert (x1 + x2) / 2 == pytest.approx(380, abs=2)
    covered = observe(tracker, 13.0, [])  # somebody walks past; where one stands is not where one was going
    assert (covered.boxes[0][0] + covered.boxes[0][2]) / 2 == pytest.approx(380, abs=5)
    assert observe(tracker, 13.2, [(380.0, 400.0, 0.9)]).ids.tolist() == [1]


@pytest.mark.parametrize(
    "clock",
    [
        lambda i: i * 0.2,  # steady
        lambda i: i * 0.2 + (0.08 if i % 2 else 0.0),  # jitter
        lambda i: (i // 3) * 0.6,  # three pictures with one time
        lambda i: i * 0.5,  # slow
        lambda i: max(0.0, i * 0.2 - 3.0),  # a clock that was set
    ],
)
def test_a_walker_keeps_the_id_at_any_rate(clock: Callable[[int], float]) -> None:
    tracker, ids = Tracker(), set()
    for i in range(30):
        at = clock(i)
        ids |= set(observe(tracker, at, [(100 + 60 * at, 400.0, 0.8)]).ids.tolist())
    assert ids == {1}


def test_a_clock_that_goes_back_breaks_nothing() -> None:
    tracker = Tracker()
    for at in (10.0, 10.2, 10.4, 3.0, 3.2):
        tracks = observe(tracker, at, [(300.0, 400.0, 0.8)])
        assert np.isfinite(tracks.boxes).all()
    assert tracks.ids.tolist() == [1]


def test_without_detections_there_is_no_track() -> None:
    tracker = Tracker()
    for at in (0.0, 0.2):
        assert len(observe(tracker, at, []).ids) == 0
        assert len(tracker.hold(at).ids) == 0


def test_a_crowd_standing_still_has_as_many_ids_as_people() -> None:
    tracker, random = Tracker(), np.random.default_rng(1)
    places = [(100 + 70 * i, 300 + 5 * i) for i in range(10)]
    for at in times(6.0, 5.0):
        found = [(x + random.normal(0, 2), y + random.normal(0, 2), random.uniform(0.5, 0.9)) for x, y in places]
        ids = observe(tracker, at, found).ids.tolist()
    assert ids == list(range(1, 11))


corner = st.floats(-200, 4200, width=32)
boxes = st.lists(st.tuples(corner, corner, st.floats(0, 900), st.floats(0, 900), st.floats(0, 1)), max_size=6)
observations = st.lists(st.tuples(st.floats(-1.0, 3.0), st.none() | boxes), min_size=1, max_size=25)


@settings(max_examples=150)
@given(observations)
def test_whatever_is_found_ids_are_unique_and_boxes_finite(observations: list[tuple[float, list | None]]) -> None:
    tracker, at, last = Tracker(TrackerOptions(confirm_detections=1)), 100.0, 0
    for seconds, found in observations:
        at += seconds
        if found is None:
            tracks = tracker.hold(at)
        else:
            rows = np.array(found, dtype=np.float64).reshape(-1, 5)
            xyxy = np.concatenate([rows[:, :2], rows[:, :2] + rows[:, 2:4]], axis=1)
            tracks = tracker.update(xyxy, rows[:, 4], at)
        ids = tracks.ids.tolist()
        assert len(set(ids)) == len(ids)
        assert np.isfinite(tracks.boxes).all()
        assert np.isfinite(tracks.scores).all()
        assert (tracks.boxes[:, 2:] >= tracks.boxes[:, :2]).all()
        last = max([last, *ids])
    assert last < 6 * 25 + 1


def crowd(at: float, shift: float, people: int = 5) -> list[Found]:
    """People who walk apart, in a picture that has moved by `shift`."""
    return [(300 + 150 * i + 10 * (i - 2) * at + shift, 400.0, 0.8) for i in range(people)]


@pytest.mark.parametrize(("near", "same"), [(4, True), (3, False)])
@pytest.mark.parametrize("jump", [40.0, -40.0])
def test_far_people_keep_their_ids_when_the_camera_is_turned(jump: float, near: int, same: bool) -> None:
    """Farther than the far ones are wide; enough near ones, who are wider, show how far."""
    widths = [150] * near + [30] * 2
    tracker = Tracker()
    for at in times(3.0, 5.0):
        left = 100 + 200 * np.arange(len(widths)) + (jump if at > 1.5 else 0.0)
        boxes = np.stack([left, np.full(len(widths), 100.0), left + widths, 100.0 + 3 * np.array(widths)], axis=1)
        tracks = tracker.update(boxes, np.full(len(widths), 0.8), at)
    assert (tracks.ids[tracks.seen].tolist() == list(range(1, len(widths) + 1))) == same


def test_all_keep_their_ids_while_the_camera_pans() -> None:
    tracker, ids = Tracker(), set()
    for at in times(4.0, 5.0):
        tracks = observe(tracker, at, crowd(at, 130 * max(0.0, at - 1.0)))
        ids |= set(tracks.ids.tolist())
    assert ids == {1, 2, 3, 4, 5}
    assert np.allclose(tracks.speeds, [110, 120, 130, 140, 150], atol=8), "speeds are those in the picture"


def test_one_who_stands_keeps_the_id_when_a_group_starts_to_walk() -> None:
    tracker = Tracker()
    for at in times(6.0, 5.0):
        group = [(200 + 100 * i + 120 * max(0.0, at - 2.0), 400.0, 0.8) for i in range(5)]
        tracks = observe(tracker, at, [*group, (1500.0, 400.0, 0.8)])
        if at > 1:
            assert id_at(tracks, 1500.0) == 6


def test_a_quiet_picture_ends_the_picture_s_motion() -> None:
    tracker = Tracker()
    for at in times(2.0, 5.0):
        observe(tracker, at, crowd(at, 100 * at))
    held = tracker.hold(2.0)
    assert held.speeds.tolist() == pytest.approx([0.0] * 5)
