"""Multi-object tracking of people: SORT with all tracks in one set of arrays.

Bewley et al., "Simple Online and Realtime Tracking" (2016), with the second round for weak boxes of Zhang et al.,
"ByteTrack" (2022): a person half hidden by another has a weak box, and that box still continues a track, but never
starts one. Ids belong to the tracker that assigned them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from backend.core.tracking.kalman import BoxMotion, MotionNoise
from backend.core.vision.assignment import assign
from backend.core.vision.boxes import Boxes, iou

Index = NDArray[np.int64]
LOST_GRACE_SECONDS = 0.5
"""How long a track may go undetected before `lost_overlap` counts: a few missed detections are normal."""
LONGEST_PAUSE_SECONDS = 3.0
"""After so long without a picture no track goes on: a person walks through in that time, and another may stand there.
The coverage report calls it blind. Longer: a person inherits another's observations. Shorter: a busy detector that
answers every other second tracks nobody."""
UNCONFIRMED_PATIENCE = 1 / 3
"""How long a track that is not confirmed is kept, in shares of `keep_seconds`. Higher: flicker is confirmed in time."""


@dataclass(frozen=True, slots=True)
class TrackerOptions:
    """When boxes start, continue and end tracks."""

    start_score: float = 0.5
    """A box with this score may start a track. Lower: false detections get ids. Higher: people are tracked later."""
    strong_score: float = 0.45
    """Boxes from here on are matched in the first round."""
    weak_score: float = 0.10
    """Boxes from here on are matched in the second round, to tracks that are left."""
    match_overlap: float = 0.15
    """Least IoU of prediction and box. Lower: ids jump between neighbours. Higher: fast walkers get new ids."""
    confirm_detections: int = 2
    """Detections before a track counts as a person. More: later. Fewer: flicker becomes people."""
    lost_overlap: float = 0.2
    """How much more IoU is required per second that a track was not detected. Lower: another person inherits the id."""
    keep_seconds: float = 1.5
    """How long a track without a strong box is kept. Longer: bridges occlusions. Shorter: a weak false detection (a
    pillar that resembles a person) cannot carry a person's id to the next one who passes."""
    weak_overlap: float = 0.3
    """Least IoU in the second round."""
    noise: MotionNoise = field(default_factory=MotionNoise)


@dataclass(frozen=True, slots=True)
class Tracks:
    """The confirmed tracks after a picture, N of them."""

    ids: NDArray[np.int64]
    boxes: Boxes
    """(N, 4) pixels: as measured where the person was detected in this picture, else as predicted."""
    seen: NDArray[np.bool_]
    """Whether the person was detected in this very picture."""
    scores: NDArray[np.float64]
    """Score of the box that was matched last."""
    first_seen: NDArray[np.float64]
    """When each track began, seconds."""
    first_boxes: Boxes
    """Where each track began, (N, 4) pixels."""
    speeds: NDArray[np.float64]
    """How fast each goes to the right, pixels per second."""

    def only(self, chosen: NDArray[np.bool_]) -> Tracks:
        """Those that are chosen: (N,)."""
        return Tracks(**{one.name: getattr(self, one.name)[chosen] for one in fields(self)})


