"""Which parts of tracks are of one person: those of one track, and of a track that begins where another was lost.

The same rules as for a stay in a zone (`core.rules.stays`), which the live judgement follows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.rules.stays import StayOptions, apart
from backend.core.tracking.tracker import LONGEST_PAUSE_SECONDS
from backend.core.vision.boxes import Box

BODY_WIDTH = 0.4
"""Of a person, in heights; only the middle counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnds:
    """Where P parts begin and end."""

    track_id: NDArray[np.int64]
    since: NDArray[np.float64]
    until: NDArray[np.float64]
    begin: NDArray[np.float64]
    """(P, 3) feet right and down, and the person's height, all in heights of the picture."""
    end: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: Sequence[PartEnds]) -> PartEnds:
        """All of them."""
        names = ("track_id", "since", "until", "begin", "end")
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def people_of(parts: PartEnds, options: StayOptions | None = None) -> NDArray[np.int64]:
    """The number of each part's person, from 0: (P,)."""
    options = options or StayOptions()
    before = _continued(parts)
    followed = np.zeros(len(before), bool)
    followed[before[before >= 0]] = True
    ended = sorted(np.flatnonzero(~followed).tolist(), key=lambda one: float(parts.until[one]))
    order = np.argsort(parts.since, kind="stable").tolist()
    people = np.full(len(before), -1, np.int64)
    waiting: deque[int] = deque()
    count = next_ended = 0
    for one in order:
        if before[one] >= 0:
            people[one] = people[before[one]]
            continue
        since = float(parts.since[one])
        while next_ended < len(ended) and parts.until[ended[next_ended]] < since:
            waiting.append(ended[next_ended])
            next_ended += 1
        while waiting and since - parts.until[waiting[0]] > options.wait_seconds:
            waiting.popleft()
        found = _nearest(parts, waiting, one, options)
        if found is None:
            people[one] = count
            count += 1
        else:
            waiting.remove(found)
            people[one] = people[found]
    return people


def _continued(parts: PartEnds) -> NDArray[np.int64]:
    """The part of the same track just before each, -1 when there is none: (P,)."""
    order = np.lexsort((parts.since, parts.track_id))
    before = np.full(len(order), -1, np.int64)
    same = parts.track_id[order][1:] == parts.track_id[order][:-1]
    pause = parts.since[order][1:] - parts.until[order][:-1]
    follows = same & (pause >= 0) & (pause <= LONGEST_PAUSE_SECONDS)
    before[order[1:][follows]] = order[:-1][follows]
    return before


def _nearest(parts: PartEnds, waiting: Sequence[int], one: int, options: StayOptions) -> int | None:
    box, since = _box(parts.begin[one]), float(parts.since[one])
    best: tuple[float, int] | None = None
    for other in waiting:
        reach = min(options.at_once + options.speed * (since - float(parts.until[other])), options.farthest)
        away = apart(_box(parts.end[other]), box, farthest=reach, largest_ratio=options.largest_size_ratio)
        if away <= reach and (best is None or away < best[0]):
            best = away, other
    return best[1] if best is not None else None


def _box(place: NDArray[np.float64]) -> Box:
    x, y, height = place.tolist()
    half = BODY_WIDTH * height / 2
    return x - half, y - height, x + half, y
