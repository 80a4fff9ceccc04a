"""How much faster our tracker is than SORT with filterpy, on the same boxes."""

from __future__ import annotations

import time

from backend.core.tracking.tracker import Tracker
from bench.peers.filterpy_sort import FilterpySort
from bench.scenes.walkers import walkers

FPS = 5.0
PICTURES = 60
ROUNDS = {10: 40, 50: 10, 200: 3}
"""How often all pictures are run, by people in view."""


def times_sort(people: int) -> float:
    """SORT's time divided by ours for the same pictures.

    Both run alternately, in processor time. The shortest of all rounds counts: whatever else the machine does only
    adds.
    """
    pictures = [(i / FPS, rows[:, :4], rows[:, 4]) for i, rows in enumerate(walkers(people, PICTURES, FPS))]
    ours, peers = [], []
    for _ in range(ROUNDS[people]):
        tracker, sort = Tracker(), FilterpySort()
        began = time.thread_time()
        for at, boxes, scores in pictures:
            tracker.update(boxes, scores, at)
        between = time.thread_time()
        for _at, boxes, _scores in pictures:
            sort.update(boxes)
        ours.append(between - began)
        peers.append(time.thread_time() - between)
    return min(peers) / min(ours)