class Tracker:
    """Tracks of one camera. Not thread-safe."""

    def __init__(self, options: TrackerOptions | None = None) -> None:
        self.options = options or TrackerOptions()
        self._motion = BoxMotion.start(np.zeros((0, 4)), self.options.noise)
        self._ids = np.zeros(0, dtype=np.int64)
        self._detections = np.zeros(0, dtype=np.int64)
        self._last_seen = np.zeros(0)
        self._last_strong = np.zeros(0)
        self._scores = np.zeros(0)
        self._measured = np.zeros((0, 4))
        self._first_seen = np.zeros(0)
        self._first_boxes = np.zeros((0, 4))
        self._next_id = 1
        self._time: float | None = None

    def update(self, boxes: Boxes, scores: NDArray[np.floating], at_seconds: float) -> Tracks:
        """A picture of `at_seconds` has these people. After a long pause all tracks are new.

        1. Predict every track. 2. Match strong boxes. 3. Match weak boxes to the tracks that are left. 4. Start tracks
        from strong boxes that are not matched. 5. Drop tracks that were not detected for long.
        """
        self._predict(at_seconds)
        strong = np.flatnonzero(scores >= self.options.strong_score)
        weak = np.flatnonzero((scores >= self.options.weak_score) & (scores < self.options.strong_score))
        all_tracks = np.arange(len(self._ids))
        matched, used = self._match(all_tracks, strong, boxes, self.options.match_overlap, at_seconds)
        self._last_strong[matched] = at_seconds
        self._correct(matched, used, boxes, scores, at_seconds)
        unmatched = np.setdiff1d(all_tracks, matched)
        rest, weakly_used = self._match(unmatched, weak, boxes, self.options.weak_overlap, at_seconds)
        self._correct(rest, weakly_used, boxes, scores, at_seconds)
        new = [i for i in strong if i not in set(used.tolist()) and scores[i] >= self.options.start_score]
        self._start(boxes[new], scores[new], at_seconds)
        self._drop(at_seconds)
        return self._confirmed(at_seconds)

    def hold(self, at_seconds: float) -> Tracks:
        """Nothing moved until `at_seconds`: people who were in view still are, standing. After a long pause none is."""
        self._forget_after_pause(at_seconds)
        if self._time is not None and len(self._ids):
            in_view = self._last_seen >= self._time
            self._motion.velocity[in_view] = 0
            self._last_seen[in_view] = at_seconds
            self._last_strong[in_view] += at_seconds - self._time
        self._time = at_seconds
        self._drop(at_seconds)
        return self._confirmed(at_seconds)

    def _forget_after_pause(self, at_seconds: float) -> None:
        if self._time is not None and at_seconds - self._time > LONGEST_PAUSE_SECONDS:
            self._keep(np.zeros(len(self._ids), dtype=np.bool_))

    def _predict(self, at_seconds: float) -> None:
        self._forget_after_pause(at_seconds)
        if self._time is not None:
            elapsed = float(np.clip(at_seconds - self._time, 0.0, self.options.keep_seconds))
            self._motion.predict(elapsed, self.options.noise)
        self._time = at_seconds

    def _match(self, tracks: Index, found: Index, boxes: Boxes, least: float, at_seconds: float) -> tuple[Index, Index]:
        """The best pairs of tracks and boxes overall, as two arrays of equal length."""
        if not len(tracks) or not len(found):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        overlap = iou(self._motion.boxes()[tracks], boxes[found])
        unseen = np.maximum(at_seconds - self._last_seen[tracks] - LOST_GRACE_SECONDS, 0.0)
        overlap = np.where(overlap >= least + self.options.lost_overlap * unseen[:, None], overlap, 0.0)
        pairs = np.array(assign(overlap, least), dtype=np.int64).reshape(-1, 2)
        return tracks[pairs[:, 0]], found[pairs[:, 1]]

    def _correct(
        self, tracks: Index, found: Index, boxes: Boxes, scores: NDArray[np.floating], at_seconds: float
    ) -> None:
        """Correct `tracks` by the boxes `found`, pair by pair."""
        self._motion.correct(tracks, boxes[found], self.options.noise)
        self._measured[tracks] = boxes[found]
        self._scores[tracks] = scores[found]
        self._last_seen[tracks] = at_seconds
        self._detections[tracks] += 1

    def _start(self, boxes: Boxes, scores: NDArray[np.floating], at_seconds: float) -> None:
        count = len(boxes)
        self._motion = self._motion.join(BoxMotion.start(boxes, self.options.noise))
        self._ids = np.concatenate([self._ids, np.arange(self._next_id, self._next_id + count)])
        self._next_id += count
        self._detections = np.concatenate([self._detections, np.ones(count, dtype=np.int64)])
        self._last_seen = np.concatenate([self._last_seen, np.full(count, at_seconds)])
        self._last_strong = np.concatenate([self._last_strong, np.full(count, at_seconds)])
        self._scores = np.concatenate([self._scores, scores])
        self._measured = np.concatenate([self._measured, boxes])
        self._first_seen = np.concatenate([self._first_seen, np.full(count, at_seconds)])
        self._first_boxes = np.concatenate([self._first_boxes, boxes])

    def _drop(self, at_seconds: float) -> None:
        confirmed = self._detections >= self.options.confirm_detections
        keep_seconds = self.options.keep_seconds
        patience = np.where(confirmed, keep_seconds, keep_seconds * UNCONFIRMED_PATIENCE)
        self._keep(at_seconds - self._last_strong <= patience)

    def _keep(self, keep: NDArray[np.bool_]) -> None:
        self._motion = self._motion.take(keep)
        self._ids, self._detections = self._ids[keep], self._detections[keep]
        self._last_seen, self._last_strong = self._last_seen[keep], self._last_strong[keep]
        self._scores = self._scores[keep]
        self._measured = self._measured[keep]
        self._first_seen, self._first_boxes = self._first_seen[keep], self._first_boxes[keep]

    def _confirmed(self, at_seconds: float) -> Tracks:
        chosen = self._detections >= self.options.confirm_detections
        seen = self._last_seen[chosen] >= at_seconds
        boxes = np.where(seen[:, None], self._measured[chosen], self._motion.boxes()[chosen])
        return Tracks(
            ids=self._ids[chosen],
            boxes=boxes,
            seen=seen,
            scores=self._scores[chosen],
            first_seen=self._first_seen[chosen],
            first_boxes=self._first_boxes[chosen],
            speeds=self._motion.velocity[chosen, 0],
        )
