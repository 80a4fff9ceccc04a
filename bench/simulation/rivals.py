"""What a user would otherwise run, on the same detections: three rules that are common in published projects."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import ITEM_TABLE, PERSON
from backend.core.tracking.tracker import Tracker
from backend.core.vision.boxes import Box, Boxes, box_at
from bench.simulation.detector import Moment
from bench.simulation.people import ITEMS
from bench.simulation.scoring import Report

SURE = 0.5
"""Score from which on these rules take a box for true."""
CAMERA_COOLDOWN = 10.0
TRACK_COOLDOWN = 30.0
VOTES = 10
"""Observations of a vote: two seconds at five a second."""
Rule = Callable[[Moment], Iterable[Report]]


def per_camera() -> Rule:
    """(a) Any box of a missing item reports, at most once in ten seconds for each item."""
    last: dict[str, float] = {}

    def rule(moment: Moment) -> Iterable[Report]:
        for item in ITEMS:
            found = moment.found.of(ITEM_TABLE.class_pair(item)[1], at_least=SURE)
            if len(found) and moment.at - last.get(item, -1e9) >= CAMERA_COOLDOWN:
                last[item] = moment.at
                people = moment.found.of(PERSON).boxes
                owner = _owner(found.boxes[0], people)
                yield Report(item, moment.at, box_at(people, owner) if owner is not None else box_at(found.boxes, 0))

    return rule


def per_track() -> Rule:
    """(b) A box of a missing item in a track's upper half reports that track, at most once in thirty seconds."""
    tracker, last = Tracker(), dict[tuple[int, str], float]()

    def rule(moment: Moment) -> Iterable[Report]:
        for track, box, missing, _ in _tracked(tracker, moment):
            for item in missing:
                if moment.at - last.get((track, item), -1e9) >= TRACK_COOLDOWN:
                    last[(track, item)] = moment.at
                    yield Report(item, moment.at, box)

    return rule


def majority() -> Rule:
    """(c) A track is reported once when most of its last ten observations that say anything say "missing"."""
    tracker, done = Tracker(), set[tuple[int, str]]()
    votes: dict[tuple[int, str], deque[bool]] = defaultdict(lambda: deque(maxlen=VOTES))

    def rule(moment: Moment) -> Iterable[Report]:
        for track, box, missing, worn in _tracked(tracker, moment):
            for item in ITEMS:
                key = (track, item)
                if item in missing or item in worn:
                    votes[key].append(item in missing)
                full = len(votes[key]) == VOTES
                if full and sum(votes[key]) > VOTES / 2 and key not in done:
                    done.add(key)
                    yield Report(item, moment.at, box)

    return rule


RIVALS: dict[str, Callable[[], Rule]] = {
    "box, cooldown per camera": per_camera,
    "box, cooldown per track": per_track,
    "majority vote per track": majority,
}


def _tracked(tracker: Tracker, moment: Moment) -> Iterable[tuple[int, Box, set[str], set[str]]]:
    """Each visible track with its box and the items of which a sure box of missing and of worn is in it."""
    persons = moment.found.of(PERSON)
    tracks = tracker.update(persons.boxes, persons.scores, moment.at)
    visible = np.flatnonzero(tracks.seen)
    boxes = tracks.boxes[visible]
    sides: tuple[dict[int, set[str]], dict[int, set[str]]] = (defaultdict(set), defaultdict(set))
    for item in ITEMS:
        worn, missing = ITEM_TABLE.class_pair(item)
        for side, cls in zip(sides, (missing, worn), strict=True):
            for one in moment.found.of(cls, at_least=SURE).boxes:
                owner = _owner(one, boxes)
                if owner is not None:
                    side[owner].add(item)
    for i, track in enumerate(tracks.ids[visible].tolist()):
        yield track, box_at(boxes, i), sides[0][i], sides[1][i]


def _owner(box: NDArray[np.floating], people: Boxes) -> int | None:
    """The person in whose box the middle of an item's box lies, the one whose top is nearest; None without one."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    inside = (people[:, 0] <= x) & (x <= people[:, 2]) & (people[:, 1] <= y) & (y <= people[:, 3])
    if not inside.any():
        return None
    return int(np.where(inside, np.abs(people[:, 1] - y), np.inf).argmin())
